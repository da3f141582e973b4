//! The real window on a virtual display, worked as a clerk works it: by keys, seen by what it shows.

mod driver;
mod keys;
mod processes;
mod screen;

pub use processes::{kill, lives};
pub use screen::Screen;

use crate::folder::{Counter, binary};
use driver::Driver;
use serde_json::{Value, json};
use std::{
    fs,
    path::PathBuf,
    thread::sleep,
    time::{Duration, Instant},
};

/// How long the window may take to show what it should.
const PATIENCE: Duration = Duration::from_secs(10);
/// A hand's pause after a key, in milliseconds: longer than any scanner's.
const HAND: u64 = 70;

/// What every question to the page may use: elements by `data-testid`, the text they show.
const PAGE: &str = r#"
const by = (id) => document.querySelector(`[data-testid="${CSS.escape(id)}"]`);
const shows = (one) => one !== null && one.getClientRects().length > 0;
const words = (one) => one.innerText.replace(/\s+/g, " ").trim();
"#;

/// One window of the program.
pub struct Window {
    driver: Driver,
    display: String,
}

impl Window {
    /// Opens the program's window on a counter's data folder.
    pub fn open(screen: &Screen, counter: &Counter) -> Self {
        Self::open_with(screen, counter, &[])
    }

    /// As [`Self::open`], with something more in the program's environment.
    pub fn open_with(screen: &Screen, counter: &Counter, env: &[(&str, String)]) -> Self {
        let data = counter.data.to_str().expect("UTF-8").to_owned();
        let driver = Driver::open(screen, &binary(), &["--data".to_owned(), data], env);
        let window = Self {
            driver,
            display: screen.name().to_owned(),
        };
        window.wait("a first picture", || {
            window.ask("return document.readyState === 'complete' && document.querySelector('main') !== null", &[])
                == json!(true)
        });
        window
    }

    /// The program's process.
    pub fn process(&self) -> u32 {
        self.driver.program()
    }

    // ---- what a clerk does

    /// Presses keys together: `Ctrl+Enter`, `F2`, `1`, `Space`.
    #[track_caller]
    pub fn press(&self, keys: &str) {
        let mut steps = keys::chord(keys);
        steps.push(keys::pause(HAND));
        self.driver.post("actions", &keys::actions(&steps));
    }

    /// Writes with the keys, then rests.
    #[track_caller]
    pub fn write(&self, text: &str) {
        let mut steps = keys::text(text);
        steps.push(keys::pause(HAND));
        self.driver.post("actions", &keys::actions(&steps));
    }

    /// Does what a scanner does that is a keyboard to the PC: the whole text in one burst, then Enter,
    /// wherever the focus is.
    #[track_caller]
    pub fn scan(&self, text: &str) {
        let at = self.driver.get("element/active");
        let at = at
            .as_object()
            .and_then(|at| at.values().next()?.as_str())
            .expect("an element");
        let text = format!("{text}{}", keys::ENTER);
        self.driver
            .post(&format!("element/{at}/value"), &json!({ "text": text }));
        sleep(Duration::from_millis(HAND));
    }

    /// Tab until the focus is there.
    #[track_caller]
    pub fn tab_to(&self, testid: &str) {
        for _ in 0..60 {
            if self.focus() == testid {
                return;
            }
            self.press("Tab");
        }
        panic!("Tab never comes to {testid}; it is at {}", self.focus());
    }

    /// Presses the button with the mouse, where a test is not about the keyboard.
    #[track_caller]
    pub fn click(&self, testid: &str) {
        self.see(testid);
        self.ask("by(arguments[0]).click()", &[json!(testid)]);
    }

    // ---- what a clerk sees

    /// Waits until it is shown; its text.
    #[track_caller]
    pub fn see(&self, testid: &str) -> String {
        let mut text = Value::Null;
        self.wait(&format!("{testid} is shown"), || {
            text = self.ask(
                "const one = by(arguments[0]); return shows(one) ? words(one) : null",
                &[json!(testid)],
            );
            text.is_string()
        });
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until its text holds this; the text.
    #[track_caller]
    pub fn see_in(&self, testid: &str, wanted: &str) -> String {
        let mut text = String::new();
        let start = Instant::now();
        loop {
            if let Some(now) = self.now(testid) {
                text = now;
                if text.contains(wanted) {
                    return text;
                }
            }
            assert!(
                start.elapsed() < PATIENCE,
                "“{wanted}” is not in {testid}: “{text}”\n{}",
                self.page()
            );
            sleep(Duration::from_millis(30));
        }
    }

    /// What it shows now; `None` when it is not shown.
    #[track_caller]
    pub fn now(&self, testid: &str) -> Option<String> {
        let text = self.ask(
            "const one = by(arguments[0]); return shows(one) ? words(one) : null",
            &[json!(testid)],
        );
        text.as_str().map(str::to_owned)
    }

    /// Waits until it is shown no more.
    #[track_caller]
    pub fn gone(&self, testid: &str) {
        self.wait(&format!("{testid} is gone"), || self.now(testid).is_none());
    }

    /// The `data-testid`s of what is shown that start so, in order.
    #[track_caller]
    pub fn all(&self, start: &str) -> Vec<String> {
        let found = self.ask(
            "return [...document.querySelectorAll(`[data-testid^=\"${arguments[0]}\"]`)].filter(shows)\
             .map((one) => one.dataset.testid)",
            &[json!(start)],
        );
        let found = found.as_array().expect("a list");
        found
            .iter()
            .filter_map(|one| one.as_str().map(str::to_owned))
            .collect()
    }

    /// An attribute.
    #[track_caller]
    pub fn attribute(&self, testid: &str, name: &str) -> Option<String> {
        let value = self.ask(
            "return by(arguments[0])?.getAttribute(arguments[1]) ?? null",
            &[json!(testid), json!(name)],
        );
        value.as_str().map(str::to_owned)
    }

    /// What stands in a field.
    #[track_caller]
    pub fn value(&self, testid: &str) -> String {
        self.see(testid);
        let value = self.ask("return by(arguments[0]).value", &[json!(testid)]);
        value.as_str().unwrap_or_default().to_owned()
    }

    /// The `data-testid` of what has the focus; empty when it has none.
    #[track_caller]
    pub fn focus(&self) -> String {
        let focus = self.ask("return document.activeElement?.dataset?.testid ?? ''", &[]);
        focus.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until the focus is there.
    #[track_caller]
    pub fn focus_on(&self, testid: &str) {
        self.wait(&format!("the focus is on {testid}"), || {
            self.focus() == testid
        });
    }

    /// Everything the window shows as text.
    #[track_caller]
    pub fn page(&self) -> String {
        let text = self.ask("return document.body.innerText", &[]);
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Runs a script in the page.
    #[track_caller]
    pub fn ask(&self, script: &str, args: &[Value]) -> Value {
        let body = json!({ "script": format!("{PAGE}{script}"), "args": args });
        self.driver.post("execute/sync", &body)
    }

    /// Runs a script that answers later, through the last of its arguments.
    #[track_caller]
    pub fn ask_later(&self, script: &str, args: &[Value]) -> Value {
        let body = json!({ "script": format!("{PAGE}{script}"), "args": args });
        self.driver.post("execute/async", &body)
    }

    /// Waits for anything.
    #[track_caller]
    pub fn wait(&self, what: &str, mut done: impl FnMut() -> bool) {
        let start = Instant::now();
        while !done() {
            assert!(
                start.elapsed() < PATIENCE,
                "never: {what}. The window shows:\n{}",
                self.page()
            );
            sleep(Duration::from_millis(30));
        }
    }

    // ---- the window itself

    /// Makes the window this large.
    #[track_caller]
    pub fn resize(&self, width: u32, height: u32) {
        self.driver.post(
            "window/rect",
            &json!({ "x": 0, "y": 0, "width": width, "height": height }),
        );
        self.wait("the window has its size", || {
            self.ask("return [innerWidth, innerHeight]", &[]) == json!([width, height])
        });
    }

    /// Makes all text this large, in percent of what it is.
    #[track_caller]
    pub fn text_size(&self, percent: u32) {
        self.ask(
            "document.documentElement.style.fontSize = `${arguments[0]}%`",
            &[json!(percent)],
        );
    }

    /// With `MOTCUA_SCREENS=1`, keeps what is shown for the README, with few colours.
    #[track_caller]
    pub fn keep_picture(&self, name: &str) {
        if std::env::var_os("MOTCUA_SCREENS").is_none() {
            return;
        }
        let to = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("screens/{name}.png"));
        // The caret blinks; a kept picture should not.
        self.ask(
            "document.documentElement.style.caretColor = 'transparent'",
            &[],
        );
        sleep(Duration::from_millis(200));
        let to = to.to_str().expect("UTF-8");
        // Of the display itself: what a clerk's eyes get.
        crate::tool(
            "import",
            &["-display", &self.display, "-window", "root", to],
        );
        self.ask("document.documentElement.style.caretColor = ''", &[]);
        crate::tool(
            "convert",
            &[
                to,
                "+dither",
                "-colors",
                "96",
                "-strip",
                &format!("PNG8:{to}"),
            ],
        );
        let size = fs::metadata(to).expect("there").len();
        assert!(size <= 150_000, "{name}: {size} bytes");
    }
}
