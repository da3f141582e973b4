//! What a counter does in one process: guide, receive, print, seal, verify, promise. Each beside
//! the plain alternative, in turn in the same run.

#[path = "../measure/mod.rs"]
mod measure;

mod due;
mod guide;
mod libre_office;
mod paper;
mod receive;
mod room;
mod seal;

use measure::wanted;
use room::Room;

type Bench = fn(&Room);

fn main() {
    let sections: [(&str, Bench); 5] = [
        ("guide", guide::bench),
        ("due", due::bench),
        ("receive", receive::bench),
        ("seal", seal::bench),
        ("paper", paper::bench),
    ];
    let mut room = None;
    for (name, bench) in sections {
        if wanted(name) {
            bench(room.get_or_insert_with(Room::new));
        }
    }
}
