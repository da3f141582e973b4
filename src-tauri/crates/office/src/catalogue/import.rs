//! Official records from a file of any size: every line is looked at once, the good ones go in as one
//! batch, each bad one is shown with its number and why, and a batch can be taken back.

use super::{
    report::{BatchCounts, ImportedState, ImportedView, RecordBatch, RecordImport},
    stage::{Staged, stage},
};
use crate::office::Office;
use chrono::NaiveDateTime;
use motcua_catalogue::{
    Catalogue,
    difference::{ProcedureDiff, Side, difference},
    model::{Origin, Procedure},
    official::Index,
    record::{Record, compare},
};
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_store::{Actor, Json, Moment, ReadTx, WriteTx};
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use std::io::BufRead;
use uuid::Uuid;

/// Procedures whose changes are shown in full.
const MOST_CHANGES: usize = 300;

/// What is authored, to compare with.
#[derive(Clone, Copy)]
pub struct Beside<'a> {
    /// The catalogue in use.
    pub catalogue: &'a Catalogue,
    /// Components that its entries were authored against.
    pub official: &'a Index,
}

impl Beside<'_> {
    /// The authored entry of a code, its newest version.
    fn authored(&self, code: &str) -> Result<Option<Procedure>> {
        let mut versions = self.catalogue.versions(code)?;
        versions.retain(|(_, origin)| *origin != Origin::Imported);
        Ok(versions.pop().map(|(procedure, _)| procedure))
    }

    /// What a record changes: beside the authored entry, else beside the record before it.
    fn change(&self, record: &Record, before: Option<Kept>) -> Result<ProcedureDiff> {
        let diff = |before: String, changes| ProcedureDiff {
            code: record.code.clone(),
            name: record.name.clone(),
            before,
            after: "Bản trong tệp".to_owned(),
            changes,
        };
        if let Some(authored) = self.authored(&record.code)? {
            let changes = compare(&authored, self.official.0.get(&record.code), record);
            return Ok(diff("Danh mục đang dùng".to_owned(), changes));
        }
        let old = before.map_or_else(
            || Procedure::empty(&record.code),
            |before| before.record.procedure(),
        );
        let new = record.procedure();
        let side = |procedure| Side {
            procedure,
            fees: &[],
            evidence: self.catalogue.evidence(),
        };
        Ok(diff(
            "Bản đã nhập trước".to_owned(),
            difference(side(&old), side(&new)),
        ))
    }
}

/// A row as it stands in the table, and in a batch for going back to.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    digest: String,
    record: Record,
    state: String,
    at: String,
    file: String,
    batch: String,
}

enum Verdict {
    Unchanged,
    Write(Box<Kept>, Sort),
}

#[derive(Clone, Copy)]
enum Sort {
    Imported,
    Updated,
    Unchanged,
    Offered,
}

impl Office {
    /// Looks at every line of `from`, once; unless it is a dry run, the good ones go in at once, or
    /// none. `go_on` hears of the bytes read and may stop it. Needs no office that is set up.
    ///
    /// # Errors
    /// `BAD_FILE` when it cannot be read, `BAD_INPUT` when nothing in it is a record at all: nothing is
    /// written.
    pub fn import_records(
        &self,
        (file, from): (&str, impl BufRead),
        beside: Beside<'_>,
        dry_run: bool,
        now: NaiveDateTime,
        go_on: &mut dyn FnMut(u64) -> bool,
    ) -> Result<RecordImport> {
        let mut report = RecordImport {
            dry_run,
            ..RecordImport::default()
        };
        let staged = Staged::new()?;
        if !stage(&staged, from, &mut report, go_on)? {
            return Ok(RecordImport {
                cancelled: true,
                ..report
            });
        }
        let batch = Uuid::now_v7().to_string();
        let moment = now.format("%Y-%m-%dT%H:%M:%S%.3f").to_string();
        let fresh = |record: Record, state: &str| Kept {
            digest: digest(&record),
            record,
            state: state.to_owned(),
            at: moment.clone(),
            file: file.to_owned(),
            batch: batch.clone(),
        };
        if dry_run {
            self.store().read(|tx| {
                staged.each(|record| {
                    let code = record.code.clone();
                    let verdict = judge(tx, record, beside, &fresh)?;
                    count(&mut report, &verdict);
                    if let Verdict::Write(kept, Sort::Updated | Sort::Offered) = &verdict
                        && report.changes.len() < MOST_CHANGES
                    {
                        let before = row(tx, &code)?;
                        report.changes.push(beside.change(&kept.record, before)?);
                    }
                    Ok(())
                })
            })?;
            return Ok(report);
        }
        let settings = self.settings()?;
        let actor = settings
            .as_ref()
            .map_or_else(Actor::program, crate::setting::Settings::actor);
        self.store().write(&actor, now, |tx| {
            let mut codes = Vec::new();
            staged.each(|record| {
                let code = record.code.clone();
                let verdict = judge(tx, record, beside, &fresh)?;
                count(&mut report, &verdict);
                if let Verdict::Write(kept, _) = verdict {
                    let before = row(tx, &code)?;
                    tx.execute(
                        "INSERT INTO catalogue_batch_line VALUES (?1, ?2, ?3, ?4)",
                        params![batch, code, before.map(Json), kept.digest],
                    )?;
                    put(tx, &code, &kept)?;
                    codes.push(code);
                }
                Ok(())
            })?;
            if codes.is_empty() {
                return Ok(());
            }
            report.batch = Some(batch.clone());
            let counts = BatchCounts {
                imported: report.imported,
                updated: report.updated,
                unchanged: report.unchanged,
                offered: report.offered,
                rejected: report.rejected.len() as u64 + report.rejected_more,
            };
            tx.execute(
                "INSERT INTO catalogue_batch VALUES (?1, ?2, ?3, ?4, ?5, NULL, NULL)",
                params![batch, Moment(now), actor.clerk, file, Json(counts)],
            )?;
            tx.log(
                "imported",
                &batch,
                "import",
                &json!({ "file": file, "counts": counts, "codes": codes }),
            )?;
            Ok(())
        })?;
        Ok(report)
    }

    /// Imports that were done, newest first.
    pub fn record_batches(&self) -> Result<Vec<RecordBatch>> {
        self.store().read(|tx| {
            tx.all(
                "SELECT id, at, by, file, counts, undone_at, undone_by FROM catalogue_batch
                 ORDER BY id DESC",
                [],
                batch_of,
            )
        })
    }

    /// Takes an import back: its records are as they were before it.
    ///
    /// # Errors
    /// `BAD_INPUT` when there is no such import; `BAD_MOVE` when it was taken back already, or a later
    /// one changed one of its records.
    pub fn undo_record_import(&self, batch: &str, now: NaiveDateTime) -> Result<RecordBatch> {
        let settings = self.settings()?;
        let actor = settings
            .as_ref()
            .map_or_else(Actor::program, crate::setting::Settings::actor);
        self.store().write(&actor, now, |tx| {
            let found = tx
                .first(
                    "SELECT id, at, by, file, counts, undone_at, undone_by FROM catalogue_batch
                     WHERE id = ?1",
                    [batch],
                    batch_of,
                )?
                .or_fault(Code::BadInput, "Không có lần nhập dữ liệu này.")?;
            if found.undone_at.is_some() {
                return Err(Fault::new(
                    Code::BadMove,
                    "Lần nhập này đã được rút lại từ trước.",
                ));
            }
            let lines = tx.all(
                "SELECT l.code, l.before, coalesce(i.digest = l.after, 0)
                 FROM catalogue_batch_line l LEFT JOIN imported i ON i.code = l.code
                 WHERE l.batch = ?1",
                [batch],
                |row| {
                    Ok((
                        row.get::<_, String>(0)?,
                        row.get::<_, Option<Json<Kept>>>(1)?.map(|kept| kept.0),
                        row.get::<_, bool>(2)?,
                    ))
                },
            )?;
            if let Some((code, ..)) = lines.iter().find(|(.., as_left)| !as_left) {
                return Err(Fault::new(
                    Code::BadMove,
                    format!(
                        "Thủ tục {code} đã được nhập lại sau lần này. Hãy rút lại lần nhập sau trước."
                    ),
                ));
            }
            for (code, before, _) in &lines {
                match before {
                    Some(kept) => put(tx, code, kept)?,
                    None => {
                        tx.execute("DELETE FROM imported WHERE code = ?1", [code])?;
                    }
                }
            }
            tx.execute(
                "UPDATE catalogue_batch SET undone_at = ?2, undone_by = ?3 WHERE id = ?1",
                params![batch, Moment(now), actor.clerk],
            )?;
            tx.log(
                "imported",
                batch,
                "undo",
                &json!({ "records": lines.len() }),
            )?;
            Ok(RecordBatch {
                undone_at: Some(now),
                undone_by: Some(actor.clerk.clone()),
                ..found
            })
        })
    }

    /// The imported record of a procedure; `None` where there is none.
    pub fn imported(&self, code: &str) -> Result<Option<ImportedView>> {
        self.store().read(|tx| {
            tx.first(
                "SELECT record, state, at, file FROM imported WHERE code = ?1",
                [code],
                |row| {
                    Ok(ImportedView {
                        record: row.get::<_, Json<Record>>(0)?.0,
                        state: ImportedState::of(&row.get::<_, String>(1)?),
                        at: row.get::<_, Moment>(2)?.0,
                        file: row.get(3)?,
                    })
                },
            )
        })
    }

    /// Codes whose record says otherwise than the authored entry.
    pub fn offered_records(&self) -> Result<Vec<String>> {
        self.store().read(|tx| {
            tx.all(
                "SELECT code FROM imported WHERE state = 'offered' ORDER BY code",
                [],
                |row| row.get(0),
            )
        })
    }

    /// Lets a record stand in place of an entry that is only listed, or takes that back.
    ///
    /// # Errors
    /// `BAD_INPUT` when there is no such record, or none that could stand there.
    pub fn take_record(&self, code: &str, taken: bool, now: NaiveDateTime) -> Result<()> {
        let actor = self.set_up()?.actor();
        let (from, to) = match taken {
            true => ("offered", "taken"),
            false => ("taken", "offered"),
        };
        self.store().write(&actor, now, |tx| {
            let changed = tx.execute(
                "UPDATE imported SET state = ?3 WHERE code = ?1 AND state = ?2",
                [code, from, to],
            )?;
            if changed == 0 {
                return Err(Fault::new(
                    Code::BadInput,
                    format!("Thủ tục {code} không có bản nhập nào để chọn."),
                ));
            }
            tx.log("imported", code, to, &json!({}))?;
            Ok(())
        })
    }
}

fn judge(
    tx: &ReadTx<'_>,
    record: Record,
    beside: Beside<'_>,
    fresh: &dyn Fn(Record, &str) -> Kept,
) -> Result<Verdict> {
    let before = row(tx, &record.code)?;
    let merged = match &before {
        Some(before) => before.record.clone().merged(record),
        None => record,
    };
    if before
        .as_ref()
        .is_some_and(|before| before.record == merged)
    {
        return Ok(Verdict::Unchanged);
    }
    let taken = before
        .as_ref()
        .is_some_and(|before| before.state == "taken");
    let (state, sort) = match beside.authored(&merged.code)? {
        _ if taken => (ImportedState::Taken, Sort::Updated),
        None if before.is_some() => (ImportedState::Listed, Sort::Updated),
        None => (ImportedState::Listed, Sort::Imported),
        Some(authored) => {
            let official = beside.official.0.get(&merged.code);
            match (compare(&authored, official, &merged).is_empty(), &before) {
                (false, _) => (ImportedState::Offered, Sort::Offered),
                (true, Some(_)) => (ImportedState::Same, Sort::Updated),
                // It says what is authored already: kept only for its own words.
                (true, None) => (ImportedState::Same, Sort::Unchanged),
            }
        }
    };
    Ok(Verdict::Write(
        Box::new(fresh(merged, state.as_str())),
        sort,
    ))
}

fn count(report: &mut RecordImport, verdict: &Verdict) {
    match verdict {
        Verdict::Unchanged | Verdict::Write(_, Sort::Unchanged) => report.unchanged += 1,
        Verdict::Write(_, Sort::Imported) => report.imported += 1,
        Verdict::Write(_, Sort::Updated) => report.updated += 1,
        Verdict::Write(kept, Sort::Offered) => {
            report.offered += 1;
            report.differs.push(kept.record.code.clone());
        }
    }
}

fn digest(record: &Record) -> String {
    hex::encode(Sha256::digest(
        serde_json::to_vec(record).unwrap_or_default(),
    ))
}

fn row(tx: &ReadTx<'_>, code: &str) -> Result<Option<Kept>> {
    tx.first(
        "SELECT digest, record, state, at, file, batch FROM imported WHERE code = ?1",
        [code],
        |row| {
            Ok(Kept {
                digest: row.get(0)?,
                record: row.get::<_, Json<Record>>(1)?.0,
                state: row.get(2)?,
                at: row.get(3)?,
                file: row.get(4)?,
                batch: row.get(5)?,
            })
        },
    )
}

fn put(tx: &mut WriteTx<'_>, code: &str, kept: &Kept) -> Result<()> {
    tx.execute(
        "INSERT INTO imported VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT DO UPDATE SET digest = excluded.digest, record = excluded.record,
             state = excluded.state, at = excluded.at, file = excluded.file, batch = excluded.batch",
        params![
            code,
            kept.digest,
            Json(&kept.record),
            kept.state,
            kept.at,
            kept.file,
            kept.batch
        ],
    )?;
    Ok(())
}

fn batch_of(row: &Row<'_>) -> rusqlite::Result<RecordBatch> {
    Ok(RecordBatch {
        batch: row.get(0)?,
        at: row.get::<_, Moment>(1)?.0,
        by: row.get(2)?,
        file: row.get(3)?,
        counts: row.get::<_, Json<BatchCounts>>(4)?.0,
        undone_at: row.get::<_, Option<Moment>>(5)?.map(|at| at.0),
        undone_by: row.get(6)?,
    })
}
