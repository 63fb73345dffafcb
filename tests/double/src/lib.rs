//! An Invitations API in memory, implemented by hand on the generated trait: what a user of `confluent-iam` writes for tests.
//!
//! It makes every model, response and error outside of the crate that declares them.

use std::sync::{Mutex, PoisonError};

use confluent_iam::api::{
    ConflictHeaders, CreateIamV2InvitationError, CreateIamV2InvitationHeaders, DeleteIamV2InvitationError,
    GetIamV2InvitationError, ListIamV2InvitationsError, ListIamV2InvitationsParams, RateLimitHeaders, RequestIdHeaders,
    TooManyRequestsHeaders, UnauthorizedHeaders,
};
use confluent_iam::models::{
    ApiVersion, AuthType, Error as Problem, ErrorSource, Failure, GlobalObjectReference, Invitation, InvitationCreate,
    InvitationCreated, InvitationKind, InvitationList, InvitationListItem, InvitationListKind, InvitationStatus,
    ListMeta, ObjectMeta,
};
use confluent_iam::{Answer, Error, InvitationsApi, Maybe, Response, Timestamp, Undeclared, Value};
use http::StatusCode;

/// Invitations in memory. Every call counts against a limit.
#[derive(Debug)]
pub struct InMemory {
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    invitations: Vec<Invitation>,
    calls_left: i64,
    next: u32,
}

impl InMemory {
    /// Without invitations; allows `calls` calls.
    #[must_use]
    pub fn new(calls: i64) -> Self {
        Self { state: Mutex::new(State { invitations: Vec::new(), calls_left: calls, next: 1 }) }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Takes one call off the limit; `None` when there is none left.
    fn call(&mut self) -> Option<RateLimitHeaders> {
        if self.calls_left == 0 {
            return None;
        }
        self.calls_left -= 1;
        let mut headers = RateLimitHeaders::default();
        headers.x_ratelimit_remaining = Some(self.calls_left);
        Some(headers)
    }

    fn add(&mut self, wanted: InvitationCreate) -> Invitation {
        let id = format!("i-{}", self.next);
        self.next += 1;
        let link = format!("https://api.confluent.cloud/iam/v2/invitations/{id}");
        let mut metadata = ObjectMeta::new(link);
        metadata.created_at = Timestamp::parse("2026-01-02T03:04:05Z").ok();
        let mut invitation = Invitation::new(ApiVersion::IamV2, InvitationKind::Invitation, id, wanted.email);
        invitation.metadata = Some(metadata);
        invitation.auth_type = wanted.auth_type.or(Some(AuthType::Local));
        invitation.status = Some(InvitationStatus::Sent);
        invitation.accepted_at = Maybe::Null;
        invitation.user =
            Some(GlobalObjectReference::new("u-1", "https://api.confluent.cloud/iam/v2/users/u-1", "crn://u-1"));
        invitation.other.insert("resolution", Value::from("none"));
        self.invitations.push(invitation.clone());
        invitation
    }
}

fn limited() -> Answer<(), TooManyRequestsHeaders> {
    let mut headers = TooManyRequestsHeaders::default();
    headers.retry_after = Some(1);
    Answer::new((), headers)
}

fn failure(status: StatusCode, code: &str, pointer: &str) -> Failure {
    let mut source = ErrorSource::default();
    source.pointer = Some(pointer.to_owned());
    let mut problem = Problem::default();
    problem.status = Some(status.as_str().to_owned());
    problem.code = Some(code.to_owned());
    problem.source = Some(source);
    Failure::new(vec![problem])
}

fn unknown() -> Answer<Failure, RequestIdHeaders> {
    Answer::new(failure(StatusCode::NOT_FOUND, "not_found", "/id"), RequestIdHeaders::default())
}

fn created(invitation: Invitation) -> InvitationCreated {
    let mut created = InvitationCreated::new(invitation.email);
    created.id = Some(invitation.id);
    created.status = invitation.status;
    created.auth_type = invitation.auth_type;
    created
}

fn listed(invitation: &Invitation) -> Option<InvitationListItem> {
    let metadata = invitation.metadata.clone()?;
    Some(InvitationListItem::new(invitation.id.clone(), metadata, invitation.email.clone()))
}

impl InvitationsApi for InMemory {
    async fn list_iam_v2_invitations(
        &self,
        params: ListIamV2InvitationsParams,
    ) -> Result<Response<InvitationList, RateLimitHeaders>, Error<ListIamV2InvitationsError>> {
        let mut state = self.state();
        let Some(headers) = state.call() else {
            let refused = ListIamV2InvitationsError::TooManyRequests(limited());
            return Err(Error::api_with(StatusCode::TOO_MANY_REQUESTS, refused));
        };
        if params.page_token.is_some() {
            let refused = failure(StatusCode::BAD_REQUEST, "invalid_token", "/page_token");
            let refused = ListIamV2InvitationsError::BadRequest(Answer::new(refused, RequestIdHeaders::default()));
            return Err(Error::api_with(StatusCode::BAD_REQUEST, refused));
        }
        let wanted = |invitation: &&Invitation| params.email.as_ref().is_none_or(|email| *email == invitation.email);
        let data: Vec<_> = state.invitations.iter().filter(wanted).filter_map(listed).collect();
        let mut metadata = ListMeta::default();
        metadata.total_size = i32::try_from(data.len()).ok();
        let list = InvitationList::new(ApiVersion::IamV2, InvitationListKind::InvitationList, metadata, data);
        Ok(Response::new(list, headers))
    }

    async fn create_iam_v2_invitation(
        &self,
        body: InvitationCreate,
    ) -> Result<Response<InvitationCreated, CreateIamV2InvitationHeaders>, Error<CreateIamV2InvitationError>> {
        let mut state = self.state();
        if state.call().is_none() {
            let refused = CreateIamV2InvitationError::TooManyRequests(limited());
            return Err(Error::api_with(StatusCode::TOO_MANY_REQUESTS, refused));
        }
        if let Some(known) = state.invitations.iter().find(|known| known.email == body.email) {
            let mut headers = ConflictHeaders::default();
            headers.location = known.metadata.as_ref().map(|metadata| metadata.self_.clone());
            let refused = failure(StatusCode::CONFLICT, "already_invited", "/email");
            let refused = CreateIamV2InvitationError::Conflict(Answer::new(refused, headers));
            return Err(Error::api_with(StatusCode::CONFLICT, refused));
        }
        let invitation = state.add(body);
        let mut headers = CreateIamV2InvitationHeaders::default();
        headers.location = invitation.metadata.as_ref().map(|metadata| metadata.self_.clone());
        Ok(Response::new(created(invitation), headers).with_status(StatusCode::CREATED))
    }

    async fn get_iam_v2_invitation(
        &self,
        id: &str,
    ) -> Result<Response<Invitation, RateLimitHeaders>, Error<GetIamV2InvitationError>> {
        let mut state = self.state();
        let Some(headers) = state.call() else {
            let refused = GetIamV2InvitationError::TooManyRequests(limited());
            return Err(Error::api_with(StatusCode::TOO_MANY_REQUESTS, refused));
        };
        match state.invitations.iter().find(|invitation| invitation.id == id) {
            Some(invitation) => Ok(Response::new(invitation.clone(), headers)),
            None => Err(Error::api_with(StatusCode::NOT_FOUND, GetIamV2InvitationError::NotFound(unknown()))),
        }
    }

    async fn delete_iam_v2_invitation(
        &self,
        id: &str,
    ) -> Result<Response<(), RateLimitHeaders>, Error<DeleteIamV2InvitationError>> {
        let mut state = self.state();
        let Some(headers) = state.call() else {
            let refused = DeleteIamV2InvitationError::TooManyRequests(limited());
            return Err(Error::api_with(StatusCode::TOO_MANY_REQUESTS, refused));
        };
        match id {
            "forbidden" => {
                let mut headers = UnauthorizedHeaders::default();
                headers.www_authenticate = Some("Basic".to_owned());
                let refused = failure(StatusCode::UNAUTHORIZED, "unauthorized", "/");
                let refused = DeleteIamV2InvitationError::Unauthorized(Answer::new(refused, headers));
                return Err(Error::api_with(StatusCode::UNAUTHORIZED, refused));
            }
            "broken" => {
                let raw = Undeclared::new(StatusCode::BAD_GATEWAY, "upstream");
                return Err(Error::api_with(StatusCode::BAD_GATEWAY, DeleteIamV2InvitationError::Undeclared(raw)));
            }
            _ => {}
        }
        let before = state.invitations.len();
        state.invitations.retain(|invitation| invitation.id != id);
        if state.invitations.len() == before {
            return Err(Error::api_with(StatusCode::NOT_FOUND, DeleteIamV2InvitationError::NotFound(unknown())));
        }
        Ok(Response::new((), headers).with_status(StatusCode::NO_CONTENT))
    }
}

/// Implements nothing: the defaults have to do, so that a double keeps compiling when the API grows.
#[derive(Clone, Copy, Debug)]
pub struct Nothing;

impl InvitationsApi for Nothing {}
