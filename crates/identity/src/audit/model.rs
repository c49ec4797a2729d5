use chrono::{DateTime, Utc};
use kernel::{AuditId, Cursor, CursorForeign, InstitutionId};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// One deed 审计记录.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct AuditEntry {
    /// Whose trail.
    #[serde(rename = "institution_id")]
    pub institution: InstitutionId,
    /// Place in the trail, from 1, without gaps.
    pub number: i64,
    /// Its id.
    pub id: AuditId,
    /// When.
    pub at: DateTime<Utc>,
    /// Written id of who did it, or `system:…`.
    pub actor: String,
    /// His name at that time.
    pub actor_name: String,
    /// Dotted verb, e.g. `terminal.close`.
    pub action: String,
    /// Written id of what it was done to.
    pub target: String,
    /// What else is worth knowing; no secrets.
    #[schema(value_type = Object)]
    pub detail: Value,
}

/// What to list; empty fields do not filter.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Written id of an actor.
    pub actor: Option<String>,
    /// Start of the action's name.
    pub action: Option<String>,
    /// Written id of a target.
    pub target: Option<String>,
    /// Not before.
    pub from: Option<DateTime<Utc>>,
    /// Before.
    pub to: Option<DateTime<Utc>>,
    /// Go on after.
    pub cursor: Option<Cursor>,
    /// Rows of a page.
    pub limit: Option<i64>,
}

impl Filter {
    /// Where the page begins.
    pub(super) fn after(&self) -> Result<Option<Place>, CursorForeign> {
        let place = |cursor: &Cursor| place(&cursor.0).ok_or(CursorForeign);
        self.cursor.as_ref().map(place).transpose()
    }
}

/// Time, institution and number of the last entry seen.
pub(super) type Place = (DateTime<Utc>, i32, i64);

fn place(text: &str) -> Option<Place> {
    let mut parts = text.splitn(3, '.');
    let at = DateTime::from_timestamp_micros(parts.next()?.parse().ok()?)?;
    Some((at, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

/// End of a chain.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Head {
    pub number: i64,
    pub hash: Vec<u8>,
}

/// An entry with its links.
#[derive(Clone, Debug)]
pub(super) struct Linked {
    pub entry: AuditEntry,
    pub previous: Vec<u8>,
    pub hash: Vec<u8>,
}

impl AuditEntry {
    /// SHA-256 over the previous hash and every field, each with its length in front, so that
    /// no two entries write the same bytes.
    pub(super) fn hash(&self, previous: &[u8]) -> Vec<u8> {
        let mut hasher = Sha256::new();
        let detail = canonical(&self.detail);
        let numbers = [i64::from(self.institution.0), self.number, self.at.timestamp_micros()];
        let texts = [&self.actor, &self.actor_name, &self.action, &self.target, &detail];
        hasher.update(b"shancheng audit 1");
        feed(&mut hasher, previous);
        for number in numbers {
            hasher.update(number.to_be_bytes());
        }
        feed(&mut hasher, self.id.0.as_bytes());
        for text in texts {
            feed(&mut hasher, text.as_bytes());
        }
        hasher.finalize().to_vec()
    }

    pub(super) fn cursor(&self) -> String {
        format!("{}.{}.{}", self.at.timestamp_micros(), self.institution, self.number)
    }
}

fn feed(hasher: &mut Sha256, bytes: &[u8]) {
    hasher.update((bytes.len() as u64).to_be_bytes());
    hasher.update(bytes);
}

/// JSON with sorted keys: what `jsonb` gives back has its own order of keys.
fn canonical(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let mut keys: Vec<&String> = fields.keys().collect();
            keys.sort();
            let parts: Vec<String> = keys
                .into_iter()
                .map(|key| format!("{}:{}", Value::from(key.as_str()), canonical(&fields[key])))
                .collect();
            format!("{{{}}}", parts.join(","))
        }
        Value::Array(items) => {
            let parts: Vec<String> = items.iter().map(canonical).collect();
            format!("[{}]", parts.join(","))
        }
        other => other.to_string(),
    }
}

/// Where a chain is broken.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = AuditBreak)]
pub struct Break {
    /// Number of the entry.
    pub number: i64,
    /// What is wrong with it.
    pub why: String,
}

/// Outcome of a walk.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[schema(as = AuditVerified)]
pub struct Verified {
    /// Whose trail.
    #[serde(rename = "institution_id")]
    pub institution: InstitutionId,
    /// Entries that fit together.
    pub entries: i64,
    /// Where the chain is broken, if it is.
    pub broken: Option<Break>,
}

/// Walks a chain from its start.
#[derive(Default)]
pub(super) struct Walk(Head);

impl Walk {
    pub(super) fn number(&self) -> i64 {
        self.0.number
    }

    pub(super) fn step(&mut self, row: &Linked) -> Result<(), Break> {
        let number = self.0.number + 1;
        let broken = |why: &str| Err(Break { number, why: why.to_owned() });
        if row.entry.number != number {
            return broken("the entry is missing");
        }
        if row.previous != self.0.hash {
            return broken("it does not continue the entry before it");
        }
        if row.entry.hash(&self.0.hash) != row.hash {
            return broken("its content is not what was recorded");
        }
        self.0 = Head { number, hash: row.hash.clone() };
        Ok(())
    }

    pub(super) fn end(&self, head: &Head) -> Result<(), Break> {
        if self.0 == *head {
            return Ok(());
        }
        Err(Break {
            number: self.0.number + 1,
            why: format!("the trail should end at {}", head.number),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn chain(count: i64) -> Vec<Linked> {
        let mut previous = Vec::new();
        (1..=count)
            .map(|number| {
                let entry = AuditEntry {
                    institution: InstitutionId(2),
                    number,
                    id: AuditId::new(),
                    at: DateTime::from_timestamp(1_790_000_000 + number, 0).unwrap(),
                    actor: "per_x".into(),
                    actor_name: "韩梅梅".into(),
                    action: "terminal.close".into(),
                    target: "trm_x".into(),
                    detail: json!({"b": 1, "a": [1, {"z": null, "y": "é"}]}),
                };
                let hash = entry.hash(&previous);
                let linked = Linked { entry, previous: previous.clone(), hash: hash.clone() };
                previous = hash;
                linked
            })
            .collect()
    }

    fn walk(rows: &[Linked]) -> Result<(), Break> {
        let mut walk = Walk::default();
        rows.iter().try_for_each(|row| walk.step(row))
    }

    #[test]
    fn a_chain_is_whole_until_somebody_touches_it() {
        let whole = chain(5);
        assert_eq!(walk(&whole), Ok(()));
        let mut edited = whole.clone();
        edited[2].entry.target = "trm_y".into();
        assert_eq!(walk(&edited).unwrap_err().number, 3);
        let mut cut = whole.clone();
        cut.remove(1);
        assert_eq!(walk(&cut).unwrap_err().number, 2);
        let mut rehashed = whole.clone();
        rehashed[2].entry.actor_name = "X".into();
        rehashed[2].hash = rehashed[2].entry.hash(&rehashed[2].previous);
        assert_eq!(walk(&rehashed).unwrap_err().number, 4, "the next one notices");
    }

    #[test]
    fn a_tail_cut_off_is_noticed_at_the_end() {
        let rows = chain(3);
        let head = Head { number: 3, hash: rows[2].hash.clone() };
        let mut steps = Walk::default();
        rows[..2].iter().for_each(|row| steps.step(row).unwrap());
        assert_eq!(steps.end(&head).unwrap_err().number, 3);
        steps.step(&rows[2]).unwrap();
        assert_eq!(steps.end(&head), Ok(()));
    }

    #[test]
    fn the_order_of_keys_does_not_matter_but_every_value_does() {
        assert_eq!(canonical(&json!({"b": 1, "a": 2})), canonical(&json!({"a": 2, "b": 1})));
        assert_ne!(canonical(&json!({"a": "1"})), canonical(&json!({"a": 1})));
    }

    #[test]
    fn a_cursor_of_another_list_is_refused() {
        let filter = |text: &str| Filter { cursor: Some(Cursor(text.into())), ..Filter::default() };
        let at = DateTime::from_timestamp_micros(5).unwrap();
        assert_eq!(filter("5.2.9").after(), Ok(Some((at, 2, 9))));
        assert_eq!(Filter::default().after(), Ok(None));
        for text in ["", "x", "1.2", "1.2.x", "1.2.3.4"] {
            assert_eq!(filter(text).after(), Err(CursorForeign), "{text}");
        }
    }
}
