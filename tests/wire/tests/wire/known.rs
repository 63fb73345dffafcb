//! What other generators are known to get wrong; what is told elsewhere, by status, style and body, is not told again.

use super::server::{DONE, Server, say};
use oasmith_wire::api::models::{Memo, MoneyLevel};
use oasmith_wire::api::{Client, Error, KnownApi as _};

async fn start(answer: &str) -> (Server, Client) {
    let server = Server::start(&[answer]).await;
    let client = Client::builder().base_url(&server.url).basic("u", "p").token("t").key("k").build().unwrap();
    (server, client)
}

#[tokio::test]
async fn one_alternative_is_sent_and_an_open_operation_gets_nothing() {
    let (server, client) = start(DONE).await;
    client.both().await.unwrap();
    let request = server.one();
    assert_eq!((request.target(), request.headers("authorization")), ("/both?key=k", vec!["Basic dTpw"]));
    client.open().await.unwrap();
    let request = server.one();
    assert_eq!((request.target(), request.headers("authorization")), ("/open", Vec::new()));
    // Of two schemes that belong together, one is not enough.
    let client = Client::builder().base_url(&server.url).basic("u", "p").token("t").build().unwrap();
    client.both().await.unwrap();
    let request = server.one();
    assert_eq!((request.target(), request.headers("authorization")), ("/both", vec!["Bearer t"]));
}

#[tokio::test]
async fn slashes_of_a_path_stay() {
    let (server, client) = start(DONE).await;
    client.slashes().await.unwrap();
    assert_eq!(server.one().target(), "/a//b/");
}

#[tokio::test]
async fn numbers_keep_their_digits() {
    let text = r#"{"amount":16777217.1,"exact":0.1,"level":2}"#;
    let (_, client) = start(&say("200 OK", "", text)).await;
    let money = client.money().await.unwrap().into_body();
    assert_eq!((money.amount, &money.level), (16_777_217.1, &MoneyLevel::Value2));
    // A required member that is missing is told, and never made up.
    let (_, client) = start(&say("200 OK", "", r#"{"amount":1}"#)).await;
    let Err(Error::Decode(failure)) = client.money().await else { panic!("no error") };
    assert!(failure.problem().to_string().contains("level"), "{}", failure.problem());
}

#[tokio::test]
async fn defaults_are_not_sent_and_a_closed_object_takes_what_is_new() {
    let (server, client) = start(&say("200 OK", "", r#"{"more":[1],"zebra":"z","took":"P1DT2H"}"#)).await;
    let memo = client.memo(Memo::new("z").took("P1D")).await.unwrap().into_body();
    // In the order of the document, and nothing that the caller did not say.
    assert_eq!(server.one().text(), r#"{"zebra":"z","took":"P1D"}"#);
    assert_eq!((&*memo.zebra, memo.apple, memo.took.as_deref()), ("z", None, Some("P1DT2H")));
}

#[tokio::test]
async fn an_array_is_no_object_with_members_in_order() {
    let (_, client) = start(&say("200 OK", "", r#"[{"text":"a"},["a"],"b",3]"#)).await;
    let said: Vec<String> = client.talk().await.unwrap().iter().map(|one| format!("{one:?}")).collect();
    assert!(said[0].contains("Said {"), "{said:?}");
    assert!(!said[1].contains("Said") && said[1].contains("Unknown"), "{said:?}");
    assert!(said[2].contains("String(") && said[3].contains("Integer("), "{said:?}");
}
