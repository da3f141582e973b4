//! A virtual display whose picture lies in a file, so that what is painted can be watched without
//! asking the program that paints it.

use crate::{
    measure::plan::{LOOK, SCREEN, STILL, TOO_LONG},
    memory::Memory,
};
use std::{
    ffi::OsString,
    fs::{self, File},
    io::{BufRead as _, BufReader},
    os::unix::fs::{FileExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// Every so many-th row is looked at: watching must not cost what is measured.
const ROW: usize = 8;
/// Not looked at: there MiniBrowser draws its tools, and a progress bar long after the page.
const TOOLS: usize = 96;
/// Fewer changed pixels among those rows are a blinking caret, not a picture.
const A_CHANGE: usize = 100;

pub struct Screen {
    xvfb: Child,
    name: String,
    folder: TempDir,
    picture: File,
    /// Where the pixels begin, and bytes of a row.
    layout: (u64, usize),
    /// What is seen where there is no window.
    blank: Vec<u8>,
}

impl Screen {
    /// Starts the display; `None` where there is no Xvfb.
    pub fn open() -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).expect("private");
        let (width, height) = SCREEN;
        let mut xvfb = Command::new("Xvfb")
            .args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0"])
            .arg(format!("{width}x{height}x24"))
            .arg("-fbdir")
            .arg(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut number = String::new();
        let said = xvfb.stdout.take().expect("a pipe");
        BufReader::new(said)
            .read_line(&mut number)
            .expect("a display");
        let picture = File::open(folder.path().join("Xvfb_screen0")).expect("the picture");
        // An XWD file: big-endian words; size of the head, bytes of a row, colours before the pixels.
        let word = |at: u64| {
            let mut bytes = [0; 4];
            picture.read_exact_at(&mut bytes, at * 4).expect("the head");
            u32::from_be_bytes(bytes)
        };
        let layout = (u64::from(word(0) + word(19) * 12), word(12) as usize);
        let mut screen = Self {
            xvfb,
            name: format!(":{}", number.trim()),
            folder,
            picture,
            layout,
            blank: Vec::new(),
        };
        screen.blank = screen.look();
        Some(screen)
    }

    /// The home of whoever sits there.
    pub fn home(&self) -> &Path {
        self.folder.path()
    }

    /// A program on this display, in a home of its own and without a session bus.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        for gone in [
            "DBUS_SESSION_BUS_ADDRESS",
            "WAYLAND_DISPLAY",
            "MOTCUA_DATA",
            "XDG_DATA_HOME",
        ] {
            command.env_remove(gone);
        }
        command
            .env("DISPLAY", &self.name)
            .env("HOME", self.home())
            .env("XDG_RUNTIME_DIR", self.home())
            .env("NO_AT_BRIDGE", "1")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    /// Starts a window on the empty display.
    pub fn start(&self, program: &Path, args: &[OsString]) -> Running {
        let patience = Instant::now();
        while changed(&self.blank, &self.look()) > 0 {
            assert!(patience.elapsed() < TOO_LONG, "the last window stays");
            sleep(LOOK);
        }
        let start = Instant::now();
        let child = self.command(program).args(args).spawn().expect("it starts");
        Running { child, start }
    }

    /// Watches until the picture stands still: from the start to its first change and to its last.
    pub fn watch(&self, running: &Running) -> (Duration, Duration) {
        let mut shown = self.blank.clone();
        let mut changes: Option<(Duration, Duration)> = None;
        loop {
            sleep(LOOK);
            let now = running.start.elapsed();
            let picture = self.look();
            if changed(&shown, &picture) >= A_CHANGE {
                shown = picture;
                changes = Some((changes.map_or(now, |(first, _)| first), now));
            }
            match changes {
                Some((first, last)) if now - last > STILL => return (first, last),
                _ => assert!(now < TOO_LONG, "nothing stands still on the screen"),
            }
        }
    }

    fn look(&self) -> Vec<u8> {
        let (start, row) = self.layout;
        let rows = (SCREEN.1 - TOOLS) / ROW;
        let mut pixels = vec![0; rows * row];
        for (n, line) in pixels.chunks_exact_mut(row).enumerate() {
            let at = start + ((TOOLS + n * ROW) * row) as u64;
            self.picture.read_exact_at(line, at).expect("the picture");
        }
        pixels
    }

    /// Keeps what is shown, for a look with one's own eyes.
    pub fn keep_picture(&self, name: &str) {
        let (start, row) = self.layout;
        let mut pixels = vec![0; SCREEN.1 * row];
        self.picture
            .read_exact_at(&mut pixels, start)
            .expect("the picture");
        let picture = image::RgbImage::from_fn(SCREEN.0 as u32, SCREEN.1 as u32, |x, y| {
            let at = y as usize * row + x as usize * 4;
            image::Rgb([pixels[at + 2], pixels[at + 1], pixels[at]])
        });
        let to = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        picture.save(to).expect("saved");
    }
}

fn changed(a: &[u8], b: &[u8]) -> usize {
    let pixels = a.chunks_exact(4).zip(b.chunks_exact(4));
    pixels.filter(|(a, b)| a != b).count()
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.xvfb.kill();
        let _ = self.xvfb.wait();
    }
}

/// A window; it goes with this value.
pub struct Running {
    child: Child,
    start: Instant,
}

impl Running {
    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let Memory(all) = Memory::of_all_below(self.id());
        let _ = self.child.kill();
        let _ = self.child.wait();
        // Its helpers go by themselves; the next window must not meet them.
        let here = |id: u32| Path::new("/proc").join(id.to_string()).exists();
        let patience = Instant::now();
        while all.iter().any(|process| here(process.id))
            && patience.elapsed() < Duration::from_secs(5)
        {
            sleep(LOOK);
        }
    }
}
