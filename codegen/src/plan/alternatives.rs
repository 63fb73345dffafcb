//! The methods of one operation: the plain one, and one for each media type that carries something else.
//!
//! Takes what `bodies` found, gives variants. A media type that is added to a document adds a method, and changes none.

use super::bodies::Media;
use super::docs;
use super::ir::{Docs, Ident};
use crate::analyze::media_word;
use crate::model::Operation;
use crate::names::OperationNames;

/// A method of an operation.
pub(super) struct Variant<'a> {
    pub(super) method: &'a Ident,
    /// The enum of its successes.
    pub(super) success: &'a Ident,
    /// The word of the media type that it sends, when it is not the plain one.
    pub(super) sent: Option<&'a str>,
    /// The word of the media type that it asks for, when it is not the plain one.
    pub(super) asked: Option<&'a str>,
}

impl<'a> Variant<'a> {
    /// The method that uses the best media types.
    pub(super) const fn plain(names: &'a OperationNames) -> Self {
        Self { method: &names.method, success: &names.success, sent: None, asked: None }
    }

    /// Method and path, and the media type that makes the difference.
    pub(super) fn docs(&self, line: &str, operation: &Operation) -> Docs {
        let line = docs::code(line);
        let contents = operation.body.as_ref().map(|body| body.contents.as_slice()).unwrap_or_default();
        if let Some(word) = self.sent
            && let Some(found) = contents.iter().find(|content| media_word(&content.media_type) == word)
        {
            return docs::plain(&format!("{line} with a body of {}", docs::code(&found.media_type)));
        }
        let mut successes = operation.responses.iter().filter(|response| response.status.is_success());
        let found = self.asked.and_then(|word| {
            successes
                .find_map(|response| response.contents.iter().find(|content| media_word(&content.media_type) == word))
        });
        match found {
            Some(found) => docs::plain(&format!("{line} for an answer of {}", docs::code(&found.media_type))),
            None => vec![line],
        }
    }
}

/// The methods beside the plain one: first those that send something else, then those that ask for something else.
pub(super) fn plan_variants<'a>(names: &'a OperationNames, media: &Media) -> Vec<Variant<'a>> {
    let named = |word: &String| names.media.iter().find(|name| *name.word == **word);
    let sent = media.sent.iter().filter_map(named).map(|name| Variant {
        method: &name.method,
        success: &name.success,
        sent: Some(&name.word),
        asked: None,
    });
    // One word can mean both: the name is taken then.
    let asked = media.asked.iter().filter(|word| !media.sent.contains(*word)).filter_map(named).map(|name| Variant {
        method: &name.method,
        success: &name.success,
        sent: None,
        asked: Some(&name.word),
    });
    sent.chain(asked).collect()
}
