//! A virtual display of a counter's size, with nobody else on it.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Mutex, MutexGuard, PoisonError},
};
use tempfile::TempDir;

/// One display at a time: windows that wait for each other's turn on the processor prove nothing.
static TURN: Mutex<()> = Mutex::new(());

/// Xvfb, 1366×768; it goes with this value.
pub struct Screen {
    xvfb: Child,
    name: String,
    home: TempDir,
    _turn: MutexGuard<'static, ()>,
}

impl Screen {
    /// Starts the display; `None`, with a notice, where Xvfb or WebKitWebDriver is not installed.
    pub fn open() -> Option<Self> {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        for program in ["Xvfb", "WebKitWebDriver"] {
            let found = std::env::var_os("PATH").is_some_and(|path| {
                std::env::split_paths(&path).any(|at| at.join(program).is_file())
            });
            if !found {
                println!("SKIPPED: {program} is not installed here");
                return None;
            }
        }
        let home = tempfile::tempdir().expect("a temporary folder");
        fs::set_permissions(home.path(), fs::Permissions::from_mode(0o700)).expect("private");
        let mut xvfb = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-nolisten",
                "tcp",
                "-screen",
                "0",
                "1366x768x24",
            ])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb starts");
        let mut number = String::new();
        let said = xvfb.stdout.take().expect("a pipe");
        BufReader::new(said)
            .read_line(&mut number)
            .expect("a display");
        Some(Self {
            xvfb,
            name: format!(":{}", number.trim()),
            home,
            _turn: turn,
        })
    }

    /// Its name, `:42`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The home of whoever sits there.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// A program on this display, in a home of its own, without a session bus, printing nowhere.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        for gone in [
            "DBUS_SESSION_BUS_ADDRESS",
            "WAYLAND_DISPLAY",
            "MOTCUA_DATA",
            "MOTCUA_DETAIL",
            "XDG_DATA_HOME",
            "XDG_CONFIG_HOME",
            "XDG_CACHE_HOME",
        ] {
            command.env_remove(gone);
        }
        command
            .env("DISPLAY", &self.name)
            .env("HOME", self.home())
            .env("XDG_RUNTIME_DIR", self.home())
            .env("NO_AT_BRIDGE", "1")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env("CUPS_SERVER", self.home().join("no-cups.sock"))
            // The counter's clock is Việt Nam's, whatever the PC believes.
            .env("TZ", "Pacific/Honolulu")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.xvfb.kill();
        let _ = self.xvfb.wait();
    }
}
