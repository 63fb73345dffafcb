//! How the page is written: what is around the YAML, what is missing in it, and what does not belong there.

use oasmith_codegen::diag::Severity;
use oasmith_codegen::report::Status;

use crate::common::{Run, run_raw};
use crate::reference;

/// The head of a published page: prose, then YAML that is only a part of a document.
const PAGE: &str = "Skip to main content

Create an Invitation

POST

/iam/v2/invitations

Responses

OpenAPI definition (YAML)
";

/// The only operation of a page, without `openapi`, `info` and `components`.
const FRAGMENT: &str = "paths:
  /iam/v2/invitations:
    post:
      operationId: createIamV2Invitation
      tags:
      - Invitations (iam/v2)
      security:
      - cloud-api-key: []
      - confluent-sts-access-token: []
      requestBody:
        content:
          application/json:
            schema:
              type: object
              required: [email]
              properties:
                email: {type: string}
      responses:
        '201': {description: Made}
        '429': {description: Wait}";

fn fragment() -> Run {
    run_raw("create.yaml", FRAGMENT)
}

#[test]
fn page_text_is_refused_with_the_line_where_yaml_begins() {
    let run = run_raw("create-an-invitation.txt", &format!("{PAGE}{FRAGMENT}"));
    let findings = run.findings();
    assert_eq!(
        findings,
        ["page-text 12:1 this is the text of a page; a document seems to begin at line 12 with `paths:`"]
    );
    assert_eq!(run.generated.diagnostics.as_slice()[0].severity, Severity::Fatal);
    assert_eq!(
        run.generated.diagnostics.as_slice()[0].help.as_deref(),
        Some("save the text from line 12 on as a file of its own")
    );
    assert!(run.generated.files.is_empty());
}

#[test]
fn a_bare_fragment_is_accepted_and_says_what_was_assumed() {
    let run = fragment();
    assert_eq!(
        run.findings_of("bare-fragment"),
        [
            "bare-fragment 1:1 there is no `openapi` member; the document is read as OpenAPI 3.0.3 with the title `create`"
        ]
    );
    assert!(!run.generated.diagnostics.has_fatal());
    assert_eq!(run.outcomes(), [("createIamV2Invitation", Status::Generated)]);
    assert_eq!(run.generated.report.spec.openapi, "3.0.3");
}

#[test]
fn undefined_security_schemes_get_a_setter_and_a_warning() {
    let run = fragment();
    let findings = run.findings_of("undefined-security-scheme");
    assert_eq!(findings.len(), 2, "{findings:?}");
    assert!(findings[0].contains(" 8:9 ") && findings[0].contains("cloud-api-key"), "{findings:?}");
    assert!(findings[1].contains(" 9:9 ") && findings[1].contains("confluent-sts-access-token"), "{findings:?}");
    // Without configuration each is a token; the configuration of this repository says what they are.
    let wire = run.file("wire/api/invitations.rs");
    assert!(wire.contains(r#"security(&[&["cloud-api-key"], &["confluent-sts-access-token"]])"#), "{wire}");
    let client = reference().file("src/client.rs");
    assert!(client.contains(r#".basic("cloud-api-key", user, password)"#), "{client}");
    assert!(client.contains(r#".bearer("confluent-sts-access-token", token)"#), "{client}");
    assert_eq!(reference().findings_of("undefined-security-scheme"), Vec::<String>::new());
}

#[test]
fn quoted_status_codes_are_parsed() {
    let run = fragment();
    let wire = run.file("wire/api/invitations.rs");
    assert!(wire.contains("success(&[201..=201])") && wire.contains("{ 429 fault"), "{wire}");
    let plain = run_raw("create.yaml", &FRAGMENT.replace("'201'", "201").replace("'429'", "429"));
    assert_eq!(plain.text(), run.text());
}

#[test]
fn a_body_without_required_is_an_argument_when_its_schema_requires_members() {
    let run = fragment();
    let findings = run.findings_of("body-assumed-required");
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].contains(" 10:7 "), "{findings:?}");
    let method = run.method("api/invitations.rs", "create_iam_v2_invitation");
    assert!(method.contains("body: models::CreateIamV2InvitationRequest"), "{method}");
    let said = run_raw("create.yaml", &FRAGMENT.replace("requestBody:", "requestBody:\n        required: false"));
    let method = said.method("api/invitations.rs", "create_iam_v2_invitation");
    assert!(method.contains("body: Option<models::CreateIamV2InvitationRequest>"), "{method}");
    assert_eq!(said.findings_of("body-assumed-required"), Vec::<String>::new());
}

#[test]
fn an_unknown_key_without_x_is_told_and_no_error() {
    let findings = reference().findings_of("unknown-keyword");
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].contains("`jsonRequestBodyExample`"), "{findings:?}");
    assert_eq!(reference().operation("createIamV2Invitation").status, Status::Generated);
}

#[test]
fn x_keys_are_kept_without_a_word() {
    let findings = reference().findings();
    assert!(findings.iter().all(|finding| !finding.contains("`x-")), "{findings:?}");
    let tree = &reference().generated.tree;
    let post = tree.at(tree.root().unwrap(), "#/paths/~1iam~1v2~1invitations/post").unwrap();
    assert_eq!(tree.str(post, "x-lifecycle-stage"), Some("General Availability"));
    assert_eq!(tree.bool(post, "x-self-access"), Some(true));
}

#[test]
fn no_final_newline_is_fine() {
    assert!(!FRAGMENT.ends_with('\n') && !crate::common::reference().ends_with('\n'));
    assert_eq!(run_raw("create.yaml", &format!("{FRAGMENT}\n")).text(), fragment().text());
}

#[test]
fn servers_of_an_operation_are_used() {
    assert!(reference().file("src/client.rs").contains(r#"Builder::new(Some("https://api.confluent.cloud"))"#));
    // Of a fragment it is the only server there is.
    let servers = "servers: [{url: 'https://api.confluent.cloud'}]";
    let alone = run_raw("create.yaml", &format!("{FRAGMENT}\n      {servers}\n"));
    let wire = alone.file("wire/api/invitations.rs");
    let own = wire.contains(r#"server("https://api.confluent.cloud")"#);
    let of_all = alone.file("client.rs").contains(r#"Builder::new(Some("https://api.confluent.cloud"))"#);
    assert!(own || of_all, "{wire}");
    // One that differs from that of the document.
    let document = format!("servers: [{{url: 'https://other.example.com'}}]\n{FRAGMENT}\n      {servers}\n");
    let other = run_raw("create.yaml", &document);
    let wire = other.file("wire/api/invitations.rs");
    assert!(wire.contains(r#"server("https://api.confluent.cloud")"#), "{wire}");
    assert!(other.file("client.rs").contains(r#"Builder::new(Some("https://other.example.com"))"#));
}

#[test]
fn all_operations_are_generated() {
    let generated =
        reference().generated.report.operations.iter().filter(|one| one.status == Status::Generated).count();
    assert_eq!((generated, reference().generated.report.operations.len()), (4, 4));
}
