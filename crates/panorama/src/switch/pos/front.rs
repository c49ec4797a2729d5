//! From the bytes of a terminal to the bytes of its answer: who it is, whether its MAC holds,
//! and which use case it asks for.

use super::session::{Session, WRONG_MACS_MAX};
use crate::switch::answer::{self, Told};
use crate::switch::core::{Core, TimeLine};
use crate::switch::keys::{KeyError, KeyOwner, KeyPurpose, KeyRef, KeyWidth};
use crate::switch::request::{self, Says};
use crate::switch::store;
use crate::switch::subject::Subject;
use crate::terminals::{Refusal, admit};
use connect::acquirer::put_frame;
use iso8583::{DecodeError, MacProfile, Message};
use kernel::{InstitutionId, TerminalId};
use std::sync::Arc;

/// Shared by all connections.
#[derive(Clone)]
pub struct Front(pub Arc<Core>);

/// An answer and what its MAC is made with.
pub struct Reply {
    message: Message,
    mac: Option<(KeyRef, MacProfile)>,
    known: bool,
}

impl Reply {
    fn plain(message: Message) -> Reply {
        Reply { message, mac: None, known: true }
    }

    /// To a terminal that is served, by the numbers it gives.
    pub fn is_known(&self) -> bool {
        self.known
    }
}

/// What a request is about, by its message type.
enum About {
    SignIn,
    /// Echo or sign-off.
    Line,
    Payment,
    Reversal,
    /// Settlement of a batch.
    Batch,
    Nothing,
}

fn about(message: &Message) -> About {
    match message.mti.as_str() {
        "0800" => About::SignIn,
        "0820" => About::Line,
        "0100" | "0200" | "0220" => About::Payment,
        "0400" | "0401" => About::Reversal,
        "0320" | "0500" => About::Batch,
        _ => About::Nothing,
    }
}

impl Front {
    /// Works on one message. `None`: there is nothing to answer.
    pub async fn answer(&self, frame: &[u8]) -> Result<Option<Reply>, DecodeError> {
        let line = TimeLine::new(&self.0.clock);
        let message = iso8583::spec::pos().decode(frame)?;
        if !message.mti.is_request() {
            return Ok(None);
        }
        let about = about(&message);
        let subject = match self.subject(&message, &about) {
            Ok(subject) => subject,
            Err(refusal) => return Ok(Some(self.refused(&message, refusal, &line))),
        };
        Ok(match about {
            About::SignIn => Some(self.sign_in(&message, &subject, &line).await),
            About::Line => Some(self.line_message(&message, &subject, &line).await),
            About::Payment | About::Reversal | About::Batch => {
                self.guarded(&message, frame, &subject, line).await
            }
            About::Nothing => Some(Reply::plain(answer::with_code(&message, "40", line.at))),
        })
    }

    /// Writes an answer as a frame; false when it cannot be written, which is ours to mend.
    pub fn write(&self, mut reply: Reply, into: &mut Vec<u8>) -> bool {
        let spec = iso8583::spec::pos();
        let keys = self.0.keys.clone();
        // The key was in reach a moment ago, when the request's MAC was checked.
        let mac: Option<connect::acquirer::MacMaker> = reply.mac.map(|(key, profile)| {
            let maker: connect::acquirer::MacMaker =
                Arc::new(move |data| keys.mac(key, profile, data).unwrap_or_default());
            maker
        });
        match put_frame(spec, &mut reply.message, mac.as_ref(), into) {
            Ok(()) => true,
            Err(error) => {
                tracing::error!(%error, mti = %reply.message.mti, "an answer cannot be written");
                false
            }
        }
    }

    fn subject(&self, message: &Message, about: &About) -> Result<Subject, Refusal> {
        let text = |field| message.get(field).unwrap_or_default();
        let says = Says::of(message);
        let view = self.0.directory.find(text(42), text(41), says.serial())?;
        let trial = match about {
            // A reversal only undoes and a settlement only counts: both are taken from a suspended
            // or closed terminal as well.
            About::Reversal | About::Batch => return Ok(Subject::new(view)),
            About::SignIn | About::Line => true,
            About::Payment => text(3) == "310000",
            About::Nothing => false,
        };
        admit(&view, trial)?;
        Ok(Subject::new(view))
    }

    fn refused(&self, message: &Message, refusal: Refusal, line: &TimeLine) -> Reply {
        let code = match refusal {
            Refusal::Unknown | Refusal::Unbound | Refusal::Closed => "97",
            Refusal::NotActive | Refusal::Suspended => "58",
            Refusal::MerchantSuspended | Refusal::MerchantClosed => "03",
        };
        let terminal = message.get(41).unwrap_or_default();
        if let Some(kept_back) = self.0.noise.refused.tell(terminal.to_owned()) {
            let merchant = message.get(42).unwrap_or_default();
            tracing::info!(%refusal, terminal, merchant, kept_back, "terminal refused");
        }
        Reply { known: false, ..Reply::plain(answer::with_code(message, code, line.at)) }
    }

    async fn sign_in(&self, message: &Message, subject: &Subject, line: &TimeLine) -> Reply {
        let width = match net_management(message) {
            Some("001") => KeyWidth::Single,
            Some("003") => KeyWidth::Double,
            Some("004") => KeyWidth::DoubleWithTrack,
            _ => return Reply::plain(answer::with_code(message, "40", line.at)),
        };
        let core = &self.0;
        let of = (subject.institution(), subject.terminal());
        let signed = match core.keys.sign_in(of, width).await {
            Ok(signed) => signed,
            Err(error) => {
                let code = if matches!(error, KeyError::Missing(..)) { "97" } else { "96" };
                tracing::warn!(terminal = %subject.terminal(), %error, "sign-in refused");
                return Reply::plain(answer::with_code(message, code, line.at));
            }
        };
        if let Ok(session) = core.sessions.of(of.0, of.1).await {
            session.sign_in(signed.batch_no);
        }
        let action = net_management(message).unwrap_or_default();
        let mut reply = answer::with_code(message, "00", line.at);
        reply
            .set(32, &subject.view.acquirer_code)
            .set(37, &format!("{:012}", signed.batch_no))
            .set(60, &format!("00{:06}{action}", signed.batch_no))
            .set_bytes(62, &signed.block);
        Reply::plain(reply)
    }

    /// Echo (301) and sign-off (002).
    async fn line_message(&self, message: &Message, subject: &Subject, line: &TimeLine) -> Reply {
        let code = match net_management(message) {
            Some("301") => "00",
            Some("002") => match self.sign_out(subject).await {
                Ok(()) => "00",
                Err(error) => {
                    tracing::error!(%error, "sign-off cannot be written");
                    "96"
                }
            },
            _ => "40",
        };
        Reply::plain(answer::with_code(message, code, line.at))
    }

    async fn sign_out(&self, subject: &Subject) -> sqlx::Result<()> {
        let core = &self.0;
        let (institution, terminal) = (subject.institution(), subject.terminal());
        let mut tx = core.db.begin().await?;
        store::sign_out(&mut tx, institution, terminal, core.clock.now()).await?;
        tx.commit().await?;
        core.sessions.of(institution, terminal).await?.sign_out();
        Ok(())
    }

    /// A request that must carry a MAC, from a terminal that is signed in.
    async fn guarded(
        &self,
        message: &Message,
        frame: &[u8],
        subject: &Subject,
        line: TimeLine,
    ) -> Option<Reply> {
        let at = line.at;
        let plain = |code| Some(Reply::plain(answer::with_code(message, code, at)));
        let of = (subject.institution(), subject.terminal());
        let mut session = match self.0.sessions.of(of.0, of.1).await {
            Ok(session) => session,
            Err(error) => {
                tracing::error!(%error, "a session cannot be read");
                return plain("96");
            }
        };
        match self.check_mac(message, frame, subject, session.clone()).await {
            Ok(Checked::Holds(fresh)) => session = fresh,
            Ok(Checked::SignInFirst) => return plain("77"),
            Ok(Checked::Wrong) => return plain("A0"),
            Err(error) => {
                tracing::error!(%error, terminal = %subject.terminal(), "MAC not checked");
                return plain("96");
            }
        }
        self.0.sessions.seen(&session, (of.0, of.1, at));
        let told = match about(message) {
            About::Batch => {
                let settled = self.0.settle(message, subject, &session).await?;
                let mut reply = self.sealed(settled.told, message, subject);
                if let Some(sums) = &settled.sums {
                    reply.message.set(48, sums);
                }
                return Some(reply);
            }
            // A reversal names the batch of its original, which may be an earlier one.
            About::Reversal => self.0.reverse(message, subject, line).await?,
            _ if !self.in_batch(message, session, of).await => return plain("77"),
            _ => self.0.pay(message, subject, line).await?,
        };
        Some(self.sealed(told, message, subject))
    }

    /// The request is of the batch that the terminal's last sign-in began.
    async fn in_batch(
        &self,
        message: &Message,
        session: Arc<Session>,
        (institution, terminal): (InstitutionId, TerminalId),
    ) -> bool {
        let batch = request::batch_of(message);
        if batch == Some(session.batch_no()) && !session.is_settled() {
            return true;
        }
        // Its MAC holds: another node may have signed the terminal in since we read its session.
        match self.0.sessions.read(institution, terminal).await {
            Ok(fresh) => {
                fresh.is_signed_in() && !fresh.is_settled() && batch == Some(fresh.batch_no())
            }
            Err(error) => {
                tracing::error!(%error, "a session cannot be read");
                false
            }
        }
    }

    fn sealed(&self, told: Told, message: &Message, subject: &Subject) -> Reply {
        let reply = told.answer(message, &subject.view.acquirer_code, self.0.clock.now());
        let key = mac_key(subject);
        Reply { message: reply, mac: Some((key, self.profile(subject))), known: true }
    }

    fn profile(&self, subject: &Subject) -> MacProfile {
        self.0.config.mac_profile(subject.acquirer())
    }

    async fn check_mac(
        &self,
        message: &Message,
        frame: &[u8],
        subject: &Subject,
        mut session: Arc<Session>,
    ) -> Result<Checked, KeyError> {
        let core = &self.0;
        let (institution, terminal) = (subject.institution(), subject.terminal());
        let owner = KeyOwner::Terminal(terminal);
        core.keys.reach(institution, owner).await?;
        let (tried_in, mut tries) = (session.batch_no(), 0);
        if session.is_signed_in() && !session.is_spent() {
            if self.mac_holds(frame, subject)? {
                session.right_mac();
                return Ok(Checked::Holds(session));
            }
            // Counted before anything is waited for: of many at once no more than three are tries.
            tries = session.wrong_mac();
        }
        // Another node may have signed the terminal in since we read its keys. The session
        // first: the keys are then never older than it, and what they were before is worth
        // nothing in a later session.
        session = core.sessions.read(institution, terminal).await?;
        core.keys.refresh(institution, owner).await?;
        if session.batch_no() != tried_in {
            tries = 0;
        }
        if !session.is_signed_in() || WRONG_MACS_MAX < tries {
            return Ok(Checked::SignInFirst);
        }
        if tries == 0 && session.is_spent() {
            self.sign_out(subject).await?;
            return Ok(Checked::SignInFirst);
        }
        if self.mac_holds(frame, subject)? {
            session.right_mac();
            return Ok(Checked::Holds(session));
        }
        if tries == 0 {
            tries = session.wrong_mac();
        }
        if let Some(kept_back) = core.noise.macs.tell(terminal) {
            let trace = message.get(11).unwrap_or_default();
            tracing::warn!(%terminal, mti = %message.mti, trace, kept_back, "MAC does not hold");
        }
        if WRONG_MACS_MAX <= tries {
            tracing::debug!(%terminal, "too many wrong MACs: must sign in anew");
            self.sign_out(subject).await?;
        }
        Ok(Checked::Wrong)
    }

    fn mac_holds(&self, frame: &[u8], subject: &Subject) -> Result<bool, KeyError> {
        let Some(range) = iso8583::spec::pos().mac_range(frame) else {
            return Ok(false);
        };
        let given = &frame[range.end..];
        let profile = self.profile(subject);
        match self.0.keys.verify(mac_key(subject), profile, &frame[range], given) {
            Err(KeyError::Missing(..)) => Ok(false),
            other => other,
        }
    }
}

/// What came of checking a MAC.
enum Checked {
    /// With the session as it is now.
    Holds(Arc<Session>),
    SignInFirst,
    Wrong,
}

fn mac_key(subject: &Subject) -> KeyRef {
    KeyRef { owner: KeyOwner::Terminal(subject.terminal()), purpose: KeyPurpose::Mak }
}

/// F60.3.
fn net_management(message: &Message) -> Option<&str> {
    message.get(60)?.get(8..11)
}
