use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use kernel::mask::Secret;
use kernel::{Fault, InstitutionId, Kind, Masked, PersonId, SessionId, fault};
use rand::Rng;
use sha2::{Digest, Sha256};

use crate::actor::{Actor, Who};
use crate::institutions::{Institution, InstitutionKind};
use crate::people::{self, Person, password::Busy};

/// A session ends when nothing was asked for this long.
pub const IDLE: TimeDelta = TimeDelta::minutes(30);
/// A session ends after this time at the latest.
pub const ABSOLUTE: TimeDelta = TimeDelta::hours(12);
/// Failures are forgotten after this time without another.
pub(super) const FORGET: TimeDelta = TimeDelta::hours(24);

/// A sign-in as it is tried.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// Login as typed.
    pub login: String,
    /// Password as typed.
    pub password: Masked<Secret>,
    /// One-time or recovery code, when given.
    pub code: Option<String>,
    /// Address the request came from.
    pub address: String,
    /// Program that asked, as it calls itself.
    pub agent: String,
}

/// A session 会话.
#[derive(Clone, Debug, PartialEq, serde::Serialize, utoipa::ToSchema)]
pub struct Session {
    /// Its id, which is not its token.
    pub id: SessionId,
    /// Of which institution.
    #[serde(rename = "institution_id")]
    pub institution: InstitutionId,
    /// Of whom.
    #[serde(rename = "person_id")]
    pub person: PersonId,
    /// Address it began from.
    pub address: String,
    /// Program it began from.
    pub agent: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// Last use, to the minute.
    pub last_seen_at: DateTime<Utc>,
    /// Ends then unless used.
    pub idle_until: DateTime<Utc>,
    /// Ends then.
    pub expires_at: DateTime<Utc>,
    /// When it was ended before its time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<DateTime<Utc>>,
}

impl Session {
    /// A new session and the token that opens it.
    pub(super) fn begin(person: &Person, attempt: &Attempt, at: DateTime<Utc>) -> (Token, Session) {
        let session = Session {
            id: SessionId::new(),
            institution: person.institution,
            person: person.id,
            address: attempt.address.chars().take(64).collect(),
            agent: attempt.agent.chars().take(200).collect(),
            created_at: at,
            last_seen_at: at,
            idle_until: at + IDLE,
            expires_at: at + ABSOLUTE,
            revoked_at: None,
        };
        (Token::random(person.institution), session)
    }

    /// Neither idle too long, nor too old, nor revoked.
    pub fn alive(&self, at: DateTime<Utc>) -> bool {
        self.revoked_at.is_none() && at < self.idle_until && at < self.expires_at
    }

    /// Until when it may be idle after a use at `at`.
    pub(super) fn idle_after(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        (at + IDLE).min(self.expires_at)
    }
}

/// What a session is opened by: the institution's number and 256 random bits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    institution: InstitutionId,
    secret: Masked<Secret>,
}

impl Token {
    fn random(institution: InstitutionId) -> Token {
        let mut bytes = [0u8; 32];
        rand::rng().fill_bytes(&mut bytes);
        Token { institution, secret: Masked::new(URL_SAFE_NO_PAD.encode(bytes)) }
    }

    /// Reads what [`Token::reveal`] wrote.
    pub fn parse(text: &str) -> Option<Token> {
        let (institution, secret) = text.split_once('.')?;
        let institution = InstitutionId(institution.parse().ok().filter(|number| *number > 0)?);
        let right = URL_SAFE_NO_PAD.decode(secret).is_ok_and(|bytes| bytes.len() == 32);
        right.then(|| Token { institution, secret: Masked::new(secret) })
    }

    /// The written form, for the cookie.
    pub fn reveal(&self) -> String {
        format!("{}.{}", self.institution, self.secret.reveal())
    }

    /// Whose it says it is; only its hash proves it.
    pub fn institution(&self) -> InstitutionId {
        self.institution
    }

    /// What is kept of it.
    pub(super) fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.reveal()).to_vec()
    }
}

/// A living session and whom it stands for.
#[derive(Clone, Debug)]
pub struct Current {
    /// Who acts.
    pub actor: Actor,
    /// The session.
    pub session: Session,
    /// The person.
    pub person: Person,
    /// His institution.
    pub institution: Institution,
}

/// A sign-in that worked.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// What opens the session.
    pub token: Token,
    /// The session.
    pub current: Current,
}

pub(super) fn actor_of(person: &Person, kind: InstitutionKind) -> Actor {
    Actor {
        institution: person.institution,
        who: Who::Person(person.id),
        name: person.name.clone(),
        roles: person.roles.clone(),
        network: kind == InstitutionKind::NetworkBranch,
    }
}

/// Failed attempts of one login or one address.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Throttle {
    pub failures: i32,
    pub locked_until: DateTime<Utc>,
    pub last_at: DateTime<Utc>,
}

/// How many failures are free and how the waiting time grows after them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limit {
    /// Failures without waiting.
    free: i32,
    /// Seconds after the first one too many; doubled with each further.
    first_s: i64,
    /// Longest waiting time, in seconds.
    longest_s: i64,
}

/// For one login: five, then 30 s, 1 min, 2 min … 15 min.
pub(super) const LOGIN: Limit = Limit { free: 5, first_s: 30, longest_s: 900 };
/// For one address, behind which a whole office may sit: fifty.
pub(super) const ADDRESS: Limit = Limit { free: 50, first_s: 30, longest_s: 900 };

impl Throttle {
    /// Counts an attempt as failed until it proves otherwise, or says until when it is locked.
    pub fn reserve(&self, limit: Limit, at: DateTime<Utc>) -> Result<Throttle, DateTime<Utc>> {
        if at < self.locked_until {
            return Err(self.locked_until);
        }
        let old = at - self.last_at >= FORGET;
        let failures = if old { 1 } else { self.failures.saturating_add(1) };
        let over = failures - limit.free;
        let wait_s = match u32::try_from(over) {
            Err(_) => 0,
            // 2^20 × 30 s is far beyond any longest waiting time.
            Ok(over) => (limit.first_s << over.min(20)).min(limit.longest_s),
        };
        Ok(Throttle { failures, locked_until: at + TimeDelta::seconds(wait_s), last_at: at })
    }

    /// Takes one counted attempt back, and its waiting time.
    pub fn forgiven(&self, at: DateTime<Utc>) -> Throttle {
        Throttle {
            failures: (self.failures - 1).max(0),
            locked_until: self.locked_until.min(at),
            last_at: self.last_at,
        }
    }
}

/// What can go wrong with a sign-in or a session.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Unknown login or wrong password; which of them is not told.
    #[error("login or password is wrong")]
    Wrong,
    /// The password is right; now the code.
    #[error("the password is right; give the one-time code as `code`")]
    CodeRequired,
    /// The code is wrong or was used before.
    #[error("the one-time code is wrong or was used before")]
    WrongCode,
    /// Person or institution.
    #[error("this account or its institution is suspended")]
    Suspended,
    /// Too many failures.
    #[error("too many failed sign-ins; try again at {}", .0.format("%H:%M:%S UTC"))]
    Locked(DateTime<Utc>),
    /// Programs have no sessions.
    #[error("only a person has sessions")]
    NotAPerson,
    /// No such session of this person.
    #[error("there is no session {0}")]
    Missing(SessionId),
    /// Too many hashings.
    #[error(transparent)]
    Busy(#[from] Busy),
    /// The secret of the authenticator does not open.
    #[error(transparent)]
    Person(#[from] people::Error),
    /// The database.
    #[error("database")]
    Database(#[from] sqlx::Error),
}

impl Fault for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::Wrong | Error::CodeRequired | Error::WrongCode => Kind::Denied,
            Error::Suspended | Error::NotAPerson => Kind::Denied,
            Error::Locked(_) | Error::Busy(_) => Kind::Unavailable,
            Error::Missing(_) => Kind::Missing,
            Error::Person(error) => error.kind(),
            Error::Database(error) => fault::database_kind(error),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Wrong => "credentials_wrong",
            Error::CodeRequired => "code_required",
            Error::WrongCode => "code_wrong",
            Error::Suspended => "account_suspended",
            Error::Locked(_) => "sign_in_locked",
            Error::NotAPerson => "person_needed",
            Error::Missing(_) => "session_missing",
            Error::Busy(_) => "sign_in_busy",
            Error::Person(error) => error.code(),
            Error::Database(_) => "database",
        }
    }

    fn field(&self) -> Option<&str> {
        matches!(self, Error::CodeRequired | Error::WrongCode).then_some("code")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000 + seconds, 0).unwrap()
    }

    fn fresh() -> Throttle {
        Throttle { failures: 0, locked_until: at(0), last_at: at(0) }
    }

    #[test]
    fn the_waiting_time_grows_and_has_an_end() {
        let mut throttle = fresh();
        let mut now = at(0);
        let mut waits = Vec::new();
        for _ in 0..12 {
            throttle = throttle.reserve(LOGIN, now).unwrap();
            waits.push((throttle.locked_until - now).num_seconds());
            now = throttle.locked_until;
        }
        assert_eq!(waits, [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]);
    }

    #[test]
    fn a_locked_login_says_until_when_and_is_forgotten_in_a_day() {
        let locked = Throttle { failures: 5, locked_until: at(30), last_at: at(0) };
        assert_eq!(locked.reserve(LOGIN, at(29)), Err(at(30)));
        assert_eq!(locked.reserve(LOGIN, at(30)).unwrap().failures, 6);
        assert_eq!(locked.reserve(LOGIN, at(24 * 3600)).unwrap().failures, 1);
        let many = Throttle { failures: i32::MAX, ..fresh() };
        assert_eq!(many.reserve(LOGIN, at(1)).unwrap().locked_until, at(901));
    }

    #[test]
    fn a_right_password_takes_its_own_attempt_back() {
        let counted = Throttle { failures: 4, ..fresh() }.reserve(LOGIN, at(1)).unwrap();
        let forgiven = counted.forgiven(at(2));
        assert_eq!((forgiven.failures, forgiven.locked_until), (4, at(2)));
        assert_eq!(fresh().forgiven(at(0)).failures, 0);
    }

    #[test]
    fn a_token_reads_back_and_nothing_else_does() {
        let token = Token::random(InstitutionId(3));
        assert_eq!(Token::parse(&token.reveal()), Some(token.clone()));
        assert!(!format!("{token:?}").contains(token.secret.reveal()));
        for text in ["", "3", "3.", "x.AAAA", "3.AAAA", "-1.x"] {
            assert_eq!(Token::parse(text), None, "{text}");
        }
        let moved = format!("4.{}", token.secret.reveal());
        assert_ne!(Token::parse(&moved).unwrap().hash(), token.hash());
    }
}
