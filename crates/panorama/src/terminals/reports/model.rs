//! Holding two lists of terminals against each other, both in the order of serial numbers.

use super::super::device::{DeviceType, Serial};
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::cmp::Ordering;

kernel::words! {
    /// How report and register disagree 不一致类型.
    pub enum DifferenceKind {
        /// The maker reported it; nobody registered it.
        NotRegistered = "not_registered",
        /// Somebody registered it; the maker did not report it.
        NotReported = "not_reported",
        /// The maker reported it for another acquirer.
        AcquirerDiffers = "acquirer_differs",
        /// The maker reported another model or kind.
        ModelDiffers = "model_differs",
        /// The maker's name differs.
        MakerDiffers = "maker_differs",
    }
}

/// A terminal as its maker reported it.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema, sqlx::FromRow)]
pub struct Reported {
    /// Serial number.
    pub serial: Serial,
    /// Who made it.
    pub maker: String,
    /// Model.
    pub model: String,
    /// Kind.
    pub device_type: DeviceType,
    /// Acquirer it was delivered for.
    pub acquirer_code: String,
    /// When the maker reported it.
    pub reported_at: DateTime<Utc>,
}

/// A terminal as it is registered.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema, sqlx::FromRow)]
pub struct Registered {
    /// Serial number.
    pub serial: Serial,
    /// Who made it.
    pub maker: String,
    /// Model.
    pub model: String,
    /// Kind.
    pub device_type: DeviceType,
    /// Acquirer it is bound to; none when it is bound to nothing yet.
    pub acquirer_code: Option<String>,
}

/// Something on which report and register disagree.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct ReportDifference {
    /// Serial number.
    pub serial: String,
    /// How they disagree; the first of the kinds that holds.
    pub kind: DifferenceKind,
    /// What the maker says.
    pub reported: Option<Reported>,
    /// What is registered.
    pub registered: Option<Registered>,
}

/// The part of two slices that both reach.
pub struct Slice<'a> {
    /// Rows of the report.
    pub reported: &'a [Reported],
    /// Rows of the register.
    pub registered: &'a [Registered],
    /// Serial number after which both go on; none at the end.
    pub goes_on_after: Option<String>,
}

/// Cuts two slices of up to `full` rows to the serial numbers that both have been read up to.
pub fn slice<'a>(reported: &'a [Reported], registered: &'a [Registered], full: usize) -> Slice<'a> {
    let end_a = reported.last().filter(|_| reported.len() >= full).map(|row| &row.serial);
    let end_b = registered.last().filter(|_| registered.len() >= full).map(|row| &row.serial);
    let end = match (end_a, end_b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    let reaches = |serial: &Serial| end.is_none_or(|end| serial <= end);
    Slice {
        reported: &reported[..reported.partition_point(|row| reaches(&row.serial))],
        registered: &registered[..registered.partition_point(|row| reaches(&row.serial))],
        goes_on_after: end.map(|serial| serial.to_string()),
    }
}

/// What disagrees between two lists in the order of serial numbers (byte order).
pub fn compare(reported: &[Reported], registered: &[Registered]) -> Vec<ReportDifference> {
    let (mut a, mut b) = (reported.iter().peekable(), registered.iter().peekable());
    let mut found = Vec::new();
    loop {
        let order = match (a.peek(), b.peek()) {
            (None, None) => return found,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(a), Some(b)) => a.serial.cmp(&b.serial),
        };
        let left = if order.is_le() { a.next() } else { None };
        let right = if order.is_ge() { b.next() } else { None };
        let kind = match (left, right) {
            (Some(_), None) => Some(DifferenceKind::NotRegistered),
            (None, Some(_)) => Some(DifferenceKind::NotReported),
            (Some(left), Some(right)) => disagree(left, right),
            (None, None) => None,
        };
        let serial = left.map(|row| &row.serial).or(right.map(|row| &row.serial));
        if let (Some(kind), Some(serial)) = (kind, serial) {
            found.push(ReportDifference {
                serial: serial.to_string(),
                kind,
                reported: left.cloned(),
                registered: right.cloned(),
            });
        }
    }
}

fn disagree(reported: &Reported, registered: &Registered) -> Option<DifferenceKind> {
    if registered.acquirer_code.as_ref().is_some_and(|code| *code != reported.acquirer_code) {
        Some(DifferenceKind::AcquirerDiffers)
    } else if reported.model != registered.model || reported.device_type != registered.device_type {
        Some(DifferenceKind::ModelDiffers)
    } else if reported.maker != registered.maker {
        Some(DifferenceKind::MakerDiffers)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reported(number: u32) -> Reported {
        Reported {
            serial: format!("SN{number:08}").parse().unwrap(),
            maker: "示例厂商".to_owned(),
            model: "P1".to_owned(),
            device_type: DeviceType::SmartPos,
            acquirer_code: "48026530".to_owned(),
            reported_at: DateTime::UNIX_EPOCH,
        }
    }

    fn registered(number: u32) -> Registered {
        let reported = reported(number);
        Registered {
            serial: reported.serial,
            maker: reported.maker,
            model: reported.model,
            device_type: reported.device_type,
            acquirer_code: Some(reported.acquirer_code),
        }
    }

    #[test]
    fn each_way_of_disagreeing_has_its_name() {
        let report = [1, 2, 3, 4, 5, 6].map(reported);
        let mut register = [2, 3, 4, 5, 6, 7].map(registered);
        register[1].acquirer_code = Some("48016531".to_owned());
        register[2].model = "P2".to_owned();
        register[3].maker = "另一厂商".to_owned();
        register[4].acquirer_code = None;
        let kinds: Vec<(String, &str)> = compare(&report, &register)
            .into_iter()
            .map(|row| (row.serial, row.kind.as_str()))
            .collect();
        let expected = [
            (1, "not_registered"),
            (3, "acquirer_differs"),
            (4, "model_differs"),
            (5, "maker_differs"),
            (7, "not_reported"),
        ];
        assert_eq!(kinds, expected.map(|(number, kind)| (format!("SN{number:08}"), kind)));
    }

    proptest! {
        #[test]
        fn slices_find_what_the_whole_finds(
            left in prop::collection::btree_set(0_u32..60, 0..40),
            right in prop::collection::btree_set(0_u32..60, 0..40),
            full in 1_usize..12,
        ) {
            let left: Vec<_> = left.into_iter().map(reported).collect();
            let right: Vec<_> = right.into_iter().map(registered).collect();
            let mut found = Vec::new();
            let mut after = String::new();
            for _ in 0..200 {
                let next = |serial: &Serial| serial.as_str() > after.as_str();
                let a: Vec<_> =
                    left.iter().filter(|row| next(&row.serial)).take(full).cloned().collect();
                let b: Vec<_> =
                    right.iter().filter(|row| next(&row.serial)).take(full).cloned().collect();
                let slice = slice(&a, &b, full);
                found.extend(compare(slice.reported, slice.registered));
                match slice.goes_on_after {
                    Some(serial) => after = serial,
                    None => break,
                }
            }
            prop_assert_eq!(found, compare(&left, &right));
        }
    }
}
