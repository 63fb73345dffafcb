//! Calls the operations of the Invitations API.

use std::error::Error;

use x::apis::configuration::Configuration;
use x::apis::invitations_iam_v2_api as api;
use x::models::CreateIamV2InvitationRequest;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).ok_or("the URL of a server")?;
    let basic_auth = Some(("user".to_string(), Some("password".to_string())));
    let client = Configuration { base_path: url, basic_auth, ..Configuration::default() };
    let created = api::create_iam_v2_invitation(&client, Some(CreateIamV2InvitationRequest::new("johndoe@example.com".to_string()))).await?;
    println!("{created:?}");
    let page = api::list_iam_v2_invitations(&client, None, None, None, None, Some(10), None).await?;
    println!("{page:?}");
    let invitation = api::get_iam_v2_invitation(&client, "i-1").await?;
    println!("{invitation:?}");
    api::delete_iam_v2_invitation(&client, "i-1").await?;
    Ok(())
}
