//! Power cuts: the program is killed at random points while it receives. Every dossier whose code
//! was printed is there, whole, once.

use motcua_tests::{Counter, Dice, birth, sha256};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    thread,
    time::{Duration, Instant},
};

/// Programs killed.
const ROUNDS: usize = 60;

/// The first code in what was printed, also when the print was cut short.
fn printed_code(out: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(out);
    let rest = text.split_once("\"dossier\":\"")?.1;
    Some(rest.split_once('"')?.0.to_owned())
}

/// Starts receiving and kills after a while; the code, if one was printed.
fn receive_and_kill(counter: &Counter, reception: &Value, after: Duration) -> Option<String> {
    let mut child = counter.start_receiving(reception);
    thread::sleep(after);
    // It may be done already.
    let _ = child.kill();
    let output = child.wait_with_output().unwrap();
    printed_code(&output.stdout)
}

/// Everything that must hold of a dossier.
fn is_whole(counter: &Counter, code: &str, name: &str) {
    let shown = counter.show(code);
    assert_eq!(shown["dossier"], code);
    assert_eq!(shown["person"]["name"], name, "{code}");
    assert_eq!(shown["state"], "received", "{code}");
    assert_eq!(shown["due"], "2026-10-14T17:00", "{code}");
    assert_eq!(shown["submitted"].as_array().unwrap().len(), 3, "{code}");
    assert_eq!(
        shown["events"].as_array().unwrap().len(),
        1,
        "{code}: received once"
    );
    let papers = shown["papers"].as_array().unwrap();
    assert_eq!(papers.len(), 1, "{code}");
    let path = Path::new(papers[0]["path"].as_str().unwrap());
    assert_eq!(
        sha256(path),
        papers[0]["sha256"],
        "{code}: the paper as it was sealed"
    );
}

#[test]
fn every_dossier_whose_code_was_printed_is_there_whole_once() {
    let counter = Counter::office();
    let mut dice = Dice::new(20_261_121);
    let reception = |round: usize| {
        let mut reception = birth();
        // Names carry no digits: the round is spelt in letters.
        let tail: String = round
            .to_string()
            .bytes()
            .map(|b| (b - b'0' + b'a') as char)
            .collect();
        reception["person"]["name"] = json!(format!("Nguyễn Văn {tail}"));
        reception
    };
    let name = |reception: &Value| reception["person"]["name"].as_str().unwrap().to_owned();
    // How long one takes here, so that the kills fall over all of it.
    let start = Instant::now();
    let first = counter.receive(&reception(0)).yes()["dossier"]
        .as_str()
        .unwrap()
        .to_owned();
    let takes = start.elapsed();
    let mut printed = vec![(first, name(&reception(0)))];
    let mut cut = 0;
    let mut round = 1;
    while round <= ROUNDS {
        // One program alone, or three at once.
        let together = if dice.below(4) == 0 { 3 } else { 1 };
        let kills: Vec<_> = (0..together)
            .map(|n| {
                // Anywhere, and more often around the end, where record, paper and print lie.
                let share = if dice.below(2) == 0 {
                    dice.below(1300)
                } else {
                    700 + dice.below(450)
                } as u32;
                (reception(round + n), takes * share / 1000)
            })
            .collect();
        round += together;
        let given = thread::scope(|scope| {
            let killed: Vec<_> = kills
                .iter()
                .map(|(reception, after)| {
                    scope.spawn(|| receive_and_kill(&counter, reception, *after))
                })
                .collect();
            killed
                .into_iter()
                .map(|kill| kill.join().unwrap())
                .collect::<Vec<_>>()
        });
        for (code, (reception, _)) in given.into_iter().zip(&kills) {
            match code {
                Some(code) => printed.push((code, name(reception))),
                None => cut += 1,
            }
        }
        if dice.below(6) == 0 {
            counter.is_whole();
        }
    }
    println!(
        "{cut} of {} programs were cut before they said a code",
        round - 1
    );
    assert!(cut > 0, "no kill fell before the end: nothing was tested");

    // The next start: what had been committed gets its paper.
    counter.is_whole();
    let listed = counter.codes();
    println!(
        "{} were recorded and never said",
        listed.len() - printed.len()
    );
    let unique: BTreeSet<_> = listed.iter().cloned().collect();
    assert_eq!(unique.len(), listed.len(), "each code once");
    for (code, name) in &printed {
        assert!(unique.contains(code), "{code} was printed and is gone");
        is_whole(&counter, code, name);
    }
    let names: BTreeSet<_> = counter
        .list()
        .iter()
        .map(|row| row["applicant"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(names.len(), listed.len(), "nobody was received twice");
    // What was committed and never printed is whole too; the numbers have no gap.
    let expected: BTreeSet<_> = (1..=listed.len())
        .map(|n| format!("H17.001-261014-{}", 1000 + n))
        .collect();
    assert_eq!(unique, expected, "a cut program takes no number with it");
    for row in counter.list() {
        is_whole(
            &counter,
            row["dossier"].as_str().unwrap(),
            row["applicant"].as_str().unwrap(),
        );
    }
    let next = counter.receive(&birth()).yes();
    assert_eq!(
        next["dossier"],
        format!("H17.001-261014-{}", 1001 + listed.len())
    );
    counter.is_whole();
}

/// Set-up is cut: the office is there or it is not, and can be set up then.
#[test]
fn an_office_whose_set_up_was_cut_can_be_set_up_again() {
    let mut dice = Dice::new(7);
    for _ in 0..12 {
        let counter = Counter::empty();
        let args = [
            "office",
            "init",
            "--unit",
            "phường Hải Châu",
            "--counter",
            "1",
            "--clerk",
            "An",
            "--json",
        ];
        let mut child = counter.command(args).spawn().unwrap();
        thread::sleep(Duration::from_millis(dice.below(150) as u64));
        let _ = child.kill();
        let said = child.wait_with_output().unwrap();
        let printed = !said.stdout.is_empty();
        let shown = counter.run(["office", "show"]);
        if shown.exit == 2 {
            shown.refused("NO_OFFICE");
            assert!(!printed, "it was said to be done");
            counter.set_up("phường Hải Châu", 1);
        }
        let received = counter.receive(&birth()).yes();
        let verdict = counter
            .run(["verify", received["qr"].as_str().unwrap()])
            .yes();
        assert_eq!(verdict["valid"], true);
        counter.is_whole();
    }
}

/// The paper's file is lost after the dossier was safe: the next start makes the same bytes again.
#[test]
fn a_paper_that_never_reached_the_disk_is_made_again_byte_for_byte() {
    let counter = Counter::office();
    let received = counter.receive(&birth()).yes();
    let path = Path::new(received["papers"][0]["path"].as_str().unwrap());
    let whole = fs::read(path).unwrap();
    fs::remove_file(path).unwrap();
    // What a cut in the middle of writing leaves.
    fs::write(path.with_extension("part"), &whole[..whole.len() / 2]).unwrap();
    let state = counter.run(["office", "show"]).yes();
    assert_eq!(fs::read(path).unwrap(), whole);
    assert!(
        state["notices"]
            .as_array()
            .unwrap()
            .iter()
            .any(|notice| notice.as_str().unwrap().contains("lập lại")),
        "the clerk is told: {state:#}"
    );
}
