//! Invites somebody, lists the invitations, and takes the new one back.
//!
//! `cargo run -p invite -- KEY_ID SECRET EMAIL [BASE_URL]`; any server that speaks the Invitations API will do.

use std::error::Error as StdError;

use confluent_iam::api::{CreateIamV2InvitationError, ListIamV2InvitationsParams};
use confluent_iam::models::{AuthType, InvitationCreate};
use confluent_iam::{Client, Error, InvitationsApi as _};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [key_id, secret, email, rest @ ..] = arguments.as_slice() else {
        return Err("usage: invite KEY_ID SECRET EMAIL [BASE_URL]".into());
    };
    let mut builder = Client::builder().cloud_api_key(key_id.as_str(), secret.as_str());
    if let Some(url) = rest.first() {
        builder = builder.base_url(url.as_str());
    }
    let client = builder.build()?;

    let wanted = InvitationCreate::new(email.as_str()).auth_type(AuthType::Sso);
    let created = match client.create_iam_v2_invitation(wanted).await {
        Ok(created) => created,
        Err(Error::Api(refused)) => {
            if let CreateIamV2InvitationError::Conflict(conflict) = refused.body() {
                println!("{email} is invited already: {:?}", conflict.headers.location);
            }
            return Err(refused.into());
        }
        Err(other) => return Err(other.into()),
    };
    println!("invited {}: {:?}, until {:?}", created.email, created.status, created.expires_at);
    println!("{:?} requests left", created.headers().x_ratelimit_remaining);

    let page = client.list_iam_v2_invitations(ListIamV2InvitationsParams::default().page_size(100)).await?;
    for invitation in &page.data {
        println!("{} {}", invitation.id, invitation.email);
    }

    if let Some(id) = &created.id {
        client.delete_iam_v2_invitation(id).await?;
        println!("took {id} back");
    }
    Ok(())
}
