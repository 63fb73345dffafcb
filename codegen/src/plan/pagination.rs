//! Lists that come in pages: how a page leads to the next one, and where its items are.
//!
//! Takes an operation and what its success is, gives a rule for the runtime, with the reason for it. What the configuration says goes
//! before what is detected. Must not guess: a rule needs both a place in the answer and, where it counts or carries a token, the
//! parameter that takes it.

mod detect;
mod find;

use super::Context;
use super::ir::{Paging, PagingStep};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Location, Method, Operation, Parameter, Use};
use crate::options::{ListStyle, PagingOption};

use find::{Items, List};

/// What a list is made of.
struct Subject<'a> {
    context: &'a Context<'a>,
    operation: &'a Operation,
    /// The body of the success.
    body: Use,
}

impl Subject<'_> {
    /// The query parameters.
    fn parameters(&self) -> impl Iterator<Item = &Parameter> {
        self.operation.parameters.iter().filter(|parameter| parameter.location == Location::Query)
    }
}

/// How the list goes on whose page the operation gives, if it is one. `body` is that of the only success.
pub(super) fn plan_paging(
    context: &Context<'_>,
    operation: &Operation,
    body: Option<Use>,
    diags: &mut Diagnostics,
) -> Option<Paging> {
    let options = &context.options.pagination;
    let configured = operation.operation_id.as_deref().and_then(|id| options.operations.get(id));
    let subject = body.filter(|body| !body.nullable).map(|body| Subject { context, operation, body });
    match (configured, subject) {
        (Some(PagingOption::None), _) => None,
        (Some(PagingOption::List(rule)), subject) => {
            let planned = subject.as_ref().and_then(|subject| {
                let list = List::of(subject);
                let items = match &rule.items {
                    Some(pointer) => list.items_at(pointer)?,
                    None => list.items()?,
                };
                Some(paging(step(&rule.style, &items.pointer), items, "the configuration says so".to_owned()))
            });
            let planned = planned.map(|paging| Paging {
                more: rule.more.as_deref().map(Box::from),
                total: rule.total.as_deref().map(Box::from),
                ..paging
            });
            if planned.is_none() {
                let text = "the configuration takes the operation for a list, but its success has no items there";
                let help = "say with `items` where in the answer they are, as a JSON pointer to an array";
                diags.push(Diagnostic::new(Code::NoSuchList, text).at(operation.origin).help(help));
            }
            planned
        }
        (None, Some(subject)) if options.detect && operation.method == Method::Get => detect::detect_paging(&subject),
        (None, _) => None,
    }
}

fn step(style: &ListStyle, items: &str) -> PagingStep {
    match style {
        ListStyle::Token { parameter, next } => {
            PagingStep::Token { parameter: parameter.as_str().into(), next: next.as_str().into() }
        }
        ListStyle::Link { next } => PagingStep::Link { next: next.as_str().into() },
        ListStyle::LinkHeader => PagingStep::LinkHeader,
        ListStyle::Offset { parameter } => {
            PagingStep::Offset { parameter: parameter.as_str().into(), items: items.into() }
        }
        ListStyle::Page { parameter, first } => {
            PagingStep::Page { parameter: parameter.as_str().into(), items: items.into(), first: *first }
        }
    }
}

fn paging(step: PagingStep, items: Items, reason: String) -> Paging {
    Paging { step, more: None, total: None, item: items.item, path: items.path, reason }
}
