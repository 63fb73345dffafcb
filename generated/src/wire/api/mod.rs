//! The traits over HTTP. What a method gives is a promise better than the trait's: a call is always `Send` and borrows
//! nothing, so it can be spawned.

mod invitations;
