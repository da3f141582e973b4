//! How long a key takes: every beginning of every query, as it is typed, single letters included.

use crate::{Engine, engines, ours::Ours, set::Query, titles};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// A clerk sees this many.
const SHOWN: usize = 10;
const ROUNDS: usize = 3;
/// How long one engine may take over its keys; a slower one gets evenly fewer of them.
const PATIENCE: Duration = Duration::from_secs(20);

pub fn bench(queries: &[Query]) {
    let (what, national) = titles::national();
    measure(what, &national, queries);
    let many = titles::enlarged(national, 10_000);
    measure(&format!("{what} enlarged"), &many, queries);
}

fn measure(what: &str, entries: &[motcua_catalogue::Entry], queries: &[Query]) {
    let keys = keys(queries);
    let ours = Ours::new(entries);
    let start = Instant::now();
    drop(black_box(Ours::new(entries)));
    println!(
        "\nkey by key on {} titles ({what}); our index {:.1} MB, built in {:.0} ms",
        entries.len(),
        ours.size() as f64 / 1e6,
        start.elapsed().as_secs_f64() * 1e3
    );
    drop(ours);
    println!(
        "{:16} {:>6}   {:>8} {:>8} {:>8} {:>8} ms   one letter: {:>8} {:>8} ms",
        "", "keys", "median", "p95", "p99", "most", "median", "p95"
    );
    let engines = engines(entries);
    let times = run(&engines, &keys);
    for (engine, mut times) in engines.iter().zip(times) {
        let mut letters: Vec<Duration> = times
            .iter()
            .filter(|(key, _)| key.chars().count() == 1)
            .map(|(_, time)| *time)
            .collect();
        letters.sort_unstable();
        times.sort_by_key(|(_, time)| *time);
        let all: Vec<Duration> = times.into_iter().map(|(_, time)| time).collect();
        println!(
            "{:16} {:6}   {:8.3} {:8.3} {:8.3} {:8.3}                  {:8.3} {:8.3}",
            engine.name(),
            all.len(),
            at(&all, 50.0),
            at(&all, 95.0),
            at(&all, 99.0),
            at(&all, 100.0),
            at(&letters, 50.0),
            at(&letters, 95.0),
        );
    }
}

/// Every beginning of every query once; single letters of the alphabet first.
fn keys(queries: &[Query]) -> Vec<String> {
    let mut keys: Vec<String> = ('a'..='z')
        .chain("đăâêôơư0123456789".chars())
        .map(String::from)
        .collect();
    for query in queries {
        let mut typed = String::new();
        for c in query.text.chars() {
            typed.push(c);
            keys.push(typed.clone());
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    keys.retain(|key| seen.insert(key.clone()));
    keys
}

type Times<'a> = Vec<(&'a str, Duration)>;

/// Times every engine on the same key in turn, and keeps the shortest of some rounds, so that what
/// else the machine does falls on none of them.
fn run<'a>(engines: &[Box<dyn Engine>], keys: &'a [String]) -> Vec<Times<'a>> {
    let steps: Vec<usize> = engines
        .iter()
        .map(|engine| step(engine.as_ref(), keys))
        .collect();
    let mut times: Vec<Times> = engines.iter().map(|_| Vec::new()).collect();
    for (at, key) in keys.iter().enumerate() {
        let letter = key.chars().count() == 1;
        for (engine, times) in times.iter_mut().enumerate() {
            if !letter && at % steps[engine] != 0 {
                continue;
            }
            let shortest = (0..ROUNDS).map(|_| {
                let start = Instant::now();
                drop(black_box(engines[engine].find(key, SHOWN)));
                start.elapsed()
            });
            times.push((key.as_str(), shortest.min().unwrap_or_default()));
        }
    }
    times
}

/// Of so many keys an engine gets one: a slow one evenly fewer.
fn step(engine: &dyn Engine, keys: &[String]) -> usize {
    let sample = keys.iter().step_by(keys.len().div_ceil(60));
    let count = sample.clone().count();
    let start = Instant::now();
    sample.for_each(|key| drop(black_box(engine.find(key, SHOWN))));
    let all = start.elapsed().as_secs_f64() * (ROUNDS * keys.len()) as f64 / count.max(1) as f64;
    (all / PATIENCE.as_secs_f64()).ceil().max(1.0) as usize
}

/// Milliseconds.
fn at(sorted: &[Duration], percent: f64) -> f64 {
    let rank = (sorted.len() as f64 * percent / 100.0).ceil() as usize;
    sorted
        .get(rank.saturating_sub(1))
        .map_or(0.0, |time| time.as_secs_f64() * 1e3)
}
