//! Papers take long to render, and while somebody writes nobody else can: so they are rendered before the
//! write, from what will be written if nothing comes between, and that is looked at again within it.

use chrono::NaiveDateTime;
use motcua_fault::{Code, Fault, Result};
use motcua_store::{Actor, ReadTx, Store, WriteTx};

/// How often it is tried anew when others were faster; then it is rendered within the write, where nobody is.
const TRIES: u32 = 12;

/// `look` reads what is to be written, `make` renders it, `keep` writes both in one transaction. What was
/// made is kept only for the very thing that `look` still sees then.
///
/// # Errors
/// Those of the three and of the store: nothing is written.
pub(crate) fn ahead<G: PartialEq, M, T>(
    (store, actor, now): (&Store, &Actor, NaiveDateTime),
    look: impl Fn(&ReadTx<'_>) -> Result<G>,
    make: impl Fn(&G) -> Result<M>,
    keep: impl Fn(&mut WriteTx<'_>, &G, &M) -> Result<T>,
) -> Result<(G, M, T)> {
    for _ in 0..TRIES {
        let seen = store.read(&look)?;
        let made = make(&seen)?;
        let mut overtaken = false;
        let kept = store.write(actor, now, |tx| {
            if look(tx)? != seen {
                overtaken = true;
                return Err(Fault::new(
                    Code::Busy,
                    "Chương trình khác vừa ghi trước; việc này được làm lại.",
                ));
            }
            keep(tx, &seen, &made)
        });
        if !overtaken {
            return kept.map(|kept| (seen, made, kept));
        }
    }
    store.write(actor, now, |tx| {
        let seen = look(tx)?;
        let made = make(&seen)?;
        let kept = keep(tx, &seen, &made)?;
        Ok((seen, made, kept))
    })
}
