//! From degrees to a plane. Both projections keep areas, so that no country looks larger than it is.

use super::LonLat;

/// A way to flatten the earth; the plane's unit is its radius, y grows to the north.
#[derive(Clone, Copy, Debug)]
pub enum Projection {
    /// Equal Earth (Šavrič, Patterson, Jenny 2018), about this meridian.
    EqualEarth(f64),
    /// Lambert's azimuthal equal-area projection about a point: for one country, where Equal Earth would squash the north.
    Azimuthal(LonLat),
}

impl Projection {
    /// Longitudes may lie beyond 180: the plane of Equal Earth goes on.
    pub fn project(&self, [lon, lat]: LonLat) -> [f64; 2] {
        match self {
            Self::EqualEarth(middle) => equal_earth((lon - middle).to_radians(), lat.to_radians()),
            Self::Azimuthal(center) => azimuthal(*center, lon, lat),
        }
    }
}

fn equal_earth(lambda: f64, phi: f64) -> [f64; 2] {
    const A: [f64; 4] = [1.340264, -0.081106, 0.000893, 0.003796];
    let m = 3f64.sqrt() / 2.0;
    let theta = (m * phi.sin()).asin();
    let (t2, t6) = (theta * theta, theta.powi(6));
    let x = lambda * theta.cos() / (m * (A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2)));
    [x, theta * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2))]
}

fn azimuthal([lon0, lat0]: LonLat, lon: f64, lat: f64) -> [f64; 2] {
    let (lambda, phi, phi0) = ((lon - lon0).to_radians(), lat.to_radians(), lat0.to_radians());
    let cosine = phi0.sin() * phi.sin() + phi0.cos() * phi.cos() * lambda.cos();
    // The antipode would lie everywhere on the rim; nothing that is drawn comes near it.
    let k = (2.0 / (1.0 + cosine).max(1e-6)).sqrt();
    [
        k * phi.cos() * lambda.sin(),
        k * (phi0.cos() * phi.sin() - phi0.sin() * phi.cos() * lambda.cos()),
    ]
}
