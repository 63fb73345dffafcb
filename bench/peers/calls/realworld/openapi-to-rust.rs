//! Calls five operations of the RealWorld API.

use std::error::Error;

use x::api::{CreateArticleCommentRequest, HttpClient, LoginRequest, LoginUser, NewComment};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).ok_or("the URL of a server")?;
    let client = HttpClient::new().with_base_url(url).with_header("authorization", "Token secret");
    let wanted = LoginUser { email: "johndoe@example.com".to_string(), password: "password".to_string() };
    let user = client.login(LoginRequest { user: wanted }).await?;
    println!("{user:?}");
    let tags = client.get_tags().await?;
    println!("{tags:?}");
    let none = None::<&str>;
    let articles = client.get_articles(Some("dragons"), none, none, None, Some(10)).await?;
    println!("{articles:?}");
    let article = client.get_article("a-slug").await?;
    println!("{article:?}");
    let comment = CreateArticleCommentRequest { comment: NewComment { body: "Well said.".to_string() } };
    let comment = client.create_article_comment("a-slug", comment).await?;
    println!("{comment:?}");
    Ok(())
}
