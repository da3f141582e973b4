//! Codes never collide: between counters that cannot see each other, and between programs that
//! work on one folder at once.

use motcua_tests::{Counter, Said, birth};
use std::{collections::BTreeSet, thread};

fn receive_some(counter: &Counter, times: usize) -> Vec<String> {
    (0..times)
        .map(|_| {
            counter.receive(&birth()).yes()["dossier"]
                .as_str()
                .unwrap()
                .to_owned()
        })
        .collect()
}

#[test]
fn two_counters_of_one_unit_never_give_the_same_code() {
    let (one, two) = (
        Counter::of("phường Hải Châu", 1),
        Counter::of("phường Hải Châu", 2),
    );
    let (a, b) = thread::scope(|scope| {
        let a = scope.spawn(|| receive_some(&one, 8));
        let b = scope.spawn(|| receive_some(&two, 8));
        (a.join().unwrap(), b.join().unwrap())
    });
    let all: BTreeSet<_> = a.iter().chain(&b).collect();
    assert_eq!(all.len(), 16, "{a:?} {b:?}");
    assert_eq!(a[7], "H17.001-261014-1008", "counter × 1000 + n");
    assert_eq!(b[0], "H17.001-261014-2001");
    // What one gave the other does not know, but its seal says whose it is.
    assert_eq!(two.run(["dossier", "show", &a[0]]).exit, 1);
}

#[test]
fn eight_programs_on_one_folder_receive_at_once_and_each_code_is_given_once() {
    const PROGRAMS: usize = 8;
    const EACH: usize = 10;
    let counter = Counter::office();
    let said: Vec<Said> = thread::scope(|scope| {
        let programs: Vec<_> = (0..PROGRAMS)
            .map(|_| {
                scope.spawn(|| {
                    (0..EACH)
                        .map(|_| counter.receive(&birth()))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        programs
            .into_iter()
            .flat_map(|program| program.join().unwrap())
            .collect()
    });
    // Nobody waits in vain: papers are rendered before the file is held.
    let given: Vec<String> = said
        .iter()
        .map(|said| said.yes()["dossier"].as_str().unwrap().to_owned())
        .collect();
    let unique: BTreeSet<_> = given.iter().cloned().collect();
    assert_eq!(unique.len(), given.len(), "each code once");
    let listed: BTreeSet<_> = counter.codes().into_iter().collect();
    assert_eq!(
        listed, unique,
        "what was printed is there, and nothing else"
    );
    let expected: BTreeSet<_> = (1..=given.len())
        .map(|n| format!("H17.001-261014-{}", 1000 + n))
        .collect();
    assert_eq!(listed, expected, "no number was lost");
    counter.is_whole();
}

#[test]
fn a_new_day_starts_again_at_one_and_beyond_999_the_blocks_stay_apart() {
    let counter = Counter::office();
    let mut later = birth();
    later["received"] = "2026-10-15T09:20".into();
    assert_eq!(
        counter.receive(&birth()).yes()["dossier"],
        "H17.001-261014-1001"
    );
    assert_eq!(
        counter.receive(&later).yes()["dossier"],
        "H17.001-261015-1001"
    );
    // 998 more would take minutes: the block is moved on behind the program's back.
    let file = rusqlite::Connection::open(counter.file()).unwrap();
    file.execute(
        "UPDATE number_block SET last = 998 WHERE day = '2026-10-14'",
        [],
    )
    .unwrap();
    drop(file);
    assert_eq!(
        counter.receive(&birth()).yes()["dossier"],
        "H17.001-261014-1999"
    );
    let beyond = counter.receive(&birth()).yes();
    assert_eq!(
        beyond["dossier"], "H17.001-261014-101000",
        "counter 1's thousandth, not counter 2's first"
    );
    assert_eq!(
        counter
            .run(["verify", beyond["qr"].as_str().unwrap()])
            .yes()["known_here"],
        true
    );
}
