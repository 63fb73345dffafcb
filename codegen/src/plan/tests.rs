//! Decisions of the stage, on small documents.

use super::ir::*;
use super::{Nodes, plan, select};
use crate::diag::{Code, Diagnostics};
use crate::names::Lock;
use crate::options::{Options, Pattern};
use crate::{lower, names, resolve, shape, source};

fn planned(text: &str) -> (Plan, Diagnostics) {
    planned_with(text, &Options::default())
}

fn planned_with(text: &str, options: &Options) -> (Plan, Diagnostics) {
    let text = format!("openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\n{text}");
    let source::Source { tree, .. } = source::parse_text("t.yaml", &text);
    let mut diags = Diagnostics::new();
    let mut api = lower::lower(&tree, options, &mut diags);
    resolve::resolve(&mut api, &mut diags);
    let shapes = shape::shape(&api);
    let pointer = |node| tree.pointer(node);
    let names = names::name(&api, &shapes, &Lock::default(), &pointer, &mut diags);
    let selection = select(&mut api, options, &mut diags);
    let nodes = Nodes { pointer: &pointer, value: &|node| tree.json(node) };
    let plan = plan(&api, &shapes, &names, options, &selection, &nodes, &mut diags);
    (plan, diags)
}

fn item<'p>(plan: &'p Plan, name: &str) -> &'p Item {
    plan.models.iter().flat_map(|file| &file.items).find(|item| &*item.ident == name).unwrap()
}

fn structure<'p>(plan: &'p Plan, name: &str) -> &'p Struct {
    match &item(plan, name).kind {
        ItemKind::Struct(found) => found,
        other => panic!("{other:?}"),
    }
}

fn method<'p>(plan: &'p Plan, name: &str) -> &'p Method {
    plan.apis.iter().flat_map(|file| &file.api.methods).find(|method| &*method.ident == name).unwrap()
}

#[test]
fn presence_is_in_the_type() {
    let (plan, _) = planned(
        "paths: {/a: {post: {operationId: a, requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}, responses: {}}}}
components: {schemas: {A: {type: object, required: [r, rn, ra], properties: {
  r: {type: string}, rn: {type: string, nullable: true}, ra: {}, o: {type: string}, on: {type: string, nullable: true}, oa: {}}}}}",
    );
    let fields = &structure(&plan, "A").fields;
    let seen: Vec<_> = fields.iter().map(|field| (&*field.ident, &field.ty, field.presence)).collect();
    let string = || Box::new(Ty::String);
    assert_eq!(
        seen,
        [
            ("r", &Ty::String, Presence::Required),
            ("rn", &Ty::Option(string()), Presence::Required),
            ("ra", &Ty::VALUE, Presence::Required),
            ("o", &Ty::Option(string()), Presence::Optional),
            ("on", &Ty::Maybe(string()), Presence::Nullable),
            ("oa", &Ty::Option(Box::new(Ty::VALUE)), Presence::Any),
        ]
    );
}

#[test]
fn a_circle_of_required_members_is_cut_once() {
    let (plan, _) = planned(
        "paths: {}
components: {schemas: {
  A: {type: object, required: [b], properties: {b: {$ref: '#/components/schemas/B'}}},
  B: {type: object, required: [a, c], properties: {a: {$ref: '#/components/schemas/A'}, c: {$ref: '#/components/schemas/C'}}},
  C: {type: object, properties: {}}}}",
    );
    let seen =
        ["A", "B"].map(|name| structure(&plan, name).fields.iter().map(|field| field.presence).collect::<Vec<_>>());
    assert_eq!(seen, [vec![Presence::Required], vec![Presence::Optional, Presence::Required]]);
}

#[test]
fn a_list_of_itself_is_a_struct() {
    let (plan, _) = planned(
        "paths: {}
components: {schemas: {
  Tree: {type: array, items: {$ref: '#/components/schemas/Tree'}},
  Names: {type: array, items: {type: string}}}}",
    );
    let ItemKind::Newtype(tree) = &item(&plan, "Tree").kind else { panic!() };
    assert_eq!(tree.ty, Ty::List(Box::new(Ty::Model("Tree".into()))));
    assert!(matches!(item(&plan, "Names").kind, ItemKind::Alias(_)));
}

#[test]
fn what_is_sent_has_setters_and_a_builder_what_is_received_has_neither() {
    let body = "type: object, required: [a, b, c, d], properties: {a: {type: string}, b: {type: string}, c: {type: string}, d: {type: string}, e: {type: string}}";
    let (plan, _) = planned(&format!(
        "paths: {{/a: {{post: {{operationId: a, requestBody: {{content: {{application/json: {{schema: {{title: Sent, {body}}}}}}}}},
  responses: {{'200': {{description: x, content: {{application/json: {{schema: {{title: Got, {body}, readOnly: true, minProperties: 1}}}}}}}}}}}}}}}}
components: {{schemas: {{Event: {{{body}, maxProperties: 9}}}}}}"
    ));
    assert!(
        matches!(&structure(&plan, "Sent").constructor, Some(Constructor::Builder(builder)) if builder.inputs.len() == 4)
    );
    assert_eq!(structure(&plan, "Sent").setters.len(), 1);
    assert!(structure(&plan, "Sent").rest.is_none());
    for received in ["Got", "Event"] {
        if plan.models.iter().flat_map(|file| &file.items).any(|item| &*item.ident == received) {
            let found = structure(&plan, received);
            assert!(matches!(found.constructor, Some(Constructor::New(_))), "{received}");
            assert!(found.setters.is_empty() && found.rest.is_some(), "{received}");
        }
    }
}

#[test]
fn default_alone_is_success_and_error() {
    let (plan, _) = planned(
        "paths: {/a: {get: {operationId: a, responses: {default: {description: x, content: {application/json: {schema: {type: string}}}}}}}}",
    );
    let a = method(&plan, "a");
    assert_eq!(a.body, Ty::String);
    assert_eq!(a.call.arms, [(ArmPattern::Range(200, 299), Action::Success(BodyKind::Json))]);
    let failure = &plan.apis[0].errors[0].reads[0];
    assert_eq!((failure.statuses, failure.kind), (None, BodyKind::Json));
}

#[test]
fn a_redirect_is_a_success_where_nothing_else_is() {
    let responses = "'302': {description: x}, '404': {description: x}";
    let (plan, _) = planned(&format!(
        "paths: {{/a: {{get: {{operationId: a, responses: {{{responses}}}}}, put: {{operationId: b, responses: {{'200': {{description: x}}, {responses}}}}}}}}}"
    ));
    assert_eq!(method(&plan, "a").call.redirects, [302]);
    assert_eq!(method(&plan, "a").call.arms[0], (ArmPattern::Code(302), Action::Success(BodyKind::Empty)));
    assert!(method(&plan, "b").call.redirects.is_empty());
}

#[test]
fn exact_codes_come_before_ranges() {
    let (plan, _) = planned(
        "paths: {/a: {get: {operationId: a, responses: {4XX: {description: x}, '404': {description: x}, 2XX: {description: x}}}}}",
    );
    let patterns: Vec<_> = plan.apis[0].errors[0].reads.iter().filter_map(|read| read.statuses).collect();
    assert_eq!(patterns, [ArmPattern::Code(404), ArmPattern::Range(400, 499)]);
    assert_eq!(method(&plan, "a").call.arms, [(ArmPattern::Range(200, 299), Action::Success(BodyKind::Empty))]);
}

#[test]
fn a_body_is_required_when_it_says_so_or_cannot_be_empty() {
    let operation = |id: &str, required: &str, schema: &str| {
        format!(
            "/{id}: {{post: {{operationId: {id}, requestBody: {{{required} content: {{application/json: {{schema: {schema}}}}}}}, responses: {{}}}}}}"
        )
    };
    let full = "{type: object, required: [a], properties: {a: {type: string}}}";
    let empty = "{type: object, properties: {a: {type: string}, b: {type: string}}}";
    let paths = [
        operation("said", "required: true,", empty),
        operation("denied", "required: false,", full),
        operation("full", "", full),
        operation("empty", "", empty),
    ];
    let (plan, diags) = planned(&format!("paths: {{{}}}", paths.join(", ")));
    let optional = |name| matches!(method(&plan, name).args[0].ty, Ty::Option(_));
    assert_eq!(["said", "denied", "full", "empty"].map(optional), [false, true, false, true]);
    assert_eq!(diags.iter().filter(|found| found.code == Code::BodyAssumedRequired).count(), 1);
}

#[test]
fn what_cannot_be_generated_is_skipped_with_a_reason() {
    let (plan, diags) = planned(
        "paths: {/a: {get: {operationId: a, parameters: [{name: q q, in: header, required: true, schema: {}}], responses: {}},
  put: {operationId: b, parameters: [{name: q q, in: header, schema: {}}], responses: {}}}}",
    );
    let outcomes: Vec<_> = plan.outcomes.iter().map(|(_, outcome)| outcome).collect();
    assert!(matches!(outcomes[0], Outcome::Skipped { reason } if reason.contains("`q q`")));
    assert!(matches!(outcomes[1], Outcome::Generated { rust, .. } if rust.ends_with("::b")));
    assert!(method(&plan, "b").args.is_empty());
    assert_eq!(diags.iter().filter(|found| found.code == Code::UnsupportedParameter).count(), 2);
}

#[test]
fn text_is_borrowed_and_locals_are_fresh() {
    let (plan, _) = planned(
        "paths: {'/a/{request}': {get: {operationId: a, parameters: [{name: request, in: path, required: true, schema: {type: string}},
  {name: n, in: query, required: true, schema: {type: integer}}, {name: o, in: query, schema: {type: string}}], responses: {}}}}",
    );
    let a = method(&plan, "a");
    let types: Vec<_> = a.args.iter().map(|arg| &arg.ty).collect();
    assert_eq!(types, [&Ty::Str, &Ty::Int("i64"), &Ty::Api("AParams".into())]);
    assert_eq!(&*a.call.local, "request_");
}

#[test]
fn gates_are_the_tags_that_reach_a_type() {
    let get = |id: &str, tag: &str, schema: &str| {
        format!(
            "/{id}: {{get: {{operationId: {id}, tags: [{tag}], responses: {{'200': {{description: x, content: {{application/json: {{schema: {{$ref: '#/components/schemas/{schema}'}}}}}}}}}}}}}}"
        )
    };
    let (plan, _) = planned(&format!(
        "paths: {{{}, {}}}
components: {{schemas: {{
  A: {{type: object, properties: {{c: {{$ref: '#/components/schemas/C'}}}}}},
  B: {{type: object, properties: {{c: {{$ref: '#/components/schemas/C'}}, b: {{type: string}}}}}},
  C: {{type: object, properties: {{x: {{type: string}}}}}},
  D: {{type: object, properties: {{y: {{type: integer}}}}}}}}}}",
        get("a", "one", "A"),
        get("b", "two", "B")
    ));
    let gates = ["A", "B", "C", "D"].map(|name| item(&plan, name).gate.clone());
    assert_eq!(gates.each_ref().map(|gate| &**gate), [&[0][..], &[1], &[0, 1], &[]]);
}

#[test]
fn a_union_looks_at_types_first() {
    let (plan, _) = planned(
        "paths: {}
components: {schemas: {
  U: {oneOf: [{type: string}, {type: integer}, {type: number}, {type: array, items: {type: string}},
    {type: object, required: [a], properties: {a: {type: string}}}, {type: object, required: [b], properties: {b: {type: string}}}]}}}",
    );
    let ItemKind::Union(union) = &item(&plan, "U").kind else { panic!() };
    let kinds: Vec<_> = union.decide.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, ["Number", "String", "Array", "Object"]);
    assert!(matches!(union.decide[1].1, Decide::Only(0)));
    assert!(
        matches!(&union.decide[3].1, Decide::Members { cases, otherwise: None, probably: false } if cases.len() == 2)
    );
}

#[test]
fn a_selection_brings_its_types_and_renames_nothing() {
    let text = "paths:
  /a: {get: {operationId: a, tags: [One], responses: {'200': {description: A, headers: {X-H: {schema: {type: string}}}, content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}}}}
  /b: {get: {operationId: b, tags: [Two], responses: {'200': {description: B, headers: {X-H: {schema: {type: string}}}, content: {application/json: {schema: {$ref: '#/components/schemas/B'}}}}}}}
components: {schemas: {
  A: {type: object, properties: {c: {$ref: '#/components/schemas/C'}}},
  B: {type: object, properties: {c: {$ref: '#/components/schemas/C'}, inside: {type: object, properties: {x: {type: string}}}}},
  C: {type: object, properties: {x: {type: integer}}},
  Event: {type: object, properties: {y: {type: integer}}}}}";
    let select = |include: &[&str], exclude: &[&str]| {
        let parse = |texts: &[&str]| texts.iter().map(|text| Pattern::parse(text).unwrap()).collect::<Vec<_>>();
        let mut options = Options::default();
        options.select.include = parse(include);
        options.select.exclude = parse(exclude);
        let (plan, diags) = planned_with(text, &options);
        let types = plan.models.iter().flat_map(|file| &file.items).map(|item| item.ident.to_string());
        let methods = plan.apis.iter().flat_map(|file| &file.api.methods).map(|method| method.ident.to_string());
        let headers =
            plan.apis.iter().flat_map(|file| &file.headers).chain(plan.headers.iter().flat_map(|file| &file.headers));
        let headers = headers.map(|headers| headers.ident.to_string());
        let unused = diags.iter().filter(|finding| finding.code == Code::UnusedSetting).count();
        (methods.chain(headers).chain(types).collect::<Vec<_>>().join(" "), unused)
    };
    let all = select(&[], &[]);
    assert_eq!(all, ("a b HHeaders A B BInside C Event".to_owned(), 0));
    assert_eq!(select(&["tag:Two"], &[]), ("b HHeaders B BInside C".to_owned(), 0));
    assert_eq!(select(&["GET /a", "schema:Ev*"], &[]), ("a HHeaders A C Event".to_owned(), 0));
    assert_eq!(select(&[], &["operation:a"]), ("b HHeaders B BInside C Event".to_owned(), 0));
    assert_eq!(select(&[], &["schema:Event", "tag:Three"]), ("a b HHeaders A B BInside C".to_owned(), 1));
    assert_eq!(select(&["/a", "/b"], &["deprecated", "/b"]), ("a HHeaders A C".to_owned(), 1));
}

#[test]
fn an_example_has_arguments_that_the_document_allows() {
    let (plan, _) = planned(
        "paths:
  /a/{id}:
    put:
      operationId: put
      parameters:
      - {name: id, in: path, required: true, schema: {type: string, minLength: 3, pattern: '^x[0-9]+$'}}
      - {name: client, in: query, required: true, schema: {oneOf: [{type: string, format: uuid}, {type: string, format: uri}]}}
      - {name: old, in: query, deprecated: true, schema: {type: integer}}
      - {name: limit, in: query, schema: {type: integer, minimum: 5}}
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/A'}}}}
      responses: {'204': {description: Done.}}
components: {schemas: {A: {type: object, minProperties: 4, required: [kind, at, price], properties: {
  kind: {enum: [big, small], example: small, type: string}, at: {type: string, format: date}, note: {type: string},
  price: {type: number, format: decimal, minimum: 5000000000.5}}}}}",
    );
    let method = &plan.apis[0].api.methods[0];
    assert_eq!(
        method.docs[method.docs.len() - 7..],
        [
            "```no_run",
            "# use t::{BoxError, Client, TApi as _, api, models}; async fn f(client: Client) -> Result<(), BoxError> {",
            "let body = models::A::new(models::AKind::Small, \"2026-01-31\".parse()?, 5000000001_i128).note(\"note\");",
            "let params = api::PutParams::default().limit(5);",
            "client.put(\"x11\", \"3fa85f64-5717-4562-b3fc-2c963f66afa6\", body, params).await?;",
            "# Ok(()) }",
            "```",
        ]
    );
}

#[test]
fn a_post_is_a_list_only_where_both_sides_speak_of_pages() {
    let paging = |sent: &str, received: &str| {
        let (plan, _) = planned(&format!(
            "paths:
  /a: {{post: {{operationId: a, requestBody: {{required: true, content: {{application/json: {{schema: {{type: object, properties: {{{sent}}}}}}}}}}},
    responses: {{'200': {{description: A, content: {{application/json: {{schema: {{type: object, properties: {{data: {{type: array, items: {{type: string}}}}, {received}}}}}}}}}}}}}}}}}",
        ));
        plan.apis[0].api.methods[0].paging.as_ref().map(|paging| paging.step.clone())
    };
    let (text, number) = ("{type: string}", "{type: integer}");
    let token = PagingStep::Token { parameter: "/cursor".into(), next: "/next_cursor".into() };
    assert_eq!(paging(&format!("cursor: {text}"), &format!("next_cursor: {text}")), Some(token));
    let (page, total) = (format!("page: {number}"), format!("total_pages: {number}"));
    assert!(matches!(paging(&format!("{page}, limit: {number}"), &total), Some(PagingStep::Page { .. })));
    assert_eq!(paging(&page, &total), None);
    assert_eq!(paging(&format!("{page}, limit: {number}"), &format!("id: {number}")), None);
    assert_eq!(paging(&format!("name: {text}"), "next: {type: string, format: uri}"), None);
}
