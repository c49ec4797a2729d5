//! The sweep over every operation, every role and other institutions.
//!
//! It reads the API's own description, so a new operation is swept without a line of test:
//!
//! * [`access`]: a stranger gets 401; each role is let in exactly when its row of the table of
//!   rights says so, and is refused 403 otherwise.
//! * [`strangers`]: whoever holds the right, but in another institution, gets 404 for an object
//!   that is not his institution's, whatever the method.
//! * [`lists`]: no list shows him such an object either. [`writes`]: naming another institution in
//!   a good body. [`owners`]: its own people find it, so that none of these has looked for what
//!   nobody finds.
//! * [`queries`]: a parameter that an operation does not have, and a cursor that its list never
//!   gave, are refused with one code everywhere.
//! * [`twice`]: every write sent twice under one idempotency key is answered the same.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderValue, Method, Request, StatusCode};
use identity::{Role, rights};
use kernel::InstitutionId;
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use utoipa::openapi::OpenApi;

use super::{Client, World};
use crate::authenticate::is_unsafe;
use crate::guard::{Access, Guarded};
use crate::{idempotency, openapi};

/// What was found, each in one line; empty is good.
pub type Findings = Vec<String>;

/// Deepest schema that an example is made of.
const DEPTH_MAX: usize = 8;

/// Calls every operation as nobody and as every role, and compares with the table of rights.
pub async fn access(world: &World, document: &OpenApi) -> Findings {
    let document = openapi::json(document);
    let mut findings = Findings::new();
    let nobody = world.anonymous();
    for operation in &world.operations {
        let answer = nobody.send(request(&nobody, operation, &document, &HashMap::new())).await;
        let refused = answer.status == StatusCode::UNAUTHORIZED;
        let expected = operation.access != Access::Public;
        // Sign-in refuses by 401 too, and says so by another code.
        let refused = refused && answer.code() == "sign_in_required";
        if refused != expected {
            findings.push(format!("{} as nobody: {:?}", name(operation), answer.told()));
        }
    }
    for role in Role::ALL {
        findings.extend(access_of(world, *role, &document).await);
    }
    findings
}

async fn access_of(world: &World, role: Role, document: &Value) -> Findings {
    let mut findings = Findings::new();
    let institution = home(role);
    let mut client = world.signed_in(institution, &[role]).await;
    for operation in &world.operations {
        let answer = client.send(request(&client, operation, document, &HashMap::new())).await;
        if client.get("/api/v1/me").await.status == StatusCode::UNAUTHORIZED {
            // The operation was to end the session.
            client = world.signed_in(institution, &[role]).await;
        }
        let allowed = match operation.access {
            Access::Public | Access::SignedIn => true,
            Access::Right(right) => rights(role).contains(&right),
        };
        let told = answer.told();
        let refused = told == (403, "not_allowed".to_owned());
        let broken = answer.status.is_server_error() && answer.status != 503;
        if refused == allowed || broken || told.0 == 401 && told.1 == "sign_in_required" {
            let expected = if allowed { "allowed" } else { "refused" };
            findings.push(format!("{} as {role}: {told:?}, not {expected}", name(operation)));
        }
    }
    findings
}

/// An institution whose kind has the role.
fn home(role: Role) -> i32 {
    match role {
        Role::NetworkAdmin => 1,
        Role::Vendor => 5,
        _ => 2,
    }
}

/// Calls every operation on an object of another institution, as people who hold its right.
///
/// `objects` are written ids of things that belong to `owner`, by their prefix (`mer`, `trm`
/// …): a path parameter is filled by the prefix that its schema asks for. `bodies` are good
/// bodies by operation id, where one made from the schema is not good enough.
pub async fn strangers(
    world: &World,
    document: &OpenApi,
    owner: InstitutionId,
    objects: &HashMap<&str, String>,
    bodies: &HashMap<&str, Value>,
) -> Findings {
    let document = openapi::json(document);
    let other = another(owner);
    let mut findings = Findings::new();
    let mut people = People::of(world, other);
    for operation in &world.operations {
        if !holds_object(operation, &document, objects) {
            continue;
        }
        let Some((role, client)) = people.allowed(operation).await else {
            continue;
        };
        let mut request = request(client, operation, &document, objects);
        let id = operation.operation.operation_id.as_deref().unwrap_or_default();
        if let Some(body) = bodies.get(id) {
            let path = request.uri().to_string();
            request = client.request(operation.method.clone(), &path, Some(body.clone()));
        }
        let answer = client.send(request).await;
        if answer.status != StatusCode::NOT_FOUND {
            let told = answer.told();
            findings.push(format!("{} as {role} of {other}: {told:?}, not 404", name(operation)));
        }
    }
    findings
}

/// Reads every list as people of another institution who hold its right, as it is and narrowed
/// to `owner`; none of the objects of `owner` may be in it. What is there for everybody to see
/// stands in `shared`, by path and prefix.
pub async fn lists(
    world: &World,
    document: &OpenApi,
    owner: InstitutionId,
    objects: &HashMap<&str, String>,
    shared: &[(&str, &str)],
) -> Findings {
    let document = openapi::json(document);
    let mut findings = Findings::new();
    let mut people = People::of(world, another(owner));
    for operation in &world.operations {
        if operation.method != Method::GET || !parameters(operation, "path").is_empty() {
            continue;
        }
        let Some((role, client)) = people.allowed(operation).await else {
            continue;
        };
        let whole = client.send(request(client, operation, &document, objects)).await;
        let narrowed = client.get(&format!("{}?institution_id={owner}", operation.path)).await;
        for (prefix, id) in objects {
            let is_shared = shared.contains(&(operation.path.as_str(), prefix));
            let shows = [&whole, &narrowed]
                .iter()
                .any(|answer| String::from_utf8_lossy(&answer.body).contains(id.as_str()));
            if shows && !is_shared {
                findings.push(format!("{} as {role}: shows {prefix} of {owner}", name(operation)));
            }
        }
    }
    findings
}

/// Reads every object as its own institution's people: some operation must find it. An operation
/// that takes an id of which `objects` holds none is a finding too: nobody has swept it.
pub async fn owners(
    world: &World,
    document: &OpenApi,
    owner: InstitutionId,
    objects: &HashMap<&str, String>,
) -> Findings {
    let document = openapi::json(document);
    let mut findings = Findings::new();
    let mut found: HashMap<String, bool> = HashMap::new();
    let mut people = People::of(world, owner.0);
    for operation in &world.operations {
        let Some((_, client)) = people.allowed(operation).await else {
            continue;
        };
        let prefixes: Vec<String> = parameters(operation, "path")
            .iter()
            .filter_map(|(_, schema)| prefix(resolved(schema, &document)))
            .collect();
        for prefix in prefixes.iter().filter(|prefix| !objects.contains_key(prefix.as_str())) {
            findings.push(format!("{}: no object `{prefix}` to try", name(operation)));
        }
        if operation.method != Method::GET {
            continue;
        }
        let answer = client.send(request(client, operation, &document, objects)).await;
        for prefix in prefixes {
            *found.entry(prefix).or_default() |= answer.status != StatusCode::NOT_FOUND;
        }
    }
    let missed = found.into_iter().filter(|(_, found)| !found);
    findings.extend(missed.map(|(prefix, _)| format!("{owner} does not find its own {prefix}")));
    findings
}

/// Sends good bodies, by operation id, as people of an institution who hold the right; what was
/// answered. With `institution_id` of another in them, nothing of that other may change.
pub async fn writes(
    world: &World,
    document: &OpenApi,
    institution: i32,
    objects: &HashMap<&str, String>,
    bodies: &HashMap<&str, Value>,
) -> Vec<(String, u16)> {
    let document = openapi::json(document);
    let mut told = Vec::new();
    let mut people = People::of(world, institution);
    for operation in &world.operations {
        let id = operation.operation.operation_id.as_deref().unwrap_or_default();
        let Some(body) = bodies.get(id) else {
            continue;
        };
        let Some((_, client)) = people.allowed(operation).await else {
            continue;
        };
        let path = request(client, operation, &document, objects).uri().to_string();
        let answer = client.call(operation.method.clone(), &path, Some(body.clone())).await;
        told.push((id.to_owned(), answer.status.as_u16()));
    }
    told
}

/// An institution that is neither the branch nor `owner`.
fn another(owner: InstitutionId) -> i32 {
    if owner == InstitutionId(3) { 4 } else { 3 }
}

/// People of one institution, one of a role, signed in when first needed.
struct People<'a> {
    world: &'a World,
    institution: i32,
    clients: HashMap<Role, Client>,
}

impl People<'_> {
    fn of(world: &World, institution: i32) -> People<'_> {
        People { world, institution, clients: HashMap::new() }
    }

    /// Somebody who may call an operation that asks for a right; none where nobody of such an
    /// institution has it.
    async fn allowed(&mut self, operation: &Guarded) -> Option<(Role, &Client)> {
        let Access::Right(right) = operation.access else {
            return None;
        };
        let holds = |role: &&Role| rights(**role).contains(&right) && home(**role) == 2;
        let role = Role::ALL.iter().find(holds).copied()?;
        if let Entry::Vacant(place) = self.clients.entry(role) {
            place.insert(self.world.signed_in(self.institution, &[role]).await);
        }
        Some((role, &self.clients[&role]))
    }
}

/// Sends every write twice under one idempotency key, as whoever may. The second answer must be
/// the first one again, or say that it was not kept.
pub async fn twice(world: &World, document: &OpenApi) -> Findings {
    let document = openapi::json(document);
    let mut findings = Findings::new();
    for operation in &world.operations {
        let Access::Right(right) = operation.access else {
            continue;
        };
        let role = Role::ALL.iter().find(|role| rights(**role).contains(&right));
        let (true, Some(role)) = (is_unsafe(&operation.method), role) else {
            continue;
        };
        let client = world.signed_in(home(*role), &[*role]).await;
        let key = kernel::EventId::new().to_string();
        let (parts, body) = request(&client, operation, &document, &HashMap::new()).into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
        let send = async || {
            let mut request = Request::from_parts(parts.clone(), Body::from(body.clone()));
            let key = HeaderValue::from_str(&key).expect("an id is plain text");
            request.headers_mut().insert(idempotency::HEADER, key);
            client.send(request).await
        };
        let (first, second) = (send().await, send().await);
        let same = (first.status, &first.body) == (second.status, &second.body)
            && second.header(idempotency::REPLAYED.as_str()) == Some("true");
        let told = second.code();
        let not_kept = ["idempotency_answer_not_kept", "idempotency_secret_given"];
        let excused = first.status.is_server_error() || not_kept.contains(&told.as_str());
        if !same && !excused {
            let told = (first.told(), second.told());
            findings.push(format!("{} twice as {role}: {told:?}", name(operation)));
        }
    }
    findings
}

/// Asks every read with a parameter that it does not have, and every list to go on after nothing;
/// `objects` are those of institution 2.
pub async fn queries(
    world: &World,
    document: &OpenApi,
    objects: &HashMap<&str, String>,
) -> Findings {
    let document = openapi::json(document);
    let mut findings = Findings::new();
    for operation in &world.operations {
        let Access::Right(right) = operation.access else {
            continue;
        };
        let role = Role::ALL.iter().find(|role| rights(**role).contains(&right));
        let (true, Some(role)) = (operation.method == Method::GET, role) else {
            continue;
        };
        let client = world.signed_in(home(*role), &[*role]).await;
        let described = parameters(operation, "query");
        let required: String = required(operation)
            .iter()
            .map(|(name, schema)| format!("{name}={}&", text(resolved(schema, &document))))
            .collect();
        let path = request(&client, operation, &document, objects).uri().to_string();
        let mut wrong = vec![("misspelt", "query_invalid")];
        if described.iter().any(|(name, _)| name == "cursor") {
            wrong.push(("cursor", "cursor_invalid"));
        }
        for (parameter, code) in wrong {
            let answer = client.get(&format!("{path}?{required}{parameter}=~")).await;
            let told = (answer.status.as_u16(), answer.code());
            let field = serde_json::from_slice::<Value>(&answer.body).unwrap_or_default();
            if told != (422, code.to_owned()) || field["field"] != parameter {
                findings.push(format!("{} with {parameter}: {told:?}", name(operation)));
            }
        }
    }
    findings
}

fn name(operation: &Guarded) -> String {
    format!("{} {}", operation.method, operation.path)
}

fn holds_object(operation: &Guarded, document: &Value, objects: &HashMap<&str, String>) -> bool {
    parameters(operation, "path").iter().any(|(_, schema)| {
        prefix(resolved(schema, document))
            .is_some_and(|prefix| objects.contains_key(prefix.as_str()))
    })
}

/// Parameters of a path or a query with their schemas.
fn parameters(operation: &Guarded, place: &str) -> Vec<(String, Value)> {
    named(described(operation).into_iter().filter(|parameter| parameter["in"] == place))
}

/// The parameters of the query that may not be left out.
fn required(operation: &Guarded) -> Vec<(String, Value)> {
    let asked = |one: &Value| one["in"] == "query" && one["required"] == true;
    named(described(operation).into_iter().filter(asked))
}

fn described(operation: &Guarded) -> Vec<Value> {
    let described = serde_json::to_value(&operation.operation.parameters).unwrap_or_default();
    described.as_array().cloned().unwrap_or_default()
}

fn named(parameters: impl Iterator<Item = Value>) -> Vec<(String, Value)> {
    let named = |parameter: Value| {
        let name = parameter["name"].as_str().unwrap_or_default().to_owned();
        (name, parameter["schema"].clone())
    };
    parameters.map(named).collect()
}

/// The id prefix that a schema asks for.
fn prefix(schema: &Value) -> Option<String> {
    let pattern = schema["pattern"].as_str()?.strip_prefix('^')?;
    let (prefix, _) = pattern.split_once("_[0-7]")?;
    Some(prefix.to_owned())
}

/// A request that fits the description: path parameters from `objects` or made up, the body
/// made from its schema.
fn request(
    client: &Client,
    operation: &Guarded,
    document: &Value,
    objects: &HashMap<&str, String>,
) -> Request<Body> {
    let mut path = operation.path.clone();
    for (name, schema) in parameters(operation, "path") {
        let schema = resolved(&schema, document);
        let known = prefix(schema).and_then(|prefix| objects.get(prefix.as_str()).cloned());
        let value = known.unwrap_or_else(|| match example(schema, document, 0) {
            Value::String(text) => text,
            // No institution has this number.
            Value::Number(_) => "999999".to_owned(),
            other => other.to_string(),
        });
        path = path.replace(&format!("{{{name}}}"), &value);
        path = path.replace(&format!("{{*{name}}}"), &value);
    }
    let body = serde_json::to_value(&operation.operation.request_body).unwrap_or_default();
    let schema = &body["content"]["application/json"]["schema"];
    let body = if schema.is_null() { None } else { Some(example(schema, document, 0)) };
    let empty = operation.method == Method::GET || operation.method == Method::DELETE;
    client.request(operation.method.clone(), &path, if empty { None } else { body })
}

fn resolved<'a>(schema: &'a Value, document: &'a Value) -> &'a Value {
    match schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        Some(name) => &document["components"]["schemas"][name],
        None => schema,
    }
}

/// A small value that fits a schema.
pub fn example(schema: &Value, document: &Value, depth: usize) -> Value {
    let schema = resolved(schema, document);
    if depth > DEPTH_MAX {
        return Value::Null;
    }
    if let Some(first) = schema["enum"].get(0) {
        return first.clone();
    }
    if let Some(given) = schema.get("example").or_else(|| schema.get("default")) {
        return given.clone();
    }
    for choice in ["oneOf", "anyOf", "allOf"] {
        let parts = schema[choice].as_array().map(Vec::as_slice).unwrap_or_default();
        let usable = |part: &&Value| part["type"] != "null";
        if choice == "allOf" && !parts.is_empty() {
            return parts
                .iter()
                .fold(json!({}), |whole, part| joined(whole, example(part, document, depth + 1)));
        }
        if let Some(part) = parts.iter().find(usable) {
            return example(part, document, depth + 1);
        }
    }
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null"),
        other => Some(other),
    };
    match kind.and_then(Value::as_str) {
        Some("object") => object(schema, document, depth),
        Some("array") => {
            let least = schema["minItems"].as_u64().unwrap_or(0).min(4);
            (0..least).map(|_| example(&schema["items"], document, depth + 1)).collect()
        }
        Some("integer" | "number") => schema.get("minimum").cloned().unwrap_or_else(|| json!(1)),
        Some("boolean") => json!(false),
        Some("string") => text(schema).into(),
        _ => Value::Null,
    }
}

fn joined(whole: Value, part: Value) -> Value {
    match (whole, part) {
        (Value::Object(mut whole), Value::Object(part)) => {
            whole.extend(part);
            Value::Object(whole)
        }
        (whole, _) => whole,
    }
}

fn object(schema: &Value, document: &Value, depth: usize) -> Value {
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    let fields = required
        .iter()
        .filter_map(Value::as_str)
        .map(|name| (name.to_owned(), example(&schema["properties"][name], document, depth + 1)));
    Value::Object(fields.collect::<Map<String, Value>>())
}

fn text(schema: &Value) -> String {
    if let Some(prefix) = prefix(schema) {
        let id = kernel::PersonId::new().to_string();
        return id.replacen(kernel::PersonId::PREFIX, &prefix, 1);
    }
    match (schema["format"].as_str(), schema["pattern"].as_str()) {
        (Some("date-time"), _) => "2026-03-02T01:00:00Z".to_owned(),
        (Some("date"), _) => "2026-03-02".to_owned(),
        (Some("uuid"), _) => "01990000-0000-7000-8000-000000000001".to_owned(),
        (_, Some(pattern)) => digits(pattern),
        _ => {
            let least = schema["minLength"].as_u64().unwrap_or(1).clamp(1, 64);
            "x".repeat(usize::try_from(least).unwrap_or(1))
        }
    }
}

/// A text for the simplest patterns: as many digits as it asks for.
fn digits(pattern: &str) -> String {
    let count = pattern.split(['{', '}', ',']).nth(1).and_then(|count| count.parse().ok());
    "1".repeat(count.unwrap_or(8).min(64))
}
