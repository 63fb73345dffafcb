//! Values of keywords, by what the table says that they are.
//!
//! Takes a node and a row's `Takes`, gives JSON of exactly that type, or nothing. What is written in
//! another type but plainly meant is taken as meant, with a lint. Must not panic on any value.

use super::{Cutter, a, text};
use crate::base::{Json, NodeId};
use crate::diag::Code;
use crate::source::keywords::{ObjectKind, Takes};
use crate::source::tree::Kind;

impl Cutter<'_> {
    /// The value, or nothing when it has to be ignored. `member`: it is a value of a map, where an
    /// empty value stands for an empty object.
    pub(super) fn value(&mut self, takes: Takes, node: NodeId, member: bool) -> Option<Json> {
        match takes {
            Takes::Any => Some(self.tree.json(node)),
            Takes::Text => self.text(node),
            Takes::Choice(choices) => self.choice(choices, node),
            Takes::Bool => self.bool(node),
            Takes::Number => self.number(node),
            Takes::Count => self.count(node),
            Takes::TypeName | Takes::Bound => None,
            Takes::Own(_) => None,
            Takes::Inline(kind) => self.inlined(kind, node, member),
            Takes::Node(kind) => self.node(kind, node, member),
            Takes::BoolOrNode(kind) => match self.truth(node) {
                Some(value) => Some(Json::Bool(value)),
                None => self.node(kind, node, member),
            },
            Takes::List(item) => self.list(*item, node),
            Takes::Map(item) => self.map(*item, node),
        }
    }

    fn text(&mut self, node: NodeId) -> Option<Json> {
        match self.kind(node) {
            Kind::String => self.tree.as_str(node).map(text),
            Kind::Number | Kind::Bool => {
                let written = self.tree.json(node).to_string();
                self.lint(Code::WrongType, node, format!("a text is due here; `{written}` is taken as \"{written}\""));
                Some(text(&written))
            }
            _ => self.ignored(node, "a text"),
        }
    }

    fn choice(&mut self, choices: &'static [&'static str], node: NodeId) -> Option<Json> {
        let Some(Json::String(word)) = self.text(node) else { return None };
        if choices.contains(&&*word) {
            return Some(Json::String(word));
        }
        if let Some(meant) = choices.iter().find(|choice| choice.eq_ignore_ascii_case(word.trim())) {
            self.lint(Code::InvalidValue, node, format!("`{word}` is taken as `{meant}`"));
            return Some(text(meant));
        }
        let list = choices.iter().map(|choice| format!("`{choice}`")).collect::<Vec<_>>().join(", ");
        self.lint(Code::InvalidValue, node, format!("`{word}` is none of {list}; it is ignored"));
        None
    }

    fn bool(&mut self, node: NodeId) -> Option<Json> {
        match self.truth(node) {
            Some(value) => Some(Json::Bool(value)),
            None => self.ignored(node, "a boolean"),
        }
    }

    /// A boolean, also written as a text or as 0 and 1.
    pub(super) fn truth(&mut self, node: NodeId) -> Option<bool> {
        if let Some(value) = self.tree.as_bool(node) {
            return Some(value);
        }
        let written = self.tree.as_str(node).or_else(|| self.tree.as_number(node))?;
        let value = match written.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => true,
            "false" | "no" | "off" | "0" => false,
            _ => return None,
        };
        self.lint(Code::WrongType, node, format!("a boolean is due here; `{written}` is taken as `{value}`"));
        Some(value)
    }

    /// A number, also written as a text.
    pub(super) fn number(&mut self, node: NodeId) -> Option<Json> {
        if let Some(number) = self.tree.as_number(node) {
            return Some(Json::Number(number.into()));
        }
        let written = self.tree.as_str(node).and_then(|written| crate::source::numbers::canonical(written.trim()));
        let Some(number) = written else { return self.ignored(node, "a number") };
        self.lint(Code::WrongType, node, format!("a number is due here; the text is taken as `{number}`"));
        Some(Json::Number(number.into()))
    }

    fn count(&mut self, node: NodeId) -> Option<Json> {
        let number = self.number(node)?;
        match number.as_i128() {
            Some(count) if count >= 0 => {
                let count = usize::try_from(count).unwrap_or(usize::MAX);
                Some(Json::Number(count.to_string().into()))
            }
            _ => {
                let message = format!("a whole number from 0 on is due here; `{number}` is ignored");
                self.lint(Code::InvalidValue, node, message);
                None
            }
        }
    }

    fn inlined(&mut self, kind: ObjectKind, node: NodeId, member: bool) -> Option<Json> {
        let fits = match self.kind(node) {
            Kind::Object => true,
            Kind::String => kind.shorthand().is_some(),
            Kind::Null => member,
            _ => false,
        };
        if fits { Some(self.inline(kind, node)) } else { self.ignored(node, &a(kind)) }
    }

    fn node(&mut self, kind: ObjectKind, node: NodeId, member: bool) -> Option<Json> {
        let fits = match self.kind(node) {
            Kind::Object => true,
            Kind::Bool => kind == ObjectKind::Schema,
            Kind::Null => member,
            _ => false,
        };
        if fits { Some(Self::reference(node)) } else { self.ignored(node, &a(kind)) }
    }

    fn list(&mut self, item: Takes, node: NodeId) -> Option<Json> {
        match self.kind(node) {
            Kind::Array => {
                let items = self.tree.items(node).to_vec();
                Some(Json::Array(items.into_iter().filter_map(|child| self.value(item, child, false)).collect()))
            }
            // A lone item where a list is due; a lone boolean is something else, such as `required: true`.
            Kind::String | Kind::Number | Kind::Object if item != Takes::Any => {
                let single = self.value(item, node, false)?;
                self.lint(
                    Code::WrongType,
                    node,
                    String::from("a list is due here; the value is taken as its only item"),
                );
                Some(Json::Array(vec![single]))
            }
            _ => self.ignored(node, "a list"),
        }
    }

    fn map(&mut self, item: Takes, node: NodeId) -> Option<Json> {
        if !self.tree.is_object(node) {
            return self.ignored(node, "an object");
        }
        let entries: Vec<(Box<str>, NodeId)> =
            self.tree.entries(node).map(|(key, child)| (key.into(), child)).collect();
        let members = entries.into_iter().filter_map(|(key, child)| Some((key, self.value(item, child, true)?)));
        Some(Json::Object(members.collect()))
    }

    fn ignored(&mut self, node: NodeId, due: &str) -> Option<Json> {
        let found = match self.kind(node) {
            Kind::Null => "nothing",
            _ => self.tree.describe(node),
        };
        self.lint(Code::WrongType, node, format!("{due} is due here, not {found}; it is ignored"));
        None
    }
}
