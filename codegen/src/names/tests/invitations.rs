//! The shapes of the Invitations document, with the names that a reader would give.

use super::*;

const TAG: Option<&str> = Some("Invitations (iam/v2)");
const STATUSES: [&str; 3] = ["INVITE_STATUS_SENT", "INVITE_STATUS_STAGED", "INVITE_STATUS_DEACTIVATED"];

#[test]
fn the_whole_document() {
    let mut doc = Doc::default();
    let list = doc.operation(Method::Get, "/iam/v2/invitations", Some("listIamV2Invitations"), TAG);
    let create = doc.operation(Method::Post, "/iam/v2/invitations", Some("createIamV2Invitation"), TAG);
    let get = doc.operation(Method::Get, "/iam/v2/invitations/{id}", Some("getIamV2Invitation"), TAG);
    for (operation, status) in [(list, 200), (create, 201), (create, 409), (get, 200)] {
        doc.response(operation, status);
    }
    let kind = || object(&["id"]);
    let page = doc.shape(
        "#/components/schemas/iam.v2.InvitationList",
        object(&["api_version!", "data!"]),
        vec![received(list, 200)],
        vec![Role::Success(Method::Get)],
    );
    let page_meta =
        doc.shape("#/components/schemas/ListMeta", kind(), vec![member(page, "metadata")], vec![Role::Received]);
    let base = NameHint::Component("iam.v2.Invitation".into());
    let one = doc.shape("#/a", kind(), vec![base.clone(), item(page, "data")], vec![Role::Received]);
    let request =
        doc.shape("#/b", kind(), vec![title("iam.v2.Invitation"), sent(create)], vec![Role::Sent(Method::Post)]);
    let created = doc.shape(
        "#/c",
        kind(),
        vec![title("iam.v2.Invitation"), received(create, 201)],
        vec![Role::Success(Method::Post)],
    );
    let got = doc.shape("#/d", kind(), vec![base, received(get, 200)], vec![Role::Success(Method::Get)]);
    let owners = |name: &str| vec![member(one, name), member(created, name), member(got, name)];
    let meta = doc.shape("#/components/schemas/ObjectMeta", kind(), owners("metadata"), vec![Role::Received]);
    let created_meta =
        doc.shape("#/e", kind(), vec![title("ObjectMeta"), member(created, "metadata")], vec![Role::Received]);
    let status = doc.shape("#/f", values(&STATUSES), owners("status"), vec![Role::Received]);
    let kind_of_one = doc.shape("#/k", values(&["Invitation"]), owners("kind"), vec![Role::Received]);
    let kind_of_page = doc.shape("#/l", values(&["InvitationList"]), vec![member(page, "kind")], vec![Role::Received]);
    let both = [owners("auth_type"), vec![member(request, "auth_type")]].concat();
    let auth = doc.shape("#/g", values(&["AUTH_TYPE_LOCAL", "AUTH_TYPE_SSO"]), both, vec![Role::Received]);
    let failure = doc.shape("#/components/schemas/Failure", kind(), vec![received(create, 409)], vec![Role::Failure]);
    let error = doc.shape("#/components/schemas/Error", kind(), vec![item(failure, "errors")], vec![Role::Received]);
    let source = doc.shape("#/components/schemas/Error_source", kind(), vec![member(error, "source")], vec![]);

    let names = doc.names();
    let table = [
        (page, "InvitationList", "invitation_list"),
        (page_meta, "ListMeta", "list_meta"),
        (one, "InvitationListItem", "invitation"),
        (request, "InvitationCreate", "invitation"),
        (created, "InvitationCreated", "invitation"),
        (got, "Invitation", "invitation"),
        (meta, "ObjectMeta", "object_meta"),
        (created_meta, "InvitationCreatedMetadata", "object_meta"),
        (status, "InvitationStatus", "invitation"),
        (kind_of_one, "InvitationKind", "invitation"),
        (kind_of_page, "InvitationListKind", "invitation_list"),
        (auth, "AuthType", "invitation"),
        (failure, "Failure", "failure"),
        (error, "Error", "error"),
        (source, "ErrorSource", "error_source"),
    ];
    for (shape, expected, module) in table {
        assert_eq!((ident(&names, shape), &*names.types.get(shape).unwrap().module), (expected, module));
    }
    assert_eq!(members(&names, auth), ["Local", "Sso"]);
    assert_eq!(members(&names, status), ["Sent", "Staged", "Deactivated"]);
    assert_eq!(members(&names, kind_of_one), ["Invitation"]);
    assert_eq!(members(&names, kind_of_page), ["InvitationList"]);
    assert_eq!(names.traits.len(), 1);
    assert_eq!((&*names.traits[0].ident, &*names.traits[0].handle), ("InvitationsApi", "AnyInvitationsApi"));
    assert_eq!(&*names.traits[0].module, "invitations");
    assert_eq!(names.numbered, 0);
    assert!(doc.diags.is_empty(), "{:?}", doc.diags);
}

#[test]
fn the_published_page_has_one_operation() {
    let mut doc = Doc::default();
    let create = doc.operation(Method::Post, "/iam/v2/invitations", Some("createIamV2Invitation"), TAG);
    doc.response(create, 201);
    let request = doc.shape(
        "#/b",
        object(&["email!"]),
        vec![title("iam.v2.Invitation"), sent(create)],
        vec![Role::Sent(Method::Post)],
    );
    let created = doc.shape(
        "#/c",
        object(&["id"]),
        vec![title("iam.v2.Invitation"), received(create, 201)],
        vec![Role::Success(Method::Post)],
    );
    let status = doc.shape("#/f", values(&STATUSES), vec![member(created, "status")], vec![Role::Received]);
    let both = vec![member(request, "auth_type"), member(created, "auth_type")];
    let auth = doc.shape("#/g", values(&["AUTH_TYPE_SSO"]), both, vec![Role::Received]);
    let names = doc.names();
    assert_eq!(
        [request, created, status, auth].map(|shape| ident(&names, shape)),
        ["InvitationCreate", "Invitation", "InvitationStatus", "AuthType"]
    );
    assert_eq!(
        lines(&doc.lock(&names)),
        [
            "#/b = models::InvitationCreate(email)",
            "#/b = shape",
            "#/c = models::Invitation",
            "#/c = shape",
            "#/f = models::InvitationStatus",
            "#/f = shape INVITE_STATUS_DEACTIVATED:Deactivated INVITE_STATUS_SENT:Sent INVITE_STATUS_STAGED:Staged",
            "#/g = models::AuthType",
            "#/g = shape AUTH_TYPE_SSO:Sso",
            "#/paths/~1iam~1v2~1invitations/post = InvitationsApi::create_iam_v2_invitation",
        ]
    );
}

#[test]
fn headers_are_named_by_who_sends_them() {
    let mut doc = Doc::default();
    let list = doc.operation(Method::Get, "/iam/v2/invitations", Some("listIamV2Invitations"), TAG);
    let create = doc.operation(Method::Post, "/iam/v2/invitations", Some("createIamV2Invitation"), TAG);
    let delete = doc.operation(Method::Delete, "/iam/v2/invitations/{id}", Some("deleteIamV2Invitation"), TAG);
    let status = Status::Code;
    let limits = ["x-request-id", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"];
    let rates = doc.headers(&[(list, status(200)), (delete, status(204))], &limits);
    let created = doc.headers(&[(create, status(201))], &[&limits[..], &["location"]].concat());
    let id = doc.headers(&[(list, status(400)), (list, status(500))], &["x-request-id"]);
    let who = doc.headers(&[(list, status(401)), (create, status(401))], &["x-request-id", "www-authenticate"]);
    let conflict = doc.headers(&[(create, status(409))], &["x-request-id", "location"]);
    let slow = doc.headers(&[(list, status(429)), (create, status(429))], &[&limits[..], &["retry-after"]].concat());
    let where_to = doc.headers(&[(list, status(307)), (create, status(308))], &["location", "x-request-id"]);
    let names = doc.names();
    let ident = |set| &*names.header_sets.get(set).unwrap().ident;
    assert_eq!(
        [rates, created, id, who, conflict, slow, where_to].map(ident),
        [
            "RateLimitHeaders",
            "CreateIamV2InvitationHeaders",
            "RequestIdHeaders",
            "UnauthorizedHeaders",
            "ConflictHeaders",
            "TooManyRequestsHeaders",
            "LocationRequestIdHeaders",
        ]
    );
    let fields: Vec<&str> = names.header_sets.get(created).unwrap().fields.iter().map(|field| &**field).collect();
    assert_eq!(fields, ["x_request_id", "x_ratelimit_limit", "x_ratelimit_remaining", "x_ratelimit_reset", "location"]);
}
