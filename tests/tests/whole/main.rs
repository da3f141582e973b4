//! The whole program from outside: the real binary, run as a clerk or a script runs it. One test
//! program, so that its tests share the cores.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may die")]

mod all_guided;
mod catalogue;
mod clock;
mod contract;
mod contract_office;
mod counters;
mod disk;
mod due;
mod entering;
mod fee;
mod finding;
mod hostile;
mod kill;
mod main_job;
mod outcomes;
mod output;
mod purity;
mod reuse;
mod sealed;
mod shapes;
mod updates;
