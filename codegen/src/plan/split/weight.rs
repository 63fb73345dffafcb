//! What a file costs the compiler, roughly: in functions that it has to check.
//!
//! Takes planned files, gives numbers. What counts is how they compare; nobody adds them up to seconds.

use crate::plan::ir::{ApiFile, Constructor, Item, ItemKind, ModelFile, Struct};

/// The derives of a type, its JSON, and serde's two traits over it.
const TYPE: usize = 10;

/// A method of a trait, the call that implements it, and the static between them. Their signatures are long.
const METHOD: usize = 8;

/// A file below `models` with its JSON code.
pub(super) fn of_models(file: &ModelFile) -> usize {
    file.items.iter().map(of_item).sum()
}

/// A file below `api` with its calls.
pub(super) fn of_api(file: &ApiFile) -> usize {
    let methods: usize = file.api.methods.iter().map(|method| METHOD + method.args.len()).sum();
    let structs: usize = file.params.iter().chain(&file.forms).map(|(_, _, item)| of_struct(item)).sum();
    let enums: usize = file.successes.iter().chain(&file.errors).map(|item| TYPE / 2 + item.variants.len()).sum();
    methods + structs + enums + file.headers.iter().map(|item| TYPE / 2 + item.fields.len() / 2).sum::<usize>()
}

fn of_item(item: &Item) -> usize {
    match &item.kind {
        ItemKind::Struct(item) => of_struct(item),
        ItemKind::Values(values) => TYPE + 4 + values.variants.len() / 8,
        ItemKind::Union(union) => TYPE + 2 * union.variants.len(),
        ItemKind::Opaque(opaque) => TYPE + 2 * opaque.views.len(),
        ItemKind::Newtype(_) => TYPE,
        ItemKind::Alias(_) => 1,
    }
}

fn of_struct(item: &Struct) -> usize {
    let made = match &item.constructor {
        Some(Constructor::Builder(builder)) => 6 + builder.inputs.len(),
        Some(Constructor::New(_)) => 1,
        None => 0,
    };
    TYPE + item.fields.len() / 2 + item.setters.len() + item.accessors.len() + made
}
