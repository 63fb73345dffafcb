//! Calls five operations of the RealWorld API.

use std::error::Error;

use x::apis::configuration::{ApiKey, Configuration};
use x::apis::{articles_api, comments_api, tags_api, user_and_authentication_api};
use x::models::{CreateArticleCommentRequest, LoginRequest, LoginUser, NewComment};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).ok_or("the URL of a server")?;
    let api_key = Some(ApiKey { prefix: Some("Token".to_string()), key: "secret".to_string() });
    let client = Configuration { base_path: url, api_key, ..Configuration::default() };
    let wanted = LoginUser::new("johndoe@example.com".to_string(), "password".to_string());
    let user = user_and_authentication_api::login(&client, LoginRequest::new(wanted)).await?;
    println!("{user:?}");
    let tags = tags_api::get_tags(&client).await?;
    println!("{tags:?}");
    let articles = articles_api::get_articles(&client, Some("dragons"), None, None, None, Some(10)).await?;
    println!("{articles:?}");
    let article = articles_api::get_article(&client, "a-slug").await?;
    println!("{article:?}");
    let comment = CreateArticleCommentRequest::new(NewComment::new("Well said.".to_string()));
    let comment = comments_api::create_article_comment(&client, "a-slug", comment).await?;
    println!("{comment:?}");
    Ok(())
}
