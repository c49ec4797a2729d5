//! `/docs`: the description as one page of HTML, without scripts and without anything from
//! elsewhere.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;

const STYLE: &str = "body{font:15px/1.6 system-ui,sans-serif;margin:0 auto;max-width:62rem;\
padding:1rem 1.5rem;color:#1f1f1f;background:#fff}h1{font-size:1.6rem}h2{font-size:1.2rem;\
margin-top:2.5rem;border-bottom:1px solid #e5e5e5;padding-bottom:.3rem}nav{columns:3 12rem}\
details{border:1px solid #e5e5e5;border-radius:8px;margin:.5rem 0;padding:.4rem .8rem}\
summary{cursor:pointer}code,pre{font:13px/1.5 ui-monospace,monospace}\
pre{background:#f6f6f6;border-radius:6px;padding:.6rem;overflow:auto}.get{color:#0958d9}\
.post{color:#237804}.put,.patch{color:#ad6800}.delete{color:#a8071a}.m{display:inline-block;\
width:4.5rem;font-weight:600;text-transform:uppercase}.r{color:#666}table{border-collapse:\
collapse;width:100%}td,th{border-bottom:1px solid #eee;padding:.25rem .5rem;text-align:left;\
vertical-align:top}@media(prefers-color-scheme:dark){body{background:#141414;color:#ddd}\
pre{background:#222}details,h2{border-color:#333}td,th{border-color:#333}.r{color:#999}\
.get{color:#69b1ff}.post{color:#95de64}.put,.patch{color:#ffd666}.delete{color:#ff7875}}";

/// The table of codes: the `type` of a problem leads to its row on the page.
const ERRORS: &str = include_str!("../../../docs/ERRORS.md");

/// Renders the page.
pub(crate) fn page(document: &Value) -> String {
    let mut groups: BTreeMap<&str, Vec<(&str, &str, &Value)>> = BTreeMap::new();
    for (path, item) in fields(&document["paths"]) {
        for (method, operation) in fields(item) {
            let tag = operation["tags"][0].as_str().unwrap_or("other");
            groups.entry(tag).or_default().push((path, method, operation));
        }
    }
    let mut out = String::with_capacity(64 * 1024);
    let title = escape(document["info"]["title"].as_str().unwrap_or("API"));
    let _ = write!(
        out,
        "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport \
         content='width=device-width'><title>{title}</title><style>{STYLE}</style>\
         <h1>{title} <small>{}</small></h1><p>{}</p>\
         <p>The same for programs: <a href='/api/openapi.json'>openapi.json</a></p><nav>",
        escape(document["info"]["version"].as_str().unwrap_or_default()),
        paragraphs(document["info"]["description"].as_str().unwrap_or_default()),
    );
    for tag in groups.keys() {
        let _ = write!(out, "<div><a href='#{0}'>{0}</a></div>", escape(tag));
    }
    out.push_str("<div><a href='#errors'>errors</a></div></nav>");
    for (tag, operations) in &groups {
        let _ = write!(out, "<h2 id='{0}'>{0}</h2>", escape(tag));
        for (path, method, operation) in operations {
            render(&mut out, path, method, operation);
        }
    }
    errors(&mut out);
    out.push_str("<h2 id='schemas'>schemas</h2>");
    for (name, schema) in fields(&document["components"]["schemas"]) {
        let text = serde_json::to_string_pretty(schema).unwrap_or_default();
        let _ = write!(
            out,
            "<details id='s-{0}'><summary><code>{0}</code></summary><pre>{1}</pre></details>",
            escape(name),
            escape(&text)
        );
    }
    out.push_str("</html>");
    out
}

/// The codes that a caller may see, each an anchor.
fn errors(out: &mut String) {
    let seen = ERRORS.split("\n## Not seen").next().unwrap_or_default();
    out.push_str("<h2 id='errors'>errors</h2><table><tr><th>code<th>status<th>means<th>do</tr>");
    for row in seen.lines().filter_map(|line| line.strip_prefix("| `")) {
        let mut cells = row.trim_end_matches('|').split(" |").map(str::trim);
        let code = escape(cells.next().unwrap_or_default().trim_end_matches('`'));
        let _ = write!(out, "<tr id='{code}'><td><code>{code}</code>");
        for cell in cells {
            let _ = write!(out, "<td>{}", escape(&plain(cell)));
        }
        out.push_str("</tr>");
    }
    out.push_str("</table>");
}

/// Text of a cell in Markdown: without backticks, and links by their name.
fn plain(cell: &str) -> String {
    let mut text = cell.replace('`', "");
    while let (Some(name), Some(end)) = (text.find("]("), text.find(')')) {
        let begin = text.find('[').unwrap_or(name);
        if end < name || name < begin {
            break;
        }
        text = format!("{}{}{}", &text[..begin], &text[begin + 1..name], &text[end + 1..]);
    }
    text
}

fn render(out: &mut String, path: &str, method: &str, operation: &Value) {
    let text = |name: &str| operation[name].as_str().unwrap_or_default();
    let _ = write!(
        out,
        "<details><summary><span class='m {method}'>{method}</span><code>{}</code> {}</summary>\
         <p>{}</p><p class=r>Who: <code>{}</code></p>",
        escape(path),
        escape(text("summary")),
        paragraphs(text("description")),
        escape(text(crate::guard::EXTENSION)),
    );
    let parameters = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    if !parameters.is_empty() {
        out.push_str("<table><tr><th>parameter<th>in<th>what</tr>");
        for parameter in parameters {
            let part = |name: &str| escape(parameter[name].as_str().unwrap_or_default());
            let needed = if parameter["required"] == true { " *" } else { "" };
            let (name, place) = (part("name"), part("in"));
            let what = part("description");
            let _ = write!(out, "<tr><td><code>{name}</code>{needed}<td>{place}<td>{what}</tr>");
        }
        out.push_str("</table>");
    }
    for (kind, content) in fields(&operation["requestBody"]["content"]) {
        let _ = write!(out, "<p>Body: {} ({})</p>", schema(&content["schema"]), escape(kind));
    }
    out.push_str("<table><tr><th>answer<th>what</tr>");
    for (status, response) in fields(&operation["responses"]) {
        let what = escape(response["description"].as_str().unwrap_or_default());
        let _ = write!(out, "<tr><td>{}<td>{what}", escape(status));
        for content in fields(&response["content"]).map(|(_, content)| content) {
            let _ = write!(out, " {}", schema(&content["schema"]));
        }
        out.push_str("</tr>");
    }
    out.push_str("</table></details>");
}

/// A link to a named schema, or the schema itself.
fn schema(schema: &Value) -> String {
    match schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        Some(name) => format!("<a href='#s-{0}'><code>{0}</code></a>", escape(name)),
        None if schema["type"] == "array" => format!("list of {}", self::schema(&schema["items"])),
        None => format!("<code>{}</code>", escape(&schema.to_string())),
    }
}

fn fields(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

fn paragraphs(text: &str) -> String {
    escape(text).replace("\n\n", "</p><p>")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_a_description_says_cannot_become_markup() {
        let page = page(&json!({
            "info": { "title": "<script>alert(1)</script>" },
            "paths": { "/x'>": { "get": { "summary": "<b>", "responses": {} } } }
        }));
        assert!(!page.contains("<script>") && !page.contains("<b>") && page.contains("&lt;b&gt;"));
    }

    #[test]
    fn the_type_of_a_problem_leads_to_its_row() {
        let page = page(&json!({}));
        for code in ["reversal_ended", "sign_in_required", "idempotency_key_reused"] {
            assert!(page.contains(&format!("<tr id='{code}'>")), "{code}");
        }
        assert!(page.contains("<td>see INTEGRATION</tr>"), "links by their name");
        assert!(!page.contains("id='ledger_broken'"), "callers see `internal`");
    }
}
