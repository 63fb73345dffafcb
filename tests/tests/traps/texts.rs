//! Names and descriptions: badges, foreign tags, escapes, brackets.

use crate::reference;

/// All lines of documentation.
fn docs() -> String {
    let text = reference().text();
    let lines = text.lines().map(str::trim).filter(|line| line.starts_with("///") || line.starts_with("//!"));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn badges_are_left_out() {
    let docs = docs();
    assert!(!docs.contains("img.shields.io") && !docs.contains("General Availability"), "{docs}");
    let create = reference().file("src/api/invitations.rs");
    assert!(
        create.contains("    /// Invite somebody to the organization.\n    ///\n    /// `POST /iam/v2/invitations`\n")
    );
}

#[test]
fn foreign_tags_are_left_out() {
    assert!(!docs().contains("SchemaDefinition"));
}

#[test]
fn escapes_of_line_breaks_leave_no_trace() {
    let headers = reference().item("pub struct RateLimitHeaders");
    assert!(
        headers.contains("/// Seconds until the window ends.\n    ///\n    /// **Note:** this is a duration"),
        "{headers}"
    );
    assert!(!docs().contains("\\n") && !docs().lines().any(|line| line.ends_with(' ') || line.ends_with('\\')));
}

#[test]
fn brackets_in_prose_are_no_links() {
    let source = reference().item("pub struct ErrorSource");
    assert!(
        source.contains(r#"JSON Pointer \[RFC6901\] into the request body \[such as "/email" for the address\]."#),
        "{source}"
    );
}

#[test]
fn links_stay_links() {
    let docs = docs();
    assert!(
        docs.contains("(https://docs.confluent.io/cloud/current/api.html#tag/Role-Bindings-%28iamv2%29)"),
        "{docs}"
    );
}

#[test]
fn a_tag_with_slashes_and_parentheses_is_a_readable_trait() {
    assert_eq!(
        reference().operation("createIamV2Invitation").rust.as_deref(),
        Some("InvitationsApi::create_iam_v2_invitation")
    );
    assert!(reference().paths().contains(&"src/api/invitations.rs"));
    assert!(reference().file("src/api/invitations.rs").contains("/// Operations with tag `Invitations (iam/v2)`.\n"));
}
