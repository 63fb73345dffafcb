//! Every example of the reference document goes through its generated type and comes out as it was.
//!
//! The table says which type each example belongs to; an example that is not in it, and a row without an example, fail.
#![allow(clippy::unwrap_used, clippy::panic)] // a test that cannot go on has failed

mod common;

use confluent_iam::Timestamp;
use confluent_iam::api::ListIamV2InvitationsParams;
use confluent_iam::models::{
    Failure, Invitation, InvitationCreate, InvitationCreated, InvitationList, InvitationListItem, ListMeta, ObjectMeta,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

/// What an example is an example of.
#[derive(Clone, Copy)]
enum Of {
    /// A whole value.
    Whole(fn(&Value) -> Value),
    /// A member of an object: takes the object, with what it requires and the example in it.
    Member(fn(&Value) -> Value, fn() -> Value),
    /// A query parameter.
    Parameter(fn(String) -> Option<String>),
    /// A response header, read as text.
    Header(&'static str),
    /// Nothing that is sent or received.
    Nothing,
}

/// Through a type and back.
fn through<T: Serialize + DeserializeOwned>(value: &Value) -> Value {
    // As text, as it is on the wire.
    let text = serde_json::to_string(value).unwrap();
    let read: T = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
    let written = serde_json::to_string(&read).unwrap();
    let again: T = serde_json::from_str(&written).unwrap();
    assert_eq!(serde_json::to_string(&again).unwrap(), written, "writing twice gives two things");
    serde_json::from_str(&written).unwrap()
}

const CREATE: &str = "#/paths/~1iam~1v2~1invitations/post";

/// Rows by the place of the example, or for members, of the schema that has the property. `*` is the create operation.
const TABLE: &[(&str, Of)] = &[
    // Bodies.
    ("*/responses/400/content/application~1json", Of::Whole(through::<Failure>)),
    ("*/responses/401/content/application~1json", Of::Whole(through::<Failure>)),
    ("*/responses/402/content/application~1json", Of::Whole(through::<Failure>)),
    ("*/responses/403/content/application~1json", Of::Whole(through::<Failure>)),
    ("*/responses/409/content/application~1json", Of::Whole(through::<Failure>)),
    ("*/responses/422/content/application~1json", Of::Whole(through::<Failure>)),
    ("*/responses/500/content/application~1json", Of::Whole(through::<Failure>)),
    ("#/components/responses/BadRequestError/content/application~1json", Of::Whole(through::<Failure>)),
    ("#/components/responses/UnauthenticatedError/content/application~1json", Of::Whole(through::<Failure>)),
    ("#/components/responses/UnauthorizedError/content/application~1json", Of::Whole(through::<Failure>)),
    ("#/components/responses/NotFoundError/content/application~1json", Of::Whole(through::<Failure>)),
    ("#/components/responses/DefaultSystemError/content/application~1json", Of::Whole(through::<Failure>)),
    ("*/jsonRequestBodyExample", Of::Whole(through::<InvitationCreate>)),
    // Members.
    (
        "*/requestBody/content/application~1json/schema/allOf/0",
        Of::Member(through::<InvitationCreate>, || json!({"email": "a"})),
    ),
    // Read-only: the request has no metadata.
    ("*/requestBody/content/application~1json/schema/allOf/0/properties/metadata/allOf/1", Of::Nothing),
    (
        "*/responses/201/content/application~1json/schema/allOf/0",
        Of::Member(through::<InvitationCreated>, || json!({"email": "a"})),
    ),
    (
        "*/responses/201/content/application~1json/schema/allOf/0/properties/metadata/allOf/0",
        Of::Member(through::<ObjectMeta>, || json!({"self": "a"})),
    ),
    (
        "*/responses/201/content/application~1json/schema/allOf/0/properties/metadata/allOf/1",
        Of::Member(through::<ObjectMeta>, || json!({"self": "a"})),
    ),
    (
        "#/components/schemas/iam.v2.Invitation",
        Of::Member(
            through::<Invitation>,
            || json!({"api_version": "iam/v2", "kind": "Invitation", "id": "i", "email": "a"}),
        ),
    ),
    (
        "#/components/schemas/iam.v2.Invitation/properties/metadata/allOf/1",
        Of::Member(through::<ObjectMeta>, || json!({"self": "a"})),
    ),
    ("#/components/schemas/ObjectMeta", Of::Member(through::<ObjectMeta>, || json!({"self": "a"}))),
    ("#/components/schemas/ListMeta", Of::Member(through::<ListMeta>, || json!({}))),
    (
        "#/components/schemas/iam.v2.InvitationList/properties/metadata/allOf/1",
        Of::Member(through::<ListMeta>, || json!({})),
    ),
    // Parameters and headers.
    (
        "#/paths/~1iam~1v2~1invitations/get/parameters/0",
        Of::Parameter(|text| ListIamV2InvitationsParams::default().email(text).email),
    ),
    (
        "#/paths/~1iam~1v2~1invitations/get/parameters/1",
        Of::Parameter(|text| ListIamV2InvitationsParams::default().status(text).status),
    ),
    (
        "#/paths/~1iam~1v2~1invitations/get/parameters/2",
        Of::Parameter(|text| ListIamV2InvitationsParams::default().user(text).user),
    ),
    (
        "#/paths/~1iam~1v2~1invitations/get/parameters/3",
        Of::Parameter(|text| ListIamV2InvitationsParams::default().creator(text).creator),
    ),
    ("*/responses/201/headers/Location/schema", Of::Header("location")),
    ("*/responses/401/headers/WWW-Authenticate", Of::Header("www-authenticate")),
    ("*/responses/409/headers/Location/schema", Of::Header("location")),
    ("#/components/headers/WWW-Authenticate", Of::Header("www-authenticate")),
];

/// An example, and the place of what it is an example of.
struct Example {
    place: String,
    /// The property, for an example of a property.
    property: Option<String>,
    value: Value,
}

/// All examples of the document.
fn examples(value: &Value, place: &str, found: &mut Vec<Example>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let below = format!("{place}/{}", name.replace('~', "~0").replace('/', "~1"));
                match name.as_str() {
                    "jsonRequestBodyExample" => {
                        found.push(Example { place: below, property: None, value: value.clone() });
                    }
                    "example" if !place.ends_with("/properties") => {
                        let (place, property) = match place.rsplit_once("/properties/") {
                            Some((owner, name)) if !name.contains('/') => (owner, Some(name.to_owned())),
                            _ => (place, None),
                        };
                        found.push(Example { place: place.to_owned(), property, value: value.clone() });
                    }
                    _ => examples(value, &below, found),
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                examples(item, &format!("{place}/{index}"), found);
            }
        }
        _ => {}
    }
}

fn all_examples() -> Vec<Example> {
    let document: Value = serde_yaml::from_str(&common::reference()).unwrap();
    let mut found = Vec::new();
    examples(&document, "#", &mut found);
    found
}

fn table() -> Vec<(String, Of)> {
    TABLE.iter().map(|(place, of)| (place.replace('*', CREATE), *of)).collect()
}

/// Equal but for dates that are written in another way.
fn same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left.iter().all(|(name, value)| right.get(name).is_some_and(|other| same(value, other)))
        }
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (Value::String(left), Value::String(right)) => {
            let canonical = !right.contains(' ');
            let instants = (Timestamp::parse(left), Timestamp::parse(right));
            left == right || (canonical && matches!(instants, (Ok(left), Ok(right)) if left == right))
        }
        _ => left == right,
    }
}

#[test]
fn every_example_comes_out_as_it_went_in() {
    let table = table();
    let mut faults = Vec::new();
    for Example { place, property, value } in all_examples() {
        let Some((_, of)) = table.iter().find(|(known, _)| *known == place) else {
            faults.push(format!("{place}: an example that the table does not name"));
            continue;
        };
        let (before, after) = match (of, property) {
            (Of::Whole(through), None) => (value.clone(), through(&value)),
            (Of::Member(through, base), Some(property)) => {
                let mut object: Map<String, Value> = base().as_object().cloned().unwrap();
                object.insert(property, value);
                let object = Value::Object(object);
                (object.clone(), through(&object))
            }
            (Of::Parameter(set), None) => {
                let text = value.as_str().unwrap().to_owned();
                (value, json!(set(text)))
            }
            (Of::Header(name), None) => {
                let mut headers = confluent_iam::HeaderMap::new();
                headers.insert(*name, value.as_str().unwrap().parse().unwrap());
                (value, json!(oasmith_runtime::header::<String>(&headers, name)))
            }
            (Of::Nothing, _) => continue,
            (_, property) => panic!("{place}: the table has another kind of place ({property:?})"),
        };
        if !same(&before, &after) {
            faults.push(format!("{place}:\n  {before}\n  {after}"));
        }
    }
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn every_row_of_the_table_has_an_example() {
    let examples = all_examples();
    assert!(examples.len() > 50, "{}", examples.len());
    for (place, _) in table() {
        assert!(examples.iter().any(|example| example.place == place), "{place}");
    }
}

/// Values that no example of the document shows whole.
#[test]
fn whole_objects_come_out_as_they_went_in() {
    let meta = json!({"self": "https://api.confluent.cloud/iam/v2/invitations/i-1", "created_at": "2023-11-05T10:20:30.000120Z"});
    let user = json!({"id": "u-1", "related": "https://x", "resource_name": "crn://x", "kind": "User"});
    let item = json!({
        "api_version": "iam/v2", "kind": "Invitation", "id": "i-1", "metadata": meta, "email": "a@example.com",
        "auth_type": "AUTH_TYPE_LOCAL", "status": "INVITE_STATUS_SENT", "accepted_at": null,
        "expires_at": "2023-11-12T10:20:30Z", "user": user, "creator": user, "unheard": [1, 2.50, {"of": null}],
    });
    assert_eq!(through::<Invitation>(&item), item);
    assert_eq!(through::<InvitationCreated>(&item), item);
    assert_eq!(through::<InvitationListItem>(&item), item);
    let list = json!({
        "api_version": "iam/v2", "kind": "InvitationList", "data": [item, item],
        "metadata": {"first": null, "next": "https://x?page_token=y", "total_size": 2},
    });
    assert_eq!(through::<InvitationList>(&list), list);
}
