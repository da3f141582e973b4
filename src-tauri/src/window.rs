//! The window.

use crate::{
    bundle, clock,
    commands::{Counter, handler},
};
use motcua_catalogue::find::Usage;
use motcua_fault::{Code, Fault};
use std::{path::Path, process::ExitCode};
use tauri::{Manager as _, WebviewUrl, WebviewWindowBuilder};

/// Opens the window on a data folder and stays until it is closed.
pub fn open(folder: &Path) -> ExitCode {
    let counter = Counter(bundle::desk(folder));
    let mut app = tauri::Builder::default();
    // Without a session bus there is nobody to ask whether a window is open already.
    if std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some() || !cfg!(target_os = "linux") {
        app = app.plugin(tauri_plugin_single_instance::init(|app, _, _| {
            if let Some(window) = app.get_webview_window("main") {
                let _ = window.unminimize();
                let _ = window.set_focus();
            }
        }));
    }
    let built = app
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .manage(counter)
        .invoke_handler(handler())
        .setup(|app| {
            WebviewWindowBuilder::new(app, "main", WebviewUrl::default())
                .title("Một Cửa")
                .inner_size(1366.0, 768.0)
                .min_inner_size(1024.0, 600.0)
                .disable_drag_drop_handler()
                .build()?;
            // The index is made while the window comes up, so that the first key does not wait for it.
            let app = app.handle().clone();
            std::thread::spawn(move || {
                let counter = app.state::<Counter>();
                if let Ok(desk) = counter.desk() {
                    let _ = desk.reference().look("k", 1, &Usage::new(), clock::now());
                }
            });
            Ok(())
        })
        .run(tauri::generate_context!());
    match built {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => crate::cli::report(
            &Fault::new(
                Code::Internal,
                "Không mở được cửa sổ. Máy cần màn hình; không có màn hình thì dùng dòng lệnh: motcua --help.",
            )
            .because(cause),
        ),
    }
}
