//! `ctf`: the static site generator of the Capture the Fracture resource center.
//!
//! ```text
//! content/ data/ themes/                                                                             public/
//!       │  1 source   2 load      3 check       4 link        5 render        6 prove      7 publish     ▲
//!       └─ files ──▶ Catalog ──▶ Catalog ✓ ──▶ Site ──▶ artifacts+facts ──▶ facts ✓ ──▶ staging ─ swap ──┘
//! ```
//!
//! Start at [`pipeline::build`], which reads like this picture. The seven rooms are the modules of the same names; beside
//! the row stand [`model`] (values that cannot be wrong), [`shapes`] (what records look like), [`markdown`], [`languages`]
//! (packs), [`diagnostics`], and the commands in [`cli`]. `ARCHITECTURE.md` says what each may touch and must never do.

#![forbid(unsafe_code)]

pub mod check;
pub mod cli;
pub mod code;
pub mod diagnostics;
pub mod exchange;
pub mod formula;
pub mod html;
pub mod languages;
pub mod link;
pub mod load;
pub mod map;
pub mod markdown;
pub mod model;
pub mod pipeline;
pub mod prove;
pub mod publish;
pub mod render;
pub mod report;
pub mod serve;
pub mod shapes;
pub mod source;
