//! Sign-in, the own account and its sessions.

use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use identity::people::{self, Person, TotpBegun};
use identity::sessions::{self, Attempt, Current, Session};
use identity::{Role, institutions::Institution};
use kernel::mask::Secret;
use kernel::{Masked, SessionId};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{App, Json, Path, Problem, Right, SessionPerson, ShownOnce, authenticate};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(sign_in))
        .routes(routes!(sign_out))
        .routes(routes!(me))
        .routes(routes!(list))
        .routes(routes!(revoke))
        .routes(routes!(change_password))
        .routes(routes!(begin_totp))
        .routes(routes!(confirm_totp))
}

/// What signs in.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct SignIn {
    /// Login name.
    #[schema(max_length = 200)]
    login: String,
    /// Password.
    #[schema(value_type = String, max_length = 500)]
    password: Masked<Secret>,
    /// One-time or recovery code, once asked for.
    #[schema(max_length = 64)]
    code: Option<String>,
}

/// The signed-in person.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct Me {
    person: Person,
    institution: Institution,
    /// Of the network branch, which sees all institutions.
    network: bool,
    roles: Vec<Role>,
    /// All that the roles allow.
    rights: Vec<Right>,
    session: Session,
}

impl Me {
    fn of(current: &Current) -> Me {
        Me {
            person: current.person.clone(),
            institution: current.institution.clone(),
            network: current.actor.network,
            roles: current.actor.roles.clone(),
            rights: current.actor.rights(),
            session: current.session.clone(),
        }
    }
}

/// Where a request comes from.
struct Origin {
    address: String,
    agent: String,
}

impl FromRequestParts<App> for Origin {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Origin, Self::Rejection> {
        let agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
        Ok(Origin {
            address: authenticate::address(app, parts),
            agent: agent.unwrap_or_default().to_owned(),
        })
    }
}

/// Sign in.
///
/// Answers 401 with code `code_required` when the password is right and a one-time code is
/// needed, and 429 with `Retry-After` after too many failures.
#[utoipa::path(post, path = "/sign-in", tag = "session",
    responses((status = 200, body = Me)), extensions(("x-right" = json!("public"))))]
async fn sign_in(
    State(app): State<App>,
    origin: Origin,
    Json(input): Json<SignIn>,
) -> Result<Response, Problem> {
    let attempt = Attempt {
        login: input.login,
        password: input.password,
        code: input.code,
        address: origin.address,
        agent: origin.agent,
    };
    let now = app.clock.now();
    let signed_in = sessions::sign_in(&app.db, &app.secrets, &attempt, now).await;
    let signed_in = signed_in.map_err(|error| refusal(&error, now))?;
    let cookie = cookie(&app, &signed_in.token.reveal(), sessions::ABSOLUTE.num_seconds())?;
    Ok(([(header::SET_COOKIE, cookie)], Json(Me::of(&signed_in.current))).into_response())
}

fn refusal(error: &sessions::Error, now: chrono::DateTime<chrono::Utc>) -> Problem {
    use sessions::Error;
    let problem = Problem::of(error);
    match error {
        Error::Wrong | Error::CodeRequired | Error::WrongCode => {
            problem.with_status(StatusCode::UNAUTHORIZED)
        }
        Error::Locked(until) => {
            let wait_s = u64::try_from((*until - now).num_seconds() + 1).unwrap_or(1);
            problem.with_status(StatusCode::TOO_MANY_REQUESTS).retry_after(wait_s)
        }
        _ => problem,
    }
}

fn cookie(app: &App, value: &str, seconds: i64) -> Result<HeaderValue, Problem> {
    let secure = if app.config.tls { "; Secure" } else { "" };
    let name = authenticate::COOKIE;
    let text =
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&text).map_err(|error| Problem::bug(&error))
}

/// Sign out: end this session.
#[utoipa::path(post, path = "/sign-out", tag = "session",
    responses((status = 204)), extensions(("x-right" = json!("signed_in"))))]
async fn sign_out(
    State(app): State<App>,
    SessionPerson(current): SessionPerson,
) -> Result<Response, Problem> {
    let (actor, id) = (&current.actor, current.session.id);
    sessions::revoke(&app.db, actor, id, "signed_out", app.clock.now()).await?;
    let gone = cookie(&app, "", 0)?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, gone)]).into_response())
}

/// Who I am and what I may.
#[utoipa::path(get, path = "/me", tag = "session",
    responses((status = 200, body = Me)), extensions(("x-right" = json!("signed_in"))))]
async fn me(SessionPerson(current): SessionPerson) -> Json<Me> {
    Json(Me::of(&current))
}

/// Living sessions.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct Sessions {
    items: Vec<Session>,
    /// The one that asks.
    current: SessionId,
}

/// My living sessions, newest first.
#[utoipa::path(get, path = "/sessions", tag = "session",
    responses((status = 200, body = Sessions)), extensions(("x-right" = json!("signed_in"))))]
async fn list(
    State(app): State<App>,
    SessionPerson(current): SessionPerson,
) -> Result<Json<Sessions>, Problem> {
    let items = sessions::list(&app.db, &current.actor, app.clock.now()).await?;
    Ok(Json(Sessions { items, current: current.session.id }))
}

/// End one of my sessions.
#[utoipa::path(delete, path = "/sessions/{id}", tag = "session", params(("id" = SessionId, Path)),
    responses((status = 204)), extensions(("x-right" = json!("signed_in"))))]
async fn revoke(
    State(app): State<App>,
    SessionPerson(current): SessionPerson,
    Path(id): Path<SessionId>,
) -> Result<StatusCode, Problem> {
    sessions::revoke(&app.db, &current.actor, id, "revoked", app.clock.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A change of password.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct PasswordChange {
    /// The password so far.
    #[schema(value_type = String, max_length = 500)]
    current: Masked<Secret>,
    /// The new one: 10 to 128 characters, not one that everybody tries.
    #[schema(value_type = String, min_length = 10, max_length = 128)]
    new: Masked<Secret>,
}

/// Choose a new password; my other sessions end.
#[utoipa::path(post, path = "/me/password", tag = "session",
    responses((status = 204)), extensions(("x-right" = json!("signed_in"))))]
async fn change_password(
    State(app): State<App>,
    SessionPerson(current): SessionPerson,
    Json(input): Json<PasswordChange>,
) -> Result<StatusCode, Problem> {
    let change = (input.current, input.new);
    let (actor, keep) = (&current.actor, current.session.id);
    people::change_password(&app.db, &app.secrets, actor, change, keep, app.clock.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Begin with one-time codes: a secret for an authenticator, shown once.
#[utoipa::path(post, path = "/me/totp", tag = "session",
    responses((status = 200, body = TotpBegun)), extensions(("x-right" = json!("signed_in"))))]
async fn begin_totp(
    State(app): State<App>,
    SessionPerson(current): SessionPerson,
) -> Result<Response, Problem> {
    let begun = people::begin_totp(&app.db, &app.secrets, &current.actor).await?;
    let once = axum::Extension(ShownOnce("begin again, under a new key"));
    Ok((once, Json(begun)).into_response())
}

/// A one-time code.
#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct TotpConfirm {
    /// Six digits.
    #[schema(pattern = "^[0-9]{6}$")]
    code: String,
}

/// Recovery codes, shown once.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct RecoveryCodes {
    /// Each signs in once in place of a one-time code.
    recovery_codes: Vec<String>,
}

/// Turn one-time codes on with the first right one. Answers recovery codes, shown once.
#[utoipa::path(post, path = "/me/totp/confirm", tag = "session",
    responses((status = 200, body = RecoveryCodes)),
    extensions(("x-right" = json!("signed_in"))))]
async fn confirm_totp(
    State(app): State<App>,
    SessionPerson(current): SessionPerson,
    Json(input): Json<TotpConfirm>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let recovery_codes =
        people::confirm_totp(&app.db, &app.secrets, &current.actor, &input.code, now).await?;
    let advice = "have an administrator reset you, and set one-time codes up anew";
    let once = axum::Extension(ShownOnce(advice));
    Ok((once, Json(RecoveryCodes { recovery_codes })).into_response())
}
