use crate::api::{
    CreateIamV2InvitationError, CreateIamV2InvitationHeaders, DeleteIamV2InvitationError,
    GetIamV2InvitationError, InvitationsApi, ListIamV2InvitationsError,
    ListIamV2InvitationsParams, RateLimitHeaders,
};
use crate::models;
use crate::rt::{self, Error, Response};

rt::handle! {
    /// Any implementation of [`InvitationsApi`], behind a pointer: one type for all of them.
    AnyInvitationsApi(ErasedInvitationsApi, Implementation: InvitationsApi) {
        list_iam_v2_invitations(params: ListIamV2InvitationsParams) -> Result<Response<models::InvitationList, RateLimitHeaders>, Error<ListIamV2InvitationsError>>;
        create_iam_v2_invitation(body: models::InvitationCreate) -> Result<Response<models::InvitationCreated, CreateIamV2InvitationHeaders>, Error<CreateIamV2InvitationError>>;
        get_iam_v2_invitation(id) -> Result<Response<models::Invitation, RateLimitHeaders>, Error<GetIamV2InvitationError>>;
        delete_iam_v2_invitation(id) -> Result<Response<(), RateLimitHeaders>, Error<DeleteIamV2InvitationError>>;
    }
}
