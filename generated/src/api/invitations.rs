use crate::models;
use crate::rt::{self, Answer, ApiBase, Reply, Undeclared};

/// Operations with tag `Invitations (iam/v2)`.
///
/// Invitations to an organization: send, list, read and delete them.
pub trait InvitationsApi: ApiBase {
    /// List invitations.
    ///
    /// `GET /iam/v2/invitations`
    ///
    /// A sorted page of the organization's invitations that match every filter given.
    ///
    /// For the next page follow `metadata.next`. The last page is the one where it's null, absent or empty.
    ///
    /// A page of a list: on `Client`, `items()` and `pages()` of the call go through all of it.
    ///
    /// ```no_run
    /// # use confluent_iam::{BoxError, Client, InvitationsApi as _, api}; async fn f(client: Client) -> Result<(), BoxError> {
    /// let params = api::ListIamV2InvitationsParams::default().email("johndoe@example.com");
    /// let answer = client.list_iam_v2_invitations(params).await?;
    /// # Ok(()) }
    /// ```
    fn list_iam_v2_invitations(
        &self,
        params: ListIamV2InvitationsParams,
    ) -> impl Reply<
        models::InvitationList,
        RateLimitHeaders,
        ListIamV2InvitationsError,
    > {
        rt::not_implemented("listIamV2Invitations", params)
    }

    /// Invite somebody to the organization.
    ///
    /// `POST /iam/v2/invitations`
    ///
    /// A new user starts with no permissions; grant them afterwards, with
    /// [role bindings](https://docs.confluent.io/cloud/current/api.html#tag/Role-Bindings-%28iamv2%29)
    /// that name the invitation's `user`. There's no idempotency key, so inviting an address once more ends in 409.
    ///
    /// ```no_run
    /// # use confluent_iam::{BoxError, Client, InvitationsApi as _, models}; async fn f(client: Client) -> Result<(), BoxError> {
    /// let answer = client.create_iam_v2_invitation(models::InvitationCreate::new("johndoe@example.com")).await?;
    /// # Ok(()) }
    /// ```
    fn create_iam_v2_invitation(
        &self,
        body: models::InvitationCreate,
    ) -> impl Reply<
        models::InvitationCreated,
        CreateIamV2InvitationHeaders,
        CreateIamV2InvitationError,
    > {
        rt::not_implemented("createIamV2Invitation", body)
    }

    /// Read one invitation.
    ///
    /// `GET /iam/v2/invitations/{id}`
    ///
    /// The invitation with this identifier.
    ///
    /// - `id`: Identifier of the invitation.
    ///
    /// ```no_run
    /// # use confluent_iam::{BoxError, Client, InvitationsApi as _}; async fn f(client: Client) -> Result<(), BoxError> {
    /// let answer = client.get_iam_v2_invitation("id").await?;
    /// # Ok(()) }
    /// ```
    fn get_iam_v2_invitation(
        &self,
        id: &str,
    ) -> impl Reply<models::Invitation, RateLimitHeaders, GetIamV2InvitationError> {
        rt::not_implemented("getIamV2Invitation", id)
    }

    /// Delete one invitation.
    ///
    /// `DELETE /iam/v2/invitations/{id}`
    ///
    /// Withdraw an invitation. Where nobody has accepted it, its user is deactivated too.
    ///
    /// - `id`: Identifier of the invitation.
    ///
    /// ```no_run
    /// # use confluent_iam::{BoxError, Client, InvitationsApi as _}; async fn f(client: Client) -> Result<(), BoxError> {
    /// client.delete_iam_v2_invitation("id").await?;
    /// # Ok(()) }
    /// ```
    fn delete_iam_v2_invitation(
        &self,
        id: &str,
    ) -> impl Reply<(), RateLimitHeaders, DeleteIamV2InvitationError> {
        rt::not_implemented("deleteIamV2Invitation", id)
    }
}

/// Optional parameters of [`InvitationsApi::list_iam_v2_invitations`].
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use]
#[non_exhaustive]
pub struct ListIamV2InvitationsParams {
    /// Only invitations of exactly this address.
    pub email: Option<String>,
    /// Only invitations with exactly this status.
    pub status: Option<String>,
    /// Only the invitation of exactly this user.
    pub user: Option<String>,
    /// Only invitations sent by exactly this user.
    pub creator: Option<String>,
    /// How many invitations a page has. Give it with the first request only; links keep it.
    ///
    /// At most 100. Default: `10`.
    pub page_size: Option<i64>,
    /// Opaque position of a page, taken from a link of another page. At most 255 characters.
    pub page_token: Option<String>,
}

rt::set! { ListIamV2InvitationsParams {
    into email: String, into status: String, into user: String, into creator: String,
    some page_size: i64, into page_token: String,
} }

/// Why [`InvitationsApi::list_iam_v2_invitations`] failed: the answers that the description declares.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListIamV2InvitationsError {
    /// 400: The request cannot be understood.
    BadRequest(Answer<models::Failure, RequestIdHeaders>),
    /// 401: Credentials are missing or not valid.
    Unauthorized(Answer<models::Failure, UnauthorizedHeaders>),
    /// 403: The caller is known but may not do this.
    Forbidden(Answer<models::Failure, RequestIdHeaders>),
    /// 429: Too many requests in this window of time. There is no body.
    TooManyRequests(Answer<(), TooManyRequestsHeaders>),
    /// 500: The server failed.
    InternalServerError(Answer<models::Failure, RequestIdHeaders>),
    /// A status that the description does not declare, or a body that is not what it says.
    Undeclared(Undeclared),
}

/// Why [`InvitationsApi::create_iam_v2_invitation`] failed: the answers that the description declares.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CreateIamV2InvitationError {
    /// 400: The request cannot be understood.
    BadRequest(Answer<models::Failure, RequestIdHeaders>),
    /// 401: Credentials are missing or not valid.
    Unauthorized(Answer<models::Failure, UnauthorizedHeaders>),
    /// 402: A quota is used up.
    PaymentRequired(Answer<models::Failure, RequestIdHeaders>),
    /// 403: The caller is known but may not do this.
    Forbidden(Answer<models::Failure, RequestIdHeaders>),
    /// 409: Something that exists already stands in the way, such as an earlier invitation of the same address.
    Conflict(Answer<models::Failure, ConflictHeaders>),
    /// 422: The request is well formed, but a value in it is not acceptable.
    UnprocessableContent(Answer<models::Failure, RequestIdHeaders>),
    /// 429: Too many requests in this window of time. There is no body.
    TooManyRequests(Answer<(), TooManyRequestsHeaders>),
    /// 500: The server failed.
    InternalServerError(Answer<models::Failure, RequestIdHeaders>),
    /// A status that the description does not declare, or a body that is not what it says.
    Undeclared(Undeclared),
}

/// Why [`InvitationsApi::get_iam_v2_invitation`] failed: the answers that the description declares.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum GetIamV2InvitationError {
    /// 400: The request cannot be understood.
    BadRequest(Answer<models::Failure, RequestIdHeaders>),
    /// 401: Credentials are missing or not valid.
    Unauthorized(Answer<models::Failure, UnauthorizedHeaders>),
    /// 403: The caller is known but may not do this.
    Forbidden(Answer<models::Failure, RequestIdHeaders>),
    /// 404: There is no such invitation.
    NotFound(Answer<models::Failure, RequestIdHeaders>),
    /// 429: Too many requests in this window of time. There is no body.
    TooManyRequests(Answer<(), TooManyRequestsHeaders>),
    /// 500: The server failed.
    InternalServerError(Answer<models::Failure, RequestIdHeaders>),
    /// A status that the description does not declare, or a body that is not what it says.
    Undeclared(Undeclared),
}

/// Why [`InvitationsApi::delete_iam_v2_invitation`] failed: the answers that the description declares.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DeleteIamV2InvitationError {
    /// 400: The request cannot be understood.
    BadRequest(Answer<models::Failure, RequestIdHeaders>),
    /// 401: Credentials are missing or not valid.
    Unauthorized(Answer<models::Failure, UnauthorizedHeaders>),
    /// 403: The caller is known but may not do this.
    Forbidden(Answer<models::Failure, RequestIdHeaders>),
    /// 404: There is no such invitation.
    NotFound(Answer<models::Failure, RequestIdHeaders>),
    /// 429: Too many requests in this window of time. There is no body.
    TooManyRequests(Answer<(), TooManyRequestsHeaders>),
    /// 500: The server failed.
    InternalServerError(Answer<models::Failure, RequestIdHeaders>),
    /// A status that the description does not declare, or a body that is not what it says.
    Undeclared(Undeclared),
}

/// Headers of status 200 of `list_iam_v2_invitations` and others.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RateLimitHeaders {
    /// Identifies the request. Quote it to support.
    pub x_request_id: Option<String>,
    /// Requests allowed in one window of time.
    pub x_ratelimit_limit: Option<i64>,
    /// Requests left before the window ends.
    pub x_ratelimit_remaining: Option<i64>,
    /// Seconds until the window ends.
    ///
    /// **Note:** this is a duration, so no clocks have to agree. Headers of the same name elsewhere (GitHub, Twitter)
    /// hold a point in time.
    pub x_ratelimit_reset: Option<i64>,
}

/// Headers of status 400 of `list_iam_v2_invitations` and others.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RequestIdHeaders {
    /// Identifies the request. Quote it to support.
    pub x_request_id: Option<String>,
}

/// Headers of status 401 of `list_iam_v2_invitations` and others.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct UnauthorizedHeaders {
    /// Identifies the request. Quote it to support.
    pub x_request_id: Option<String>,
    /// The credentials that were expected, and what is wrong with the ones that came.
    pub www_authenticate: Option<String>,
}

/// Headers of status 429 of `list_iam_v2_invitations` and others.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct TooManyRequestsHeaders {
    /// Identifies the request. Quote it to support.
    pub x_request_id: Option<String>,
    /// Requests allowed in one window of time.
    pub x_ratelimit_limit: Option<i64>,
    /// Requests left before the window ends.
    pub x_ratelimit_remaining: Option<i64>,
    /// Seconds until the window ends.
    ///
    /// **Note:** this is a duration, so no clocks have to agree. Headers of the same name elsewhere (GitHub, Twitter)
    /// hold a point in time.
    pub x_ratelimit_reset: Option<i64>,
    /// Seconds to wait before the next attempt. Comes with this status only.
    pub retry_after: Option<i64>,
}

/// Headers of status 201 of `create_iam_v2_invitation`.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct CreateIamV2InvitationHeaders {
    /// Identifies the request. Quote it to support.
    pub x_request_id: Option<String>,
    /// Requests allowed in one window of time.
    pub x_ratelimit_limit: Option<i64>,
    /// Requests left before the window ends.
    pub x_ratelimit_remaining: Option<i64>,
    /// Seconds until the window ends.
    ///
    /// **Note:** this is a duration, so no clocks have to agree. Headers of the same name elsewhere (GitHub, Twitter)
    /// hold a point in time.
    pub x_ratelimit_reset: Option<i64>,
    /// Address of the new invitation.
    pub location: Option<String>,
}

/// Headers of status 409 of `create_iam_v2_invitation`.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ConflictHeaders {
    /// Identifies the request. Quote it to support.
    pub x_request_id: Option<String>,
    /// Address of the object that stands in the way.
    pub location: Option<String>,
}
