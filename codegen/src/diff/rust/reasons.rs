//! Why an item is another than before, in terms of the document.
//!
//! Takes what is on both sides, gives a phrase without a full stop. Must not decide whether it matters.

use super::surface::{Argument, Form, Head, Item, Key, Role, Space, Type};
use crate::plan::ir::Presence;

/// Why a field has another type.
pub(super) fn field(old: &Type, was: Presence, new: &Type, is: Presence) -> String {
    let (inner_old, inner_new) = (inner(old), inner(new));
    if inner_old != inner_new {
        return ty(&inner_old, &inner_new);
    }
    let told = match (was, is) {
        (Presence::Required, Presence::Required) if is_option(new) => "it can be null now",
        (Presence::Required, Presence::Required) if is_option(old) => "it is never null now",
        (Presence::Required, Presence::Required) => "its type contains itself now, or no longer does",
        (Presence::Required, Presence::Nullable) => "it is no longer required, and it can be null",
        (Presence::Required, _) => "it is no longer required",
        (Presence::Nullable, Presence::Required) => "it is always there now",
        (_, Presence::Required) => "it is always there now: required, or no longer optional",
        (Presence::Optional, Presence::Nullable) => "null is a value of its own now",
        (Presence::Nullable, _) => "null is no value of its own any more",
        _ => "its type contains itself now, or no longer does",
    };
    told.to_owned()
}

/// What a type is about, without what says when it is there and where it is stored.
fn inner(ty: &Type) -> Type {
    match (&ty.head, ty.arguments.as_slice()) {
        (Head::Std("Option" | "Box") | Head::Runtime("Maybe"), [one]) => inner(one),
        _ => ty.clone(),
    }
}

fn is_option(ty: &Type) -> bool {
    ty.head == Head::Std("Option")
}

/// Why a type is another one.
pub(super) fn ty(old: &Type, new: &Type) -> String {
    let own = |ty: &Type| matches!(ty.head, Head::Own(_));
    match (own(old), own(new)) {
        (true, true) => "its schema is another type now".to_owned(),
        (true, false) => "its schema no longer makes a type of its own".to_owned(),
        (false, true) => "its schema makes a type of its own now".to_owned(),
        (false, false) if old.head == new.head => "what is inside has another type or can be null now".to_owned(),
        (false, false) => "its type or format is another one".to_owned(),
    }
}

/// Why a variant holds something else.
pub(super) fn payload(old: Option<&Type>, new: Option<&Type>) -> String {
    let answer = |ty: Option<&Type>| ty.is_some_and(|ty| ty.head == Head::Runtime("Answer"));
    match (old, new) {
        (Some(old), Some(new)) if answer(Some(old)) && answer(Some(new)) => {
            if old.arguments.first() == new.arguments.first() {
                "the headers of this response are others".to_owned()
            } else {
                "the body of this response has another type".to_owned()
            }
        }
        (Some(old), Some(new))
            if new.head == Head::Runtime("UnknownValue") || old.head == Head::Runtime("UnknownValue") =>
        {
            "it is received now as well, or no longer is".to_owned()
        }
        (Some(old), Some(new)) => ty(old, new),
        _ => "it holds a value now, or no longer does".to_owned(),
    }
}

/// Why a function gives something else.
pub(super) fn output(old: &Type, new: &Type) -> String {
    let part =
        |ty: &Type, path: &[usize]| path.iter().try_fold(ty.clone(), |ty, index| ty.arguments.get(*index).cloned());
    let differs = |path: &[usize]| part(old, path) != part(new, path);
    let is_call =
        old.head == Head::Std("Result") && part(old, &[0]).is_some_and(|ty| ty.head == Head::Runtime("Response"));
    if !is_call {
        return ty(old, new);
    }
    let mut told = Vec::new();
    if differs(&[0, 0]) {
        told.push("the success has another body, or there are several");
    }
    if differs(&[0, 1]) {
        told.push("the success has other headers");
    }
    if differs(&[1]) {
        told.push("the declared errors make another type");
    }
    told.join("; ")
}

/// Why a call needs other arguments.
pub(super) fn arguments(gone: &[Argument], come: &[Argument], retyped: &[&Argument]) -> String {
    let list = |arguments: &[&Argument]| {
        arguments.iter().map(|argument| format!("`{}`", argument.name)).collect::<Vec<_>>().join(", ")
    };
    let all = |arguments: &[Argument]| list(&arguments.iter().collect::<Vec<_>>());
    let mut told = Vec::new();
    if !come.is_empty() {
        told.push(format!("it takes {} now", all(come)));
    }
    if !gone.is_empty() {
        told.push(format!("it no longer takes {}", all(gone)));
    }
    if !retyped.is_empty() {
        told.push(format!("the type of {} is another one", list(retyped)));
    }
    if told.is_empty() { "the order of its arguments is another".to_owned() } else { told.join("; ") }
}

/// Why a trait is lost.
pub(super) fn lost(name: &str) -> String {
    match name {
        "Default" => "it has required members now, so `Default` is gone".to_owned(),
        "Clone" | "PartialEq" => format!("a body is a stream now, which has no `{name}`"),
        "Eq" | "Hash" => format!("it holds values now that cannot be compared for `{name}`"),
        other => format!("`{other}` is gone: its values are of another kind"),
    }
}

/// Why an item is gone.
pub(super) fn removed(key: &Key, item: &Item) -> String {
    let told = match (key.space, &item.form) {
        (Space::Field, _) => "the member is gone, or travels the other way only",
        (Space::Variant, _) => "the document no longer lists it",
        (Space::Conversion, _) => "the alternative is gone",
        (Space::Function, Form::Function(function)) => match function.role {
            Role::Call => "the operation is gone",
            Role::Items => "nothing tells any more how the list goes on, so there is no `items()`",
            Role::New => "it has no required members any more, or too many for a function",
            Role::Start | Role::Build => "it has too few required members now for a builder",
            Role::Required => "the member is no longer required",
            Role::Reader => "there is no default any more, or the values are of another kind",
            Role::Setter if key.owner == "ClientBuilder" => "the security scheme is gone",
            Role::Setter => "the member is required now, or the type is no longer sent",
        },
        (Space::Constant, _) => "there is only one server now",
        (Space::Type, Form::Trait) => "no operation has the tag any more",
        _ => "nothing makes this type any more",
    };
    told.to_owned()
}

/// Why an item is new.
pub(super) fn added(key: &Key, item: &Item) -> String {
    let told = match (key.space, &item.form) {
        (Space::Field, _) => "a new member",
        (Space::Variant, Form::Variant(Some(payload))) if payload.head == Head::Runtime("Answer") => {
            "a newly declared response, which was `Undeclared` before"
        }
        (Space::Variant, _) => "newly listed; it was `Unknown` before",
        (Space::Function, Form::Function(function)) if function.role == Role::Call => "a new operation",
        (Space::Function, Form::Function(function)) if function.role == Role::Items => {
            "the list is told to go on, so there is `items()`"
        }
        (Space::Type, Form::Trait) => "a tag without a trait before",
        _ => "new in the document",
    };
    told.to_owned()
}

/// Why an item is called something else.
pub(super) fn renamed(old: &Key, new: &Key, is_aliased: bool) -> String {
    if is_aliased {
        return format!("it is called `{}` now; the old name is deprecated", new.path());
    }
    if old.owner == new.owner {
        format!("it is called `{}` now", new.name)
    } else {
        format!("it is in `{}` now", new.owner)
    }
}
