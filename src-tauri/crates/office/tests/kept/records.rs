//! Properties of the import of official records: twice is once, the order of good lines does not matter,
//! bad lines never change what the good ones say.

use crate::room::{Room, now};
use motcua_catalogue::official::Index;
use motcua_office::{Beside, LayerRow, RecordImport};
use proptest::prelude::*;
use serde_json::json;

fn import(room: &Room, lines: &[String]) -> RecordImport {
    let beside = Beside {
        catalogue: &room.catalogue,
        official: &Index::default(),
    };
    let text = lines.join("\n");
    room.office
        .import_records(
            ("x.jsonl", text.as_bytes()),
            beside,
            false,
            now(),
            &mut |_| true,
        )
        .unwrap()
}

/// What stands in the table.
fn kept(room: &Room) -> Vec<LayerRow> {
    room.office.layer_rows().unwrap()
}

fn good() -> impl Strategy<Value = Vec<String>> {
    let row = (
        0u32..9,
        "[a-zà-ỹ]{1,8}",
        proptest::option::of("[a-zà-ỹ ]{0,8}"),
        0u32..9,
    );
    prop::collection::vec(row, 1..8).prop_map(|rows| {
        let mut lines: Vec<(u32, String)> = Vec::new();
        for (n, name, field, days) in rows {
            // Some of them are authored: births and copies.
            let code = match n {
                0 => "1.001193".to_owned(),
                1 => "2.000815".to_owned(),
                n => format!("9.00000{n}"),
            };
            if lines.iter().all(|(known, _)| *known != n) {
                let methods =
                    json!([{"channel": "truc_tiep", "time_qty": days, "time_unit": "day"}]);
                lines.push((
                    n,
                    json!({"code": code, "name": name, "field": field, "methods": methods})
                        .to_string(),
                ));
            }
        }
        lines.into_iter().map(|(_, line)| line).collect()
    })
}

fn bad() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "không phải JSON",
        "[]",
        "{}",
        r#"{"code":"9.000002"}"#,
        r#"{"code":"9.000003","name":"x","methods":7}"#,
        r#"{"code":"9","name":"x"}"#,
        r#"{"code":"9.000004","name":"\ud800"}"#,
    ])
    .prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn twice_is_once(lines in good()) {
        let room = Room::new();
        import(&room, &lines);
        let once = kept(&room);
        let again = import(&room, &lines);
        prop_assert_eq!(again.unchanged, lines.len() as u64);
        prop_assert_eq!(again.batch, None);
        prop_assert_eq!(kept(&room), once);
    }

    #[test]
    fn neither_order_nor_bad_lines_change_what_good_lines_say(
        lines in good(),
        bad in prop::collection::vec((bad(), any::<prop::sample::Index>()), 0..6),
        seed in any::<u64>(),
    ) {
        let (room, other) = (Room::new(), Room::new());
        import(&room, &lines);
        let mut mixed = lines.clone();
        let turn = usize::try_from(seed % lines.len() as u64).unwrap();
        mixed.rotate_left(turn);
        for (line, at) in bad {
            mixed.insert(at.index(mixed.len() + 1), line);
        }
        let report = import(&other, &mixed);
        prop_assert_eq!(report.read, mixed.len() as u64);
        prop_assert_eq!(report.rejected.len(), mixed.len() - lines.len());
        prop_assert_eq!(kept(&room), kept(&other));
    }

    #[test]
    fn taken_back_everything_is_as_before(first in good(), second in good()) {
        let room = Room::new();
        import(&room, &first);
        let before = kept(&room);
        if let Some(batch) = import(&room, &second).batch {
            room.office.undo_record_import(&batch, now()).unwrap();
        }
        prop_assert_eq!(kept(&room), before);
    }
}
