//! Stage 3, `&Catalog` → diagnostics: rules across records. One rule is one small function in [`RULES`].
//!
//! In: everything that was read. Out: findings. Never: change a record, or judge one value alone (its shape did).

use crate::diagnostics::Diagnostic;
use crate::link::Settings;
use crate::load::Catalog;

/// Everything a rule may look at.
pub struct Scene<'a> {
    pub catalog: &'a Catalog,
    pub settings: &'a Settings,
}

/// Applies every rule.
pub fn check(_catalog: &Catalog, _settings: &Settings) -> Vec<Diagnostic> {
    Vec::new()
}
