//! Statuses, their headers and their bodies.

use crate::common::{run, run_raw};
use crate::{fields, reference};

const WIRE: &str = "src/wire/api/invitations.rs";

/// The variant of an error enum that starts like this, without documentation.
#[track_caller]
fn variant(error: &str, start: &str) -> String {
    let item = reference().bare(&format!("pub enum {error}"));
    match item.lines().map(str::trim).find(|line| line.starts_with(start)) {
        Some(line) => line.trim_end_matches(',').to_owned(),
        None => panic!("no {start} in\n{item}"),
    }
}

#[test]
fn a_429_without_content_is_a_variant_without_a_body_and_with_typed_headers() {
    for operation in ["ListIamV2Invitations", "CreateIamV2Invitation", "GetIamV2Invitation", "DeleteIamV2Invitation"] {
        let found = variant(&format!("{operation}Error"), "TooManyRequests");
        assert_eq!(found, "TooManyRequests(Answer<(), TooManyRequestsHeaders>)");
    }
    let headers = fields(reference(), "TooManyRequestsHeaders");
    assert!(headers.contains(&"retry_after: Option<i64>".to_owned()), "{headers:?}");
    let wire = reference().file(WIRE);
    let row = wire.lines().find(|line| line.contains("api::CreateIamV2InvitationError {")).unwrap();
    assert!(row.contains("429 fault_empty TooManyRequests,"), "{row}");
}

#[test]
fn location_on_409_is_typed() {
    assert_eq!(variant("CreateIamV2InvitationError", "Conflict"), "Conflict(Answer<models::Failure, ConflictHeaders>)");
    assert_eq!(fields(reference(), "ConflictHeaders"), ["x_request_id: Option<String>", "location: Option<String>"]);
    assert!(reference().file(WIRE).contains(r#"location: header "location","#));
}

#[test]
fn location_on_201_is_typed() {
    let headers = fields(reference(), "CreateIamV2InvitationHeaders");
    assert!(headers.contains(&"location: Option<String>".to_owned()), "{headers:?}");
    let method = reference().method("src/api/invitations.rs", "create_iam_v2_invitation");
    assert!(method.contains("models::InvitationCreated,\n        CreateIamV2InvitationHeaders,"), "{method}");
}

#[test]
fn a_header_with_a_quoted_example_is_parsed() {
    let headers = fields(reference(), "UnauthorizedHeaders");
    assert!(headers.contains(&"www_authenticate: Option<String>".to_owned()), "{headers:?}");
}

#[test]
fn header_names_are_looked_up_whatever_their_case() {
    let document = |name: &str| {
        format!(
            "paths: {{/a: {{get: {{operationId: a, tags: [x], responses: {{'204': {{description: Done, headers: \
             {{{name}: {{schema: {{type: integer}}}}}}}}}}}}}}}}"
        )
    };
    for name in ["X-RateLimit-Limit", "x-ratelimit-limit", "X-RATELIMIT-LIMIT"] {
        let run = run(&document(name));
        let wire = run.file("wire/api/x.rs").to_owned();
        assert!(wire.contains(r#": header "x-ratelimit-limit","#), "{wire}");
    }
}

#[test]
fn a_malformed_header_is_nothing_instead_of_a_fault() {
    // All of them are optional, whatever the document promises: reading them cannot fail.
    for name in ["RateLimitHeaders", "TooManyRequestsHeaders", "CreateIamV2InvitationHeaders"] {
        let all = fields(reference(), name);
        assert!(all.len() > 3 && all.iter().all(|field| field.contains(": Option<")), "{all:?}");
    }
    let run = run_raw(
        "a.yaml",
        "openapi: 3.0.3
info: {title: A, version: '1'}
paths:
  /a:
    get:
      operationId: getA
      responses:
        '204': {description: Done, headers: {X-Left: {required: true, schema: {type: integer}}}}
",
    );
    assert_eq!(fields(&run, "GetAHeaders"), ["x_left: Option<i64>"]);
}

#[test]
fn an_undeclared_status_has_a_variant_that_keeps_everything() {
    for operation in ["ListIamV2Invitations", "CreateIamV2Invitation", "GetIamV2Invitation", "DeleteIamV2Invitation"] {
        assert_eq!(variant(&format!("{operation}Error"), "Undeclared"), "Undeclared(Undeclared)");
    }
    let wire = reference().file(WIRE);
    assert!(!wire.contains(" _ fault"), "nothing but `Undeclared` takes any status");
    let raw = confluent_iam::Undeclared::new(confluent_iam::StatusCode::BAD_GATEWAY, "<html>");
    assert_eq!((raw.status().as_u16(), raw.raw_body()), (502, &b"<html>"[..]));
}

#[test]
fn every_declared_status_has_a_variant() {
    let variants = |error: &str| {
        let item = reference().bare(&format!("pub enum {error}"));
        item.lines().filter_map(|line| line.trim().split_once('(').map(|(name, _)| name.to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(
        variants("CreateIamV2InvitationError"),
        [
            "BadRequest",
            "Unauthorized",
            "PaymentRequired",
            "Forbidden",
            "Conflict",
            "UnprocessableContent",
            "TooManyRequests",
            "InternalServerError",
            "Undeclared"
        ]
    );
    assert_eq!(
        variants("DeleteIamV2InvitationError"),
        ["BadRequest", "Unauthorized", "Forbidden", "NotFound", "TooManyRequests", "InternalServerError", "Undeclared"]
    );
}

#[test]
fn a_204_has_no_body() {
    let method = reference().method("src/api/invitations.rs", "delete_iam_v2_invitation");
    assert!(method.contains("impl Reply<(), RateLimitHeaders,"), "{method}");
    assert!(reference().method(WIRE, "delete_iam_v2_invitation").contains("self.core.call(request, rt::empty)"));
    let row = reference().file(WIRE).lines().find(|line| line.contains("DELETE_IAM_V2_INVITATION:")).unwrap();
    assert!(row.contains("success(&[204..=204])"), "{row}");
}
