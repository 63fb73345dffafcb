//! Words that generated code takes from std and the runtime, and which of them the document takes away.
//!
//! Takes declared identifiers, gives those words that have to be written with their path. Must not rename anything.

use super::ir::{ApiFile, HeaderFile, Ident, ItemKind, ModelFile};

/// What files below `models` and `api` write without a path unless the document has a type of that name.
const WORDS: &[&str] = &[
    "Answer",
    "ApiBase",
    "Arc",
    "BTreeMap",
    "Base64",
    "Body",
    "Box",
    "BoxFuture",
    "Bytes",
    "Date",
    "DecodeError",
    "Default",
    "Err",
    "Error",
    "Events",
    "Extra",
    "Foreign",
    "From",
    "Future",
    "Into",
    "Maybe",
    "MaybeSend",
    "MissingMember",
    "Multipart",
    "None",
    "Number",
    "Ok",
    "Option",
    "OrAny",
    "Part",
    "Reply",
    "Response",
    "Result",
    "Some",
    "String",
    "Time",
    "Timestamp",
    "Tuple",
    "Undeclared",
    "UnknownValue",
    "Value",
    "Values",
    "Vec",
];

/// The words among the identifiers.
pub(super) fn plan_shadowed<'a>(declared: impl Iterator<Item = &'a Ident>) -> Vec<Ident> {
    let mut taken: Vec<Ident> = declared.filter(|ident| WORDS.contains(&&***ident)).cloned().collect();
    taken.sort();
    taken.dedup();
    taken
}

/// The types that a file below `api` declares, and those of its handle.
pub(super) fn declared(file: &ApiFile) -> impl Iterator<Item = &Ident> {
    file.types().chain([&file.api.handle.ident, &file.api.handle.erased])
}

/// The types that the file of shared headers declares.
pub(super) fn declared_headers(file: Option<&HeaderFile>) -> impl Iterator<Item = &Ident> {
    file.into_iter().flat_map(|file| &file.headers).map(|item| &item.ident)
}

/// Whether anything is marked as deprecated.
pub(super) fn uses_deprecated(models: &[ModelFile], apis: &[ApiFile], shared: Option<&HeaderFile>) -> bool {
    let in_models = models.iter().flat_map(|file| &file.items).any(|item| {
        item.deprecated
            || matches!(&item.kind, ItemKind::Struct(shape) if shape.fields.iter().any(|field| field.deprecated))
    });
    let in_apis = apis.iter().any(|file| {
        file.api.methods.iter().any(|method| method.deprecated)
            || file
                .params
                .iter()
                .chain(&file.forms)
                .any(|(_, _, params)| params.fields.iter().any(|field| field.deprecated))
    });
    let mut headers =
        apis.iter().flat_map(|file| &file.headers).chain(shared.into_iter().flat_map(|file| &file.headers));
    in_models || in_apis || headers.any(|headers| headers.fields.iter().any(|field| field.deprecated))
}
