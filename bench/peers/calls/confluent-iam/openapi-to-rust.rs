//! Calls the operations of the Invitations API.

use std::error::Error;

use x::api::{CreateIamV2InvitationRequest, HttpClient};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).ok_or("the URL of a server")?;
    let client = HttpClient::new().with_base_url(url).with_header("authorization", "Basic dXNlcjpwYXNzd29yZA==");
    let created = client.create_iam_v2_invitation(Some(CreateIamV2InvitationRequest::new("johndoe@example.com".to_string()))).await?;
    println!("{created:?}");
    let none = None::<&str>;
    let page = client.list_iam_v2_invitations(none, none, none, none, Some(10), none).await?;
    println!("{page:?}");
    let invitation = client.get_iam_v2_invitation("i-1").await?;
    println!("{invitation:?}");
    client.delete_iam_v2_invitation("i-1").await?;
    Ok(())
}
