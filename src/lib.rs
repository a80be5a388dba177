//! `ctf`: the static site generator of the Capture the Fracture resource center.
//!
//! ```text
//! content/ data/ themes/                                                                             public/
//!       │  1 source   2 load      3 check       4 link        5 render        6 prove      7 publish     ▲
//!       └─ files ──▶ Catalog ──▶ Catalog ✓ ──▶ Site ──▶ artifacts+facts ──▶ facts ✓ ──▶ staging ─ swap ──┘
//! ```

#![forbid(unsafe_code)]

pub mod check;
pub mod cli;
pub mod code;
pub mod diagnostics;
pub mod html;
pub mod languages;
pub mod link;
pub mod load;
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
