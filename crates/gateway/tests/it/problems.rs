//! What refusals look like, word for word.

use axum::body::Body;
use axum::http::{HeaderValue, Method};
use gateway::testing::{Answer, World};
use identity::Role;
use insta::assert_snapshot;
use serde_json::json;

/// Status, media type and document, without the id that differs each time.
fn shown(answer: &Answer) -> String {
    let mut document = answer.json();
    assert_eq!(document["request_id"].as_str(), answer.header("x-request-id"));
    document["request_id"] = json!("[id]");
    let kind = answer.header("content-type").unwrap_or_default();
    let text = serde_json::to_string_pretty(&document).unwrap();
    format!("{} {kind}\n{text}", answer.status.as_u16())
}

#[tokio::test]
async fn refusals_name_the_field_and_the_rule() {
    let world = World::new().await;
    let admin = world.signed_in(2, &[Role::InstitutionAdmin]).await;
    let post = async |body| shown(&admin.post("/api/v1/people", body).await);
    assert_snapshot!(post(json!({ "login": "x", "name": "x", "roles": ["auditor"] })).await, @r##"
    422 application/problem+json
    {
      "type": "/docs#field_invalid",
      "title": "Unprocessable Entity",
      "status": 422,
      "code": "field_invalid",
      "detail": "login: 3 to 64 of `a-z 0-9 . _ - @`",
      "field": "login",
      "rule": {
        "word": "login",
        "params": {
          "max": "64",
          "min": "3"
        }
      },
      "request_id": "[id]"
    }
    "##);
    assert_snapshot!(post(json!({ "login": "x.y", "name": "x", "roles": ["boss"] })).await, @r##"
    422 application/problem+json
    {
      "type": "/docs#body_invalid",
      "title": "Unprocessable Entity",
      "status": 422,
      "code": "body_invalid",
      "detail": "`boss` is not a Role: one of network_admin, operations, risk_officer, merchant_manager, terminal_manager, auditor, institution_admin, vendor, till at line 1 column 42",
      "field": "roles[0]",
      "request_id": "[id]"
    }
    "##);
    assert_snapshot!(post(json!({ "login": "x.y" })).await, @r##"
    422 application/problem+json
    {
      "type": "/docs#body_invalid",
      "title": "Unprocessable Entity",
      "status": 422,
      "code": "body_invalid",
      "detail": "missing field `name` at line 1 column 15",
      "field": "name",
      "request_id": "[id]"
    }
    "##);
    assert_snapshot!(post(json!({ "login": "x.y", "name": "x", "roles": [], "age": 1 })).await, @r##"
    422 application/problem+json
    {
      "type": "/docs#body_invalid",
      "title": "Unprocessable Entity",
      "status": 422,
      "code": "body_invalid",
      "detail": "unknown field `age`, expected one of `institution_id`, `login`, `name`, `roles` at line 1 column 42",
      "field": "age",
      "request_id": "[id]"
    }
    "##);
    let get = async |path| shown(&admin.get(path).await);
    assert_snapshot!(get("/api/v1/people?state=asleep").await, @r##"
    422 application/problem+json
    {
      "type": "/docs#query_invalid",
      "title": "Unprocessable Entity",
      "status": 422,
      "code": "query_invalid",
      "detail": "`asleep` is not a PersonState: one of active, suspended",
      "field": "state",
      "request_id": "[id]"
    }
    "##);
    assert_snapshot!(get("/api/v1/people?limit=many").await, @r##"
    422 application/problem+json
    {
      "type": "/docs#query_invalid",
      "title": "Unprocessable Entity",
      "status": 422,
      "code": "query_invalid",
      "detail": "invalid digit found in string",
      "field": "limit",
      "request_id": "[id]"
    }
    "##);
    assert_snapshot!(get("/api/v1/people/per_123").await, @r##"
    422 application/problem+json
    {
      "type": "/docs#path_invalid",
      "title": "Unprocessable Entity",
      "status": 422,
      "code": "path_invalid",
      "detail": "`per_123` is not an id of the form per_ and 26 characters",
      "field": "id",
      "request_id": "[id]"
    }
    "##);
    assert_snapshot!(get("/api/v1/people/per_01jx6q3v0gehs8sfm4n6dxk2rz").await, @r##"
    404 application/problem+json
    {
      "type": "/docs#person_missing",
      "title": "Not Found",
      "status": 404,
      "code": "person_missing",
      "detail": "there is no person per_01jx6q3v0gehs8sfm4n6dxk2rz",
      "request_id": "[id]"
    }
    "##);
    assert_snapshot!(get("/api/v1/nothing").await, @r##"
    404 application/problem+json
    {
      "type": "/docs#path_unknown",
      "title": "Not Found",
      "status": 404,
      "code": "path_unknown",
      "detail": "there is nothing at this address",
      "request_id": "[id]"
    }
    "##);
}

#[tokio::test]
async fn refusals_say_who_may() {
    let world = World::new().await;
    assert_snapshot!(shown(&world.anonymous().get("/api/v1/people").await), @r##"
    401 application/problem+json
    {
      "type": "/docs#sign_in_required",
      "title": "Unauthorized",
      "status": 401,
      "code": "sign_in_required",
      "detail": "sign in, or sign the request with a registered key",
      "request_id": "[id]"
    }
    "##);
    let vendor = world.signed_in(5, &[Role::Vendor]).await;
    assert_snapshot!(shown(&vendor.get("/api/v1/people").await), @r##"
    403 application/problem+json
    {
      "type": "/docs#not_allowed",
      "title": "Forbidden",
      "status": 403,
      "code": "not_allowed",
      "detail": "your roles do not allow `people_read`",
      "request_id": "[id]"
    }
    "##);
}

#[tokio::test]
async fn bodies_that_are_none_are_refused() {
    let world = World::new().await;
    let admin = world.signed_in(2, &[Role::InstitutionAdmin]).await;
    let send = async |change: &dyn Fn(&mut axum::http::Request<Body>)| {
        let body = Some(json!({ "login": "x.y", "name": "x", "roles": ["auditor"] }));
        let mut request = admin.request(Method::POST, "/api/v1/people", body);
        change(&mut request);
        admin.send(request).await.told()
    };
    let told = send(&|request| {
        request.headers_mut().insert("content-type", HeaderValue::from_static("text/plain"));
    });
    assert_eq!(told.await, (415, "body_not_json".into()));
    let told = send(&|request| *request.body_mut() = Body::from("{"));
    assert_eq!(told.await, (400, "body_not_json".into()));
    let told = send(&|request| *request.body_mut() = Body::from("x".repeat(1024 * 1024 + 1)));
    assert_eq!(told.await, (413, "body_too_large".into()));
    let told = admin.call(Method::PUT, "/api/v1/people", None).await.told();
    assert_eq!(told, (405, "method_not_allowed".into()));
}

#[tokio::test]
async fn a_request_keeps_its_id() {
    let world = World::new().await;
    let nobody = world.anonymous();
    let ask = async |id: &'static str| {
        let mut request = nobody.request(Method::GET, "/api/v1/people", None);
        request.headers_mut().insert("x-request-id", HeaderValue::from_static(id));
        nobody.send(request).await
    };
    let answer = ask("desk-7:42").await;
    assert_eq!(answer.header("x-request-id"), Some("desk-7:42"));
    assert_eq!(answer.json()["request_id"], "desk-7:42");
    let forged = ask("a b<script>").await;
    assert_ne!(forged.header("x-request-id"), Some("a b<script>"));
}
