use crate::client::Client;
use crate::{api, models, rt};

rt::operations! {
    LIST_IAM_V2_INVITATIONS: GET "/iam/v2/invitations" "listIamV2Invitations", security(&[&["cloud-api-key"], &["confluent-sts-access-token"]]), paging(rt::Paging::link("/metadata/next"));
    CREATE_IAM_V2_INVITATION: POST "/iam/v2/invitations" "createIamV2Invitation", security(&[&["cloud-api-key"], &["confluent-sts-access-token"]]);
    GET_IAM_V2_INVITATION: GET "/iam/v2/invitations/{id}" "getIamV2Invitation", security(&[&["cloud-api-key"], &["confluent-sts-access-token"]]);
    DELETE_IAM_V2_INVITATION: DELETE "/iam/v2/invitations/{id}" "deleteIamV2Invitation", security(&[&["cloud-api-key"], &["confluent-sts-access-token"]]);
}

#[allow(refining_impl_trait)]
impl api::InvitationsApi for Client {
    fn list_iam_v2_invitations(
        &self,
        params: api::ListIamV2InvitationsParams,
    ) -> rt::Paged<
        models::InvitationList,
        api::RateLimitHeaders,
        api::ListIamV2InvitationsError,
        models::InvitationListItem,
    > {
        use api::ListIamV2InvitationsError as E;
        let mut request = rt::Request::new(&LIST_IAM_V2_INVITATIONS);
        request.query("email", &params.email);
        request.query("status", &params.status);
        request.query("user", &params.user);
        request.query("creator", &params.creator);
        request.query("page_size", &params.page_size);
        request.query("page_token", &params.page_token);
        request.accept("application/json");
        let decode = |raw: rt::RawResponse| match raw.code() {
            200 => raw.success(),
            400 => raw.fault(E::BadRequest),
            401 => raw.fault(E::Unauthorized),
            403 => raw.fault(E::Forbidden),
            429 => raw.fault_empty(E::TooManyRequests),
            500 => raw.fault(E::InternalServerError),
            _ => raw.undeclared(),
        };
        self.core.call(request, decode).paged(|page: models::InvitationList| page.data)
    }
    fn create_iam_v2_invitation(
        &self,
        body: models::InvitationCreate,
    ) -> rt::Call<
        models::InvitationCreated,
        api::CreateIamV2InvitationHeaders,
        api::CreateIamV2InvitationError,
    > {
        use api::CreateIamV2InvitationError as E;
        let mut request = rt::Request::new(&CREATE_IAM_V2_INVITATION);
        request.json(&body);
        request.accept("application/json");
        let decode = |raw: rt::RawResponse| match raw.code() {
            201 => raw.success(),
            400 => raw.fault(E::BadRequest),
            401 => raw.fault(E::Unauthorized),
            402 => raw.fault(E::PaymentRequired),
            403 => raw.fault(E::Forbidden),
            409 => raw.fault(E::Conflict),
            422 => raw.fault(E::UnprocessableContent),
            429 => raw.fault_empty(E::TooManyRequests),
            500 => raw.fault(E::InternalServerError),
            _ => raw.undeclared(),
        };
        self.core.call(request, decode)
    }
    fn get_iam_v2_invitation(
        &self,
        id: &str,
    ) -> rt::Call<
        models::Invitation,
        api::RateLimitHeaders,
        api::GetIamV2InvitationError,
    > {
        use api::GetIamV2InvitationError as E;
        let mut request = rt::Request::new(&GET_IAM_V2_INVITATION);
        request.path("id", &id);
        request.accept("application/json");
        let decode = |raw: rt::RawResponse| match raw.code() {
            200 => raw.success(),
            400 => raw.fault(E::BadRequest),
            401 => raw.fault(E::Unauthorized),
            403 => raw.fault(E::Forbidden),
            404 => raw.fault(E::NotFound),
            429 => raw.fault_empty(E::TooManyRequests),
            500 => raw.fault(E::InternalServerError),
            _ => raw.undeclared(),
        };
        self.core.call(request, decode)
    }
    fn delete_iam_v2_invitation(
        &self,
        id: &str,
    ) -> rt::Call<(), api::RateLimitHeaders, api::DeleteIamV2InvitationError> {
        use api::DeleteIamV2InvitationError as E;
        let mut request = rt::Request::new(&DELETE_IAM_V2_INVITATION);
        request.path("id", &id);
        request.accept("application/json");
        let decode = |raw: rt::RawResponse| match raw.code() {
            204 => raw.success_empty(),
            400 => raw.fault(E::BadRequest),
            401 => raw.fault(E::Unauthorized),
            403 => raw.fault(E::Forbidden),
            404 => raw.fault(E::NotFound),
            429 => raw.fault_empty(E::TooManyRequests),
            500 => raw.fault(E::InternalServerError),
            _ => raw.undeclared(),
        };
        self.core.call(request, decode)
    }
}

rt::fallbacks! {
    api::ListIamV2InvitationsError,
    api::CreateIamV2InvitationError,
    api::GetIamV2InvitationError,
    api::DeleteIamV2InvitationError,
}

rt::headers! { api::RateLimitHeaders {
    x_request_id: header "x-request-id",
    x_ratelimit_limit: header "x-ratelimit-limit",
    x_ratelimit_remaining: header "x-ratelimit-remaining",
    x_ratelimit_reset: header "x-ratelimit-reset",
} }

rt::headers! { api::RequestIdHeaders {
    x_request_id: header "x-request-id",
} }

rt::headers! { api::UnauthorizedHeaders {
    x_request_id: header "x-request-id",
    www_authenticate: header "www-authenticate",
} }

rt::headers! { api::TooManyRequestsHeaders {
    x_request_id: header "x-request-id",
    x_ratelimit_limit: header "x-ratelimit-limit",
    x_ratelimit_remaining: header "x-ratelimit-remaining",
    x_ratelimit_reset: header "x-ratelimit-reset",
    retry_after: header "retry-after",
} }

rt::headers! { api::CreateIamV2InvitationHeaders {
    x_request_id: header "x-request-id",
    x_ratelimit_limit: header "x-ratelimit-limit",
    x_ratelimit_remaining: header "x-ratelimit-remaining",
    x_ratelimit_reset: header "x-ratelimit-reset",
    location: header "location",
} }

rt::headers! { api::ConflictHeaders {
    x_request_id: header "x-request-id",
    location: header "location",
} }
