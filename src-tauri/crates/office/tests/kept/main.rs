//! What the office keeps of people and their results, and how it comes in.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod import;
mod persons;
mod room;
mod sources;
mod usable;
mod using;
