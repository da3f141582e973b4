//! The bundled catalogue with the office's layer, kept built beside the office's file. It can always be
//! built again: whatever is wrong with the kept one, nobody is bothered with it.

use crate::{ground::Ground, reference::Reference, update};
use chrono::NaiveDateTime;
use motcua_catalogue::{
    compose::{Layer, LayerRecord, compose},
    record::Record,
};
use motcua_fault::{Code, Fault, OrFault, Result};
use motcua_office::Office;
use sha2::{Digest, Sha256};
use std::{
    fs::{self, File},
    io::Write as _,
    path::Path,
    sync::Arc,
};

/// The kept file: SQLite, then its key and the digest of all before.
const FILE: &str = "catalogue.sqlite";
/// The same of an update without the office's layer.
const UPDATE_FILE: &str = "catalogue-update.sqlite";
/// Changed when the same layer must be built differently.
const MAKE: &str = "1";

/// `reference` with what the office laid over, from the kept file or built anew.
///
/// # Errors
/// Those of the office's file; `INTERNAL` when it cannot be built.
pub(crate) fn over(
    reference: Arc<Reference>,
    office: &Office,
    folder: &Path,
) -> Result<Arc<Reference>> {
    let base = base(&reference, office, folder)?;
    let Some(digest) = office.layer_digest()? else {
        return Ok(base);
    };
    if reference.layer() == Some(&digest) && Arc::ptr_eq(&base, &reference.bundled()) {
        return Ok(reference);
    }
    let key = key(&base, &digest);
    let file = folder.join(FILE);
    if let Some(built) = kept_file(&file, &key)
        && let Ok(layered) = Reference::layered(base.clone(), &built, digest.clone())
    {
        return Ok(Arc::new(layered));
    }
    let ground = base.ground()?;
    let mut layer = layer_of(office)?;
    layer.texts.splice(..0, ground.texts);
    let built = compose(&ground.files, &layer)?;
    // A disk that is full must not keep the catalogue closed: it is built again next time.
    let _ = keep(&file, &key, &built);
    Reference::layered(base, &built, digest).map(Arc::new)
}

/// What lies beneath the office's layer: the update in use, or what the program carries.
fn base(reference: &Arc<Reference>, office: &Office, folder: &Path) -> Result<Arc<Reference>> {
    let used = office.update_in_use()?;
    let Some((kept, files)) = used.filter(|(kept, _)| update::still_counts(kept)) else {
        return Ok(reference.carried());
    };
    let present = reference.bundled();
    if present.update() == Some(kept.about.version) {
        return Ok(present);
    }
    let carried = reference.carried();
    let version = kept.about.version;
    // It was checked when it was taken; should it not go together any more, the counter still opens.
    let updated = || {
        let ground = Ground::of(files)?;
        let key = key(&carried, &kept.about.sha256);
        let file = folder.join(UPDATE_FILE);
        let built = match kept_file(&file, &key) {
            Some(built) => built,
            None => {
                let built = ground.built(Vec::new())?;
                let _ = keep(&file, &key, &built);
                built
            }
        };
        Reference::updated(carried.clone(), version, (ground, &built), folder)
    };
    Ok(updated().map_or_else(|_: Fault| carried.clone(), Arc::new))
}

impl Reference {
    /// The catalogue with what the office of a folder laid over; the same where there is no office.
    ///
    /// # Errors
    /// Those of [`Office::open`] and of the office's file.
    pub fn of_folder(
        reference: Arc<Reference>,
        folder: &Path,
        now: NaiveDateTime,
    ) -> Result<Arc<Reference>> {
        let file = folder.join("office.sqlite");
        if !file.exists() {
            return Ok(reference);
        }
        over(reference, &Office::open(&file, now)?, folder)
    }
}

/// Everything that the office laid over.
pub(crate) fn layer_of(office: &Office) -> Result<Layer> {
    let records = office
        .layer_rows()?
        .into_iter()
        .map(|row| {
            let record: Record = serde_json::from_str(&row.record).or_fault(
                Code::Damaged,
                "Không đọc được dữ liệu thủ tục đã nhập. Hãy phục hồi từ bản sao lưu.",
            )?;
            Ok(LayerRecord {
                procedure: record.procedure(),
                offered: record.offered(),
                instead: row.state == "taken",
            })
        })
        .collect::<Result<_>>()?;
    Ok(Layer {
        texts: office.layer_texts()?,
        records,
    })
}

fn key(base: &Reference, layer: &str) -> [u8; 32] {
    let mut digest = Sha256::new();
    for part in [
        MAKE,
        env!("CARGO_PKG_VERSION"),
        base.catalogue.digest(),
        layer,
    ] {
        digest.update(part.as_bytes());
        digest.update([0]);
    }
    digest.finalize().into()
}

/// The kept file when it is whole and of this key.
fn kept_file(file: &Path, key: &[u8; 32]) -> Option<Vec<u8>> {
    let mut bytes = fs::read(file).ok()?;
    let end = bytes.len().checked_sub(64)?;
    let (built, tail) = bytes.split_at(end);
    let whole = tail[..32] == *key && Sha256::digest(built)[..] == tail[32..];
    whole.then(|| {
        bytes.truncate(end);
        bytes
    })
}

fn keep(file: &Path, key: &[u8; 32], built: &[u8]) -> Result<()> {
    let part = file.with_extension(format!("{}.part", std::process::id()));
    let write = || -> std::io::Result<()> {
        let mut out = File::create(&part)?;
        out.write_all(built)?;
        out.write_all(key)?;
        out.write_all(&Sha256::digest(built))?;
        out.sync_all()?;
        fs::rename(&part, file)
    };
    write().map_err(|cause| {
        let _ = fs::remove_file(&part);
        Fault::new(Code::NoAccess, "Không lưu được danh mục của quầy.").because(cause)
    })
}
