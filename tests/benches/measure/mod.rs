//! Measuring ours and the plain alternative in turn, and the table both stand in.

#![allow(dead_code, reason = "no bench uses all of it")]

pub mod plan;

use std::{
    fmt::Display,
    hint::black_box,
    time::{Duration, Instant},
};

/// Times of one thing, in the order of their length.
#[derive(Debug, Clone, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// Takes one in.
    pub fn add(&mut self, time: Duration) {
        let at = self.0.partition_point(|other| *other <= time);
        self.0.insert(at, time);
    }

    /// Times `work` once and takes it in; what it gave.
    pub fn of<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let start = Instant::now();
        let made = black_box(work());
        self.add(start.elapsed());
        made
    }

    /// The middle one.
    pub fn median(&self) -> Duration {
        self.at(50)
    }

    /// 95 of 100 are no longer.
    pub fn p95(&self) -> Duration {
        self.at(95)
    }

    fn at(&self, percent: usize) -> Duration {
        let rank = (self.0.len() * percent).div_ceil(100);
        self.0[rank.saturating_sub(1)]
    }
}

impl FromIterator<Duration> for Times {
    fn from_iter<I: IntoIterator<Item = Duration>>(times: I) -> Self {
        let mut all = Self::default();
        times.into_iter().for_each(|time| all.add(time));
        all
    }
}

/// Times both in turn, so that whatever else the machine does falls on both. The first round warms
/// up and does not count.
pub fn in_turn<A, B>(
    times: usize,
    mut ours: impl FnMut() -> A,
    mut other: impl FnMut() -> B,
) -> (Times, Times) {
    black_box(ours());
    black_box(other());
    let (mut a, mut b) = (Times::default(), Times::default());
    for _ in 0..times {
        a.of(&mut ours);
        b.of(&mut other);
    }
    (a, b)
}

/// What a table compares: times, or sizes in bytes.
pub trait Figure {
    /// Median and p95 as shown.
    fn shown(&self) -> [String; 2];
    /// What the ratio is made of.
    fn middle(&self) -> f64;
}

impl Figure for Times {
    fn shown(&self) -> [String; 2] {
        [self.median(), self.p95()].map(time)
    }

    fn middle(&self) -> f64 {
        self.median().as_secs_f64()
    }
}

/// Sizes in bytes.
pub struct Bytes(pub Vec<u64>);

impl Figure for Bytes {
    fn shown(&self) -> [String; 2] {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let at = |percent: usize| sorted[(sorted.len() * percent).div_ceil(100).saturating_sub(1)];
        [at(50), at(95)].map(bytes)
    }

    fn middle(&self) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        sorted[sorted.len().div_ceil(2).saturating_sub(1)] as f64
    }
}

/// One table; printed line by line, so that a long bench can be watched.
pub struct Table;

impl Table {
    /// Prints its head.
    pub fn new(title: &str) -> Self {
        println!("\n{title}");
        line(
            "ours",
            ["median", "p95"],
            "beside",
            ["median", "p95"],
            "beside÷ours",
        );
        Self
    }

    /// Ours beside the alternative.
    pub fn row(&self, what: &str, ours: &dyn Figure, beside: &str, other: &dyn Figure) {
        let ratio = other.middle() / ours.middle();
        let digits = if ratio < 0.1 {
            3
        } else if ratio < 10.0 {
            2
        } else {
            0
        };
        let ratio = format!("{ratio:.digits$}");
        line(what, ours.shown(), beside, other.shown(), ratio);
    }

    /// Ours with nothing to stand beside it.
    pub fn alone(&self, what: &str, ours: &dyn Figure) {
        line(what, ours.shown(), "", ["", ""], "");
    }

    /// Something the reader should know of the rows.
    pub fn note(&self, text: impl Display) {
        println!("  · {text}");
    }
}

fn line<S: Display>(
    what: &str,
    ours: [S; 2],
    beside: &str,
    other: [impl Display; 2],
    ratio: impl Display,
) {
    let [median, p95] = ours;
    let [its_median, its_p95] = other;
    let text = format!(
        "  {what:<50} {median:>8} {p95:>8}   {beside:<45} {its_median:>8} {its_p95:>8} {ratio:>11}"
    );
    println!("{}", text.trim_end());
}

/// `12.3 µs`, `4.56 ms`, `1.23 s`.
pub fn time(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    let (value, unit) = match seconds {
        s if s < 1e-6 => (s * 1e9, "ns"),
        s if s < 1e-3 => (s * 1e6, "µs"),
        s if s < 1.0 => (s * 1e3, "ms"),
        s => (s, "s"),
    };
    let digits = match value {
        v if v < 10.0 => 2,
        v if v < 100.0 => 1,
        _ => 0,
    };
    format!("{value:.digits$} {unit}")
}

/// `57 kB`, `143 MB`; thousands, not 1024.
pub fn bytes(bytes: u64) -> String {
    match bytes {
        b if b < 1_000_000 => format!("{:.1} kB", b as f64 / 1e3),
        b => format!("{:.0} MB", b as f64 / 1e6),
    }
}

/// Whether a section is to be run: all are, or those named (`cargo bench --bench counter -- receive`).
/// Without cargo's own `--bench` somebody only tests that the program starts.
pub fn wanted(section: &str) -> bool {
    let (options, named): (Vec<_>, Vec<_>) = std::env::args()
        .skip(1)
        .partition(|arg| arg.starts_with('-'));
    options.iter().any(|option| option == "--bench")
        && (named.is_empty() || named.iter().any(|name| section.contains(name)))
}
