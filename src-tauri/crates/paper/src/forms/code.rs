//! The QR's modules for the drawing.

use crate::layout::mark::Modules;
use motcua_fault::{Code, OrFault, Result};
use std::rc::Rc;

/// The dark modules of `text`. Placeholder until the crate's own matrix lands.
pub(crate) fn modules(text: &str) -> Result<Rc<Modules>> {
    let code = qrcode::QrCode::new(text)
        .or_fault(Code::DoesNotFit, "Nội dung mã QR quá dài, không in được.")?;
    let dark = code.to_colors().iter().map(|c| *c == qrcode::Color::Dark).collect();
    Ok(Rc::new(Modules { size: code.width(), dark }))
}
