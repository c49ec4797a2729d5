//! A wallet that agrees to whatever its user clicks. Its codes pay at the stand-in acquirers.

use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::get;
use serde::Deserialize;
use tokio::net::TcpListener;

/// Path of the page.
pub const PATH: &str = "/qrcGtwWeb-web/api/userAuth";
/// What the page is told when the payer says no.
const CANCELLED: &str = "34";

#[derive(Deserialize)]
struct Ask {
    version: String,
    #[serde(rename = "redirectUrl")]
    redirect_url: String,
    /// The payer's answer: `00` yes, anything else no; absent asks him.
    answer: Option<String>,
}

/// Serves the page until the program ends.
///
/// # Errors
/// When the address cannot be listened on.
pub async fn run(listen: &str) -> std::io::Result<()> {
    serve(TcpListener::bind(listen).await?).await
}

/// The same on a listener.
///
/// # Errors
/// When connections cannot be taken any more.
pub async fn serve(listener: TcpListener) -> std::io::Result<()> {
    axum::serve(listener, Router::new().route(PATH, get(page))).await
}

async fn page(Query(ask): Query<Ask>) -> Response {
    let to_web = ["http://", "https://"].iter().any(|web| ask.redirect_url.starts_with(web));
    if ask.version != "1.0.0" || !to_web {
        return (StatusCode::BAD_REQUEST, "version is 1.0.0, redirectUrl an address")
            .into_response();
    }
    let join = if ask.redirect_url.contains('?') { '&' } else { '?' };
    match ask.answer.as_deref() {
        Some("00") => {
            let digits: String =
                (0..17).map(|_| char::from(b'0' + rand::random_range(0..10_u8))).collect();
            let code = format!("userAuthCode=62{digits}&respCode=00");
            Redirect::to(&format!("{}{join}{code}", ask.redirect_url)).into_response()
        }
        Some(_) => {
            Redirect::to(&format!("{}{join}respCode={CANCELLED}", ask.redirect_url)).into_response()
        }
        None => Html(asked(&ask.redirect_url)).into_response(),
    }
}

fn asked(redirect_url: &str) -> String {
    let back = escaped(redirect_url);
    format!(
        "<!doctype html><html lang=zh><meta charset=utf-8>\
         <meta name=viewport content='width=device-width'><title>示例钱包</title>\
         <style>body{{font:17px/1.6 system-ui;margin:0;background:#f4f5f7;color:#1a1a1a}}\
         main{{max-width:24rem;margin:12vh auto 0;padding:2rem 1.5rem;background:#fff;\
         border-radius:16px;text-align:center}}p{{color:#57606a}}button{{display:block;width:100%;\
         padding:.8rem;margin:.8rem 0 0;border:0;border-radius:10px;font:inherit;cursor:pointer}}\
         .yes{{background:#c1121f;color:#fff}}.no{{background:#eef0f3;color:#1a1a1a}}</style>\
         <main><h1>示例钱包</h1><p>商户请求您付款。<br>A merchant asks you to pay.</p>\
         <form><input type=hidden name=version value='1.0.0'>\
         <input type=hidden name=redirectUrl value=\"{back}\">\
         <button class=yes name=answer value='00'>同意付款 Agree</button>\
         <button class=no name=answer value='{CANCELLED}'>取消 Cancel</button></form></main></html>"
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn told(redirect: &str, answer: Option<&str>) -> Response {
        let (version, answer) = ("1.0.0".to_owned(), answer.map(str::to_owned));
        page(Query(Ask { version, redirect_url: redirect.to_owned(), answer })).await
    }

    #[tokio::test]
    async fn a_payer_comes_back_with_a_code_or_without() {
        let location =
            |response: &Response| response.headers()["location"].to_str().unwrap().to_owned();
        let yes = told("http://shop/q/1/2", Some("00")).await;
        let code = location(&yes);
        let code = code.strip_prefix("http://shop/q/1/2?userAuthCode=62").unwrap();
        assert_eq!((code.len(), code.ends_with("&respCode=00")), (17 + 12, true), "{code}");
        let no = told("http://shop/q?amount=1", Some("34")).await;
        assert_eq!(location(&no), "http://shop/q?amount=1&respCode=34");
        assert_eq!(told("javascript:alert(1)", None).await.status(), StatusCode::BAD_REQUEST);
        assert!(!asked("http://x/\"><script>").contains("<script>"));
    }
}
