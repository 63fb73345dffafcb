//! `allOf` as the page uses it: members that only tighten, that have no type, that only give examples.

use crate::common::{Run, run, run_schemas};
use crate::{field, fields, reference, types};

/// An object that is read and written, with its metadata merged from two parts as in the page.
fn overlaid(request: bool) -> Run {
    let (position, status) = if request { ("requestBody:", "") } else { ("responses:", "        '200':\n") };
    let pad = if request { "" } else { "  " };
    let tail = if request { "      responses: {'204': {description: Done}}\n" } else { "" };
    run(&format!(
        "paths:
  /things:
    post:
      operationId: putThing
      {position}
{status}{pad}        description: A thing
{pad}        content:
{pad}          application/json:
{pad}            schema:
{pad}              title: Thing
{pad}              type: object
{pad}              properties:
{pad}                email: {{type: string}}
{pad}                metadata:
{pad}                  allOf:
{pad}                  - title: ObjectMeta
{pad}                    readOnly: true
{pad}                    required: [self]
{pad}                    properties: {{self: {{type: string, format: uri, description: Where.}}, name: {{type: string}}}}
{pad}                  - properties: {{self: {{example: 'https://example.com/1'}}}}
{tail}"
    ))
}

#[test]
fn an_all_of_member_with_nothing_but_required_tightens_and_is_no_type() {
    assert_eq!(field(reference(), "InvitationCreate", "email"), "email: String");
    assert_eq!(field(reference(), "Invitation", "id"), "id: String");
    assert_eq!(field(reference(), "InvitationListItem", "metadata"), "metadata: ObjectMeta");
    assert_eq!(field(reference(), "InvitationCreated", "id"), "id: Option<String>");
    let run = run_schemas(
        "
    Base: {type: object, properties: {name: {type: string}}}
    Named: {allOf: [{$ref: '#/components/schemas/Base'}, {type: object, required: [name]}]}
",
    );
    assert_eq!(types(&run), ["Base", "Named"]);
    assert_eq!(fields(&run, "Named"), ["name: String", "other: Extra"]);
    assert_eq!(fields(&run, "Base"), ["name: Option<String>", "other: Extra"]);
}

#[test]
fn an_all_of_member_without_type_is_an_object_by_its_keywords() {
    let run = run_schemas(
        "
    Thing: {allOf: [{properties: {a: {type: string}}}, {required: [a]}]}
    Holder: {type: object, properties: {thing: {required: [b], properties: {b: {type: integer}}}}}
",
    );
    assert_eq!(fields(&run, "Thing"), ["a: String", "other: Extra"]);
    assert_eq!(field(&run, "Holder", "thing"), "thing: Option<HolderThing>");
    assert_eq!(fields(&run, "HolderThing"), ["b: i64", "other: Extra"]);
    run.assert_clean();
}

#[test]
fn the_request_is_email_and_auth_type() {
    // Its `metadata` has no member but what the read-only part of its `allOf` covers.
    assert_eq!(fields(reference(), "InvitationCreate"), ["email: String", "auth_type: Option<AuthType>"]);
}

#[test]
fn an_override_that_carries_only_an_example_merges_into_the_property() {
    let meta = reference().item("pub struct ObjectMeta");
    assert_eq!(field(reference(), "ObjectMeta", "self_"), "self_: String");
    assert!(meta.contains("Address of the object in this API.") && meta.contains("Format: `uri`."), "{meta}");
    let run = overlaid(false);
    assert_eq!(fields(&run, "ObjectMeta"), ["self_: String", "name: Option<String>", "other: Extra"]);
    assert!(run.item("pub struct ObjectMeta").contains("/// Where. Format: `uri`."));
    run.assert_clean();
}

#[test]
fn a_property_called_self_is_readable_and_self_on_the_wire() {
    let models = reference().file("src/models/object_meta.rs");
    assert!(models.contains("pub self_: String") && !models.contains("r#self"), "{models}");
    let wire = reference().file("src/wire/models/mod.rs");
    assert!(wire.contains(r#""self" self_,"#), "{wire}");
}

#[test]
fn read_only_on_an_all_of_member_makes_the_property_response_only() {
    assert_eq!(fields(&overlaid(true), "Thing"), ["email: Option<String>"]);
    let received = overlaid(false);
    assert_eq!(fields(&received, "Thing"), ["email: Option<String>", "metadata: Option<ObjectMeta>", "other: Extra"]);
    assert!(fields(reference(), "InvitationCreate").iter().all(|field| !field.starts_with("metadata")));
}

#[test]
fn three_required_sets_over_one_schema_are_three_types() {
    let required = |name| {
        let all = fields(reference(), name);
        let is_required =
            |field: &&String| !field.contains("Option<") && !field.contains("Maybe<") && !field.contains("Extra");
        let name = |field: &String| field.split(':').next().unwrap_or_default().to_owned();
        all.iter().filter(is_required).map(name).collect::<Vec<_>>()
    };
    assert_eq!(required("InvitationCreated"), ["email"]);
    assert_eq!(required("Invitation"), ["api_version", "kind", "id", "email"]);
    assert_eq!(required("InvitationListItem"), ["id", "metadata", "email"]);
}
