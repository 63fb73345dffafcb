//! Responses and their headers.
//!
//! Takes two operations, compares statuses, headers and bodies.

use crate::base::NodeId;

use super::bodies::Carrier;
use super::ids::Place;
use super::walk::Root;
use super::{About, Item, Names, Nodes, Wire, entries};

impl Wire<'_> {
    pub(super) fn responses(&mut self, about: &About, nodes: Nodes) {
        let around = self.members(nodes, "responses");
        let own = |(status, _): &(&str, NodeId)| !status.starts_with("x-");
        let mut before = entries(self.old, self.old.get(nodes.0, "responses"));
        let mut after = entries(self.new, self.new.get(nodes.1, "responses"));
        before.retain(own);
        after.retain(own);
        let names = Names::of(before, after, str::eq_ignore_ascii_case);
        for (status, node) in names.gone {
            let id = format!("response-{}-status-removed", kind(status));
            self.change(&id, about, (node, around.1), &[status], format!("the response {status} was removed"));
        }
        for (status, node) in names.came {
            let id = format!("response-{}-status-added", kind(status));
            self.change(&id, about, (around.0, node), &[status], format!("the response {status} was added"));
        }
        for (status, nodes) in names.both {
            let carrier = Carrier { is_request: false, words: format!("the response {status}") };
            self.headers(about, nodes, &carrier.words);
            self.contents(about, nodes, &carrier);
        }
    }

    fn headers(&mut self, about: &About, nodes: Nodes, response: &str) {
        let around = self.members(nodes, "headers");
        // OpenAPI 3.0.3 "Response Object": `Content-Type` is described by `content`.
        let own = |(name, _): &(&str, NodeId)| !name.eq_ignore_ascii_case("content-type");
        let mut before = entries(self.old, self.old.get(nodes.0, "headers"));
        let mut after = entries(self.new, self.new.get(nodes.1, "headers"));
        before.retain(own);
        after.retain(own);
        let names = Names::of(before, after, str::eq_ignore_ascii_case);
        for (name, node) in names.gone {
            let need = if self.old.bool(node, "required") == Some(true) { "required" } else { "optional" };
            let message = format!("the {need} header `{name}` was removed from {response}");
            self.change(
                &format!("{need}-response-header-removed"),
                about,
                (node, around.1),
                &[response, name],
                message,
            );
        }
        for (name, node) in names.came {
            let message = format!("the header `{name}` was added to {response}");
            self.change("response-header-added", about, (around.0, node), &[response, name], message);
        }
        for (name, nodes) in names.both {
            self.header(about, nodes, &format!("header `{name}` of {response}"));
        }
    }

    fn header(&mut self, about: &About, nodes: Nodes, words: &str) {
        for (key, set, unset) in
            [("required", "became-required", "became-optional"), ("deprecated", "deprecated", "reactivated")]
        {
            let flags = (self.old.bool(nodes.0, key) == Some(true), self.new.bool(nodes.1, key) == Some(true));
            if flags.0 != flags.1 {
                let change = if flags.1 { set } else { unset };
                let message = match change {
                    "deprecated" => format!("{words} was deprecated"),
                    "reactivated" => format!("{words} is no longer deprecated"),
                    change => format!("{words} {}", change.replace('-', " ")),
                };
                let here = self.members(nodes, key);
                self.change(&format!("response-header-{change}"), about, here, &[words], message);
            }
        }
        match (self.old.get(nodes.0, "schema"), self.new.get(nodes.1, "schema")) {
            (Some(before), Some(after)) => {
                let pair = self.schemas.root(&[before], &[after]);
                let (words, key) = (words.to_owned(), words.to_owned());
                self.items.push(Item::Root(Root { pair, place: Place::Header, about: about.clone(), words, key }));
            }
            (None, Some(after)) => {
                let message = format!("{words} was given a schema");
                self.change("response-header-schema-added", about, (nodes.0, after), &[words], message);
            }
            (Some(before), None) => {
                let message = format!("the schema of {words} was removed");
                self.change("response-header-schema-removed", about, (before, nodes.1), &[words], message);
            }
            (None, None) => {}
        }
    }
}

/// Whether a status tells success; `default` counts as an error.
fn kind(status: &str) -> &'static str {
    if status.len() == 3 && status.starts_with('2') { "success" } else { "non-success" }
}
