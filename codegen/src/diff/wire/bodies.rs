//! Request bodies, and media types of both directions.
//!
//! Takes two bodies, finds out which media types stand for each other, hands their schemas on.

use crate::base::{NodeId, essence};
use crate::diff::schema::canonical;

use super::ids::Place;
use super::walk::Root;
use super::{About, Item, Names, Nodes, Wire, entries, follow};

/// Which body media types are in.
#[derive(Clone, Debug)]
pub(super) struct Carrier {
    /// The client sends it, by the part of the operation that it is in.
    pub(super) is_request: bool,
    /// `the request body`, `the response 200`.
    pub(super) words: String,
}

impl Wire<'_> {
    pub(super) fn request_body(&mut self, about: &About, nodes: Nodes) {
        let bodies = (
            self.old.get(nodes.0, "requestBody").map(|node| follow(self.old, node)),
            self.new.get(nodes.1, "requestBody").map(|node| follow(self.new, node)),
        );
        let required = |is_required: bool| if is_required { "required" } else { "optional" };
        match bodies {
            (None, None) => {}
            (None, Some(body)) => {
                let need = required(self.new.bool(body, "required") == Some(true));
                let id = format!("request-body-added-{need}");
                self.change(&id, about, (nodes.0, body), &[], format!("the {need} request body was added"));
            }
            (Some(body), None) => {
                self.change("request-body-removed", about, (body, nodes.1), &[], "the request body was removed");
            }
            (Some(old), Some(new)) => {
                let needs =
                    (self.old.bool(old, "required") == Some(true), self.new.bool(new, "required") == Some(true));
                if needs.0 != needs.1 {
                    let need = required(needs.1);
                    let here = self.members((old, new), "required");
                    let message = format!("the request body became {need}");
                    self.change(&format!("request-body-became-{need}"), about, here, &[], message);
                }
                let carrier = Carrier { is_request: true, words: "the request body".to_owned() };
                self.contents(about, (old, new), &carrier);
            }
        }
    }

    /// Compares `content`.
    pub(super) fn contents(&mut self, about: &About, nodes: Nodes, carrier: &Carrier) {
        let around = self.members(nodes, "content");
        let lists =
            (entries(self.old, self.old.get(nodes.0, "content")), entries(self.new, self.new.get(nodes.1, "content")));
        let mut names = Names::of(lists.0, lists.1, str::eq_ignore_ascii_case);
        self.renamed(about, &mut names, carrier);
        let prefix = if carrier.is_request { "request-body" } else { "response" };
        for (media, node) in names.gone {
            let message = format!("the media type `{media}` was removed from {}", carrier.words);
            let key = [carrier.words.as_str(), media];
            self.change(&format!("{prefix}-media-type-removed"), about, (node, around.1), &key, message);
        }
        for (media, node) in names.came {
            let message = format!("the media type `{media}` was added to {}", carrier.words);
            let key = [carrier.words.as_str(), media];
            self.change(&format!("{prefix}-media-type-added"), about, (around.0, node), &key, message);
        }
        for (media, nodes) in names.both {
            self.content(about, media, nodes, carrier);
        }
    }

    /// Media types that are the same but for their parameters, or more special ones of a kind.
    fn renamed<'n>(&mut self, about: &About, names: &mut Names<'n, 'n>, carrier: &Carrier) {
        for (old_name, old) in std::mem::take(&mut names.gone) {
            let found = names.came.iter().find_map(|(name, _)| Some((*name, relation(old_name, name)?)));
            let Some((name, relation)) = found else {
                names.gone.push((old_name, old));
                continue;
            };
            let Some(at) = names.came.iter().position(|(known, _)| *known == name) else { continue };
            let (_, new) = names.came.remove(at);
            if carrier.is_request && relation != "changed" {
                names.gone.push((old_name, old));
                names.came.insert(at, (name, new));
                continue;
            }
            names.both.push((name, (old, new)));
            let message = format!("the media type of {} changed from `{old_name}` to `{name}`", carrier.words);
            let key = [carrier.words.as_str(), old_name, name];
            self.change(&format!("response-media-type-name-{relation}"), about, (old, new), &key, message);
        }
    }

    fn content(&mut self, about: &About, media: &str, nodes: Nodes, carrier: &Carrier) {
        let words = format!("{} ({media})", carrier.words);
        let side = if carrier.is_request { "request" } else { "response" };
        for key in ["schema", "itemSchema"] {
            let schemas = (self.old.get(nodes.0, key), self.new.get(nodes.1, key));
            match schemas {
                (Some(before), Some(after)) => {
                    let typed = is_typed(media);
                    let is_sent = carrier.is_request != about.is_turned;
                    let place = if is_sent { Place::RequestBody { typed } } else { Place::ResponseBody { typed } };
                    let pair = self.schemas.root(&[before], &[after]);
                    let root = Root { pair, place, about: about.clone(), words: words.clone(), key: words.clone() };
                    self.items.push(Item::Root(root));
                }
                (None, Some(after)) => {
                    let message = format!("{words} was given a schema");
                    let id = format!("{side}-body-media-type-schema-added");
                    self.change(&id, about, (nodes.0, after), &[&words], message);
                }
                (Some(before), None) => {
                    let message = format!("the schema of {words} was removed");
                    let id = format!("{side}-body-media-type-schema-removed");
                    self.change(&id, about, (before, nodes.1), &[&words], message);
                }
                (None, None) => {}
            }
        }
        let encodings = (self.old.get(nodes.0, "encoding"), self.new.get(nodes.1, "encoding"));
        let text = |tree, node: Option<NodeId>| node.map(|node| canonical(tree, node)).unwrap_or_default();
        if text(self.old, encodings.0) != text(self.new, encodings.1) {
            let here = (encodings.0.unwrap_or(nodes.0), encodings.1.unwrap_or(nodes.1));
            let message = format!("the encoding of {words} changed");
            let key = [words.as_str(), &text(self.old, encodings.0), &text(self.new, encodings.1)];
            self.change(&format!("{side}-body-encoding-changed"), about, here, &key, message);
        }
    }
}

/// Whether the types of values can be seen on the wire.
fn is_typed(media: &str) -> bool {
    let essence = essence(media);
    essence.ends_with("json") || essence.ends_with("+json") || essence == "*/*" || essence == "application/*"
}

/// What became of a media type, if the two are related.
fn relation(old: &str, new: &str) -> Option<&'static str> {
    let rest = |text: &str| text.split_once(';').map(|(_, rest)| rest.trim().to_ascii_lowercase());
    let parameters = (rest(old), rest(new));
    let (old, new) = (essence(old), essence(new));
    if old == new {
        return Some("changed");
    }
    let is_same_kind = parameters.0 == parameters.1;
    let is_special = |special: &str, general: &str| {
        let ((kind, special), (general_kind, general)) = (special.split_once('/')?, general.split_once('/')?);
        let suffix = special.rsplit_once('+').map(|(_, suffix)| suffix);
        (general_kind == "*" || (kind == general_kind && (general == "*" || suffix == Some(general)))).then_some(())
    };
    let (up, down) = (is_special(&old, &new).is_some(), is_special(&new, &old).is_some());
    if (up || down) && !is_same_kind {
        Some("changed")
    } else if down {
        Some("specialized")
    } else if up {
        Some("generalized")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_are_related() {
        assert_eq!(relation("application/json", "application/json; charset=utf-8"), Some("changed"));
        assert_eq!(relation("application/json", "application/problem+json"), Some("specialized"));
        assert_eq!(relation("image/png", "image/*"), Some("generalized"));
        assert_eq!(relation("application/json", "application/xml"), None);
        assert!(is_typed("application/hal+json; x=1") && !is_typed("text/plain"));
    }
}
