//! Calls of operations with arguments that the document allows: what rustdoc shows of each operation.
//!
//! Takes an operation with its method and all planned types, gives a call as it is written by hand. Examples of the document go before
//! made-up values. An argument that cannot be written gives no example. Must not name an item that is not generated.

mod document;
mod leaf;
mod pattern;
mod values;

pub(super) use document::{document_calls, modules_of};

use super::Context;
use super::ir::{ApiFile, Arg, Body, BodyKind, Ident, Item, Method, ModelFile, Struct, Ty};
use super::parameters::PARAMS;
use crate::analyze::alternatives;
use crate::base::{Json, Lookup, NodeId, letters};
use crate::model::{Content, Direction, Kind, Location, Operation, Parameter, SchemaId, TextKind, Use};
use crate::names::OperationNames;
use values::{Code, Place};

/// The longest call that is still an example.
const LONGEST: usize = 2000;
/// The longest value of a setter that is shown beside required arguments.
const LONGEST_SETTER: usize = 60;

/// Writes calls.
struct Examples<'a> {
    context: &'a Context<'a>,
    value_of: &'a dyn Fn(NodeId) -> Json,
    items: Lookup<&'a str, &'a Item>,
}

/// An operation with what was planned for it.
struct Subject<'a> {
    operation: &'a Operation,
    names: &'a OperationNames,
    method: &'a Method,
    params: Option<&'a Struct>,
    form: Option<&'a Struct>,
}

/// Gives each method the arguments of its example.
pub(super) fn plan_examples(
    context: &Context<'_>,
    models: &[ModelFile],
    value_of: &dyn Fn(NodeId) -> Json,
    apis: &mut [ApiFile],
) {
    let examples = Examples::new(context, models, value_of);
    for file in apis {
        let operations = file.gate.first().and_then(|index| context.names.traits.get(*index));
        let mut plain = Lookup::new();
        for id in operations.iter().flat_map(|name| &name.operations) {
            if let (Some(operation), Some(names)) = (context.api.operations.get(*id), context.names.operations.get(*id))
            {
                plain.insert(&*names.method, (operation, names));
            }
        }
        // The methods of an operation follow each other, the plain one first.
        let mut current = None;
        let mut all = Vec::new();
        for method in &file.api.methods {
            current = plain.get(&*method.ident).copied().or(current);
            all.push(current.and_then(|(operation, names): (&Operation, &OperationNames)| {
                let params = file.params.iter().find(|(ident, ..)| *ident == names.params).map(|(.., params)| params);
                let form = file.forms.iter().find(|(ident, ..)| *ident == names.form).map(|(.., form)| form);
                examples.arguments(&Subject { operation, names, method, params, form })
            }));
        }
        for (method, example) in file.api.methods.iter_mut().zip(all) {
            method.example = example;
        }
    }
}

impl<'a> Examples<'a> {
    fn new(context: &'a Context<'a>, models: &'a [ModelFile], value_of: &'a dyn Fn(NodeId) -> Json) -> Self {
        let mut items = Lookup::new();
        for item in models.iter().flat_map(|file| &file.items) {
            items.insert(&*item.ident, item);
        }
        Self { context, value_of, items }
    }

    /// The arguments of a call.
    fn arguments(&self, subject: &Subject<'_>) -> Option<Vec<String>> {
        let args: Option<Vec<String>> = subject.method.args.iter().map(|arg| self.argument(subject, arg)).collect();
        args.filter(|args| args.iter().map(String::len).sum::<usize>() <= LONGEST)
    }

    fn argument(&self, subject: &Subject<'_>, arg: &Arg) -> Option<String> {
        if let Some(body) = subject.method.call.content.as_ref().filter(|body| body.ident == arg.ident) {
            return self.body(subject, body);
        }
        if *arg.ident == *PARAMS && matches!(arg.ty, Ty::Api(_)) {
            return self.params(subject);
        }
        let code = self.parameter(subject, &arg.ident)?;
        Some(if arg.ty == Ty::Str { code.given } else { code.exact })
    }

    fn parameter(&self, subject: &Subject<'_>, ident: &Ident) -> Option<Code> {
        let index = subject.names.arguments.iter().position(|name| name == ident)?;
        let parameter: &Parameter = subject.operation.parameters.get(index)?;
        let schema = parameter.value.schema();
        let place = schema.and_then(|schema| self.context.shapes.of(schema, Direction::Request));
        let Some(place) = place else { return Some(Code::text("text")) };
        let example = self.first(&parameter.examples);
        // Absence has its own way.
        let place = Use { nullable: false, ..place };
        self.value(&Place { place, schema, hint: example.as_ref(), name: &parameter.name, depth: 0 })
    }

    fn is_header(&self, subject: &Subject<'_>, ident: &Ident) -> bool {
        let index = subject.names.arguments.iter().position(|name| name == ident);
        let parameter = index.and_then(|index| subject.operation.parameters.get(index));
        parameter.is_some_and(|parameter| parameter.location == Location::Header)
    }

    fn first(&self, nodes: &[NodeId]) -> Option<Json> {
        nodes.first().map(|node| (self.value_of)(*node))
    }

    /// The default, with the first parameter that is easily said.
    fn params(&self, subject: &Subject<'_>) -> Option<String> {
        let mut text = format!("api::{}::default()", subject.names.params);
        let Some(params) = subject.params else { return Some(text) };
        let mut all = params.setters.iter().filter(|setter| !setter.deprecated).filter_map(|setter| {
            let field = params.fields.get(setter.input.field)?;
            let code = self.parameter(subject, &field.ident)?;
            let value = if setter.input.into { code.given } else { code.exact };
            let is_told = letters(value.split('"').nth(1).unwrap_or(&value)) != letters(&setter.ident);
            // A header is for the server to understand (a version, a tenant): a made-up one is no use.
            let is_useful = is_told || !self.is_header(subject, &field.ident);
            (is_useful && value.len() <= LONGEST_SETTER).then(|| (is_told, format!(".{}({value})", setter.ident)))
        });
        // A value that says more than the name, if there is one.
        let first = all.next();
        let better = first.iter().all(|(is_told, _)| !is_told).then(|| all.find(|(is_told, _)| *is_told)).flatten();
        text.extend(better.or(first).map(|(_, shown)| shown));
        Some(text)
    }

    fn body(&self, subject: &Subject<'_>, body: &Body) -> Option<String> {
        let contents = &subject.operation.body.as_ref()?.contents;
        let content = contents.iter().find(|content| content.media_type.trim() == &*body.media_type);
        let content = content.or_else(|| super::bodies::pick(contents))?;
        let example = self.first(&content.examples);
        let text = match body.kind {
            BodyKind::Json | BodyKind::Form => {
                let place = content.schema.and_then(|schema| self.context.shapes.of(schema, Direction::Request));
                match place {
                    Some(place) => {
                        let hint = example.as_ref();
                        self.value(&Place { place, schema: content.schema, hint, name: "", depth: 0 })?.exact
                    }
                    None => Code::text("text").exact,
                }
            }
            BodyKind::Multipart => match subject.form.filter(|_| body.form.is_some()) {
                Some(form) => self.form(subject, form)?,
                None => self.parts(content, example.as_ref()),
            },
            _ => {
                let given = example.as_ref().and_then(Json::as_str).filter(|text| text.len() < LONGEST_SETTER);
                match given {
                    Some(given) => Code::text(given).exact,
                    None => Code::text(&self.plain_text(content, body.kind).unwrap_or("text".to_owned())).exact,
                }
            }
        };
        Some(if body.optional { format!("Some({text})") } else { text })
    }

    /// Parts that have no struct: what has to be there of the members of the first alternative, else its first member.
    fn parts(&self, content: &Content, example: Option<&Json>) -> String {
        let (mut members, mut required) = (Vec::new(), Vec::new());
        let mut next = content.schema;
        for _ in 0..8 {
            let Some(node) = next.and_then(|schema| self.context.resolved(schema)) else { break };
            members.extend(&node.object.properties);
            required.extend(node.object.required.iter().map(|name| &**name));
            required.extend(values::asked_for(node, example));
            next = alternatives(node).first().copied();
        }
        let mut shown: Vec<_> = members.iter().filter(|(name, _)| required.contains(&&***name)).collect();
        if shown.is_empty() {
            shown.extend(members.first());
        }
        let mut text = "Multipart::new()".to_owned();
        for (name, schema) in shown {
            let hint = example.and_then(|example| example.get(name));
            for value in self.part(**schema, hint, name, 0) {
                text.push_str(&format!(".part({name:?}, {value})"));
            }
        }
        if members.is_empty() { text + ".part(\"name\", \"text\")" } else { text }
    }

    /// A scalar as the text of a part; a list as several.
    fn part(&self, schema: SchemaId, hint: Option<&Json>, name: &str, depth: usize) -> Vec<String> {
        let made_up = || vec!["\"text\"".to_owned()];
        let Some(place) = self.context.shapes.of(schema, Direction::Request).filter(|_| depth < 3) else {
            return made_up();
        };
        let kind = self.context.shapes.arena.get(place.shape).map(|shape| &shape.kind);
        let place = Use { nullable: false, ..place };
        let code = || self.value(&Place { place, schema: Some(schema), hint, name, depth: 1 });
        match kind {
            Some(Kind::Text(TextKind::Plain)) => code().map_or_else(made_up, |code| vec![code.given]),
            Some(Kind::Boolean | Kind::Integer(_) | Kind::Number(_)) => {
                code().map_or_else(made_up, |code| vec![format!("{:?}", code.given)])
            }
            Some(Kind::Array { .. }) => {
                let array = self.context.resolved(schema).map(|node| &node.array);
                let Some(item) = array.and_then(|array| array.items) else { return made_up() };
                let least = array.and_then(|array| array.min_items).map_or(1, |least| least.clamp(1, 4));
                let items = hint.and_then(Json::as_array).unwrap_or_default();
                let count = 0..usize::try_from(least).unwrap_or(1);
                count.flat_map(|index| self.part(item, items.get(index), name, depth + 1)).collect()
            }
            _ => {
                let own = self.own(schema);
                let told = hint.into_iter().chain(&own).find_map(Json::as_str);
                told.map_or_else(made_up, |text| vec![format!("{text:?}")])
            }
        }
    }

    /// What a number or a flag is as text.
    fn plain_text(&self, content: &Content, kind: BodyKind) -> Option<String> {
        let place = self.context.shapes.of(content.schema.filter(|_| kind == BodyKind::Text)?, Direction::Request)?;
        let shape = self.context.shapes.arena.get(place.shape)?;
        let is_plain = matches!(shape.kind, Kind::Boolean | Kind::Integer(_) | Kind::Number(_));
        let place = Use { nullable: false, ..place };
        let place = Place { place, schema: content.schema, hint: None, name: "", depth: 0 };
        self.value(&place).filter(|_| is_plain).map(|code| code.given)
    }

    /// The parts that are required, or the first that is easily said.
    fn form(&self, subject: &Subject<'_>, form: &Struct) -> Option<String> {
        let name = format!("api::{}", subject.names.form);
        // A field for each part.
        let found = subject.operation.body.as_ref().and_then(|body| crate::analyze::form(self.context.api, body))?;
        let example = self.first(&found.content.examples);
        self.made(&name, form, &mut |index, by_setter| {
            let ty = match &form.fields.get(index)?.ty {
                Ty::Option(inner) if by_setter => inner,
                ty => ty,
            };
            let part = found.parts.get(index)?;
            let place = self.context.shapes.of(part.schema, Direction::Request)?;
            let is_file = matches!(ty, Ty::Runtime("Part")) || *ty == Ty::List(Box::new(Ty::Runtime("Part")));
            if is_file {
                return self.of_ty(ty);
            }
            let place = Use { nullable: matches!(ty, Ty::Option(_)), ..place };
            let hint = example.as_ref().and_then(|example| example.get(part.name));
            self.value(&Place { place, schema: Some(part.schema), hint, name: part.name, depth: 1 })
        })
    }
}
