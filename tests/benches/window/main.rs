//! The program as a process: the window until a clerk can work in it, what it takes of the memory,
//! and the command line from a cold start. Beside them a browser of the same engine with one field
//! on an empty page, and the plain tools a clerk's PC has.

#[path = "../measure/mod.rs"]
mod measure;

mod command_line;
mod driver;
mod memory;
mod screen;
mod start;

use measure::wanted;

fn main() {
    let sections: [(&str, fn()); 2] = [
        ("window", start::bench),
        ("command line", command_line::bench),
    ];
    for (name, bench) in sections {
        if wanted(name) {
            bench();
        }
    }
}
