//! The signature base (RFC 9421 §2.5) and the values of the components (§2.1, §2.2).

use super::{Bare, Error, InnerList, Item};
use std::collections::HashSet;
use std::fmt::Write;

/// A request as it is signed or was received.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// `POST` etc.
    pub method: &'a str,
    /// The whole address: `https://host[:port]/path[?query]`, as the caller wrote it.
    pub target_uri: &'a str,
    /// Headers: name in any case and value; a name may come more than once.
    pub headers: &'a [(&'a str, &'a str)],
}

/// The base as text, lines parted by `\n`, no newline at the end.
pub fn build(request: &Request<'_>, covered: &InnerList) -> Result<String, Error> {
    let mut base = String::with_capacity(512);
    let mut seen = HashSet::new();
    for item in &covered.items {
        let name = item.to_string();
        let value = value(request, item)?;
        // A newline in a value could forge a line of the base.
        if value.contains(['\n', '\r']) || !seen.insert(name.clone()) {
            return Err(Error::BadComponent(name));
        }
        let _ = writeln!(base, "{name}: {value}");
    }
    let _ = write!(base, "\"@signature-params\": {covered}");
    Ok(base)
}

fn value(request: &Request<'_>, item: &Item) -> Result<String, Error> {
    let unsupported = || Error::BadComponent(item.to_string());
    if item.name == "@query-param" {
        return query_parameter(request, item);
    }
    if !item.parameters.is_empty() || item.name != item.name.to_ascii_lowercase() {
        return Err(unsupported());
    }
    if !item.name.starts_with('@') {
        return header(request, &item.name);
    }
    let target = Target::parse(request.target_uri).ok_or_else(unsupported)?;
    match item.name.as_str() {
        "@method" => Ok(request.method.to_owned()),
        "@target-uri" => Ok(request.target_uri.to_owned()),
        "@scheme" => Ok(target.scheme),
        "@authority" => Ok(target.authority),
        "@path" => Ok(target.path.to_owned()),
        "@query" => Ok(format!("?{}", target.query.unwrap_or_default())),
        "@request-target" => Ok(match target.query {
            Some(query) => format!("{}?{query}", target.path),
            None => target.path.to_owned(),
        }),
        _ => Err(unsupported()),
    }
}

/// All values of one name, trimmed and joined (§2.1).
fn header(request: &Request<'_>, name: &str) -> Result<String, Error> {
    let values: Vec<&str> = request
        .headers
        .iter()
        .filter(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim_matches([' ', '\t']))
        .collect();
    if values.is_empty() {
        return Err(Error::MissingComponent(name.to_owned()));
    }
    Ok(values.join(", "))
}

/// One parameter of the query (§2.2.8), which must come exactly once.
fn query_parameter(request: &Request<'_>, item: &Item) -> Result<String, Error> {
    let unsupported = || Error::BadComponent(item.to_string());
    let [(key, Bare::Text(wanted))] = item.parameters.as_slice() else {
        return Err(unsupported());
    };
    if key != "name" {
        return Err(unsupported());
    }
    let target = Target::parse(request.target_uri).ok_or_else(unsupported)?;
    let query = target.query.unwrap_or_default();
    let mut found = url::form_urlencoded::parse(query.as_bytes())
        .filter(|(name, _)| percent_encoded(name) == *wanted);
    match (found.next(), found.next()) {
        (Some((_, value)), None) => Ok(percent_encoded(&value)),
        (None, _) => Err(Error::MissingComponent(item.to_string())),
        (Some(_), Some(_)) => Err(unsupported()),
    }
}

fn percent_encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"*-._".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

struct Target<'a> {
    scheme: String,
    authority: String,
    path: &'a str,
    query: Option<&'a str>,
}

impl<'a> Target<'a> {
    /// Splits an absolute address without touching what is signed: no decoding, no dot segments.
    fn parse(uri: &'a str) -> Option<Target<'a>> {
        let (scheme, rest) = uri.split_once("://")?;
        let scheme = scheme.to_ascii_lowercase();
        let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
        let (authority, rest) = rest.split_at(end);
        let rest = rest.split('#').next().unwrap_or_default();
        let (path, query) = match rest.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (rest, None),
        };
        let authority = authority.to_ascii_lowercase();
        let default_port = if scheme == "https" { ":443" } else { ":80" };
        Some(Target {
            authority: authority.strip_suffix(default_port).unwrap_or(&authority).to_owned(),
            scheme,
            path: if path.is_empty() { "/" } else { path },
            query,
        })
    }
}
