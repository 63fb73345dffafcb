//! The public API of a planned crate: traits, what belongs to their methods, the client.
//!
//! Takes a plan and what it was made of, adds to a surface.

use super::collect::{Parts, add_members, argument, default_trait};
use super::surface::{Argument, Form, Function, Head, Item, Kind, Pass, Role, Space, Surface, Type};
use crate::base::NodeId;
use crate::model::{HeaderSetId, Location, Operation};
use crate::names::OperationNames;
use crate::plan::ir::{ApiFile, Constructor, HeaderStruct, Method, Presence, ResponseEnum, Setter, SetterKind, Ty};

/// What a value has that can be copied and compared.
const VALUE: &[&str] = &["Clone", "PartialEq"];

/// Adds all that is not below `models`.
pub(super) fn collect_calls(parts: Parts<'_>, out: &mut Surface) {
    for file in &parts.plan.apis {
        let index = file.gate.first().copied().unwrap_or_default();
        let operations: Vec<(&Operation, &OperationNames)> = parts
            .names
            .traits
            .get(index)
            .into_iter()
            .flat_map(|one| &one.operations)
            .filter_map(|id| Some((parts.api.operations.get(*id)?, parts.names.operations.get(*id)?)))
            .collect();
        Calls { parts, operations, out }.add(file);
    }
    for item in parts.plan.headers.iter().flat_map(|file| &file.headers) {
        Calls { parts, operations: Vec::new(), out }.add_headers(item);
    }
    collect_client(parts, out);
}

struct Calls<'a, 'o> {
    parts: Parts<'a>,
    operations: Vec<(&'a Operation, &'a OperationNames)>,
    out: &'o mut Surface,
}

impl<'a> Calls<'a, '_> {
    fn find(&self, test: impl Fn(&OperationNames) -> bool) -> Option<(&'a Operation, &'a OperationNames)> {
        self.operations.iter().find(|(_, names)| test(names)).copied()
    }

    fn add(&mut self, file: &ApiFile) {
        let api = &file.api;
        let all: Vec<NodeId> = self.operations.iter().map(|(operation, _)| operation.origin).collect();
        self.out.add("api", Space::Type, &api.ident, Item::new(Form::Trait, all.clone()));
        let handle = Item { traits: vec!["Clone"], ..Item::new(Form::Struct(Kind::Client), all) };
        self.out.add("api", Space::Type, &api.handle.ident, handle);
        let owner = format!("api::{}", api.ident);
        for method in &api.methods {
            let found = self.find(|names| names.method == method.ident);
            let mut function = call(method);
            for argument in &mut function.arguments {
                let place = found.and_then(|(operation, names)| place(operation, names, &argument.name));
                (argument.origin, argument.positional) = place.unwrap_or_default();
            }
            let origins: Vec<NodeId> = found.map(|(operation, _)| operation.origin).into_iter().collect();
            if let Some(paging) = &method.paging {
                let items = Function { role: Role::Items, output: Type::of(&paging.item), ..function.clone() };
                self.out.add(
                    "Client",
                    Space::Function,
                    &method.ident,
                    Item::new(Form::Function(items), Vec::clone(&origins)),
                );
            }
            let own = Item { deprecated: method.deprecated, ..Item::new(Form::Function(function), origins) };
            self.out.add(&owner, Space::Function, &method.ident, own);
        }
        for (old, of) in &api.aliases {
            let Some(method) = api.methods.iter().find(|method| method.ident == *of) else { continue };
            let origins = self.find(|names| names.method == *of).map(|(operation, _)| operation.origin);
            let function = Function { value: Some(of.to_string()), ..call(method) };
            let own = Item { deprecated: true, ..Item::new(Form::Function(function), origins.into_iter().collect()) };
            self.out.add(&owner, Space::Function, old, own);
        }
        for (ident, _, params) in &file.params {
            self.add_params(ident, params);
        }
        for (ident, _, form) in &file.forms {
            self.add_form(ident, form);
        }
        for item in file.successes.iter().chain(&file.errors) {
            self.add_responses(item);
        }
        file.headers.iter().for_each(|item| self.add_headers(item));
    }

    fn add_params(&mut self, ident: &str, params: &crate::plan::ir::Struct) {
        let found = self.find(|names| *names.params == *ident);
        let origins: Vec<NodeId> = found.iter().map(|(operation, _)| operation.origin).collect();
        let form = Form::Struct(Kind::Call);
        let traits = VALUE.iter().copied().chain(default_trait(params)).collect();
        let own = Item { traits, ..Item::new(form, origins.clone()) };
        self.out.add("api", Space::Type, ident, own);
        let parameter = |index: usize| {
            let field = params.fields.get(index);
            let found = found.and_then(|(operation, names)| {
                let at = names.arguments.iter().position(|name| Some(name) == field.map(|field| &field.ident))?;
                operation.parameters.get(at).map(|parameter| vec![parameter.origin])
            });
            found.unwrap_or_else(|| origins.clone())
        };
        add_members(self.out, &format!("api::{ident}"), params, &parameter);
    }

    /// The struct of a form's parts.
    fn add_form(&mut self, ident: &str, form: &crate::plan::ir::Struct) {
        let found = self.find(|names| *names.form == *ident);
        let body = found.map(|(operation, _)| operation.body.as_ref().map_or(operation.origin, |body| body.origin));
        let origins: Vec<NodeId> = body.into_iter().collect();
        let value = if form.streams { &[][..] } else { VALUE };
        let traits = value.iter().copied().chain(default_trait(form)).collect();
        let own = Item { traits, ..Item::new(Form::Struct(Kind::Call), origins.clone()) };
        self.out.add("api", Space::Type, ident, own);
        let owner = format!("api::{ident}");
        add_members(self.out, &owner, form, &|_| origins.clone());
        if let Some(Constructor::New(inputs)) = &form.constructor {
            let arguments = inputs.iter().map(|input| argument(&input.ident, input)).collect();
            let new = Function { role: Role::New, arguments, output: Type::own(owner.clone()), value: None };
            self.out.add(&owner, Space::Function, "new", Item::new(Form::Function(new), origins));
        }
    }

    fn add_responses(&mut self, item: &ResponseEnum) {
        let found = self.find(|names| names.error == item.ident || names.success == item.ident);
        let origins: Vec<NodeId> = found.iter().map(|(operation, _)| operation.origin).collect();
        let traits = if item.streams { Vec::new() } else { VALUE.to_vec() };
        let own = Item { traits, ..Item::new(Form::Enum(Kind::Call), origins.clone()) };
        self.out.add("api", Space::Type, &item.ident, own);
        let owner = format!("api::{}", item.ident);
        for variant in &item.variants {
            let response = found.and_then(|(operation, names)| {
                let at = names.variants.iter().position(|name| *name == variant.ident)?;
                operation.responses.get(at).map(|response| vec![response.origin])
            });
            let payload = Type::response("Answer", &variant.body, &variant.headers);
            let form = Form::Variant(Some(payload));
            let own = Item::new(form, response.unwrap_or_else(|| origins.clone()));
            self.out.add(&owner, Space::Variant, &variant.ident, own);
        }
        if let Some(ident) = &item.undeclared {
            let payload = Type::plain(Head::Runtime("Undeclared"));
            self.out.add(&owner, Space::Variant, ident, Item::new(Form::Variant(Some(payload)), origins));
        }
    }

    fn add_headers(&mut self, item: &HeaderStruct) {
        let set = self.parts.names.header_sets.iter().find(|(_, name)| name.ident == item.ident).map(|(id, _)| id);
        let origins = set.map(|set| self.responses_of(set)).unwrap_or_default();
        let form = Form::Struct(Kind::Call);
        let traits = VALUE.iter().copied().chain(["Default"]).collect();
        let own = Item { traits, ..Item::new(form, origins.clone()) };
        self.out.add("api", Space::Type, &item.ident, own);
        let owner = format!("api::{}", item.ident);
        for field in &item.fields {
            let ty = if field.list { Ty::List(Box::new(field.ty.clone())) } else { field.ty.clone() };
            let form = Form::Field(Type::of(&Ty::Option(Box::new(ty))), Presence::Optional);
            let own = Item { deprecated: field.deprecated, ..Item::new(form, origins.clone()) };
            self.out.add(&owner, Space::Field, &field.ident, own);
        }
    }

    /// The responses that have a set of headers.
    fn responses_of(&self, set: HeaderSetId) -> Vec<NodeId> {
        let users = self.parts.shapes.header_sets.get(set).map(|set| set.users.as_slice()).unwrap_or_default();
        let response = |(operation, status): &(crate::model::OperationId, crate::model::Status)| {
            let responses = &self.parts.api.operations.get(*operation)?.responses;
            responses.iter().find(|response| response.status == *status).map(|response| response.origin)
        };
        users.iter().filter_map(response).collect()
    }
}

/// Where an argument comes from, and whether it is a parameter of the path.
fn place(operation: &Operation, names: &OperationNames, argument: &str) -> Option<(Option<NodeId>, bool)> {
    if *names.body == *argument {
        return operation.body.as_ref().map(|body| (Some(body.origin), false));
    }
    let at = names.arguments.iter().position(|name| **name == *argument)?;
    operation.parameters.get(at).map(|found| (Some(found.origin), found.location == Location::Path))
}

/// `Result<Response<B, H>, Error<E>>`, as the trait's method gives it.
fn call(method: &Method) -> Function {
    let response = Type::response("Response", &method.body, &method.headers);
    let undeclared = method.error == Ty::Runtime("Undeclared");
    let error = if undeclared { Vec::new() } else { vec![Type::of(&method.error)] };
    let error = Type { head: Head::Runtime("Error"), arguments: error };
    let argument = |arg: &crate::plan::ir::Arg| Argument::new(&arg.ident, Type::of(&arg.ty), Pass::Value);
    Function {
        role: Role::Call,
        arguments: method.args.iter().map(argument).collect(),
        output: Type { head: Head::Std("Result"), arguments: vec![response, error] },
        value: None,
    }
}

fn collect_client(parts: Parts<'_>, out: &mut Surface) {
    let client = &parts.plan.client;
    let item = || Item::new(Form::Struct(Kind::Client), vec![parts.api.origin]);
    out.add("", Space::Type, "Client", Item { traits: vec!["Clone"], ..item() });
    out.add("", Space::Type, "ClientBuilder", item());
    if client.servers.len() > 1 {
        let form = Form::Constant(Type::plain(Head::Std("&'static [&'static str]")));
        let origins = parts.api.servers.iter().map(|server| server.origin).collect();
        out.add("Client", Space::Constant, "SERVERS", Item::new(form, origins));
    }
    for setter in &client.setters {
        let origins: Vec<NodeId> =
            parts.api.security_schemes.get(&setter.scheme).map(|scheme| scheme.origin).into_iter().collect();
        for (ident, arguments) in credentials(setter) {
            let output = Type::own("ClientBuilder");
            let function = Function { role: Role::Setter, arguments, output, value: None };
            let own = Item::new(Form::Function(function), origins.clone());
            out.add("ClientBuilder", Space::Function, &ident, own);
        }
    }
}

/// The methods of a setter, with their arguments.
fn credentials(setter: &Setter) -> Vec<(String, Vec<Argument>)> {
    let argument = |name: &str, head: Head, pass: Pass| Argument::new(name, Type::plain(head), pass);
    let secret = |name: &str| argument(name, Head::Runtime("Secret"), Pass::Into);
    let own = setter.ident.to_string();
    match &setter.kind {
        SetterKind::Basic => vec![(own, vec![argument("user", Head::Std("String"), Pass::Into), secret("password")])],
        SetterKind::Bearer { provider, client } => {
            let source = argument("provider", Head::Runtime("TokenProvider"), Pass::Impl);
            let id = || argument("id", Head::Std("String"), Pass::Into);
            let client = client.iter().map(|(client, _)| (client.to_string(), vec![id(), secret("secret")]));
            [(own, vec![secret("token")]), (provider.to_string(), vec![source])].into_iter().chain(client).collect()
        }
        SetterKind::Authorization { .. } => vec![(own, vec![secret("value")])],
        SetterKind::Certificate => {
            vec![(own, vec![argument("certificates", Head::Std("String"), Pass::Into), secret("key")])]
        }
        SetterKind::ApiKey { .. } => vec![(own, vec![secret("key")])],
        SetterKind::Any => vec![(own, vec![argument("credential", Head::Runtime("Credential"), Pass::Value)])],
    }
}
