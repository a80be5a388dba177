//! Where countries lie, and how they are drawn.
//!
//! In: the boundary file's text, degrees. Out: whether a point lies in a country and how far from it; a plane by Equal
//! Earth (the world) or an azimuthal projection (one country); outlines, simplified, as SVG paths. Never: names (they are
//! CLDR's), HTML, or an opinion: the file is a setting of the site.

mod boundaries;
mod disputed;
mod fine;
mod frames;
mod outline;
mod projection;
mod simplify;
mod towns;

pub use boundaries::{Boundaries, Box4, LonLat, Ring, bounds, near};
pub use disputed::Disputed;
pub use fine::{UNIT, steps};
pub use outline::{Outline, Plan, View, WORLD};
pub use projection::Projection;
pub use towns::{Town, Towns};

#[cfg(test)]
mod tests;
