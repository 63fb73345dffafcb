//! Titles that repeat, enums that are not closed, limits that do not reject.

use oasmith_codegen::report::Schema;

use crate::common::run_schemas;
use crate::{field, reference, types};

fn schema(pointer: &str) -> &'static Schema {
    let found = reference().generated.report.schemas.iter().find(|schema| schema.pointer == pointer);
    found.unwrap_or_else(|| panic!("{pointer} has no type"))
}

/// Where the report says that this type comes from.
fn origins(rust: &str) -> Vec<&'static str> {
    let schemas = &reference().generated.report.schemas;
    schemas.iter().filter(|schema| schema.rust == rust).map(|schema| schema.pointer.as_str()).collect()
}

#[test]
fn one_title_over_different_schemas_gives_telling_names() {
    let post = "#/paths/~1iam~1v2~1invitations/post";
    let request = schema(&format!("{post}/requestBody/content/application~1json/schema"));
    let response = schema(&format!("{post}/responses/201/content/application~1json/schema"));
    assert_eq!(
        (request.rust.as_str(), response.rust.as_str()),
        ("models::InvitationCreate", "models::InvitationCreated")
    );
    let all = types(reference());
    assert!(all.iter().all(|name| !name.ends_with(|c: char| c.is_ascii_digit())), "{all:?}");
    // `ObjectMeta` of the request is gone altogether, so that of responses has the name.
    assert_eq!(all.iter().filter(|name| name.starts_with("ObjectMeta")).count(), 1);
}

#[test]
fn equal_inline_schemas_are_one_type() {
    let count = |name: &str| types(reference()).iter().filter(|found| **found == name).count();
    assert_eq!(["Failure", "Error", "ErrorSource", "GlobalObjectReference"].map(count), [1; 4]);
    // Seven statuses of one operation, and the component.
    assert_eq!(origins("models::Failure").len(), 8, "{:?}", origins("models::Failure"));
    assert_eq!(origins("models::Error").len(), 8);
    assert_eq!(origins("models::GlobalObjectReference").len(), 3, "{:?}", origins("models::GlobalObjectReference"));
    assert!(origins("models::Failure").contains(&"#/components/schemas/Failure"));
}

#[test]
fn an_enum_that_is_received_is_open() {
    for name in ["AuthType", "InvitationStatus", "InvitationKind", "ApiVersion"] {
        let item = reference().item(&format!("pub enum {name}"));
        assert!(item.contains("    Unknown(UnknownValue),") && item.contains("#[non_exhaustive]"), "{item}");
    }
    assert!(
        reference()
            .bare("pub enum InvitationStatus")
            .contains("    Sent,\n    Staged,\n    Accepted,\n    Expired,\n    Deactivated,\n")
    );
}

#[test]
fn an_enum_of_one_value_survives_another_one() {
    assert_eq!(
        reference().bare("pub enum ApiVersion"),
        "pub enum ApiVersion {\n    IamV2,\n    Unknown(UnknownValue),\n}"
    );
    assert_eq!(
        reference().bare("pub enum InvitationKind"),
        "pub enum InvitationKind {\n    Invitation,\n    Unknown(UnknownValue),\n}"
    );
}

#[test]
fn nullable_and_not_required_has_three_states() {
    assert_eq!(field(reference(), "Invitation", "accepted_at"), "accepted_at: Maybe<Timestamp>");
    assert_eq!(field(reference(), "Invitation", "expires_at"), "expires_at: Option<Timestamp>");
    assert_eq!(field(reference(), "ListMeta", "next"), "next: Maybe<String>");
}

#[test]
fn format_uri_is_text() {
    assert_eq!(field(reference(), "GlobalObjectReference", "related"), "related: String");
    assert_eq!(field(reference(), "ObjectMeta", "resource_name"), "resource_name: Option<String>");
}

#[test]
fn the_status_of_an_error_is_a_string() {
    assert_eq!(field(reference(), "Error", "status"), "status: Option<String>");
}

#[test]
fn unique_items_are_a_vec() {
    assert_eq!(field(reference(), "Failure", "errors"), "errors: Vec<Error>");
    assert_eq!(field(reference(), "InvitationList", "data"), "data: Vec<InvitationListItem>");
}

#[test]
fn closed_objects_are_open_when_they_are_received() {
    assert_eq!(field(reference(), "Error", "other"), "other: Extra");
}

#[test]
fn an_example_that_breaks_its_own_unique_items_is_told() {
    let findings = reference().findings_of("invalid-example");
    assert_eq!(findings.len(), 1, "{findings:?}");
    let run = run_schemas(
        "
    List:
      type: array
      uniqueItems: true
      items: {type: string}
      example: [a, b, a]
",
    );
    assert_eq!(run.findings_of("invalid-example").len(), 1, "{:?}", run.findings());
    assert!(run.text().contains("pub type List = Vec<String>;"));
}
