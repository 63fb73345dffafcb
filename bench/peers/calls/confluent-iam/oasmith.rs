//! Calls the operations of the Invitations API.

use x::{BoxError, Client, InvitationsApi as _, api, models};

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    let url = std::env::args().nth(1).ok_or("the URL of a server")?;
    let client = Client::builder().base_url(url).cloud_api_key("user", "password").build()?;
    let created = client.create_iam_v2_invitation(models::InvitationCreate::new("johndoe@example.com")).await?;
    println!("{created:?}");
    let page = client.list_iam_v2_invitations(api::ListIamV2InvitationsParams::default().page_size(10)).await?;
    println!("{page:?}");
    let invitation = client.get_iam_v2_invitation("i-1").await?;
    println!("{invitation:?}");
    client.delete_iam_v2_invitation("i-1").await?;
    Ok(())
}
