use crate::client::Client;
use crate::{api, models, rt};

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
        static OPERATION: rt::Operation = rt::Operation::new(
                "listIamV2Invitations",
                rt::Method::GET,
                "/iam/v2/invitations",
            )
            .security(&[&["cloud-api-key"], &["confluent-sts-access-token"]])
            .paging(rt::Paging::link("/metadata/next"));
        let mut request = rt::Request::new(&OPERATION);
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
        static OPERATION: rt::Operation = rt::Operation::new(
                "createIamV2Invitation",
                rt::Method::POST,
                "/iam/v2/invitations",
            )
            .security(&[&["cloud-api-key"], &["confluent-sts-access-token"]]);
        let mut request = rt::Request::new(&OPERATION);
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
        static OPERATION: rt::Operation = rt::Operation::new(
                "getIamV2Invitation",
                rt::Method::GET,
                "/iam/v2/invitations/{id}",
            )
            .security(&[&["cloud-api-key"], &["confluent-sts-access-token"]]);
        let mut request = rt::Request::new(&OPERATION);
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
        static OPERATION: rt::Operation = rt::Operation::new(
                "deleteIamV2Invitation",
                rt::Method::DELETE,
                "/iam/v2/invitations/{id}",
            )
            .security(&[&["cloud-api-key"], &["confluent-sts-access-token"]]);
        let mut request = rt::Request::new(&OPERATION);
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

impl rt::Fallback for api::ListIamV2InvitationsError {
    fn undeclared(answer: rt::Undeclared) -> Self {
        Self::Undeclared(answer)
    }
}

impl rt::Fallback for api::CreateIamV2InvitationError {
    fn undeclared(answer: rt::Undeclared) -> Self {
        Self::Undeclared(answer)
    }
}

impl rt::Fallback for api::GetIamV2InvitationError {
    fn undeclared(answer: rt::Undeclared) -> Self {
        Self::Undeclared(answer)
    }
}

impl rt::Fallback for api::DeleteIamV2InvitationError {
    fn undeclared(answer: rt::Undeclared) -> Self {
        Self::Undeclared(answer)
    }
}

impl rt::FromHeaders for api::RateLimitHeaders {
    fn from_headers(headers: &rt::HeaderMap) -> Self {
        Self {
            x_request_id: rt::header(headers, "x-request-id"),
            x_ratelimit_limit: rt::header(headers, "x-ratelimit-limit"),
            x_ratelimit_remaining: rt::header(headers, "x-ratelimit-remaining"),
            x_ratelimit_reset: rt::header(headers, "x-ratelimit-reset"),
        }
    }
}

impl rt::FromHeaders for api::RequestIdHeaders {
    fn from_headers(headers: &rt::HeaderMap) -> Self {
        Self {
            x_request_id: rt::header(headers, "x-request-id"),
        }
    }
}

impl rt::FromHeaders for api::UnauthorizedHeaders {
    fn from_headers(headers: &rt::HeaderMap) -> Self {
        Self {
            x_request_id: rt::header(headers, "x-request-id"),
            www_authenticate: rt::header(headers, "www-authenticate"),
        }
    }
}

impl rt::FromHeaders for api::TooManyRequestsHeaders {
    fn from_headers(headers: &rt::HeaderMap) -> Self {
        Self {
            x_request_id: rt::header(headers, "x-request-id"),
            x_ratelimit_limit: rt::header(headers, "x-ratelimit-limit"),
            x_ratelimit_remaining: rt::header(headers, "x-ratelimit-remaining"),
            x_ratelimit_reset: rt::header(headers, "x-ratelimit-reset"),
            retry_after: rt::header(headers, "retry-after"),
        }
    }
}

impl rt::FromHeaders for api::CreateIamV2InvitationHeaders {
    fn from_headers(headers: &rt::HeaderMap) -> Self {
        Self {
            x_request_id: rt::header(headers, "x-request-id"),
            x_ratelimit_limit: rt::header(headers, "x-ratelimit-limit"),
            x_ratelimit_remaining: rt::header(headers, "x-ratelimit-remaining"),
            x_ratelimit_reset: rt::header(headers, "x-ratelimit-reset"),
            location: rt::header(headers, "location"),
        }
    }
}

impl rt::FromHeaders for api::ConflictHeaders {
    fn from_headers(headers: &rt::HeaderMap) -> Self {
        Self {
            x_request_id: rt::header(headers, "x-request-id"),
            location: rt::header(headers, "location"),
        }
    }
}
