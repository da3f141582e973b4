//! Một Cửa: with a verb the command line, without one the window.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use motcua_shell::{
    cli::{self, Asked},
    window,
};
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run() {
        Asked::Done(code) => code,
        Asked::Window(folder) => window::open(&folder),
    }
}
