//! Places on the map. Stored as WGS-84; other datums are converted at the edge and remembered.
//!
//! GCJ-02 lies 478 to 480 m off WGS-84 in central Chongqing, as much as a shop's trade area, so
//! a coordinate without its datum is worth nothing. Floats are used here and nowhere near money.

use serde::{Deserialize, Serialize};
use std::f64::consts::PI;
use std::fmt;
use std::str::FromStr;

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
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::FromRow, utoipa::ToSchema,
)]
pub struct Place {
    /// Latitude in millionths of a degree, -90,000,000 to 90,000,000.
    #[schema(minimum = -90_000_000, maximum = 90_000_000)]
    pub latitude_e6: i32,
    /// Longitude in millionths of a degree, -180,000,000 to 180,000,000.
    #[schema(minimum = -180_000_000, maximum = 180_000_000)]
    pub longitude_e6: i32,
}

/// A coordinate as somebody gives it, in the datum of his map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct GivenPlace {
    /// Latitude in millionths of a degree.
    #[schema(minimum = -90_000_000, maximum = 90_000_000)]
    pub latitude_e6: i32,
    /// Longitude in millionths of a degree.
    #[schema(minimum = -180_000_000, maximum = 180_000_000)]
    pub longitude_e6: i32,
    /// Datum of the two numbers; WGS-84 when absent.
    #[serde(default = "wgs84")]
    pub datum: Datum,
}

/// A place as it is kept: always WGS-84, with the datum in which it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct KeptPlace {
    /// Latitude in millionths of a degree.
    pub latitude_e6: i32,
    /// Longitude in millionths of a degree.
    pub longitude_e6: i32,
    /// Datum of the two numbers: always `wgs84`.
    pub datum: Datum,
    /// Datum in which the place was given.
    pub given_in: Datum,
}

const fn wgs84() -> Datum {
    Datum::Wgs84
}

impl GivenPlace {
    /// Turns it into what is kept.
    pub fn keep(self) -> Result<KeptPlace, BadPlace> {
        let place = Place::from_datum(self.latitude_e6, self.longitude_e6, self.datum)?;
        Ok(KeptPlace::new(place, self.datum))
    }
}

impl KeptPlace {
    /// A place and the datum in which it was given.
    pub const fn new(place: Place, given_in: Datum) -> KeptPlace {
        KeptPlace {
            latitude_e6: place.latitude_e6,
            longitude_e6: place.longitude_e6,
            datum: Datum::Wgs84,
            given_in,
        }
    }

    /// The place.
    pub const fn place(self) -> Place {
        Place { latitude_e6: self.latitude_e6, longitude_e6: self.longitude_e6 }
    }
}

/// Why a coordinate or a text is no place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPlace {
    /// Latitude beyond a pole.
    #[error("latitude_e6 {0} is not between -90000000 and 90000000")]
    Latitude(i32),
    /// Longitude beyond the date line.
    #[error("longitude_e6 {0} is not between -180000000 and 180000000")]
    Longitude(i32),
    /// Not the form `+29.56/+106.55`.
    #[error("`{0}` is not a location of the form +29.563/+106.551")]
    Form(String),
}

/// Mean radius of the earth in metres (IUGG).
const EARTH_RADIUS_M: f64 = 6_371_008.8;
/// Longest terminal location text (device field `location`).
const LOCATION_TEXT_MAX: usize = 32;

impl Place {
    /// Checks the bounds of a WGS-84 coordinate.
    pub fn try_new(latitude_e6: i32, longitude_e6: i32) -> Result<Place, BadPlace> {
        if !(-90_000_000..=90_000_000).contains(&latitude_e6) {
            return Err(BadPlace::Latitude(latitude_e6));
        }
        if !(-180_000_000..=180_000_000).contains(&longitude_e6) {
            return Err(BadPlace::Longitude(longitude_e6));
        }
        Ok(Place { latitude_e6, longitude_e6 })
    }

    /// Takes a coordinate given in `datum` and turns it into WGS-84.
    pub fn from_datum(
        latitude_e6: i32,
        longitude_e6: i32,
        datum: Datum,
    ) -> Result<Place, BadPlace> {
        let given = Place::try_new(latitude_e6, longitude_e6)?.degrees();
        Ok(Place::from_degrees(match datum {
            Datum::Wgs84 => given,
            Datum::Gcj02 => wgs84_of_gcj02(given),
            Datum::Bd09 => wgs84_of_gcj02(gcj02_of_bd09(given)),
        }))
    }

    /// The coordinate in `datum`, in millionths of a degree: latitude, longitude.
    pub fn in_datum(self, datum: Datum) -> (i32, i32) {
        let shifted = Place::from_degrees(match datum {
            Datum::Wgs84 => return (self.latitude_e6, self.longitude_e6),
            Datum::Gcj02 => gcj02_of_wgs84(self.degrees()),
            Datum::Bd09 => bd09_of_gcj02(gcj02_of_wgs84(self.degrees())),
        });
        (shifted.latitude_e6, shifted.longitude_e6)
    }

    /// Great-circle distance in whole metres (haversine, good to 0.5 %).
    pub fn distance_m(self, other: Place) -> u32 {
        let ((lat_a, lon_a), (lat_b, lon_b)) = (self.degrees(), other.degrees());
        let half = |a: f64, b: f64| ((b - a).to_radians() / 2.0).sin().powi(2);
        let across = lat_a.to_radians().cos() * lat_b.to_radians().cos();
        let h = half(lat_a, lat_b) + across * half(lon_a, lon_b);
        (2.0 * EARTH_RADIUS_M * h.sqrt().min(1.0).asin()).round() as u32
    }

    /// Latitude and longitude in degrees.
    pub fn degrees(self) -> (f64, f64) {
        (f64::from(self.latitude_e6) / 1e6, f64::from(self.longitude_e6) / 1e6)
    }

    /// The nearest place to a latitude and longitude in degrees.
    pub fn from_degrees((latitude, longitude): (f64, f64)) -> Place {
        Place {
            latitude_e6: (latitude.clamp(-90.0, 90.0) * 1e6).round() as i32,
            longitude_e6: (longitude.clamp(-180.0, 180.0) * 1e6).round() as i32,
        }
    }
}

/// The form a terminal sends its place in, such as `+29.563/+106.5516`: signs, at most two and
/// three whole digits, at most six and five decimals (written with six for latitude).
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = |value: i32| if value < 0 { '-' } else { '+' };
        let latitude = self.latitude_e6.unsigned_abs();
        // Five decimals are what the form has room for in longitude: about 1 m.
        let longitude = (self.longitude_e6.unsigned_abs() + 5) / 10;
        write!(
            f,
            "{}{}.{:06}/{}{}.{:05}",
            sign(self.latitude_e6),
            latitude / 1_000_000,
            latitude % 1_000_000,
            sign(self.longitude_e6),
            longitude / 100_000,
            longitude % 100_000,
        )
    }
}

/// Reads the form a terminal sends. The numbers are taken as they are: in which datum a
/// terminal measures is its acquirer's to say ([`Place::from_datum`]).
impl FromStr for Place {
    type Err = BadPlace;
    fn from_str(text: &str) -> Result<Place, BadPlace> {
        let bad = || BadPlace::Form(text.chars().take(LOCATION_TEXT_MAX).collect());
        if text.len() > LOCATION_TEXT_MAX {
            return Err(bad());
        }
        let (latitude, longitude) = text.split_once('/').ok_or_else(bad)?;
        Place::try_new(
            signed_e6(latitude, 2, 6).ok_or_else(bad)?,
            signed_e6(longitude, 3, 5).ok_or_else(bad)?,
        )
    }
}

/// Reads a signed decimal into millionths.
fn signed_e6(text: &str, whole_max: usize, decimals_max: usize) -> Option<i32> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let (whole, part) = match digits.split_once('.') {
        Some((_, "")) => return None,
        Some((whole, part)) => (whole, part),
        None => (digits, ""),
    };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let sized = (1..=whole_max).contains(&whole.len()) && part.len() <= decimals_max;
    if !sized || !all_digits(whole) || !all_digits(part) {
        return None;
    }
    let millionths: i32 = format!("{part:0<6}").parse().ok()?;
    Some(sign * (whole.parse::<i32>().ok()? * 1_000_000 + millionths))
}

// The shift of GCJ-02: the public reconstruction on the Krasovsky ellipsoid.
const AXIS_M: f64 = 6_378_245.0;
const ECCENTRICITY_SQUARED: f64 = 0.006_693_421_622_965_943;
const BD_TURN: f64 = PI * 3000.0 / 180.0;

/// Outside this box GCJ-02 equals WGS-84.
fn is_shifted((latitude, longitude): (f64, f64)) -> bool {
    (0.8293..=55.8271).contains(&latitude) && (72.004..=137.8347).contains(&longitude)
}

fn gcj02_of_wgs84((latitude, longitude): (f64, f64)) -> (f64, f64) {
    if !is_shifted((latitude, longitude)) {
        return (latitude, longitude);
    }
    let (x, y) = (longitude - 105.0, latitude - 35.0);
    let wave = |value: f64, turns: f64| (value * turns * PI).sin();
    let common = (20.0 * wave(x, 6.0) + 20.0 * wave(x, 2.0)) * 2.0 / 3.0;
    let north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * x.abs().sqrt();
    let north = north
        + common
        + (20.0 * wave(y, 1.0) + 40.0 * wave(y, 1.0 / 3.0)) * 2.0 / 3.0
        + (160.0 * wave(y, 1.0 / 12.0) + 320.0 * wave(y, 1.0 / 30.0)) * 2.0 / 3.0;
    let east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * x.abs().sqrt();
    let east = east
        + common
        + (20.0 * wave(x, 1.0) + 40.0 * wave(x, 1.0 / 3.0)) * 2.0 / 3.0
        + (150.0 * wave(x, 1.0 / 12.0) + 300.0 * wave(x, 1.0 / 30.0)) * 2.0 / 3.0;
    let radians = latitude.to_radians();
    let magic = 1.0 - ECCENTRICITY_SQUARED * radians.sin().powi(2);
    let meridian_m = AXIS_M * (1.0 - ECCENTRICITY_SQUARED) / (magic * magic.sqrt());
    let parallel_m = AXIS_M / magic.sqrt() * radians.cos();
    (latitude + (north / meridian_m).to_degrees(), longitude + (east / parallel_m).to_degrees())
}

/// The shift has no closed inverse; each round of this makes the error about a thousand times
/// smaller, so that after three it is far below a millionth of a degree.
fn wgs84_of_gcj02(given: (f64, f64)) -> (f64, f64) {
    const ROUNDS: usize = 4;
    let mut guess = given;
    for _ in 0..ROUNDS {
        let shifted = gcj02_of_wgs84(guess);
        guess.0 += given.0 - shifted.0;
        guess.1 += given.1 - shifted.1;
    }
    guess
}

fn bd09_of_gcj02((latitude, longitude): (f64, f64)) -> (f64, f64) {
    let radius = longitude.hypot(latitude) + 0.000_02 * (latitude * BD_TURN).sin();
    let angle = latitude.atan2(longitude) + 0.000_003 * (longitude * BD_TURN).cos();
    (radius * angle.sin() + 0.006, radius * angle.cos() + 0.0065)
}

fn gcj02_of_bd09((latitude, longitude): (f64, f64)) -> (f64, f64) {
    let (y, x) = (latitude - 0.006, longitude - 0.0065);
    let radius = x.hypot(y) - 0.000_02 * (y * BD_TURN).sin();
    let angle = y.atan2(x) - 0.000_003 * (x * BD_TURN).cos();
    (radius * angle.sin(), radius * angle.cos())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The Liberation Monument 解放碑 in the centre of Chongqing.
    const MONUMENT: Place = Place { latitude_e6: 29_557_700, longitude_e6: 106_577_000 };

    #[test]
    fn gcj02_is_478_to_480_m_off_in_central_chongqing() {
        for (latitude_e6, longitude_e6) in
            [(29_563_000, 106_551_600), (29_557_700, 106_577_000), (29_575_000, 106_533_000)]
        {
            let place = Place::try_new(latitude_e6, longitude_e6).unwrap();
            let (latitude_e6, longitude_e6) = place.in_datum(Datum::Gcj02);
            let taken_for_gps = Place::try_new(latitude_e6, longitude_e6).unwrap();
            let off_m = place.distance_m(taken_for_gps);
            assert!((478..=480).contains(&off_m), "{off_m} m");
        }
    }

    #[test]
    fn known_distances_are_found() {
        let airport = Place::try_new(29_719_200, 106_641_700).unwrap();
        assert!((18_900..19_100).contains(&MONUMENT.distance_m(airport)));
        assert_eq!(MONUMENT.distance_m(MONUMENT), 0);
        let north = Place::try_new(90_000_000, 0).unwrap();
        let south = Place::try_new(-90_000_000, 77).unwrap();
        assert_eq!(north.distance_m(south), 20_015_114);
    }

    #[test]
    fn a_terminals_text_is_read() {
        for (text, latitude_e6, longitude_e6) in [
            ("+37.12/-121.213", 37_120_000, -121_213_000),
            ("+29.563000/+106.55160", 29_563_000, 106_551_600),
            ("-0.5/+0", -500_000, 0),
            ("+90/-180", 90_000_000, -180_000_000),
        ] {
            let place = Place::try_new(latitude_e6, longitude_e6).unwrap();
            assert_eq!(text.parse(), Ok(place), "{text}");
        }
        for text in [
            "",
            "/",
            "37.12/-121.213",
            "+37.12",
            "+37./+1",
            "+.5/+1",
            "+137.12/-121.213",
            "+37.1234567/+1",
            "+37.12/+121.123456",
            "+91/+0",
            "+9０/+0",
            "+37.12/-121.213 and a very long tail",
        ] {
            assert!(text.parse::<Place>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn datums_turn_back_to_the_metre(
            latitude_e6 in 28_100_000..32_300_000, longitude_e6 in 105_200_000..110_300_000,
        ) {
            let place = Place::try_new(latitude_e6, longitude_e6).unwrap();
            for datum in Datum::ALL {
                let (latitude_e6, longitude_e6) = place.in_datum(*datum);
                let back = Place::from_datum(latitude_e6, longitude_e6, *datum).unwrap();
                prop_assert!(place.distance_m(back) <= 1, "{datum}: {place} became {back}");
            }
        }

        #[test]
        fn a_text_reads_back_to_the_metre(
            latitude_e6 in -89_000_000..89_000_000, longitude_e6 in -179_000_000..179_000_000,
        ) {
            let place = Place::try_new(latitude_e6, longitude_e6).unwrap();
            let back: Place = place.to_string().parse().unwrap();
            prop_assert!(place.distance_m(back) <= 1);
            prop_assert_eq!(place.distance_m(back), back.distance_m(place));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = text.parse::<Place>();
        }
    }
}
