//! Any implementation of a trait, behind a pointer.

mod invitations;

pub use self::invitations::AnyInvitationsApi;
