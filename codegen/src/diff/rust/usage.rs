//! Code that uses the whole public API of a crate: what the compiler has to say about it proves a verdict.
//!
//! Takes a surface, gives a function for each item, in one text. Every function stands alone, so that each is accepted or refused
//! for itself.

use std::fmt::Write as _;

use super::surface::{Argument, Form, Function, Head, Item, Key, Kind, Pass, Role, Space, Surface, Type};

/// The name that the used crate has in the text.
const CRATE: &str = "subject";

const HEAD: &str = "\
#![allow(warnings)]
fn make<T>() -> T { loop {} }
fn model<T: Clone + std::fmt::Debug + PartialEq + serde::Serialize + serde::de::DeserializeOwned + Send + Sync>() {}
fn call<T: std::fmt::Debug>() {}
fn has_clone<T: Clone>() {}
fn has_default<T: Default>() {}
fn has_display<T: std::fmt::Display>() {}
fn has_eq<T: Eq>() {}
fn has_fromstr<T: std::str::FromStr>() {}
fn has_hash<T: std::hash::Hash>() {}
fn has_partialeq<T: PartialEq>() {}
";

/// Code that uses every item of a crate.
#[derive(Clone, Debug, Default)]
pub struct Usage {
    /// The items, with the code of each. One can have several pieces: a method is called and implemented.
    pub pieces: Vec<(Key, String)>,
}

impl Usage {
    /// The item that a piece uses.
    #[must_use]
    pub fn key(&self, piece: usize) -> Option<&Key> {
        self.pieces.get(piece).map(|(key, _)| key)
    }

    /// The text, and for each line of it, from 1, the piece that it is part of. Pieces in `without` are left out.
    #[must_use]
    pub fn text(&self, without: &dyn Fn(usize) -> bool) -> (String, Vec<Option<usize>>) {
        let mut text = HEAD.to_owned();
        let mut lines: Vec<Option<usize>> = vec![None; HEAD.lines().count() + 1];
        for (index, (_, code)) in self.pieces.iter().enumerate() {
            if without(index) {
                continue;
            }
            // No module: rustc goes through all of them for each name that it does not find. Writing to a string cannot fail.
            let _ = writeln!(text, "const _: () = {{\n{code}\n}};");
            lines.extend(std::iter::repeat_n(Some(index), code.lines().count() + 2));
        }
        (text, lines)
    }
}

/// Uses every item.
#[must_use]
pub fn usage(surface: &Surface) -> Usage {
    let mut usage = Usage::default();
    for (key, item) in &surface.items {
        for code in use_item(key, item) {
            usage.pieces.push((key.clone(), code));
        }
    }
    usage
}

fn use_item(key: &Key, item: &Item) -> Vec<String> {
    let path = format!("{CRATE}::{}", key.path());
    let owner = format!("{CRATE}::{}", key.owner);
    match &item.form {
        Form::Struct(kind) | Form::Enum(kind) => vec![use_type(&path, *kind, item)],
        Form::Tuple(ty) => {
            vec![format!("fn f(x: {path}) -> {path} {{ model::<{path}>(); let y: {} = x.0; {path}(y) }}", text(ty))]
        }
        Form::Alias(ty) => vec![format!("fn f(x: {path}) -> {} {{ x }}", text(ty))],
        Form::Trait => vec![format!(
            "struct X; impl {path} for X {{}}\nfn f(x: &{CRATE}::Client) {{ fn g(_: &impl {path}) {{}} g(x) }}"
        )],
        Form::Field(ty, _) => vec![format!(
            "fn f(x: &mut {owner}) -> {0} {{ x.{1} = make::<{0}>(); make::<{owner}>().{1} }}",
            text(ty),
            key.name
        )],
        Form::Variant(payload) => vec![use_variant(&owner, &key.name, payload.as_ref())],
        Form::Constant(ty) => vec![format!("const X: {} = {path};", text(ty))],
        Form::Function(function) if key.space == Space::Conversion => {
            let taken = function.arguments.first().map(|argument| text(&argument.ty)).unwrap_or_default();
            vec![format!("fn f(x: {taken}) -> {owner} {{ <{owner} as From<{taken}>>::from(x) }}")]
        }
        Form::Function(function) => use_function(&owner, &key.name, function),
    }
}

fn use_type(path: &str, kind: Kind, item: &Item) -> String {
    let mut code = format!("fn f(x: {path}) {{ ");
    match kind {
        Kind::Model => {
            let _ = write!(code, "model::<{path}>(); ");
        }
        Kind::Call => {
            let _ = write!(code, "call::<{path}>(); ");
        }
        Kind::Builder | Kind::Client => {}
    }
    for name in &item.traits {
        let _ = write!(code, "has_{}::<{path}>(); ", name.to_lowercase());
    }
    code + "}"
}

fn use_variant(owner: &str, name: &str, payload: Option<&Type>) -> String {
    match payload {
        None => format!(
            "fn f(x: {owner}) {{ match x {{ {owner}::{name} => (), _ => () }} }}\nfn g() -> {owner} {{ {owner}::{name} }}"
        ),
        Some(ty) => format!(
            "fn f(x: {owner}) {{ match x {{ {owner}::{name}(y) => {{ let _: {0} = y; }}, _ => () }} }}\nfn g(x: {0}) -> {owner} {{ {owner}::{name}(x) }}",
            text(ty)
        ),
    }
}

fn use_function(owner: &str, name: &str, function: &Function) -> Vec<String> {
    let output = text(&function.output);
    let values = function.arguments.iter().map(value).collect::<Vec<_>>();
    let values = |first: &str| {
        let all: Vec<&str> =
            std::iter::once(first).filter(|first| !first.is_empty()).chain(values.iter().map(String::as_str)).collect();
        all.join(", ")
    };
    let generic = if function.arguments.iter().any(|argument| argument.pass == Pass::Impl) {
        let bounds = function.arguments.iter().map(|argument| text(&argument.ty)).collect::<Vec<_>>().join(" + ");
        format!("<P: {bounds}>(p: P)")
    } else {
        "()".to_owned()
    };
    match function.role {
        Role::New | Role::Start => vec![format!("fn f() {{ let _: {output} = {owner}::{name}({}); }}", values(""))],
        Role::Build | Role::Required | Role::Setter => {
            let receiver = format!("make::<{owner}>()");
            vec![format!("fn f{generic} {{ let _: {output} = {owner}::{name}({}); }}", values(&receiver))]
        }
        Role::Reader => {
            vec![format!("fn f(x: &{owner}) {{ let _: {output} = {owner}::{name}({}); }}", values("x"))]
        }
        Role::Items => vec![format!(
            "async fn f(x: &{owner}) {{ use {CRATE}::api::*; \
             if let Some(Ok(y)) = x.{name}({}).items().next().await {{ let _: {output} = y; }} }}",
            values("")
        )],
        Role::Call => {
            let call =
                format!("async fn f(x: &impl {owner}) {{ let _: {output} = {owner}::{name}({}).await; }}", values("x"));
            let arguments = function.arguments.iter().map(|argument| format!(", _: {}", text(&argument.ty)));
            let arguments = arguments.collect::<String>();
            let double = format!(
                "struct X; impl {owner} for X {{ async fn {name}(&self{arguments}) -> {output} {{ make() }} }}"
            );
            vec![call, double]
        }
    }
}

fn value(argument: &Argument) -> String {
    match argument.pass {
        Pass::Value | Pass::Into => format!("make::<{}>()", text(&argument.ty)),
        Pass::Impl => "p".to_owned(),
    }
}

/// A type as it is written outside of the crate.
fn text(ty: &Type) -> String {
    let arguments = ty.arguments.iter().map(text).collect::<Vec<_>>().join(", ");
    let head = match &ty.head {
        Head::Tuple => return format!("({arguments}{})", if ty.arguments.len() == 1 { "," } else { "" }),
        Head::Std("BTreeMap") => "std::collections::BTreeMap".to_owned(),
        Head::Std(name) => (*name).to_owned(),
        Head::Runtime(name) => format!("{CRATE}::{name}"),
        Head::Own(path) => format!("{CRATE}::{path}"),
        Head::Foreign(path) => path.clone(),
    };
    if arguments.is_empty() { head } else { format!("{head}<{arguments}>") }
}
