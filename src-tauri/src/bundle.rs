//! What the program carries inside.

use motcua_desk::{Desk, Reference};
use motcua_fault::Result;
use std::{path::Path, sync::Arc};

/// The catalogue built from `data/` by the build script.
static CATALOGUE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalogue.sqlite"));

/// Catalogue and calendar with the tables kept in the folder, without what the office laid over.
fn bundled(folder: &Path) -> Result<Arc<Reference>> {
    Reference::new(CATALOGUE, folder).map(Arc::new)
}

/// The same with what the office laid over, where there is one; needs no office. One that cannot be
/// opened does not keep the catalogue closed.
pub fn reference(folder: &Path) -> Result<Arc<Reference>> {
    let bundled = bundled(folder)?;
    Ok(Reference::of_folder(bundled.clone(), folder, crate::clock::now()).unwrap_or(bundled))
}

/// A data folder opened with the bundled catalogue.
pub fn desk(folder: &Path) -> Result<Desk> {
    Desk::open(folder, bundled(folder)?, crate::clock::now())
}
