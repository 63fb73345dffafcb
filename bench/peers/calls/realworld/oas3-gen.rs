//! Calls five operations of the RealWorld API.

use x::{
    CommentRequestBody, CreateArticleCommentRequest, CreateArticleCommentRequestPath, GetArticleRequest, GetArticleRequestPath,
    GetArticlesRequest, GetArticlesRequestQuery, GetTagsRequest, LoginRequest, LoginUser, NewComment, RealWorldConduitApiClient, UserRequestBody,
};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let url = std::env::args().nth(1).ok_or_else(|| anyhow::anyhow!("the URL of a server"))?;
    let client = RealWorldConduitApiClient::with_base_url(url)?.with_token("Token secret");
    let wanted = LoginUser { email: "johndoe@example.com".to_string(), password: "password".to_string() };
    let user = client.login(LoginRequest { body: UserRequestBody { user: wanted } }).await?;
    println!("{user:?}");
    let tags = client.get_tags(GetTagsRequest {}).await?;
    println!("{tags:?}");
    let query = GetArticlesRequestQuery { tag: Some("dragons".to_string()), limit: Some(10), ..Default::default() };
    let articles = client.get_articles(GetArticlesRequest { query }).await?;
    println!("{articles:?}");
    let article = client.get_article(GetArticleRequest { path: GetArticleRequestPath { slug: "a-slug".to_string() } }).await?;
    println!("{article:?}");
    let body = CommentRequestBody { comment: NewComment { body: "Well said.".to_string() } };
    let path = CreateArticleCommentRequestPath { slug: "a-slug".to_string() };
    let comment = client.create_article_comment(CreateArticleCommentRequest { path, body }).await?;
    println!("{comment:?}");
    Ok(())
}
