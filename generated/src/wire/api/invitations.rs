use crate::client::Client;
use crate::{api, models, rt};

#[allow(refining_impl_trait)]
impl api::InvitationsApi for Client {
    fn list_iam_v2_invitations(
        &self,
        params: api::ListIamV2InvitationsParams,
    ) -> rt::Call<
        models::InvitationList,
        api::RateLimitHeaders,
        api::ListIamV2InvitationsError,
    > {
        static OPERATION: rt::Operation = rt::Operation {
            id: "listIamV2Invitations",
            method: rt::Method::GET,
            path: "/iam/v2/invitations",
            server: None,
            security: &[&["cloud-api-key"], &["confluent-sts-access-token"]],
            redirects: &[],
        };
        let mut request = rt::Request::new(&OPERATION);
        request.query("email", &params.email);
        request.query("status", &params.status);
        request.query("user", &params.user);
        request.query("creator", &params.creator);
        request.query("page_size", &params.page_size);
        request.query("page_token", &params.page_token);
        request.accept("application/json");
        self.core
            .call(
                request,
                |raw| match raw.code() {
                    200 => raw.success(),
                    400 => raw.fault(api::ListIamV2InvitationsError::BadRequest),
                    401 => raw.fault(api::ListIamV2InvitationsError::Unauthorized),
                    403 => raw.fault(api::ListIamV2InvitationsError::Forbidden),
                    429 => {
                        raw.fault_empty(api::ListIamV2InvitationsError::TooManyRequests)
                    }
                    500 => raw.fault(api::ListIamV2InvitationsError::InternalServerError),
                    _ => raw.undeclared(),
                },
            )
    }
    fn create_iam_v2_invitation(
        &self,
        body: models::InvitationCreate,
    ) -> rt::Call<
        models::InvitationCreated,
        api::CreateIamV2InvitationHeaders,
        api::CreateIamV2InvitationError,
    > {
        static OPERATION: rt::Operation = rt::Operation {
            id: "createIamV2Invitation",
            method: rt::Method::POST,
            path: "/iam/v2/invitations",
            server: None,
            security: &[&["cloud-api-key"], &["confluent-sts-access-token"]],
            redirects: &[],
        };
        let mut request = rt::Request::new(&OPERATION);
        request.json(&body);
        request.accept("application/json");
        self.core
            .call(
                request,
                |raw| match raw.code() {
                    201 => raw.success(),
                    400 => raw.fault(api::CreateIamV2InvitationError::BadRequest),
                    401 => raw.fault(api::CreateIamV2InvitationError::Unauthorized),
                    402 => raw.fault(api::CreateIamV2InvitationError::PaymentRequired),
                    403 => raw.fault(api::CreateIamV2InvitationError::Forbidden),
                    409 => raw.fault(api::CreateIamV2InvitationError::Conflict),
                    422 => {
                        raw.fault(api::CreateIamV2InvitationError::UnprocessableContent)
                    }
                    429 => {
                        raw.fault_empty(api::CreateIamV2InvitationError::TooManyRequests)
                    }
                    500 => {
                        raw.fault(api::CreateIamV2InvitationError::InternalServerError)
                    }
                    _ => raw.undeclared(),
                },
            )
    }
    fn get_iam_v2_invitation(
        &self,
        id: &str,
    ) -> rt::Call<
        models::Invitation,
        api::RateLimitHeaders,
        api::GetIamV2InvitationError,
    > {
        static OPERATION: rt::Operation = rt::Operation {
            id: "getIamV2Invitation",
            method: rt::Method::GET,
            path: "/iam/v2/invitations/{id}",
            server: None,
            security: &[&["cloud-api-key"], &["confluent-sts-access-token"]],
            redirects: &[],
        };
        let mut request = rt::Request::new(&OPERATION);
        request.path("id", &id);
        request.accept("application/json");
        self.core
            .call(
                request,
                |raw| match raw.code() {
                    200 => raw.success(),
                    400 => raw.fault(api::GetIamV2InvitationError::BadRequest),
                    401 => raw.fault(api::GetIamV2InvitationError::Unauthorized),
                    403 => raw.fault(api::GetIamV2InvitationError::Forbidden),
                    404 => raw.fault(api::GetIamV2InvitationError::NotFound),
                    429 => raw.fault_empty(api::GetIamV2InvitationError::TooManyRequests),
                    500 => raw.fault(api::GetIamV2InvitationError::InternalServerError),
                    _ => raw.undeclared(),
                },
            )
    }
    fn delete_iam_v2_invitation(
        &self,
        id: &str,
    ) -> rt::Call<(), api::RateLimitHeaders, api::DeleteIamV2InvitationError> {
        static OPERATION: rt::Operation = rt::Operation {
            id: "deleteIamV2Invitation",
            method: rt::Method::DELETE,
            path: "/iam/v2/invitations/{id}",
            server: None,
            security: &[&["cloud-api-key"], &["confluent-sts-access-token"]],
            redirects: &[],
        };
        let mut request = rt::Request::new(&OPERATION);
        request.path("id", &id);
        request.accept("application/json");
        self.core
            .call(
                request,
                |raw| match raw.code() {
                    204 => raw.success_empty(),
                    400 => raw.fault(api::DeleteIamV2InvitationError::BadRequest),
                    401 => raw.fault(api::DeleteIamV2InvitationError::Unauthorized),
                    403 => raw.fault(api::DeleteIamV2InvitationError::Forbidden),
                    404 => raw.fault(api::DeleteIamV2InvitationError::NotFound),
                    429 => {
                        raw.fault_empty(api::DeleteIamV2InvitationError::TooManyRequests)
                    }
                    500 => {
                        raw.fault(api::DeleteIamV2InvitationError::InternalServerError)
                    }
                    _ => raw.undeclared(),
                },
            )
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
