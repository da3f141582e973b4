//! As much of WebDriver as the tests of the window need, over a plain socket.

use super::{processes, screen::Screen};
use serde_json::{Value, json};
use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::Path,
    process::Child,
    thread::sleep,
    time::{Duration, Instant},
};

/// No answer takes longer.
const PATIENCE: Duration = Duration::from_secs(30);

/// WebKitWebDriver with one window; both go with this value, however the test ends.
pub(super) struct Driver {
    child: Child,
    port: u16,
    session: String,
}

impl Driver {
    /// Starts the driver on the display and the program in it. `env` is what the program finds there.
    pub fn open(screen: &Screen, binary: &Path, args: &[String], env: &[(&str, String)]) -> Self {
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = free.local_addr().expect("a port").port();
        drop(free);
        let child = screen
            .command("WebKitWebDriver")
            .args([format!("--port={port}"), "--host=127.0.0.1".to_owned()])
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .envs(env.iter().map(|(name, value)| (name, value)))
            .spawn()
            .expect("WebKitWebDriver starts");
        let mut driver = Self {
            child,
            port,
            session: String::new(),
        };
        let start = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            assert!(
                start.elapsed() < PATIENCE,
                "WebKitWebDriver does not answer"
            );
            sleep(Duration::from_millis(20));
        }
        let options = json!({ "binary": binary, "args": args });
        let wanted =
            json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let opened = driver.ask("POST", "/session", &wanted);
        driver.session = opened["sessionId"]
            .as_str()
            .unwrap_or_else(|| panic!("no window: {opened}"))
            .to_owned();
        driver
    }

    /// Asks about the window; the `value` of the answer.
    #[track_caller]
    pub fn post(&self, what: &str, body: &Value) -> Value {
        self.good("POST", what, body)
    }

    /// As [`Self::post`], with nothing to say.
    #[track_caller]
    pub fn get(&self, what: &str) -> Value {
        self.good("GET", what, &Value::Null)
    }

    #[track_caller]
    fn good(&self, verb: &str, what: &str, body: &Value) -> Value {
        let value = self.ask(verb, &format!("/session/{}/{what}", self.session), body);
        assert!(value["error"].is_null(), "{what}: {value}");
        value
    }

    /// The program's own process.
    pub fn program(&self) -> u32 {
        let all = processes::all_below(self.child.id());
        let found = all
            .into_iter()
            .find(|id| processes::name(*id).as_deref() == Some("motcua"));
        found.expect("the program runs")
    }

    #[track_caller]
    fn ask(&self, verb: &str, path: &str, body: &Value) -> Value {
        self.try_ask(verb, path, body, PATIENCE)
            .unwrap_or_else(|cause| panic!("{verb} {path}: {cause}"))
    }

    fn try_ask(
        &self,
        verb: &str,
        path: &str,
        body: &Value,
        patience: Duration,
    ) -> std::io::Result<Value> {
        let body = if body.is_null() {
            String::new()
        } else {
            body.to_string()
        };
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(patience))?;
        let length = body.len();
        let request = format!(
            "{verb} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes())?;
        let mut answer = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            answer.read_line(&mut line)?;
            let line = line.trim().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(said) = line.strip_prefix("content-length:") {
                length = said.trim().parse().unwrap_or(0);
            }
        }
        let mut body = vec![0; length];
        answer.read_exact(&mut body)?;
        let answer: Value = serde_json::from_slice(&body)?;
        Ok(answer["value"].clone())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let all = processes::all_below(self.child.id());
        if !self.session.is_empty() {
            let path = format!("/session/{}", self.session);
            let _ = self.try_ask("DELETE", &path, &Value::Null, Duration::from_secs(3));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
        all.iter().skip(1).for_each(|id| processes::kill(*id));
        let end = Instant::now() + Duration::from_secs(5);
        while all.iter().any(|id| processes::lives(*id)) && Instant::now() < end {
            sleep(Duration::from_millis(20));
        }
    }
}
