//! What records look like: one table of keys per kind, the check that holds a file's tree against it, and the typed
//! reading of its values afterwards.
//!
//! In: a YAML tree. Out: findings, then values. Never: know what a record means, or of any other record.

mod fields;
mod shape;
mod tables;

pub use fields::Fields;
pub use shape::{Field, Shape, Ty};
pub use tables::*;
