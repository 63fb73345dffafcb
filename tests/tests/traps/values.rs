//! Real payloads, which are not what the page says: they are read, and nothing in them is lost.

use confluent_iam::models::{
    ApiVersion, AuthType, Error, Failure, GlobalObjectReference, Invitation, InvitationCreate, InvitationCreated,
    InvitationList, InvitationListItem, InvitationStatus, ListMeta, ObjectMeta,
};
use confluent_iam::{Maybe, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

const REQUIRED: &str = r#""api_version":"iam/v2","kind":"Invitation","id":"i-1","email":"a@example.com""#;

/// An invitation with more members.
fn invitation(more: &str) -> Invitation {
    let text = format!("{{{REQUIRED}{more}}}");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn write(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

/// Reads a value and writes it back as it was.
#[track_caller]
fn unchanged<T: Serialize + DeserializeOwned>(value: &Value) -> T {
    let read: T = serde_json::from_value(value.clone()).unwrap_or_else(|error| panic!("{value}: {error}"));
    assert_eq!(write(&read), *value);
    read
}

#[test]
fn accepted_at_absent_null_and_set_are_three_things() {
    let absent = invitation("");
    let null = invitation(r#","accepted_at":null"#);
    let set = invitation(r#","accepted_at":"2022-07-06T17:21:33.123456Z""#);
    assert_eq!((&absent.accepted_at, &null.accepted_at), (&Maybe::Absent, &Maybe::Null));
    assert_eq!(set.accepted_at, Maybe::Value(Timestamp::parse("2022-07-06T17:21:33.123456Z").unwrap()));
    assert_eq!(write(&absent).get("accepted_at"), None);
    assert_eq!(write(&null).get("accepted_at"), Some(&Value::Null));
    assert_eq!(write(&set)["accepted_at"], "2022-07-06T17:21:33.123456Z");
}

#[test]
fn null_for_an_optional_member_is_read_as_absent() {
    let read = invitation(r#","status":null,"user":null,"metadata":null,"expires_at":null"#);
    assert_eq!((&read.status, &read.user, &read.metadata, &read.expires_at), (&None, &None, &None, &None));
}

#[test]
fn dates_with_a_space_are_read_and_written_as_rfc_3339() {
    let read = invitation(r#","accepted_at":"2022-07-06 17:21:33+00:00","expires_at":"2022-07-07 17:22:39+00:00""#);
    let expires = read.expires_at.clone().unwrap();
    assert_eq!(expires, Timestamp::parse("2022-07-07T17:22:39Z").unwrap());
    assert_eq!(expires.instant().unwrap().as_second(), 1_657_214_559);
    let written = write(&read);
    assert_eq!(written["expires_at"], "2022-07-07T17:22:39Z");
    assert_eq!(written["accepted_at"], "2022-07-06T17:21:33Z");
}

#[test]
fn dates_with_microseconds_stay_as_they_are() {
    for text in ["2023-11-05T10:20:30.000120Z", "2006-01-02T15:04:05-07:00", "2023-11-05T10:20:30.1Z"] {
        let read = invitation(&format!(r#","expires_at":"{text}""#));
        assert_eq!(write(&read)["expires_at"], text);
    }
}

#[test]
fn uris_stay_as_they_are() {
    let meta: ObjectMeta = unchanged(&json!({
        "self": "https://api.confluent.cloud/{object}/{id}?a=b c#ü",
        "resource_name": "crn://confluent.cloud/organization=3c7d5b1a/invitation=i-12345",
    }));
    assert_eq!(meta.self_, "https://api.confluent.cloud/{object}/{id}?a=b c#ü");
    unchanged::<ObjectMeta>(&json!({"self": "", "resource_name": ""}));
    unchanged::<ListMeta>(&json!({"next": "", "first": null}));
}

#[test]
fn self_is_required_and_the_error_says_where_it_is_missing() {
    let missing = r#"{"metadata":{"resource_name":"crn://x"},"email":"a"}"#;
    let error = oasmith_runtime::json::from_str::<InvitationCreated>(missing).unwrap_err();
    assert_eq!(error.path(), "$.metadata");
    assert!(error.to_string().contains("`self`"), "{error}");
    let error = serde_json::from_str::<InvitationCreated>(missing).unwrap_err();
    assert!(error.to_string().contains("$.metadata") && error.to_string().contains("`self`"), "{error}");
    let wrong = r#"{"metadata":{"self":{}},"email":"a"}"#;
    assert_eq!(oasmith_runtime::json::from_str::<InvitationCreated>(wrong).unwrap_err().path(), "$.metadata.self");
    assert_eq!(write(&ObjectMeta::new("https://example.com")), json!({"self": "https://example.com"}));
}

#[test]
fn a_fault_in_a_list_is_told_with_its_index() {
    let text = r#"{"api_version":"iam/v2","kind":"InvitationList","metadata":{},"data":[
        {"id":"i-1","email":"a","metadata":{"self":"x"}},
        {"id":"i-2","email":7,"metadata":{"self":"x"}}]}"#;
    let error = oasmith_runtime::json::from_str::<InvitationList>(text).unwrap_err();
    assert_eq!(error.path(), "$.data[1].email");
    assert_eq!((error.line(), error.column()), (Some(3), Some(29)));
}

#[test]
fn undeclared_members_are_kept() {
    let user: GlobalObjectReference = unchanged(&json!({
        "id": "u-1", "related": "https://example.com", "resource_name": "crn://x",
        "api_version": "iam/v2", "kind": "User",
    }));
    assert_eq!(user.other.get("kind").and_then(|kind| kind.as_str()), Some("User"));
    let whole =
        invitation(r#","user":{"id":"u-1","related":"","resource_name":"","kind":"User"},"later":[1,{"a":null}]"#);
    assert_eq!(write(&whole)["user"]["kind"], "User");
    assert_eq!(write(&whole)["later"], json!([1, {"a": null}]));
}

#[test]
fn undeclared_members_of_a_closed_object_are_kept() {
    // `additionalProperties: false`, and servers send `resolution` all the same.
    let error: Error = unchanged(&json!({"id": "1", "status": "400", "resolution": "Try again", "source": {"x": 1}}));
    assert_eq!(error.other.get("resolution").and_then(|text| text.as_str()), Some("Try again"));
}

#[test]
fn unknown_enum_values_are_kept() {
    let read = invitation(r#","status":"INVITE_STATUS_LOST","auth_type":"AUTH_TYPE_UNKNOWN""#);
    let Some(InvitationStatus::Unknown(status)) = &read.status else { panic!("{:?}", read.status) };
    assert_eq!(status.as_str(), "INVITE_STATUS_LOST");
    assert!(matches!(read.auth_type, Some(AuthType::Unknown(_))));
    let written = write(&read);
    assert_eq!(
        (&written["status"], &written["auth_type"]),
        (&json!("INVITE_STATUS_LOST"), &json!("AUTH_TYPE_UNKNOWN"))
    );
    // Even what is no text at all.
    let odd = invitation(r#","status":7"#);
    assert_eq!(write(&odd)["status"], 7);
}

#[test]
fn another_value_of_a_one_value_enum_is_kept() {
    let read: InvitationListItem = unchanged(&json!({
        "api_version": "iam/v3", "kind": "Guest", "id": "i-1", "email": "a", "metadata": {"self": ""},
    }));
    assert!(matches!(read.api_version, Some(ApiVersion::Unknown(_))));
    assert_eq!(ApiVersion::from("iam/v2"), ApiVersion::IamV2);
}

#[test]
fn texts_shorter_than_min_length_are_read() {
    unchanged::<GlobalObjectReference>(&json!({"id": "", "related": "", "resource_name": ""}));
}

#[test]
fn the_status_of_an_error_stays_text() {
    let failure: Failure = unchanged(&json!({"errors": [{"status": "0404", "error_code": 40401, "message": null}]}));
    assert_eq!(failure.errors[0].status.as_deref(), Some("0404"));
    assert!(failure.errors[0].message.is_null());
    let error = oasmith_runtime::json::from_str::<Failure>(r#"{"errors":[{"status":404}]}"#).unwrap_err();
    assert_eq!(error.path(), "$.errors[0].status");
}

#[test]
fn equal_items_of_a_unique_list_are_read() {
    let item = json!({"status": "422", "code": "invalid_configuration"});
    let failure: Failure = unchanged(&json!({"errors": vec![item; 37]}));
    assert_eq!(failure.errors.len(), 37);
}

#[test]
fn an_answer_without_optional_members_is_read() {
    let created: InvitationCreated = unchanged(&json!({"email": "a@example.com"}));
    assert_eq!((created.id, created.metadata, created.user), (None, None, None));
}

#[test]
fn the_request_is_what_was_set_and_no_more() {
    assert_eq!(write(&InvitationCreate::new("a@example.com")), json!({"email": "a@example.com"}));
    let both = InvitationCreate::new("a@example.com").auth_type(AuthType::Sso);
    assert_eq!(write(&both), json!({"email": "a@example.com", "auth_type": "AUTH_TYPE_SSO"}));
}

#[test]
fn the_last_page_is_told_by_null_absence_or_emptiness() {
    let next = |text: &str| serde_json::from_str::<ListMeta>(text).unwrap().next;
    let is_last = |next: &Maybe<String>| next.as_option().is_none_or(String::is_empty);
    for text in [r#"{"next":null}"#, "{}", r#"{"next":""}"#] {
        assert!(is_last(&next(text)), "{text}");
    }
    assert!(!is_last(&next(r#"{"next":"https://api.confluent.cloud/iam/v2/invitations?page_token=x"}"#)));
}
