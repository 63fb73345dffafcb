//! Calls the operations of the Invitations API.

use std::error::Error;

use x::Client;
use x::client::default::parameters::ListIamV2InvitationsQuery;
use x::client::default::types::CreateIamV2InvitationRequest;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).ok_or("the URL of a server")?;
    let client = Client::new(url)?.with_sensitive_header("authorization", "Basic dXNlcjpwYXNzd29yZA==")?;
    let wanted = CreateIamV2InvitationRequest { email: "johndoe@example.com".to_string().into(), ..Default::default() };
    let created = client.create_iam_v2_invitation(wanted).await?;
    println!("{created:?}");
    let query = ListIamV2InvitationsQuery { page_size: Some(10), ..Default::default() };
    let page = client.list_iam_v2_invitations(&query).await?;
    println!("{page:?}");
    let invitation = client.get_iam_v2_invitation("i-1").await?;
    println!("{invitation:?}");
    client.delete_iam_v2_invitation("i-1").await?;
    Ok(())
}
