//! What the program carries inside.

use motcua_desk::{Desk, Reference};
use motcua_fault::Result;
use std::{path::Path, sync::Arc};

/// The catalogue built from `data/` by the build script.
static CATALOGUE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/catalogue.sqlite"));

/// Catalogue and calendar, with the tables kept in the folder; needs no office.
pub fn reference(folder: &Path) -> Result<Arc<Reference>> {
    Reference::new(CATALOGUE, folder).map(Arc::new)
}

/// A data folder opened with the bundled catalogue.
pub fn desk(folder: &Path) -> Result<Desk> {
    Desk::open(folder, reference(folder)?, crate::clock::now())
}
