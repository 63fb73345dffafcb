//! Calls five operations of the RealWorld API.

use x::api::GetArticlesParams;
use x::models::{CreateArticleCommentRequest, LoginRequest, LoginUser, NewComment};
use x::{ArticlesApi as _, BoxError, Client, CommentsApi as _, TagsApi as _, UserAndAuthenticationApi as _};

#[tokio::main]
async fn main() -> Result<(), BoxError> {
    let url = std::env::args().nth(1).ok_or("the URL of a server")?;
    let client = Client::builder().base_url(url).token("Token secret").build()?;
    let user = client.login(LoginRequest::new(LoginUser::new("johndoe@example.com", "password"))).await?;
    println!("{user:?}");
    let tags = client.get_tags().await?;
    println!("{tags:?}");
    let articles = client.get_articles(GetArticlesParams::default().tag("dragons").limit(10)).await?;
    println!("{articles:?}");
    let article = client.get_article("a-slug").await?;
    println!("{article:?}");
    let comment = client.create_article_comment("a-slug", CreateArticleCommentRequest::new(NewComment::new("Well said."))).await?;
    println!("{comment:?}");
    Ok(())
}
