//! The double behind the object-safe handle, beside another implementation of the same trait.

use confluent_iam::api::{
    AnyInvitationsApi, CreateIamV2InvitationError, DeleteIamV2InvitationError, GetIamV2InvitationError,
    ListIamV2InvitationsParams,
};
use confluent_iam::models::{AuthType, InvitationCreate, InvitationStatus};
use confluent_iam::{Error, InvitationsApi};
use oasmith_double::{InMemory, Nothing};

/// Code that does not care what is behind the trait.
async fn invite(api: &impl InvitationsApi, email: &str) -> Result<Option<String>, Error<CreateIamV2InvitationError>> {
    let wanted = InvitationCreate::new(email).auth_type(AuthType::Sso);
    Ok(api.create_iam_v2_invitation(wanted).await?.into_body().id)
}

#[tokio::test(flavor = "current_thread")]
async fn a_double_answers_behind_the_handle() -> Result<(), Box<dyn std::error::Error>> {
    let api = AnyInvitationsApi::new(InMemory::new(100));
    let id = invite(&api, "a@example.com").await?.ok_or("no id")?;
    let found = api.get_iam_v2_invitation(&id).await?;
    assert_eq!((found.email.as_str(), found.status.as_ref()), ("a@example.com", Some(&InvitationStatus::Sent)));
    assert_eq!(found.headers().x_ratelimit_remaining, Some(98));

    let page = api.list_iam_v2_invitations(ListIamV2InvitationsParams::default().email("a@example.com")).await?;
    assert_eq!((page.metadata.total_size, page.data.len()), (Some(1), 1));

    let Err(Error::Api(refused)) = invite(&api, "a@example.com").await else { return Err("invited twice".into()) };
    assert!(
        matches!(refused.body(), CreateIamV2InvitationError::Conflict(answer) if answer.headers.location.is_some())
    );

    assert_eq!(api.delete_iam_v2_invitation(&id).await?.status().as_u16(), 204);
    let Err(Error::Api(refused)) = api.get_iam_v2_invitation(&id).await else { return Err("still there".into()) };
    assert!(matches!(refused.body(), GetIamV2InvitationError::NotFound(_)));
    let Err(Error::Api(refused)) = api.delete_iam_v2_invitation("broken").await else { return Err("deleted".into()) };
    assert!(matches!(refused.body(), DeleteIamV2InvitationError::Undeclared(raw) if raw.raw_body() == b"upstream"));
    Ok(())
}

#[tokio::test(flavor = "current_thread")]
async fn handles_are_of_one_type() {
    let apis = [AnyInvitationsApi::new(InMemory::new(0)), AnyInvitationsApi::new(Nothing)];
    let mut answers = Vec::new();
    for api in &apis {
        answers.push(invite(api, "a@example.com").await);
    }
    assert!(matches!(&answers[0], Err(Error::Api(refused)) if refused.status().as_u16() == 429));
    assert!(matches!(&answers[1], Err(Error::NotImplemented("createIamV2Invitation"))));
}
