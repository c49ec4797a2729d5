//! What every answer has: description, documentation, health, metrics, headers.

use axum::Router;
use axum::http::{HeaderValue, Method};
use axum::routing::get;
use gateway::testing::World;
use gateway::{Config, OpenApiRouter, build};
use identity::{Approvals, Role};
use std::collections::HashSet;

#[tokio::test]
async fn the_api_describes_itself() {
    let world = World::new().await;
    let nobody = world.anonymous();
    let document = nobody.get("/api/openapi.json").await.ok();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"), "{}", document["openapi"]);
    let mut names = HashSet::new();
    let mut operations = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        assert!(path.starts_with("/api/v1/") && !path.contains("{*"), "{path}");
        for (method, operation) in item.as_object().unwrap() {
            operations += 1;
            let name = operation["operationId"].as_str().unwrap();
            assert!(names.insert(name.to_owned()), "{name} twice");
            assert!(operation["summary"].is_string(), "{method} {path} says nothing");
            assert!(operation["responses"]["default"].is_object(), "{method} {path}");
            let public = operation["x-right"] == "public";
            assert_eq!(operation["security"].is_null(), public, "{method} {path}");
        }
    }
    assert_eq!(operations, world.operations.len());
    let text = document.to_string();
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(document["components"]["schemas"][name].is_object(), "{name} is not described");
    }
    let page = nobody.get("/docs").await;
    let html = String::from_utf8(page.body.clone()).unwrap();
    assert!(html.contains("/api/v1/people/{id}") && !html.contains("<script"));
    assert!(!html.contains("http://") && !html.contains("https://"), "nothing from elsewhere");
}

#[tokio::test]
async fn anybody_learns_what_this_is_and_what_the_codes_mean() {
    let world = World::new().await;
    let nobody = world.anonymous();
    let about = nobody.get("/api/v1/about").await.ok();
    assert_eq!(about["demo"], false, "only the demo says that it is one");
    let codes = nobody.get("/api/v1/codes").await.ok();
    let named = |list: &str, code: &str| {
        let rows = codes[list].as_array().unwrap();
        let row = rows.iter().find(|row| row["code"] == code).unwrap();
        (row["zh"].to_string(), row["en"].to_string())
    };
    let expected = (r#""渝中区""#.to_owned(), r#""Yuzhong""#.to_owned());
    assert_eq!(named("divisions", "500103"), expected);
    assert!(named("mccs", "0742").1.contains("Veterinary"), "four digits, with the zero");
}

#[tokio::test]
async fn an_operation_that_names_no_right_stops_the_start() {
    #[utoipa::path(get, path = "/open", responses((status = 200)))]
    async fn open() {}
    #[utoipa::path(get, path = "/typo", responses((status = 200)),
        extensions(("x-right" = json!("merchant_read"))))]
    async fn typo() {}
    let world = World::new().await;
    let modules =
        OpenApiRouter::new().routes(gateway::routes!(open)).routes(gateway::routes!(typo));
    let Err(told) = build(world.app.clone(), modules, None) else { panic!("it starts") };
    assert!(told.contains("GET /api/v1/open") && told.contains("GET /api/v1/typo"), "{told}");
}

#[tokio::test]
async fn two_meanings_of_one_schema_name_stop_the_start() {
    #[derive(serde::Serialize, utoipa::ToSchema)]
    struct Person {
        shoe_size: i32,
    }
    /// Another person.
    #[utoipa::path(get, path = "/shoes", tag = "shoes", responses((status = 200, body = Person)),
        extensions(("x-right" = json!("public"))))]
    async fn shoes() -> gateway::Json<Person> {
        gateway::Json(Person { shoe_size: 42 })
    }
    let world = World::new().await;
    let modules = OpenApiRouter::new().routes(gateway::routes!(shoes));
    let Err(told) = build(world.app.clone(), modules, None) else { panic!("it starts") };
    assert_eq!(told, "schemas of one name and two meanings: Person");
}

#[tokio::test]
async fn a_route_that_is_not_described_is_not_served() {
    let world = World::with(Config::default(), Approvals::new(), |_| {
        OpenApiRouter::new().route("/hidden", get(async || "here"))
    });
    let world = world.await;
    let admin = world.signed_in(1, &[Role::NetworkAdmin]).await;
    assert_eq!(admin.get("/api/v1/hidden").await.told(), (404, "path_unknown".into()));
}

#[tokio::test]
async fn a_node_whose_disk_is_nearly_full_is_not_ready() {
    for (least, told) in [(1, (200, String::new())), (u64::MAX, (503, "disk_full".to_owned()))] {
        let data = Some(std::env::temp_dir());
        let config = Config { data, data_free_min: least, ..Config::default() };
        let world = World::with(config, Approvals::new(), |_| OpenApiRouter::new()).await;
        assert_eq!(world.anonymous().get("/readyz").await.told(), told);
    }
}

#[tokio::test]
async fn health_and_metrics_are_for_machines() {
    let world = World::new().await;
    let nobody = world.anonymous();
    assert_eq!(nobody.get("/healthz").await.body, b"ok");
    assert_eq!(nobody.get("/readyz").await.ok()["ready"], true);
    nobody.get("/api/v1/people/per_01jx6q3v0gehs8sfm4n6dxk2rz?q=13912345678").await;
    let text = String::from_utf8(nobody.get("/metrics").await.body).unwrap();
    let line = "http_requests_total{method=\"GET\",path=\"/api/v1/people/{id}\",status=\"401\"} 1";
    assert!(text.contains(line), "{text}");
    assert!(text.contains("http_request_duration_seconds_bucket{"), "{text}");
    assert!(!text.contains("13912345678"));
}

#[tokio::test]
async fn metrics_can_ask_for_a_token() {
    let config = Config { metrics_token: Some("s3cret".into()), ..Config::default() };
    let world = World::with(config, Approvals::new(), |_| OpenApiRouter::new()).await;
    let nobody = world.anonymous();
    assert_eq!(nobody.get("/metrics").await.status, 401);
    let mut request = nobody.request(Method::GET, "/metrics", None);
    request.headers_mut().insert("authorization", HeaderValue::from_static("Bearer s3cret"));
    assert_eq!(nobody.send(request).await.status, 200);
}

#[tokio::test]
async fn browsers_are_kept_out_of_trouble_and_the_console_has_its_place() {
    let world = World::new().await;
    let console = Router::new().fallback(get(async || "console"));
    let built = build(world.app.clone(), OpenApiRouter::new(), Some(console)).unwrap();
    let mut nobody = world.anonymous();
    nobody.use_router(built.router);
    let page = nobody.get("/merchants/1").await;
    assert_eq!(page.body, b"console");
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'self'") && policy.contains("frame-ancestors 'none'"));
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(page.header("x-frame-options"), Some("DENY"));
    assert_eq!(page.header("cache-control"), None);
    let api = nobody.get("/api/v2/people").await;
    assert_eq!(api.told(), (404, "path_unknown".into()));
    assert_eq!(api.header("cache-control"), Some("no-store"));
    let mut request = nobody.request(Method::GET, "/api/openapi.json", None);
    request.headers_mut().insert("accept-encoding", HeaderValue::from_static("gzip"));
    assert_eq!(nobody.send(request).await.header("content-encoding"), Some("gzip"));
}
