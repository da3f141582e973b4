//! How often everything is measured. All of `make bench` but `find` should stay under four minutes.

use std::time::Duration;

/// Calls of something in memory: microseconds each.
pub const SMALL: usize = 2_000;
/// Calls of something that takes milliseconds.
pub const MIDDLE: usize = 40;
/// Dossiers received with each kind of writing.
pub const RECEIVED: usize = 60;
/// Dossiers in the file before the first is measured, and in the window's list.
pub const ALREADY_THERE: usize = 25;
/// Starts of another program that takes milliseconds.
pub const PROCESSES: usize = 15;
/// Starts of LibreOffice with its profile made.
pub const OFFICE_STARTS: usize = 3;
/// Pages of one run of LibreOffice, to see what a page costs once it runs.
pub const OFFICE_PAGES: usize = 8;
/// Starts of a window.
pub const WINDOWS: usize = 5;

/// A window whose picture stood still so long is taken to be finished.
pub const STILL: Duration = Duration::from_millis(1_200);
/// Between two looks at the screen or the page.
pub const LOOK: Duration = Duration::from_millis(8);
/// A window that is not there by then has failed.
pub const TOO_LONG: Duration = Duration::from_secs(40);
/// The counter's screen, pixels.
pub const SCREEN: (usize, usize) = (1366, 768);
