use crate::client::Client;
use crate::{api, models, rt};

rt::operations! {
    LIST_IAM_V2_INVITATIONS: GET "/iam/v2/invitations" "listIamV2Invitations", security(&[&["cloud-api-key"], &["confluent-sts-access-token"]]), paging(rt::Paging::link("/metadata/next"));
    CREATE_IAM_V2_INVITATION: POST "/iam/v2/invitations" "createIamV2Invitation", success(&[201..=201]), security(&[&["cloud-api-key"], &["confluent-sts-access-token"]]);
    GET_IAM_V2_INVITATION: GET "/iam/v2/invitations/{id}" "getIamV2Invitation", security(&[&["cloud-api-key"], &["confluent-sts-access-token"]]);
    DELETE_IAM_V2_INVITATION: DELETE "/iam/v2/invitations/{id}" "deleteIamV2Invitation", success(&[204..=204]), security(&[&["cloud-api-key"], &["confluent-sts-access-token"]]);
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
        let mut request = rt::Request::new(&LIST_IAM_V2_INVITATIONS);
        request.query("email", &params.email);
        request.query("status", &params.status);
        request.query("user", &params.user);
        request.query("creator", &params.creator);
        request.within("page_size", &[rt::Limit::Maximum("100")], &params.page_size);
        request.query("page_size", &params.page_size);
        request.within("page_token", &[rt::Limit::MaxLength(255)], &params.page_token);
        request.query("page_token", &params.page_token);
        self.core.call(request, rt::json).paged(|page: models::InvitationList| page.data)
    }
    fn create_iam_v2_invitation(
        &self,
        body: models::InvitationCreate,
    ) -> rt::Call<
        models::InvitationCreated,
        api::CreateIamV2InvitationHeaders,
        api::CreateIamV2InvitationError,
    > {
        let mut request = rt::Request::new(&CREATE_IAM_V2_INVITATION);
        request.json(&body);
        self.core.call(request, rt::json)
    }
    fn get_iam_v2_invitation(
        &self,
        id: &str,
    ) -> rt::Call<
        models::Invitation,
        api::RateLimitHeaders,
        api::GetIamV2InvitationError,
    > {
        let mut request = rt::Request::new(&GET_IAM_V2_INVITATION);
        request.path("id", &id);
        self.core.call(request, rt::json)
    }
    fn delete_iam_v2_invitation(
        &self,
        id: &str,
    ) -> rt::Call<(), api::RateLimitHeaders, api::DeleteIamV2InvitationError> {
        let mut request = rt::Request::new(&DELETE_IAM_V2_INVITATION);
        request.path("id", &id);
        self.core.call(request, rt::empty)
    }
}

rt::failures! {
    api::ListIamV2InvitationsError { 400 fault BadRequest, 401 fault Unauthorized, 403 fault Forbidden, 429 fault_empty TooManyRequests, 500 fault InternalServerError, }
    api::CreateIamV2InvitationError { 400 fault BadRequest, 401 fault Unauthorized, 402 fault PaymentRequired, 403 fault Forbidden, 409 fault Conflict, 422 fault UnprocessableContent, 429 fault_empty TooManyRequests, 500 fault InternalServerError, }
    api::GetIamV2InvitationError { 400 fault BadRequest, 401 fault Unauthorized, 403 fault Forbidden, 404 fault NotFound, 429 fault_empty TooManyRequests, 500 fault InternalServerError, }
    api::DeleteIamV2InvitationError { 400 fault BadRequest, 401 fault Unauthorized, 403 fault Forbidden, 404 fault NotFound, 429 fault_empty TooManyRequests, 500 fault InternalServerError, }
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
