//! Parameter styles: how a value becomes text in a path, a query, a header or a cookie (OpenAPI 3.0, section
//! "Style Values"; RFC 6570 for what the table leaves open).
//!
//! Takes a JSON value, gives encoded text. It must not know where the text ends up beyond [`Place`].

use std::borrow::Cow;

use crate::json::{Encode, Encoder, Value};
use crate::percent;

/// How a parameter is written: one of the styles of OpenAPI 3.0, section "Parameter Object", with `explode` and
/// `allowReserved`.
///
/// The constants carry the specification's default of `explode`: on for [`Style::FORM`], off for all others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    kind: Kind,
    explode: bool,
    reserved: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Simple,
    Label,
    Matrix,
    Form,
    Space,
    Pipe,
    Deep,
    Json,
}

impl Style {
    /// `simple`: `blue,black,brown`; for paths and headers.
    pub const SIMPLE: Style = Style::new(Kind::Simple);
    /// `label`: `.blue,black,brown`; for paths.
    pub const LABEL: Style = Style::new(Kind::Label);
    /// `matrix`: `;color=blue,black,brown`; for paths.
    pub const MATRIX: Style = Style::new(Kind::Matrix);
    /// `form`: `color=blue&color=black&color=brown`; for queries and cookies.
    pub const FORM: Style = Style::new(Kind::Form).explode(true);
    /// `spaceDelimited`: `color=blue%20black%20brown`; for queries. Exploded, and for plain values, it is `form`.
    pub const SPACE_DELIMITED: Style = Style::new(Kind::Space);
    /// `pipeDelimited`: `color=blue%7Cblack%7Cbrown`; for queries. Exploded, and for plain values, it is `form`.
    pub const PIPE_DELIMITED: Style = Style::new(Kind::Pipe);
    /// `deepObject`: `color%5BR%5D=100&color%5BG%5D=200`; for queries. Objects inside objects go one bracket deeper,
    /// lists repeat their name; a value that is no object is written as `form` writes it.
    pub const DEEP_OBJECT: Style = Style::new(Kind::Deep);

    /// JSON text, whatever the value is.
    pub const JSON: Style = Style::new(Kind::Json);

    const fn new(kind: Kind) -> Self {
        Self { kind, explode: false, reserved: false }
    }

    /// Sets `explode`.
    #[must_use]
    pub const fn explode(mut self, explode: bool) -> Self {
        self.explode = explode;
        self
    }

    /// Sets `allowReserved`: reserved characters of a query value stay as they are, apart from those that would end
    /// or split the query (`#`, `[`, `]`, `&`, `+`).
    #[must_use]
    pub const fn reserved(mut self) -> Self {
        self.reserved = true;
        self
    }
}

/// Where a parameter goes, as far as its text depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Percent-encoded.
    Path,
    /// Percent-encoded; pairs are joined by `&`.
    Query,
    /// As it is: header values have no percent-encoding.
    Header,
    /// Percent-encoded; pairs are joined by `; ` (RFC 6265, section 4.2.1).
    Cookie,
}

/// The value as the styles see it; members that are `null` are gone (undefined, in the words of RFC 6570).
enum Flat<'a> {
    Scalar(Cow<'a, str>),
    List(Vec<String>),
    Pairs(Vec<(String, String)>),
}

/// What RFC 6570, section 3.2, says of an expression: its first character, the text between exploded items, the text
/// between items of one value, whether the name is written, and what follows the name of an empty value.
struct Rule {
    first: &'static str,
    exploded: &'static str,
    joined: &'static str,
    named: bool,
    empty: &'static str,
}

/// Writes one parameter. `None` when there is nothing to write: `null`, an empty list or an empty object.
pub(crate) fn write(style: Style, place: Place, name: &str, value: &dyn Encode) -> Option<String> {
    let writer = Writer { rule: rule(style.kind, place), place, reserved: style.reserved, out: String::new() };
    // Most parameters are texts.
    if let Some(text) = value.text().filter(|_| style.kind != Kind::Json) {
        return writer.write(style, name, &Flat::Scalar(text.into()));
    }
    let value = to_value(value)?;
    let style = if style.kind == Kind::Deep { style.explode(true) } else { style };
    let flat = match (style.kind, &value) {
        (Kind::Deep, Value::Object(_) | Value::Array(_)) => {
            let mut pairs = Vec::new();
            deepen(name, &value, &mut pairs, DEPTH);
            Flat::Pairs(pairs)
        }
        (Kind::Json, _) => Flat::Scalar(encoded(&value).into()),
        _ => flatten(&value)?,
    };
    writer.write(style, name, &flat)
}

/// The pairs that a style makes of a value, nothing encoded: for parts of a multipart body.
pub(crate) fn pairs(style: Style, name: &str, value: &Value) -> Vec<(String, String)> {
    let joined = match style.kind {
        Kind::Space => " ",
        Kind::Pipe => "|",
        _ => ",",
    };
    let one = |text: String| vec![(name.to_owned(), text)];
    let mut pairs = Vec::new();
    match (style.kind, flatten(value)) {
        (_, None) => {}
        (Kind::Deep, _) => deepen(name, value, &mut pairs, DEPTH),
        (Kind::Json, _) => pairs = one(encoded(value)),
        (_, Some(Flat::Scalar(text))) => pairs = one(text.into_owned()),
        (_, Some(Flat::List(items))) if style.explode => {
            pairs = items.into_iter().map(|item| (name.to_owned(), item)).collect();
        }
        (_, Some(Flat::Pairs(members))) if style.explode => pairs = members,
        (_, Some(Flat::List(items))) if !items.is_empty() => pairs = one(items.join(joined)),
        (_, Some(Flat::Pairs(members))) if !members.is_empty() => {
            pairs = one(members.into_iter().flat_map(<[String; 2]>::from).collect::<Vec<_>>().join(joined));
        }
        (_, Some(_)) => {}
    }
    pairs
}

/// The value as JSON text (for parameters with `content: application/json`), encoded for its place; `None` for `null`.
pub(crate) fn json(place: Place, value: &dyn Encode) -> Option<String> {
    let text = encoded(value);
    if text.is_empty() || text == "null" {
        return None;
    }
    let mut out = String::new();
    push(&mut out, place, &text, false);
    Some(out)
}

/// `name=text` (query, cookie) with both sides encoded.
pub(crate) fn pair(place: Place, name: &str, encoded: &str) -> String {
    let mut out = String::new();
    push(&mut out, place, name, false);
    out.push('=');
    out.push_str(encoded);
    out
}

fn rule(kind: Kind, place: Place) -> Rule {
    let exploded = if place == Place::Cookie { "; " } else { "&" };
    match kind {
        Kind::Simple => Rule { first: "", exploded: ",", joined: ",", named: false, empty: "" },
        Kind::Label => Rule { first: ".", exploded: ".", joined: ",", named: false, empty: "" },
        Kind::Matrix => Rule { first: ";", exploded: ";", joined: ",", named: true, empty: "" },
        Kind::Form | Kind::Deep | Kind::Json => Rule { first: "", exploded, joined: ",", named: true, empty: "=" },
        Kind::Space => Rule { first: "", exploded, joined: "%20", named: true, empty: "=" },
        Kind::Pipe => Rule { first: "", exploded, joined: "%7C", named: true, empty: "=" },
    }
}

struct Writer {
    rule: Rule,
    place: Place,
    reserved: bool,
    out: String,
}

impl Writer {
    fn write(mut self, style: Style, name: &str, flat: &Flat<'_>) -> Option<String> {
        self.out.push_str(self.rule.first);
        match flat {
            Flat::Scalar(text) => self.item(name, text),
            Flat::List(items) if items.is_empty() => return None,
            Flat::Pairs(pairs) if pairs.is_empty() => return None,
            Flat::List(items) if style.explode => {
                self.each(items, self.rule.exploded, |this, item| this.item(name, item));
            }
            Flat::List(items) => {
                self.name(name);
                self.each(items, self.rule.joined, |this, item| this.text(item));
            }
            Flat::Pairs(pairs) if style.explode => self.each(pairs, self.rule.exploded, |this, (key, value)| {
                this.text(key);
                if this.rule.named && value.is_empty() {
                    this.out.push_str(this.rule.empty);
                } else {
                    this.out.push('=');
                    this.text(value);
                }
            }),
            Flat::Pairs(pairs) => {
                self.name(name);
                self.each(pairs, self.rule.joined, |this, (key, value)| {
                    this.text(key);
                    this.out.push_str(this.rule.joined);
                    this.text(value);
                });
            }
        }
        Some(self.out)
    }

    /// One value with its name, where the style writes names.
    fn item(&mut self, name: &str, text: &str) {
        if self.rule.named && text.is_empty() {
            push(&mut self.out, self.place, name, false);
            self.out.push_str(self.rule.empty);
        } else {
            self.name(name);
            self.text(text);
        }
    }

    fn name(&mut self, name: &str) {
        if self.rule.named {
            push(&mut self.out, self.place, name, false);
            self.out.push('=');
        }
    }

    fn text(&mut self, text: &str) {
        push(&mut self.out, self.place, text, self.reserved);
    }

    fn each<T>(&mut self, items: &[T], between: &str, mut write: impl FnMut(&mut Self, &T)) {
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.out.push_str(between);
            }
            write(self, item);
        }
    }
}

fn push(out: &mut String, place: Place, text: &str, reserved: bool) {
    match place {
        Place::Header => out.push_str(text),
        // A path has no room for reserved characters: `allowReserved` is for queries (OpenAPI 3.0, "Parameter Object").
        Place::Path => percent::push(out, text, false),
        Place::Query | Place::Cookie => percent::push(out, text, reserved),
    }
}

/// `None` for what is to be left out: `null`, and values that write nothing at all.
fn to_value(value: &dyn Encode) -> Option<Value> {
    match crate::json::from_str(&encoded(value)) {
        Ok(Value::Null) | Err(_) => None,
        Ok(value) => Some(value),
    }
}

fn flatten(value: &Value) -> Option<Flat<'static>> {
    Some(match value {
        Value::Null => return None,
        Value::Array(items) => Flat::List(items.iter().filter(|v| !is_null(v)).map(text_of).collect()),
        Value::Object(members) => {
            Flat::Pairs(members.iter().filter(|(_, v)| !is_null(v)).map(|(k, v)| (k.to_owned(), text_of(v))).collect())
        }
        scalar => Flat::Scalar(text_of(scalar).into()),
    })
}

/// How deep `deepObject` follows objects; what is deeper is written as JSON text.
const DEPTH: u32 = 32;

/// The pairs of `deepObject`: `name[a][b]` for each leaf. OpenAPI leaves lists open; they are written so that the servers which read
/// nested names (PHP, Rack, `qs`, Stripe's) get a list: `name[]` for plain items, `name[0][a]` for objects.
fn deepen(name: &str, value: &Value, pairs: &mut Vec<(String, String)>, depth: u32) {
    match value {
        Value::Null => {}
        Value::Object(members) if depth > 0 => {
            for (key, member) in members.iter() {
                deepen(&format!("{name}[{key}]"), member, pairs, depth - 1);
            }
        }
        Value::Array(items) if depth > 0 => {
            for (index, item) in items.iter().filter(|item| !is_null(item)).enumerate() {
                match item {
                    Value::Object(_) | Value::Array(_) => deepen(&format!("{name}[{index}]"), item, pairs, depth - 1),
                    plain => pairs.push((format!("{name}[]"), text_of(plain))),
                }
            }
        }
        leaf => pairs.push((name.to_owned(), text_of(leaf))),
    }
}

fn is_null(value: &Value) -> bool {
    matches!(value, Value::Null)
}

/// The text of a plain value; the JSON text of a list or an object, since the styles say nothing of nested values.
pub(crate) fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.to_string(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        nested => encoded(nested),
    }
}

/// The JSON text of a value.
fn encoded(value: &dyn Encode) -> String {
    let mut encoder = Encoder::new();
    value.encode(&mut encoder);
    encoder.into_string()
}

#[cfg(test)]
mod tests;
