//! The API's description (OpenAPI 3.1), put together from all handlers.

use serde_json::{Value, json};
use std::collections::HashSet;
use utoipa::openapi::{InfoBuilder, OpenApi, OpenApiBuilder};

use crate::problem::Document;

/// Prefix of every operation.
pub const PREFIX: &str = "/api/v1";

/// The description of all parts: [`crate::routes`] and those of the platforms, each as
/// `routes().into_openapi()` gives it, without the prefix.
pub fn document(parts: impl IntoIterator<Item = OpenApi>) -> OpenApi {
    let info = InfoBuilder::new()
        .title("Shancheng 山城")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(DESCRIPTION))
        .build();
    let bare = parts.into_iter().fold(OpenApiBuilder::new().info(info.clone()).build(), merged);
    let mut document = OpenApiBuilder::new().info(info).build().nest(PREFIX, bare);
    name_operations(&mut document);
    let components = document.components.get_or_insert_default();
    let mut schemas = Vec::new();
    <Document as utoipa::ToSchema>::schemas(&mut schemas);
    components.schemas.extend(schemas);
    let problem = <Document as utoipa::PartialSchema>::schema();
    components.schemas.insert("Problem".to_owned(), problem);
    document
}

/// Schemas that two parts call by one name and describe differently: the later would silently
/// take the place of the earlier. `#[schema(as = …)]` gives one of them another name.
pub fn collisions(one: &OpenApi, other: &OpenApi) -> Vec<String> {
    let (Some(one), Some(other)) = (&one.components, &other.components) else {
        return Vec::new();
    };
    let written = |schema| serde_json::to_value(schema).unwrap_or_default();
    one.schemas
        .iter()
        .filter_map(|(name, schema)| Some((name, schema, other.schemas.get(name)?)))
        .filter(|(_, schema, twin)| written(*schema) != written(*twin))
        .map(|(name, ..)| name.clone())
        .collect()
}

/// Gives each operation a name of its own: noun and verb, `people_change`; where two of one noun
/// share a verb, method and path.
fn name_operations(document: &mut OpenApi) {
    let mut taken = HashSet::new();
    for (path, item) in &mut document.paths.paths {
        let methods = [
            ("get", &mut item.get),
            ("post", &mut item.post),
            ("put", &mut item.put),
            ("patch", &mut item.patch),
            ("delete", &mut item.delete),
        ];
        for (method, operation) in methods {
            let Some(operation) = operation.as_mut() else {
                continue;
            };
            let tag = operation.tags.as_ref().and_then(|tags| tags.first());
            let verb = operation.operation_id.as_deref().unwrap_or(method);
            let mut name = word(&format!("{}_{verb}", tag.map_or("", String::as_str)));
            if !taken.insert(name.clone()) {
                name = word(&format!("{method}{}", path.trim_start_matches(PREFIX)));
                taken.insert(name.clone());
            }
            operation.operation_id = Some(name);
        }
    }
}

fn word(text: &str) -> String {
    let plain =
        text.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' });
    plain.collect::<String>().trim_matches('_').to_owned()
}

fn merged(mut whole: OpenApi, part: OpenApi) -> OpenApi {
    whole.merge(part);
    whole
}

/// The description as JSON, with what every operation has in common: how callers prove
/// themselves, the idempotency key of writes, and the problem document of every refusal.
pub fn json(document: &OpenApi) -> Value {
    let mut value = serde_json::to_value(document).unwrap_or_default();
    value["components"]["securitySchemes"] = json!({
        "session": { "type": "apiKey", "in": "cookie", "name": crate::authenticate::COOKIE },
        "signature": {
            "type": "apiKey", "in": "header", "name": "Signature",
            "description": "HTTP Message Signatures (RFC 9421): ed25519, rsa-v1_5-sha256, \
                rsa-pss-sha512 or sm2-sm3, covering @method, @target-uri and, with a body, \
                content-digest; parameters created, keyid, nonce."
        }
    });
    let Some(paths) = value["paths"].as_object_mut() else {
        return value;
    };
    // The router's sign for the rest of a path is not OpenAPI's.
    *paths = std::mem::take(paths)
        .into_iter()
        .map(|(path, item)| (path.replace("{*", "{"), item))
        .collect();
    for item in paths.values_mut().filter_map(Value::as_object_mut) {
        for (method, operation) in item.iter_mut() {
            common(method, operation);
        }
    }
    value
}

fn common(method: &str, operation: &mut Value) {
    let public = operation[crate::guard::EXTENSION] == "public";
    if !public {
        operation["security"] = json!([{ "session": [] }, { "signature": [] }]);
    }
    if let Some(responses) = operation["responses"].as_object_mut() {
        responses.entry("default").or_insert_with(|| {
            json!({
                "description": "A problem document (RFC 9457)",
                "content": { crate::problem::MEDIA_TYPE: {
                    "schema": { "$ref": "#/components/schemas/Problem" }
                } }
            })
        });
    }
    if matches!(method, "post" | "put" | "patch" | "delete") && !public {
        let parameters = operation
            .as_object_mut()
            .map(|fields| fields.entry("parameters").or_insert_with(|| json!([])));
        if let Some(parameters) = parameters.and_then(Value::as_array_mut) {
            parameters.push(json!({
                "name": "Idempotency-Key", "in": "header", "required": false,
                "description": "Required of partners: the same write sent twice is done once.",
                "schema": { "type": "string", "maxLength": 128 }
            }));
        }
    }
}

const DESCRIPTION: &str = "Card network operations: merchants, terminals, routing, payments, \
    and what they stand on.\n\nAmounts are integers in fen. Times are RFC 3339. Lists take \
    `cursor` and `limit` and give `items` and `next`. Errors are problem documents (RFC 9457) \
    with a stable `code`. People send a session cookie and `x-requested-with: shancheng`; \
    partners sign each request (RFC 9421).";
