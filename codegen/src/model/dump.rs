//! The model as text: what tests and stage snapshots compare.
//!
//! Takes an [`Api`] or one schema, gives lines that depend only on what the document says: no ids, no nodes. A component is
//! written once, by name; everything else stands where it is used. Must not be parsed by anything.

use std::fmt::Write as _;

use crate::base::Table;

use super::api::{Api, Content, Header, Location, Operation, Parameter, ParameterValue, SpecVersion, Status};
use super::schema::{Additional, Discriminator, JsonType, Schema, SchemaId};

/// Inline schemas inside of each other beyond which only dots are written.
const DEEPEST: usize = 40;

/// The whole model.
#[must_use]
pub fn dump(api: &Api) -> String {
    let mut dumper = Dumper::new(api);
    dumper.head();
    for (_, operation) in api.operations.iter() {
        dumper.operation(operation);
    }
    for webhook in &api.webhooks {
        dumper.line(0, "webhook");
        dumper.operation(webhook);
    }
    for skipped in &api.skipped {
        dumper.line(0, &format!("skipped {} {}: {}", skipped.method, skipped.path, skipped.reason));
    }
    for (name, id) in &api.components {
        let _ = write!(dumper.out, "schema {name} = ");
        dumper.body(*id, 0);
        dumper.out.push('\n');
    }
    dumper.out
}

/// One schema; components in it by name.
#[must_use]
pub fn dump_schema(api: &Api, id: SchemaId) -> String {
    let mut dumper = Dumper::new(api);
    dumper.body(id, 0);
    dumper.out
}

struct Dumper<'a> {
    api: &'a Api,
    names: Table<Schema, &'a str>,
    out: String,
    /// The schemas that are being written, to end at recursion that meets no component.
    open: Vec<SchemaId>,
}

impl<'a> Dumper<'a> {
    fn new(api: &'a Api) -> Self {
        let mut names = Table::new();
        for (name, id) in &api.components {
            names.get_or_insert_with(*id, || &**name);
        }
        Self { api, names, out: String::new(), open: Vec::new() }
    }

    fn line(&mut self, indent: usize, text: &str) {
        let _ = writeln!(self.out, "{:1$}{text}", "", indent * 2);
    }

    fn head(&mut self) {
        let api = self.api;
        let version = match api.version {
            SpecVersion::V3_0 => "3.0",
            SpecVersion::V3_1 => "3.1",
            SpecVersion::V3_2 => "3.2",
        };
        self.line(0, &format!("openapi {version} {:?} {:?}", api.info.title, api.info.version));
        for server in &api.servers {
            self.line(0, &format!("server {}", server.url));
        }
        for tag in &api.tags {
            self.line(0, &format!("tag {:?}", tag.name));
        }
        for (name, scheme) in &api.security_schemes {
            self.line(0, &format!("security {name} = {:?}", scheme.kind));
        }
    }

    fn operation(&mut self, operation: &Operation) {
        let mut head = format!("{} {}", operation.method.as_str(), operation.path);
        if let Some(id) = &operation.operation_id {
            let _ = write!(head, " {id}");
        }
        for tag in &operation.tags {
            let _ = write!(head, " #{tag:?}");
        }
        flag(&mut head, operation.deprecated, "deprecated");
        self.line(0, &head);
        for server in &operation.servers {
            self.line(1, &format!("server {}", server.url));
        }
        for requirement in &operation.security {
            let schemes: Vec<String> = requirement
                .schemes
                .iter()
                .map(|(name, scopes)| format!("{name}{scopes:?}").replace("[]", ""))
                .collect();
            self.line(1, &format!("security {}", if schemes.is_empty() { "none".into() } else { schemes.join(" + ") }));
        }
        for parameter in &operation.parameters {
            self.parameter(parameter);
        }
        if let Some(body) = &operation.body {
            let required = match body.required {
                Some(true) => " required",
                Some(false) => " optional",
                None => "",
            };
            self.line(1, &format!("body{required}"));
            self.contents(&body.contents);
        }
        for response in &operation.responses {
            let status = match response.status {
                Status::Code(code) => code.to_string(),
                Status::Range(hundreds) => format!("{hundreds}XX"),
                Status::Default => "default".to_owned(),
            };
            let component = response.component.as_ref().map(|name| format!(" @{name}")).unwrap_or_default();
            self.line(1, &format!("{status}{component}"));
            self.headers(&response.headers);
            self.contents(&response.contents);
        }
    }

    fn parameter(&mut self, parameter: &Parameter) {
        let place = match parameter.location {
            Location::Path => "path",
            Location::Query => "query",
            Location::Header => "header",
            Location::Cookie => "cookie",
            Location::QueryString => "querystring",
        };
        let mark = if parameter.required { "" } else { "?" };
        let mut head = format!("  {place} {}{mark}", parameter.name);
        flag(&mut head, parameter.deprecated, "deprecated");
        let schema = match &parameter.value {
            ParameterValue::Styled { schema, style, explode, allow_reserved, allow_empty } => {
                let _ = write!(head, " {style:?}");
                flag(&mut head, *explode, "explode");
                flag(&mut head, *allow_reserved, "allowReserved");
                flag(&mut head, *allow_empty, "allowEmptyValue");
                Some(*schema)
            }
            ParameterValue::Content(content) => {
                let _ = write!(head, " {}", content.media_type);
                content.schema
            }
        };
        self.typed(&head, schema, 1);
    }

    fn headers(&mut self, headers: &[Header]) {
        for header in headers {
            let mark = if header.required { "" } else { "?" };
            self.typed(&format!("    header {}{mark}", header.name), header.schema, 2);
        }
    }

    fn contents(&mut self, contents: &[Content]) {
        for content in contents {
            self.typed(&format!("    {}", content.media_type), content.schema, 2);
            if content.item_schema.is_some() {
                self.typed("      items", content.item_schema, 3);
            }
            for (property, encoding) in &content.encoding {
                let kind = encoding.content_type.as_deref().unwrap_or("-");
                self.line(3, &format!("encoding {property} {kind} {:?} {:?}", encoding.style, encoding.explode));
            }
        }
    }

    fn typed(&mut self, head: &str, schema: Option<SchemaId>, indent: usize) {
        self.out.push_str(head);
        if let Some(schema) = schema {
            self.out.push_str(": ");
            self.schema(schema, indent);
        }
        self.out.push('\n');
    }

    /// A schema where it is used: a component by name.
    fn schema(&mut self, id: SchemaId, indent: usize) {
        match self.names.get(id) {
            Some(name) => {
                let _ = write!(self.out, "@{name}");
            }
            None => self.body(id, indent),
        }
    }

    fn body(&mut self, id: SchemaId, indent: usize) {
        let Some(schema) = self.api.schemas.get(id) else {
            self.out.push('?');
            return;
        };
        if self.open.contains(&id) || self.open.len() >= DEEPEST {
            self.out.push_str("...");
            return;
        }
        self.open.push(id);
        let start = self.out.len();
        if let Some(target) = schema.reference {
            self.schema(target, indent);
        }
        self.values(schema);
        self.limits(schema);
        self.array(schema, indent);
        self.object(schema, indent);
        for (word, list) in [("allOf", &schema.all_of), ("oneOf", &schema.one_of), ("anyOf", &schema.any_of)] {
            self.list(word, list, indent);
        }
        if let Some(discriminator) = &schema.discriminator {
            self.discriminator(discriminator);
        }
        self.list("children", &schema.children, indent);
        if let Some(not) = schema.not {
            self.list("not", &[not], indent);
        }
        if self.out.len() == start {
            self.out.push_str("any");
        }
        self.annotations(schema);
        self.open.pop();
    }

    /// A blank before the next word, unless it is the first of its schema.
    fn word(&mut self, text: &str) {
        if !self.out.is_empty() && !self.out.ends_with([' ', '\n', '(', '[']) {
            self.out.push(' ');
        }
        self.out.push_str(text);
    }

    fn values(&mut self, schema: &Schema) {
        if schema.never {
            self.word("never");
        }
        let names: Vec<&str> = schema.types.iter().map(type_name).collect();
        if !names.is_empty() {
            self.word(&names.join("|"));
        }
        if let Some(format) = &schema.format {
            let _ = write!(self.out, ":{format}");
        }
        if let Some(values) = &schema.enumeration {
            let values: Vec<String> = values.iter().map(ToString::to_string).collect();
            self.word(&format!("enum({})", values.join(", ")));
        }
    }

    fn limits(&mut self, schema: &Schema) {
        let (number, string, array, object) = (&schema.number, &schema.string, &schema.array, &schema.object);
        for (bound, sign) in [(&number.minimum, '>'), (&number.maximum, '<')] {
            if let Some(bound) = bound {
                self.word(&format!("{sign}{}{}", if bound.exclusive { "" } else { "=" }, bound.value));
            }
        }
        for step in &number.multiples_of {
            self.word(&format!("multipleOf={step}"));
        }
        for pattern in &string.patterns {
            self.word(&format!("pattern={pattern}"));
        }
        for (name, text) in
            [("contentEncoding", &string.content_encoding), ("contentMediaType", &string.content_media_type)]
        {
            if let Some(text) = text {
                self.word(&format!("{name}={text}"));
            }
        }
        for (name, count) in [
            ("minLength", string.min_length),
            ("maxLength", string.max_length),
            ("minItems", array.min_items),
            ("maxItems", array.max_items),
            ("minProperties", object.min_properties),
            ("maxProperties", object.max_properties),
        ] {
            if let Some(count) = count {
                self.word(&format!("{name}={count}"));
            }
        }
        if array.unique {
            self.word("unique");
        }
        for (name, others) in &object.dependent {
            self.word(&format!("{name}->{}", others.join("+")));
        }
        for choice in &object.required_sets {
            let sets = choice.sets.iter().map(|set| set.join("+")).collect::<Vec<_>>();
            self.word(&sets.join(if choice.only_one { "^" } else { "|" }));
        }
    }

    fn array(&mut self, schema: &Schema, indent: usize) {
        self.list("tuple", &schema.array.prefix_items, indent);
        if let Some(items) = schema.array.items {
            self.word("[");
            self.schema(items, indent);
            self.out.push(']');
        }
    }

    fn object(&mut self, schema: &Schema, indent: usize) {
        let object = &schema.object;
        let undeclared: Vec<&str> =
            object.required.iter().map(|name| &**name).filter(|name| !object.properties.contains_key(*name)).collect();
        if !undeclared.is_empty() {
            self.word(&format!("required({})", undeclared.join(", ")));
        }
        let bare = object.properties.is_empty() && object.patterns.is_empty();
        if bare && object.additional == Additional::Unspecified {
            return;
        }
        self.word("{\n");
        let inner = indent + 1;
        for (name, member) in &object.properties {
            let mark = if object.required.contains(name) { "" } else { "?" };
            let _ = write!(self.out, "{:1$}{name}{mark}: ", "", inner * 2);
            self.schema(*member, inner);
            self.out.push('\n');
        }
        for (pattern, member) in &object.patterns {
            let _ = write!(self.out, "{:1$}/{pattern}/: ", "", inner * 2);
            self.schema(*member, inner);
            self.out.push('\n');
        }
        match object.additional {
            Additional::Unspecified => {}
            Additional::Any => self.line(inner, "*: any"),
            Additional::Forbidden => self.line(inner, "*: never"),
            Additional::Schema(value) => {
                let _ = write!(self.out, "{:1$}*: ", "", inner * 2);
                self.schema(value, inner);
                self.out.push('\n');
            }
        }
        let _ = write!(self.out, "{:1$}}}", "", indent * 2);
    }

    fn list(&mut self, word: &str, list: &[SchemaId], indent: usize) {
        if list.is_empty() {
            return;
        }
        self.word(word);
        self.out.push('(');
        for (index, id) in list.iter().enumerate() {
            if index > 0 {
                self.out.push_str(", ");
            }
            self.schema(*id, indent);
        }
        self.out.push(')');
    }

    fn discriminator(&mut self, discriminator: &Discriminator) {
        self.word(&format!("by {}(", discriminator.property));
        let mapped =
            discriminator.mapping.iter().chain(&discriminator.implicit).map(|(value, target)| (&**value, *target));
        let fallback = discriminator.fallback.map(|target| ("else", target));
        for (index, (value, target)) in mapped.chain(fallback).enumerate() {
            let separator = if index > 0 { ", " } else { "" };
            let _ = write!(self.out, "{separator}{value}=>");
            match self.api.schemas.get(target).and_then(|schema| schema.reference).unwrap_or(target) {
                end if self.names.contains(end) => self.schema(end, 0),
                _ => self.out.push('#'),
            }
        }
        self.out.push(')');
    }

    fn annotations(&mut self, schema: &Schema) {
        let meta = &schema.meta;
        for (set, word) in [
            (schema.nullable, "nullable"),
            (meta.read_only, "readOnly"),
            (meta.write_only, "writeOnly"),
            (meta.deprecated, "deprecated"),
        ] {
            if set {
                self.word(word);
            }
        }
        if let Some(default) = &meta.default {
            self.word(&format!("default={default}"));
        }
        if !meta.examples.is_empty() {
            self.word(&format!("examples={}", meta.examples.len()));
        }
        if let Some(title) = &meta.title {
            self.word(&format!("title={title:?}"));
        }
        if let Some(description) = &meta.description {
            self.word(&format!("doc={description:?}"));
        }
    }
}

fn flag(out: &mut String, set: bool, word: &str) {
    if set {
        out.push(' ');
        out.push_str(word);
    }
}

fn type_name(kind: JsonType) -> &'static str {
    match kind {
        JsonType::Null => "null",
        JsonType::Boolean => "boolean",
        JsonType::Integer => "integer",
        JsonType::Number => "number",
        JsonType::String => "string",
        JsonType::Array => "array",
        JsonType::Object => "object",
    }
}
