//! Reading
