//! Places on the map. Stored as WGS-84; other datums are converted at the edge and remembered.

use serde::{Deserialize, Serialize};

crate::words! {
    /// Geodetic datum 坐标系 of a coordinate as it was given.
    pub enum Datum {
        /// GPS.
        Wgs84 = "wgs84",
        /// The datum of Chinese map services 火星坐标.
        Gcj02 = "gcj02",
        /// The datum of one Chinese map service, GCJ-02 shifted again.
        Bd09 = "bd09",
    }
}

/// A point in WGS-84, in millionths of a degree (about 0.11 m), so that it is exact and can be
/// compared and stored as two integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Place {
    /// Latitude in millionths of a degree, -90,000,000 to 90,000,000.
    pub latitude_e6: i32,
    /// Longitude in millionths of a degree, -180,000,000 to 180,000,000.
    pub longitude_e6: i32,
}
