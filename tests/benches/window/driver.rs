//! As much of WebDriver as it takes to press a key in a window.

use crate::{
    measure::plan::{LOOK, TOO_LONG},
    screen::Screen,
};
use serde_json::{Value, json};
use std::{
    ffi::OsString,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::Path,
    process::Child,
    thread::sleep,
    time::Instant,
};

/// Key of an element's id, from the standard.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

pub struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// Starts WebKitWebDriver on a display; `None` where it is not installed.
    pub fn start(screen: &Screen) -> Option<Self> {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = free.local_addr().expect("a port").port();
        drop(free);
        let child = screen
            .command(Path::new("WebKitWebDriver"))
            .args([format!("--port={port}"), "--host=127.0.0.1".to_owned()])
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .spawn()
            .ok()?;
        let driver = Self { child, port };
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            assert!(
                start.elapsed() < TOO_LONG,
                "WebKitWebDriver does not answer"
            );
            sleep(LOOK);
        }
        Some(driver)
    }

    /// Opens a window.
    pub fn session(&self, binary: &Path, args: &[OsString]) -> String {
        let args: Vec<_> = args.iter().map(|arg| arg.to_string_lossy()).collect();
        let options = json!({ "binary": binary, "args": args });
        let wanted =
            json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let opened = self.ask("POST", "/session", &wanted);
        opened["sessionId"]
            .as_str()
            .unwrap_or_else(|| panic!("{opened}"))
            .to_owned()
    }

    /// Closes it.
    pub fn end(&self, session: &str) {
        self.ask("DELETE", &format!("/session/{session}"), &Value::Null);
    }

    /// Opens a page.
    pub fn go(&self, session: &str, url: &str) {
        self.ask(
            "POST",
            &format!("/session/{session}/url"),
            &json!({ "url": url }),
        );
    }

    /// The element of a CSS selector.
    pub fn find(&self, session: &str, css: &str) -> Option<String> {
        let wanted = json!({ "using": "css selector", "value": css });
        let found = self.ask("POST", &format!("/session/{session}/element"), &wanted);
        found[ELEMENT].as_str().map(str::to_owned)
    }

    /// Types.
    pub fn keys(&self, session: &str, element: &str, text: &str) {
        let to = format!("/session/{session}/element/{element}/value");
        let said = self.ask("POST", &to, &json!({ "text": text }));
        assert!(said.is_null(), "{said}");
    }

    /// What stands in a field.
    pub fn value(&self, session: &str, element: &str) -> String {
        let from = format!("/session/{session}/element/{element}/property/value");
        let value = self.ask("GET", &from, &Value::Null);
        value.as_str().unwrap_or_default().to_owned()
    }

    fn ask(&self, verb: &str, path: &str, body: &Value) -> Value {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("connected");
        stream.set_read_timeout(Some(TOO_LONG)).expect("set");
        write!(
            stream,
            "{verb} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        )
        .expect("asked");
        let mut answer = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            answer.read_line(&mut line).expect("a head");
            let line = line.trim().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(said) = line.strip_prefix("content-length:") {
                length = said.trim().parse().expect("a length");
            }
        }
        let mut body = vec![0; length];
        answer.read_exact(&mut body).expect("a body");
        let answer: Value = serde_json::from_slice(&body).unwrap_or_default();
        answer["value"].clone()
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
