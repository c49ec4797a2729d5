//! What anybody may know of this installation, and the national codes by name.

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use kernel::{Division, mcc};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::{App, Json};

pub(super) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(about)).routes(routes!(codes))
}

/// This installation.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct About {
    /// Version of the program.
    version: &'static str,
    /// All that is shown is made up: merchants, people, cards, positions.
    demo: bool,
}

/// What this installation is.
#[utoipa::path(get, path = "/about", tag = "about", responses((status = 200, body = About)),
    extensions(("x-right" = json!("public"))))]
async fn about(State(app): State<App>) -> Json<About> {
    Json(About { version: env!("CARGO_PKG_VERSION"), demo: app.config.demo })
}

/// A code with its names.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct NamedCode {
    /// The code.
    code: String,
    /// Chinese name.
    zh: &'static str,
    /// English name.
    en: &'static str,
}

/// The codes that merchants are described by, each list in the order of its codes.
#[derive(serde::Serialize, utoipa::ToSchema)]
struct Codes {
    /// Merchant categories (ISO 18245) that are known here.
    mccs: Vec<NamedCode>,
    /// Divisions (GB/T 2260): provinces, and the districts and counties of Chongqing.
    divisions: Vec<NamedCode>,
}

/// Merchant categories and divisions, with their names.
#[utoipa::path(get, path = "/codes", tag = "about", responses((status = 200, body = Codes)),
    extensions(("x-right" = json!("public"))))]
async fn codes() -> Response {
    let mccs = mcc::categories().iter().map(|row| NamedCode {
        code: row.mcc.to_string(),
        zh: row.name_zh,
        en: row.name_en,
    });
    let divisions = Division::all().map(|division| NamedCode {
        code: division.to_string(),
        zh: division.name(),
        en: division.name_en(),
    });
    let codes = Codes { mccs: mccs.collect(), divisions: divisions.collect() };
    // They change with the program only.
    ([(header::CACHE_CONTROL, "public, max-age=3600")], Json(codes)).into_response()
}
