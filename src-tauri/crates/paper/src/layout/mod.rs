//! Measuring, line breaking, tables and pages: what printpdf does not do. Lengths in points.

pub(crate) mod face;
pub(crate) mod flow;
pub(crate) mod mark;
pub(crate) mod table;
pub(crate) mod text;
pub(crate) mod wrap;

/// Millimetres in points.
pub(crate) const fn mm(millimetres: f32) -> f32 {
    millimetres * 72.0 / 25.4
}
