//! Card ranges: what is there, what is missing, and taking a file of them in.

use super::cards::{self, CardBin, UnknownBin};
use super::{Error, earliest, foreign, store};
use crate::Context;
use crate::acquirers;
use crate::clearing::CardClass;
use crate::imports::{self, Outcome, RowError, Upload};
use crate::routing::NETWORK;
use chrono::NaiveDate;
use identity::{Actor, Right, audit};
use kernel::{Cursor, Page, Rule, RuleWord};
use serde::Serialize;
use serde_json::json;

/// Unknown first digits that are shown at most.
const UNKNOWN_SHOWN_MAX: i64 = 1_000;

/// Card ranges, by their digits; those that a search finds: an issuer, or first digits.
pub async fn card_bins(
    context: &Context,
    actor: &Actor,
    (search, class): (Option<&str>, Option<CardClass>),
    (cursor, limit): (Option<Cursor>, Option<i64>),
) -> Result<Page<CardBin>, Error> {
    actor.may(Right::ClearingRead)?;
    let limit = kernel::page::limit_rows(limit);
    let search = search.map(str::trim).filter(|search| !search.is_empty());
    let after = cursor.as_ref().map(range).transpose()?;
    let mut tx = context.read(actor).await?;
    let rows = store::bins(&mut tx, (search, class), after, limit + 1).await?;
    Ok(Page::cut(rows, limit, |bin| format!("{}.{}.{}", bin.low, bin.high, bin.from_day)))
}

/// First digits of a day's lines that are in no card range, the most frequent first.
pub async fn unknown_card_bins(
    context: &Context,
    actor: &Actor,
    day: NaiveDate,
) -> Result<Vec<UnknownBin>, Error> {
    actor.may(Right::ClearingRead)?;
    let mut tx = context.read(actor).await?;
    Ok(store::unknown_bins(&mut tx, day, UNKNOWN_SHOWN_MAX).await?)
}

/// What came of an import of card ranges: all rows, or the faults and nothing kept.
#[derive(Clone, Debug, PartialEq, Serialize, utoipa::ToSchema)]
pub struct CardBinsTaken {
    /// Ranges that are new.
    pub added: u64,
    /// Faults by row, the first 1,000.
    pub errors: Vec<RowError>,
    /// All faults.
    pub errors_total: usize,
}

/// Takes card ranges in: all of them or none. Only the network branch does; a range begins on a
/// day of which no line is made.
pub async fn import_card_bins(
    context: &Context,
    actor: &Actor,
    upload: &Upload,
) -> Result<CardBinsTaken, Error> {
    actor.may(Right::FeesWrite)?;
    if actor.institution != NETWORK {
        return Err(Error::TariffOfNetwork);
    }
    let sheet = imports::read(upload, cards::COLUMNS).await?;
    let mut tx = context.begin(actor).await?;
    let (mut faults, mut bins) = (Vec::new(), Vec::new());
    let at = context.clock.now();
    let mut first = None;
    for row in &sheet.rows {
        let Some(bin) = cards::bin(row, &mut faults) else { continue };
        // One look for the earliest day is enough: later ones are free when it is.
        if first.is_none_or(|(from, _)| bin.from_day < from) {
            first = Some((bin.from_day, earliest(&mut tx, NETWORK, at, bin.from_day).await?));
        }
        if let Some((_, earliest)) = first.filter(|(_, earliest)| bin.from_day < *earliest) {
            let rule = Rule::new(RuleWord::NotBefore, format!("is not before {earliest}"));
            faults.push(row.fault("from_day", rule.with("other", earliest)));
        }
        bins.push(CardBin { added_by: actor.who.to_string(), added_at: at, ..bin });
    }
    let outcome = Outcome::of(faults);
    let mut taken =
        CardBinsTaken { added: 0, errors: outcome.errors, errors_total: outcome.errors_total };
    if 0 < taken.errors_total || upload.dry_run {
        return Ok(taken);
    }
    taken.added = store::insert_bins(&mut tx, &bins).await?;
    let detail = json!({ "rows": bins.len(), "added": taken.added });
    audit::record(&mut tx, actor, "card_bins.import", &upload.file_name, detail, at).await?;
    // Routing may go by the class of cards.
    acquirers::bump(&mut tx, NETWORK).await?;
    tx.commit().await?;
    Ok(taken)
}

fn range(cursor: &Cursor) -> Result<(String, String, NaiveDate), Error> {
    let parts: Vec<&str> = cursor.0.splitn(3, '.').collect();
    match parts[..] {
        [low, high, day] => match day.parse() {
            Ok(day) => Ok((low.to_owned(), high.to_owned(), day)),
            Err(_) => Err(foreign()),
        },
        _ => Err(foreign()),
    }
}
