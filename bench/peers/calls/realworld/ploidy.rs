//! Calls five operations of the RealWorld API.

use std::error::Error;

use x::Client;
use x::client::default::parameters::GetArticlesQuery;
use x::client::default::types::{CreateArticleCommentRequest, LoginRequest};
use x::types::{LoginUser, NewComment};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).ok_or("the URL of a server")?;
    let client = Client::new(url)?.with_sensitive_header("authorization", "Token secret")?;
    let wanted = LoginUser { email: "johndoe@example.com".to_string(), password: "password".to_string() };
    let user = client.login(LoginRequest { user: wanted }).await?;
    println!("{user:?}");
    let tags = client.get_tags().await?;
    println!("{tags:?}");
    let query = GetArticlesQuery { tag: Some("dragons".to_string()), limit: Some(10), ..Default::default() };
    let articles = client.get_articles(&query).await?;
    println!("{articles:?}");
    let article = client.get_article("a-slug").await?;
    println!("{article:?}");
    let comment = CreateArticleCommentRequest { comment: NewComment { body: "Well said.".to_string() } };
    let comment = client.create_article_comment("a-slug", comment).await?;
    println!("{comment:?}");
    Ok(())
}
