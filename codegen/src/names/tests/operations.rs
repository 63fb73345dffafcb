//! Traits, methods, arguments.

use super::*;

fn methods(operations: &[(Method, &str, Option<&str>)]) -> Vec<String> {
    let mut doc = Doc::default();
    for (method, path, id) in operations {
        doc.operation(method.clone(), path, *id, None);
    }
    let names = doc.names();
    names.operations.iter().map(|(_, names)| names.method.to_string()).collect()
}

#[test]
fn methods_come_from_the_id_or_from_method_and_path() {
    let found = methods(&[
        (Method::Get, "/a", Some("repos/get-content")),
        (Method::Get, "/iam/v2/invitations/{id}", None),
        (Method::Get, "/iam/v2/invitations", None),
        (Method::Get, "/", None),
        (Method::Post, "/users/{user-id}/keys/{key}.json", Some(" ")),
        (Method::Post, "/x", Some("move")),
        (Method::Post, "/y", Some("clone")),
        (Method::Delete, "/z", Some("new")),
        (Method::Get, "/n", Some("2fa")),
    ]);
    assert_eq!(
        found,
        [
            "repos_get_content",
            "get_iam_v2_invitations_by_id",
            "get_iam_v2_invitations",
            "get_root",
            "post_users_by_user_id_keys_by_key_json",
            "r#move",
            "clone_y",
            "new_z",
            "call_2fa"
        ]
    );
}

#[test]
fn equal_ids_are_told_apart_by_path_then_method() {
    let found = methods(&[
        (Method::Get, "/users/{id}", Some("getUser")),
        (Method::Get, "/v2/users/{id}", Some("getUser")),
        (Method::Get, "/users", Some("users")),
        (Method::Post, "/users", Some("Users")),
        (Method::Put, "/users", Some("users")),
    ]);
    assert_eq!(
        found,
        ["get_user", "get_user_by_id_v2".replace("by_id_v2", "v2_by_id").as_str(), "users", "users_post", "users_put"]
    );
}

#[test]
fn arguments_do_not_collide() {
    let mut doc = Doc::default();
    let operation = doc.operation(Method::Get, "/a/{id}", Some("a"), None);
    for (name, location) in [
        ("id", Location::Path),
        ("id", Location::Query),
        ("ID", Location::Query),
        ("type", Location::Query),
        ("body", Location::Query),
        ("params", Location::Query),
        ("self", Location::Header),
        ("X-Request-Id", Location::Header),
        ("new", Location::Query),
    ] {
        doc.parameter(operation, name, location, location == Location::Path);
    }
    let names = doc.names();
    let names_of = names.operations.get(operation).unwrap();
    let arguments: Vec<&str> = names_of.arguments.iter().map(|name| &**name).collect();
    assert_eq!(
        arguments,
        ["id", "id_query", "id_upper", "r#type", "body", "params_query", "self_", "x_request_id", "new"]
    );
    assert_eq!(&*names_of.body, "request_body");
}

#[test]
fn a_call_follows_the_path() {
    let mut doc = Doc::default();
    let operation = doc.operation(Method::Get, "/{owner}/{repo}", Some("a"), None);
    for (name, location, required) in [
        ("repo", Location::Path, true),
        ("page", Location::Query, false),
        ("since", Location::Query, true),
        ("owner", Location::Path, true),
    ] {
        doc.parameter(operation, name, location, required);
    }
    assert_eq!(doc.names().positional.get(operation), Some(&vec![3, 0, 2]));
}

#[test]
fn types_of_an_operation_carry_its_name() {
    let mut doc = Doc::default();
    let create = doc.operation(Method::Post, "/a", Some("createA"), None);
    let response = doc.operation(Method::Post, "/b", Some(""), None);
    for status in [201, 409, 429, 499] {
        doc.response(create, status);
    }
    let mut other = doc.api.operations[create].responses[0].clone();
    for status in [Status::Range(2), Status::Range(4), Status::Range(5), Status::Default] {
        other.status = status;
        doc.api.operations[create].responses.push(other.clone());
    }
    let names = doc.names();
    let one = names.operations.get(create).unwrap();
    assert_eq!([&*one.params, &*one.success, &*one.error], ["CreateAParams", "CreateASuccess", "CreateAError"]);
    assert_eq!(
        one.variants.iter().map(|name| &**name).collect::<Vec<_>>(),
        ["Created", "Conflict", "TooManyRequests", "Status499", "Success", "ClientError", "ServerError", "Default"]
    );
    assert_eq!(&*names.operations.get(response).unwrap().error, "PostBError");
}

#[test]
fn traits_are_called_after_their_tag() {
    let mut doc = Doc::default();
    doc.api.info.title = "Pet Store API".into();
    for (path, tag) in [
        ("/1", Some("Invitations (iam/v2)")),
        ("/2", None),
        ("/3", Some("Keys (iam/v2)")),
        ("/4", Some("Keys (iam/v3)")),
        ("/5", Some("Users API")),
        ("/6", Some("mod")),
        ("/7", Some("Invitations (iam/v2)")),
        ("/8", Some("👍")),
    ] {
        doc.operation(Method::Get, path, None, tag);
    }
    let names = doc.names();
    let found: Vec<(&str, &str, &str, usize)> =
        names.traits.iter().map(|t| (&*t.ident, &*t.handle, &*t.module, t.operations.len())).collect();
    assert_eq!(
        found,
        [
            ("InvitationsApi", "AnyInvitationsApi", "invitations", 2),
            ("KeysIamV2Api", "AnyKeysIamV2Api", "keys_iam_v2", 1),
            ("KeysIamV3Api", "AnyKeysIamV3Api", "keys_iam_v3", 1),
            ("UsersApi", "AnyUsersApi", "users", 1),
            ("ModApi", "AnyModApi", "mod_", 1),
            ("U1f44dApi", "AnyU1f44dApi", "u1f44d", 1),
            ("DefaultApi", "AnyDefaultApi", "default", 1),
        ]
    );
    let owner = names.operations.get(Id::new(6)).unwrap().in_trait;
    assert_eq!(owner, 0);
}

#[test]
fn without_tags_the_title_is_the_trait() {
    for (title, expected) in [
        ("Pet Store API", "PetStoreApi"),
        ("Petstore", "PetstoreApi"),
        ("API", "DefaultApi"),
        ("", "DefaultApi"),
        ("Everything you can do with our service", "DefaultApi"),
    ] {
        let mut doc = Doc::default();
        doc.api.info.title = title.into();
        doc.operation(Method::Get, "/1", None, None);
        assert_eq!(&*doc.names().traits[0].ident, expected, "{title}");
    }
}

#[test]
fn setters_of_credentials_leave_the_builder_alone() {
    let mut doc = Doc::default();
    for (name, kind) in [
        ("cloud-api-key", SecuritySchemeKind::Basic),
        ("timeout", SecuritySchemeKind::Bearer),
        ("cloud_api_key", SecuritySchemeKind::Bearer),
        ("type", SecuritySchemeKind::Undefined),
    ] {
        let scheme = SecurityScheme { origin: NodeId(0), kind, description: None };
        doc.api.security_schemes.insert(name.into(), scheme);
    }
    let names = doc.names();
    let found: Vec<&str> = names.security.iter().map(|name| &**name).collect();
    assert_eq!(found, ["cloud_api_key", "timeout_auth", "cloud_api_key_auth", "r#type"]);
}
