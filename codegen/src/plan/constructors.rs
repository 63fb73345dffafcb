//! How structs are made: `new`, a builder, setters.
//!
//! Takes planned fields, gives constructors. The order of arguments and who has a builder is up to `names`; it must not be made up here.

use super::idents::Functions;
use super::ir::{Builder, Constructor, Field, Ident, Input, Presence, SetField, Ty};
use crate::names::MOST_RECEIVED;

/// Indices of the required fields, in the order that the lock keeps.
pub(super) fn order(fields: &[Field], pinned: Option<&Vec<usize>>) -> Vec<usize> {
    let required = |index: usize| fields.get(index).is_some_and(|field| field.presence == Presence::Required);
    let mut seen = vec![false; fields.len()];
    let all = pinned.into_iter().flatten().copied().chain(0..fields.len());
    all.filter(|index| required(*index) && seen.get_mut(*index).is_some_and(|seen| !std::mem::replace(seen, true)))
        .collect()
}

/// The constructor of a struct; none when `Default` makes it, or when only the server makes it and it is large.
pub(super) fn plan_constructor(
    fields: &[Field],
    order: &[usize],
    sent: bool,
    builder: Option<&Ident>,
) -> Option<Constructor> {
    let named = order.iter().filter_map(|index| Some((*index, fields.get(*index)?)));
    let mut inputs: Vec<Input> = named.map(|(index, field)| input(index, field.ident.clone(), &field.ty)).collect();
    match builder {
        _ if inputs.is_empty() => None,
        Some(ident) => {
            let mut functions = Functions::default();
            for input in &mut inputs {
                input.ident = builder_setter(&mut functions, &input.ident);
            }
            Some(Constructor::Builder(Builder { ident: ident.clone(), inputs }))
        }
        _ if sent || inputs.len() <= MOST_RECEIVED => Some(Constructor::New(inputs)),
        _ => None,
    }
}

fn builder_setter(functions: &mut Functions, ident: &Ident) -> Ident {
    if &**ident == "build" { functions.setter("with_build") } else { functions.setter(ident) }
}

/// What a caller gives for a field of this type.
fn input(field: usize, ident: Ident, ty: &Ty) -> Input {
    let (ty, boxed) = match ty {
        Ty::Boxed(inner) => ((**inner).clone(), true),
        other => (other.clone(), false),
    };
    let into =
        matches!(ty, Ty::String | Ty::Foreign(_) | Ty::Runtime("Value" | "Number" | "Bytes" | "Base64" | "Part"));
    Input { field, ident, ty, into, boxed }
}

/// A setter for each optional field.
pub(super) fn plan_setters(fields: &[Field], functions: &mut Functions) -> Vec<SetField> {
    let optional = fields.iter().enumerate().filter(|(_, field)| field.presence != Presence::Required);
    let setters = optional.map(|(index, field)| {
        let ident = functions.setter(&field.ident);
        let input = match (&field.ty, field.presence) {
            (Ty::Maybe(inner), _) if matches!(**inner, Ty::Boxed(_)) => input(index, "value".into(), inner),
            (Ty::Maybe(_), _) => {
                Input { field: index, ident: "value".into(), ty: field.ty.clone(), into: true, boxed: false }
            }
            (Ty::Option(inner), _) => input(index, "value".into(), inner),
            (other, _) => input(index, "value".into(), other),
        };
        SetField { ident, deprecated: field.deprecated, input, presence: field.presence }
    });
    setters.collect()
}
