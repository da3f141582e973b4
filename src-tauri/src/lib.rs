//! The shell: a window and a command line over the same desk. No rules of law here.

mod bundle;
pub mod cli;
mod clock;
pub mod commands;
mod file;
pub mod window;
