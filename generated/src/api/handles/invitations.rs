use std::sync::Arc;
use crate::api::{
    CreateIamV2InvitationError, CreateIamV2InvitationHeaders, DeleteIamV2InvitationError,
    GetIamV2InvitationError, InvitationsApi, ListIamV2InvitationsError,
    ListIamV2InvitationsParams, RateLimitHeaders,
};
use crate::models::{Invitation, InvitationCreate, InvitationCreated, InvitationList};
use crate::rt::{ApiBase, BoxFuture, Error, Response};

/// Any implementation of [`InvitationsApi`], behind a pointer: for those who need one type for all of them.
#[derive(Clone)]
pub struct AnyInvitationsApi(Arc<dyn ErasedInvitationsApi>);

impl AnyInvitationsApi {
    /// Takes an implementation.
    pub fn new(api: impl InvitationsApi + 'static) -> Self {
        Self(Arc::new(api))
    }
}

impl ::std::fmt::Debug for AnyInvitationsApi {
    fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
        f.debug_struct(::std::stringify!(AnyInvitationsApi)).finish_non_exhaustive()
    }
}

trait ErasedInvitationsApi: ApiBase {
    fn list_iam_v2_invitations(
        &self,
        params: ListIamV2InvitationsParams,
    ) -> BoxFuture<
        '_,
        Result<
            Response<InvitationList, RateLimitHeaders>,
            Error<ListIamV2InvitationsError>,
        >,
    >;
    fn create_iam_v2_invitation(
        &self,
        body: InvitationCreate,
    ) -> BoxFuture<
        '_,
        Result<
            Response<InvitationCreated, CreateIamV2InvitationHeaders>,
            Error<CreateIamV2InvitationError>,
        >,
    >;
    fn get_iam_v2_invitation<'a>(
        &'a self,
        id: &'a str,
    ) -> BoxFuture<
        'a,
        Result<Response<Invitation, RateLimitHeaders>, Error<GetIamV2InvitationError>>,
    >;
    fn delete_iam_v2_invitation<'a>(
        &'a self,
        id: &'a str,
    ) -> BoxFuture<
        'a,
        Result<Response<(), RateLimitHeaders>, Error<DeleteIamV2InvitationError>>,
    >;
}

impl<Implementation: InvitationsApi> ErasedInvitationsApi for Implementation {
    fn list_iam_v2_invitations(
        &self,
        params: ListIamV2InvitationsParams,
    ) -> BoxFuture<
        '_,
        Result<
            Response<InvitationList, RateLimitHeaders>,
            Error<ListIamV2InvitationsError>,
        >,
    > {
        Box::pin(InvitationsApi::list_iam_v2_invitations(self, params))
    }
    fn create_iam_v2_invitation(
        &self,
        body: InvitationCreate,
    ) -> BoxFuture<
        '_,
        Result<
            Response<InvitationCreated, CreateIamV2InvitationHeaders>,
            Error<CreateIamV2InvitationError>,
        >,
    > {
        Box::pin(InvitationsApi::create_iam_v2_invitation(self, body))
    }
    fn get_iam_v2_invitation<'a>(
        &'a self,
        id: &'a str,
    ) -> BoxFuture<
        'a,
        Result<Response<Invitation, RateLimitHeaders>, Error<GetIamV2InvitationError>>,
    > {
        Box::pin(InvitationsApi::get_iam_v2_invitation(self, id))
    }
    fn delete_iam_v2_invitation<'a>(
        &'a self,
        id: &'a str,
    ) -> BoxFuture<
        'a,
        Result<Response<(), RateLimitHeaders>, Error<DeleteIamV2InvitationError>>,
    > {
        Box::pin(InvitationsApi::delete_iam_v2_invitation(self, id))
    }
}

impl InvitationsApi for AnyInvitationsApi {
    async fn list_iam_v2_invitations(
        &self,
        params: ListIamV2InvitationsParams,
    ) -> Result<
        Response<InvitationList, RateLimitHeaders>,
        Error<ListIamV2InvitationsError>,
    > {
        self.0.list_iam_v2_invitations(params).await
    }
    async fn create_iam_v2_invitation(
        &self,
        body: InvitationCreate,
    ) -> Result<
        Response<InvitationCreated, CreateIamV2InvitationHeaders>,
        Error<CreateIamV2InvitationError>,
    > {
        self.0.create_iam_v2_invitation(body).await
    }
    async fn get_iam_v2_invitation(
        &self,
        id: &str,
    ) -> Result<Response<Invitation, RateLimitHeaders>, Error<GetIamV2InvitationError>> {
        self.0.get_iam_v2_invitation(id).await
    }
    async fn delete_iam_v2_invitation(
        &self,
        id: &str,
    ) -> Result<Response<(), RateLimitHeaders>, Error<DeleteIamV2InvitationError>> {
        self.0.delete_iam_v2_invitation(id).await
    }
}
