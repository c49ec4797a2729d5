//! The console's files, inside the program. A debug build reads them from `web/console/dist`.

use axum::Router;
use axum::body::Body;
use axum::http::{Response, StatusCode, Uri, header};
use axum::routing::get;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../web/console/dist"]
#[allow_missing = true]
struct Files;

const UNBUILT: &str = "<!doctype html><meta charset=utf-8><title>Shancheng</title>\
    <p>The console is not built: run <code>make web</code>, then build the program again. \
    The API is at <a href=/docs>/docs</a>.";

/// Answers with a file, with the page for payers at a code's address, or with the page that shows
/// every address of the console.
pub fn files() -> Router {
    Router::new().fallback(get(serve))
}

async fn serve(uri: Uri) -> Response<Body> {
    let path = uri.path().trim_start_matches('/');
    if let Some(file) = Files::get(path) {
        return answer(StatusCode::OK, kind(path), cache(path), file.data.into_owned());
    }
    // A missing asset is an error; any other address is a page of the console.
    if path.starts_with("assets/") {
        return answer(StatusCode::NOT_FOUND, "text/plain", "no-store", b"no such file".to_vec());
    }
    // Whoever scans a merchant's code is no user of the console.
    let name = if path.starts_with("q/") { "pay.html" } else { "index.html" };
    let page =
        Files::get(name).map_or_else(|| UNBUILT.as_bytes().to_vec(), |file| file.data.into_owned());
    answer(StatusCode::OK, "text/html; charset=utf-8", "no-cache", page)
}

fn answer(
    status: StatusCode,
    kind: &'static str,
    cache: &'static str,
    body: Vec<u8>,
) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static(cache));
    response
}

/// Assets carry a hash in their names and never change.
fn cache(path: &str) -> &'static str {
    if path.starts_with("assets/") { "public, max-age=31536000, immutable" } else { "no-cache" }
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_address_shows_the_console_and_a_missing_asset_is_missing() {
        let page = serve(Uri::from_static("/payments/pay_1")).await;
        assert_eq!(page.status(), StatusCode::OK);
        assert_eq!(page.headers()[header::CONTENT_TYPE], "text/html; charset=utf-8");
        assert_eq!(page.headers()[header::CACHE_CONTROL], "no-cache");
        let missing = serve(Uri::from_static("/assets/gone-1234.js")).await;
        assert_eq!(missing.status(), StatusCode::NOT_FOUND);
    }
}
