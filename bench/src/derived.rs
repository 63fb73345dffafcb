//! The models of a plan as other generators write them: serde's derives, strings for dates, no undeclared members.
//!
//! Leaves out what derives cannot do without costing more (undeclared members would need `flatten`), so the comparison is in favour
//! of the derives.

use std::fmt::Write as _;

use oasmith_codegen::plan::Plan;
use oasmith_codegen::plan::ir::{Item, ItemKind, Literal, Presence, Struct, Ty, UnionEnum, ValueEnum, ValueKind};

const DERIVES: &str = "#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]\n";
/// What all models derive.
const PLAIN_DERIVES: &str = "#[derive(Clone, Debug, PartialEq)]\n";

/// All models in one file.
pub(crate) fn models(plan: &Plan) -> String {
    let mut text = String::from("#![allow(deprecated)]\n");
    for item in plan.models.iter().flat_map(|file| &file.items) {
        write_item(&mut text, item);
    }
    text
}

/// The same models without serde: what no way to read and write JSON can be cheaper than.
pub(crate) fn without_json(models: &str) -> String {
    let own = models.replace(DERIVES, PLAIN_DERIVES).replace("serde_json::Value", "String");
    own.lines()
        .filter(|line| !line.trim_start().starts_with("#[serde("))
        .fold(String::new(), |text, line| text + line + "\n")
}

fn write_item(text: &mut String, item: &Item) {
    let ident = &item.ident;
    match &item.kind {
        ItemKind::Struct(fields) => write_struct(text, ident, fields),
        ItemKind::Values(values) => write_values(text, ident, values),
        ItemKind::Union(union) => write_union(text, ident, union),
        ItemKind::Alias(alias) => write_alias(text, ident, &ty(&alias.ty)),
        ItemKind::Opaque(_) => {
            let _ = writeln!(text, "{DERIVES}pub struct {ident}(pub serde_json::Value);");
        }
        ItemKind::Newtype(newtype) => {
            let _ = writeln!(text, "{DERIVES}pub struct {ident}(pub {});", ty(&newtype.ty));
        }
    }
}

fn write_alias(text: &mut String, ident: &str, target: &str) {
    let _ = writeln!(text, "pub type {ident} = {target};");
}

fn write_struct(text: &mut String, ident: &str, fields: &Struct) {
    let _ = writeln!(text, "{DERIVES}pub struct {ident} {{");
    for field in &fields.fields {
        let skip = match field.presence {
            Presence::Required => "",
            Presence::Optional | Presence::Nullable | Presence::Any => {
                ", default, skip_serializing_if = \"Option::is_none\""
            }
        };
        let _ = writeln!(text, "    #[serde(rename = {:?}{skip})]", field.wire);
        let _ = writeln!(text, "    pub {}: {},", field.ident, ty(&field.ty));
    }
    text.push_str("}\n");
}

fn write_values(text: &mut String, ident: &str, values: &ValueEnum) {
    let other = match values.kind {
        ValueKind::Text => "String",
        ValueKind::Integer => return write_alias(text, ident, "i64"),
        ValueKind::Mixed => return write_alias(text, ident, "serde_json::Value"),
    };
    let _ = writeln!(text, "{DERIVES}pub enum {ident} {{");
    for variant in &values.variants {
        if let Literal::Text(value) = &variant.value {
            let _ = writeln!(text, "    #[serde(rename = {value:?})]\n    {},", variant.ident);
        }
    }
    let _ = writeln!(text, "    #[serde(untagged)]\n    {}({other}),\n}}", values.unlisted.ident);
}

fn write_union(text: &mut String, ident: &str, union: &UnionEnum) {
    let _ = writeln!(text, "{DERIVES}#[serde(untagged)]\npub enum {ident} {{");
    for variant in &union.variants {
        let _ = writeln!(text, "    {}({}),", variant.ident, ty(&variant.ty));
    }
    let _ = writeln!(text, "    {}(serde_json::Value),\n}}", union.unlisted.ident);
}

fn ty(of: &Ty) -> String {
    match of {
        Ty::Unit => "()".to_owned(),
        Ty::Bool => "bool".to_owned(),
        Ty::Int(name) => (*name).to_owned(),
        Ty::F64 => "f64".to_owned(),
        Ty::String | Ty::Str | Ty::Runtime("Timestamp" | "Date" | "Time" | "Base64" | "Bytes" | "Number") => {
            "String".to_owned()
        }
        Ty::Runtime(_) => "serde_json::Value".to_owned(),
        Ty::Model(ident) | Ty::Api(ident) => ident.to_string(),
        Ty::Option(inner) | Ty::Maybe(inner) => format!("Option<{}>", ty(inner)),
        Ty::Boxed(inner) => format!("Box<{}>", ty(inner)),
        Ty::List(inner) => format!("Vec<{}>", ty(inner)),
        Ty::Map(inner) => format!("std::collections::BTreeMap<String, {}>", ty(inner)),
        Ty::Foreign(path) => path.to_string(),
        Ty::Tuple(items) => format!("({},)", items.iter().map(ty).collect::<Vec<_>>().join(", ")),
        Ty::Leading(..) | Ty::OrAny(_) => "serde_json::Value".to_owned(),
        // Streams are answers of operations; a model has none.
        Ty::Events(inner) | Ty::Items(inner) => ty(inner),
    }
}
