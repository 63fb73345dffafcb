mod invitations;
#[cfg(feature = "dyn")]
mod handles;

pub use self::invitations::{
    ConflictHeaders, CreateIamV2InvitationError, CreateIamV2InvitationHeaders,
    DeleteIamV2InvitationError, GetIamV2InvitationError, InvitationsApi,
    ListIamV2InvitationsError, ListIamV2InvitationsParams, RateLimitHeaders,
    RequestIdHeaders, TooManyRequestsHeaders, UnauthorizedHeaders,
};
#[cfg(feature = "dyn")]
pub use self::handles::AnyInvitationsApi;
