//! Lists that come in pages: how a page leads to the next one, and where its items are.
//!
//! Takes an operation and what its success is, gives a rule for the runtime, with the reason for it. What the configuration says goes
//! before what is detected. Must not guess: a rule needs both a place in the answer and, where it counts or carries a token, the
//! parameter that takes it.

mod detect;
mod find;

use super::Context;
use super::bodies::pick;
use super::ir::{Paging, PagingStep};
use crate::analyze::{MediaClass, media_class};
use crate::base::pointer::join;
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Direction, Field, Location, Method, Operation, SchemaId, Use};
use crate::options::{ListStyle, PagingOption};

use find::{Items, List, fields, plain};

/// What a list is made of.
struct Subject<'a> {
    context: &'a Context<'a>,
    operation: &'a Operation,
    /// The body of the success.
    body: Use,
}

/// What can take a position: a query parameter, or a member of the body.
struct Taker {
    /// Its name without anything but letters and digits, in lower case.
    name: String,
    /// The parameter, or the place in the body as a JSON pointer: what the rule says.
    address: Box<str>,
    /// What it takes.
    value: Option<Use>,
    schema: Option<SchemaId>,
}

/// Members of a body that hold what is said of pages.
const ENVELOPES: &[&str] = &["page", "pages", "pagination", "paging", "pager", "pageinfo"];

impl Subject<'_> {
    /// What can take a position: the query parameters and, of a request that has one, the members of its JSON body.
    fn takers(&self) -> Vec<Taker> {
        let shapes = self.context.shapes;
        let parameters = self.operation.parameters.iter().filter(|parameter| parameter.location == Location::Query);
        let mut takers: Vec<Taker> = parameters
            .map(|parameter| {
                let schema = parameter.value.schema();
                let value = schema.and_then(|schema| shapes.of(schema, Direction::Request));
                Taker { name: plain(&parameter.name), address: parameter.name.clone(), value, schema }
            })
            .collect();
        let body = self.operation.body.as_ref().and_then(|body| pick(&body.contents));
        let body = body.filter(|content| media_class(&content.media_type) == MediaClass::Json);
        let shape = body.and_then(|content| shapes.of(content.schema?, Direction::Request)).map(|place| place.shape);
        for field in shape.into_iter().flat_map(|shape| fields(self.context, shape)) {
            let address = join("", &field.name);
            if ENVELOPES.contains(&plain(&field.name).as_str()) {
                let inner = fields(self.context, field.value.shape).iter();
                takers.extend(inner.map(|inner| taker(inner, join(&address, &inner.name))));
            }
            takers.push(taker(field, address));
        }
        takers
    }
}

fn taker(field: &Field, address: String) -> Taker {
    Taker { name: plain(&field.name), address: address.into(), value: Some(field.value), schema: Some(field.schema) }
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
        (None, Some(subject)) if options.detect && matches!(operation.method, Method::Get | Method::Post) => {
            detect::detect_paging(&subject)
        }
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
