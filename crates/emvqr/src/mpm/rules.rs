//! What each data object may hold (EMVCo QRCPS Merchant-Presented Mode 1.1, tables 3.3 to 3.8).

use super::error::{Error, Path, Rule};
use super::object::{self, Object, Raw, Value};
use super::values::{self, Amount, Currency, Initiation, UnionPayAccount};

/// How strictly a text is held against the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Care {
    /// Somebody else's. Names in a script of their own, where the standard has printable ASCII
    /// only, are common in the world and do no harm.
    Taken,
    /// Our own: ASCII where the standard says so.
    Made,
}

/// Checks an object of the root, and those inside it.
pub(super) fn object(raw: &Raw<'_>, care: Care) -> Result<Object, Error> {
    let path = Path::ROOT.then(raw.id);
    match raw.id {
        26..=51 => account(raw, path, care),
        62 => additional(raw, path, care),
        64 => language(raw, path),
        // Made by many without an identifier 00, or as no template at all: kept as it is.
        80..=99 => template(raw, path).or_else(|_| primitive(raw, path, care)),
        _ => primitive(raw, path, care),
    }
}

fn primitive(raw: &Raw<'_>, path: Path, care: Care) -> Result<Object, Error> {
    text(raw, path, care == Care::Made && matches!(raw.id, 2..=25 | 52..=61))?;
    let at = raw.value_position;
    let value = |is_right: bool, allowed| {
        if is_right { Ok(()) } else { Err(path.at(at, Rule::Value { allowed })) }
    };
    match raw.id {
        0 => value(raw.value == "01", "01")?,
        1 => value(Initiation::parse(raw.value).is_some(), "11 or 12")?,
        15 | 16 if UnionPayAccount::parse(raw.value).is_none() => {
            return Err(path.at(at, Rule::UnionPay));
        }
        52 => digits(raw, path, 4)?,
        53 => digits(raw, path, 3)?,
        54 | 56 => most(raw, path, 13)?,
        55 => value(matches!(raw.value, "01" | "02" | "03"), "01, 02 or 03")?,
        57 => most(raw, path, 5)?,
        58 => letters(raw, path, |byte| byte.is_ascii_uppercase())?,
        59 => most(raw, path, 25)?,
        60 => most(raw, path, 15)?,
        61 => most(raw, path, 10)?,
        _ => {}
    }
    Ok(Object::text(raw.id, raw.value))
}

/// A template whose objects are texts, each identifier once.
fn template(raw: &Raw<'_>, path: Path) -> Result<Object, Error> {
    let inside = inside(raw, path)?;
    let texts = inside.iter().map(|inner| Object::text(inner.id, inner.value)).collect();
    Ok(Object { id: raw.id, value: Value::Template(texts) })
}

fn inside<'a>(raw: &Raw<'a>, path: Path) -> Result<Vec<Raw<'a>>, Error> {
    let inside = object::read(raw.value, path, raw.value_position)?;
    if let Some(again) = object::repeated(&inside) {
        return Err(path.then(again.id).at(again.position, Rule::Repeated));
    }
    inside.iter().try_for_each(|inner| text(inner, path.then(inner.id), false))?;
    Ok(inside)
}

/// A merchant's account with a payment system, which a globally unique identifier names.
fn account(raw: &Raw<'_>, path: Path, care: Care) -> Result<Object, Error> {
    let inside = inside(raw, path)?;
    let name = inside.iter().find(|inner| inner.id == 0);
    let name = name.ok_or(path.then(0).at(raw.value_position, Rule::Missing))?;
    most(name, path.then(0), 32)?;
    text(name, path.then(0), care == Care::Made)?;
    template(raw, path)
}

fn additional(raw: &Raw<'_>, path: Path, care: Care) -> Result<Object, Error> {
    for inner in inside(raw, path)? {
        let here = path.then(inner.id);
        text(&inner, here, care == Care::Made && inner.id <= 11)?;
        match inner.id {
            1..=8 => most(&inner, here, 25)?,
            9 => {
                let once = |letter| inner.value.matches(letter).count() < 2;
                let is_known = inner.value.bytes().all(|byte| b"AME".contains(&byte));
                if !is_known || !['A', 'M', 'E'].into_iter().all(once) {
                    let allowed = "each of A, M and E at most once";
                    return Err(here.at(inner.value_position, Rule::Value { allowed }));
                }
            }
            10 => most(&inner, here, 20)?,
            11 if inner.length != 3 => {
                let rule = Rule::Exactly { length: inner.length, wants: 3 };
                return Err(here.at(inner.value_position, rule));
            }
            _ => {}
        }
    }
    template(raw, path)
}

fn language(raw: &Raw<'_>, path: Path) -> Result<Object, Error> {
    let inside = inside(raw, path)?;
    for wanted in [0, 1] {
        if !inside.iter().any(|inner| inner.id == wanted) {
            return Err(path.then(wanted).at(raw.value_position, Rule::Missing));
        }
    }
    for inner in &inside {
        let here = path.then(inner.id);
        match inner.id {
            0 => letters(inner, here, |byte| byte.is_ascii_alphabetic())?,
            1 => most(inner, here, 25)?,
            2 => most(inner, here, 15)?,
            _ => {}
        }
    }
    template(raw, path)
}

/// The rules between objects of the root.
pub(super) fn whole(objects: &[Raw<'_>], end: usize) -> Result<(), Error> {
    let find = |id: u8| objects.iter().find(|object| object.id == id);
    for id in [52, 53, 58, 59, 60] {
        if find(id).is_none() {
            return Err(Path::ROOT.then(id).at(end, Rule::Missing));
        }
    }
    if !objects.iter().any(|object| (2..=51).contains(&object.id)) {
        return Err(Path::ROOT.at(end, Rule::NoAccount));
    }
    let currency = find(53).and_then(|currency| Currency::parse(currency.value));
    for object in [find(54), find(56)].into_iter().flatten() {
        let path = Path::ROOT.then(object.id);
        Amount::parse(object.value, currency.unwrap_or(Currency::CNY))
            .map_err(|rule| path.at(object.value_position, rule))?;
    }
    let indicator = find(55).map(|indicator| indicator.value);
    for (id, wanted, indicator_number) in [(56, "02", 2), (57, "03", 3)] {
        if (indicator == Some(wanted)) != find(id).is_some() {
            let position = find(id).map_or(end, |object| object.position);
            return Err(Path::ROOT
                .then(id)
                .at(position, Rule::Tip { indicator: indicator_number }));
        }
    }
    if let Some(share) = find(57) {
        let path = Path::ROOT.then(57);
        values::percentage(share.value).map_err(|rule| path.at(share.value_position, rule))?;
    }
    Ok(())
}

fn most(raw: &Raw<'_>, path: Path, most: usize) -> Result<(), Error> {
    let length = raw.length;
    if length <= most {
        Ok(())
    } else {
        Err(path.at(raw.position + 2, Rule::Long { length, most }))
    }
}

fn exactly(raw: &Raw<'_>, path: Path, wants: usize) -> Result<(), Error> {
    let rule = Rule::Exactly { length: raw.length, wants };
    if raw.length == wants { Ok(()) } else { Err(path.at(raw.position + 2, rule)) }
}

fn digits(raw: &Raw<'_>, path: Path, wants: usize) -> Result<(), Error> {
    exactly(raw, path, wants)?;
    match raw.value.chars().position(|letter| !letter.is_ascii_digit()) {
        Some(at) => Err(path.at(raw.value_position + at, Rule::Digits)),
        None => Ok(()),
    }
}

fn letters(raw: &Raw<'_>, path: Path, is_letter: impl Fn(u8) -> bool) -> Result<(), Error> {
    let is_right = raw.value.len() == 2 && raw.value.bytes().all(is_letter);
    if is_right { Ok(()) } else { Err(path.at(raw.value_position, Rule::Letters)) }
}

fn text(raw: &Raw<'_>, path: Path, only_ascii: bool) -> Result<(), Error> {
    let is_wrong = |letter: char| letter.is_control() || only_ascii && !letter.is_ascii();
    match raw.value.chars().position(is_wrong) {
        Some(at) => Err(path.at(raw.value_position + at, Rule::Characters)),
        None => Ok(()),
    }
}
