//! Parameters on the wire: each row of the table "Style Examples" (OpenAPI 3.1.1, section 4.8.12.6) through a generated client, and
//! what the table leaves open.

use super::server::{DONE, Server};
use oasmith_wire::api::api::OptionalParams;
use oasmith_wire::api::models::{Delta, Filter, FilterA, Rgb, TypedKind};
use oasmith_wire::api::{Client, Date, Error, StylesApi as _, Timestamp};

fn list() -> Vec<String> {
    ["blue", "black", "brown"].map(str::to_owned).to_vec()
}

fn rgb() -> Rgb {
    Rgb::new(100, 200, 150)
}

fn filter() -> Filter {
    Filter::default()
        .a(FilterA::default().b("x y"))
        .tags(vec!["p".to_owned(), "q&r".to_owned()])
        .lines(vec![Delta::new(1), Delta::new(2)])
}

async fn start() -> (Server, Client) {
    let server = Server::start(&[DONE]).await;
    let client = Client::builder().base_url(&server.url).build().unwrap();
    (server, client)
}

#[tokio::test]
async fn paths() {
    let (server, client) = start().await;
    let rows = [
        (client.simple_text("blue").await, "/simple-text/blue"),
        (client.simple_list(list()).await, "/simple-list/blue,black,brown"),
        (client.simple_object(rgb()).await, "/simple-object/R,100,G,200,B,150"),
        (client.simple_exploded_text("blue").await, "/simple-exploded-text/blue"),
        (client.simple_exploded_list(list()).await, "/simple-exploded-list/blue,black,brown"),
        (client.simple_exploded_object(rgb()).await, "/simple-exploded-object/R=100,G=200,B=150"),
        (client.label_text("blue").await, "/label-text/.blue"),
        (client.label_list(list()).await, "/label-list/.blue,black,brown"),
        (client.label_object(rgb()).await, "/label-object/.R,100,G,200,B,150"),
        (client.label_exploded_text("blue").await, "/label-exploded-text/.blue"),
        (client.label_exploded_list(list()).await, "/label-exploded-list/.blue.black.brown"),
        (client.label_exploded_object(rgb()).await, "/label-exploded-object/.R=100.G=200.B=150"),
        (client.matrix_text("blue").await, "/matrix-text/;color=blue"),
        (client.matrix_list(list()).await, "/matrix-list/;color=blue,black,brown"),
        (client.matrix_object(rgb()).await, "/matrix-object/;color=R,100,G,200,B,150"),
        (client.matrix_exploded_text("blue").await, "/matrix-exploded-text/;color=blue"),
        (client.matrix_exploded_list(list()).await, "/matrix-exploded-list/;color=blue;color=black;color=brown"),
        (client.matrix_exploded_object(rgb()).await, "/matrix-exploded-object/;R=100;G=200;B=150"),
        (client.matrix_text("").await, "/matrix-text/;color"),
        (client.matrix_exploded_text("").await, "/matrix-exploded-text/;color"),
    ];
    let received = server.take();
    assert_eq!(received.len(), rows.len());
    for ((outcome, expected), request) in rows.iter().zip(&received) {
        assert!(outcome.is_ok());
        assert_eq!(request.target(), *expected);
    }
}

#[tokio::test]
async fn queries() {
    let (server, client) = start().await;
    let rows = [
        (client.form_text("").await, "/form-text?color="),
        (client.form_text("blue").await, "/form-text?color=blue"),
        (client.form_list(list()).await, "/form-list?color=blue,black,brown"),
        (client.form_list(vec![]).await, "/form-list"),
        (client.form_object(rgb()).await, "/form-object?color=R,100,G,200,B,150"),
        (client.form_exploded_text("").await, "/form-exploded-text?color="),
        (client.form_exploded_text("blue").await, "/form-exploded-text?color=blue"),
        (client.form_exploded_list(list()).await, "/form-exploded-list?color=blue&color=black&color=brown"),
        (client.form_exploded_list(vec![]).await, "/form-exploded-list"),
        (client.form_exploded_object(rgb()).await, "/form-exploded-object?R=100&G=200&B=150"),
        (client.space_delimited_text("blue").await, "/spaceDelimited-text?color=blue"),
        (client.space_delimited_list(list()).await, "/spaceDelimited-list?color=blue%20black%20brown"),
        (client.space_delimited_list(vec![]).await, "/spaceDelimited-list"),
        (client.space_delimited_object(rgb()).await, "/spaceDelimited-object?color=R%20100%20G%20200%20B%20150"),
        (client.space_delimited_exploded_text("blue").await, "/spaceDelimited-exploded-text?color=blue"),
        (
            client.space_delimited_exploded_list(list()).await,
            "/spaceDelimited-exploded-list?color=blue&color=black&color=brown",
        ),
        (client.space_delimited_exploded_list(vec![]).await, "/spaceDelimited-exploded-list"),
        (client.space_delimited_exploded_object(rgb()).await, "/spaceDelimited-exploded-object?R=100&G=200&B=150"),
        (client.pipe_delimited_text("blue").await, "/pipeDelimited-text?color=blue"),
        (client.pipe_delimited_list(list()).await, "/pipeDelimited-list?color=blue%7Cblack%7Cbrown"),
        (client.pipe_delimited_list(vec![]).await, "/pipeDelimited-list"),
        (client.pipe_delimited_object(rgb()).await, "/pipeDelimited-object?color=R%7C100%7CG%7C200%7CB%7C150"),
        (client.pipe_delimited_exploded_text("blue").await, "/pipeDelimited-exploded-text?color=blue"),
        (
            client.pipe_delimited_exploded_list(list()).await,
            "/pipeDelimited-exploded-list?color=blue&color=black&color=brown",
        ),
        (client.pipe_delimited_exploded_list(vec![]).await, "/pipeDelimited-exploded-list"),
        (client.pipe_delimited_exploded_object(rgb()).await, "/pipeDelimited-exploded-object?R=100&G=200&B=150"),
        (client.deep_object_text("blue").await, "/deepObject-text?color=blue"),
        (
            client.deep_object_list(list()).await,
            "/deepObject-list?color%5B%5D=blue&color%5B%5D=black&color%5B%5D=brown",
        ),
        (client.deep_object_list(vec![]).await, "/deepObject-list"),
        (
            client.deep_object_object(rgb()).await,
            "/deepObject-object?color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
        ),
    ];
    let received = server.take();
    assert_eq!(received.len(), rows.len());
    for ((outcome, expected), request) in rows.iter().zip(&received) {
        assert!(outcome.is_ok());
        assert_eq!(request.target(), *expected);
    }
}

#[tokio::test]
async fn headers_and_cookies() {
    let (server, client) = start().await;
    let rows = [
        (client.header_text("").await, "x-color", Some("")),
        (client.header_text("blue").await, "x-color", Some("blue")),
        (client.header_list(list()).await, "x-color", Some("blue,black,brown")),
        (client.header_list(vec![]).await, "x-color", None),
        (client.header_object(rgb()).await, "x-color", Some("R,100,G,200,B,150")),
        (client.header_exploded_text("").await, "x-color", Some("")),
        (client.header_exploded_text("blue").await, "x-color", Some("blue")),
        (client.header_exploded_list(list()).await, "x-color", Some("blue,black,brown")),
        (client.header_exploded_list(vec![]).await, "x-color", None),
        (client.header_exploded_object(rgb()).await, "x-color", Some("R=100,G=200,B=150")),
        (client.cookie_text("").await, "cookie", Some("color=")),
        (client.cookie_text("blue").await, "cookie", Some("color=blue")),
        (client.cookie_list(list()).await, "cookie", Some("color=blue,black,brown")),
        (client.cookie_list(vec![]).await, "cookie", None),
        (client.cookie_object(rgb()).await, "cookie", Some("color=R,100,G,200,B,150")),
        (client.cookie_exploded_text("").await, "cookie", Some("color=")),
        (client.cookie_exploded_text("blue").await, "cookie", Some("color=blue")),
        (client.cookie_exploded_list(list()).await, "cookie", Some("color=blue; color=black; color=brown")),
        (client.cookie_exploded_list(vec![]).await, "cookie", None),
        (client.cookie_exploded_object(rgb()).await, "cookie", Some("R=100; G=200; B=150")),
    ];
    let received = server.take();
    assert_eq!(received.len(), rows.len());
    for ((outcome, name, expected), request) in rows.iter().zip(&received) {
        assert!(outcome.is_ok());
        assert_eq!(request.headers(name), expected.iter().copied().collect::<Vec<_>>(), "{}", request.head);
    }
}

#[tokio::test]
async fn a_path_parameter_stays_in_its_segment() {
    let (server, client) = start().await;
    let rows = [
        ("a/b", "/simple-text/a%2Fb"),
        ("../x", "/simple-text/..%2Fx"),
        ("%2f", "/simple-text/%252f"),
        ("?a#b", "/simple-text/%3Fa%23b"),
        ("..a", "/simple-text/..a"),
        ("é ;,=", "/simple-text/%C3%A9%20%3B%2C%3D"),
    ];
    for (value, expected) in rows {
        client.simple_text(value).await.unwrap();
        assert_eq!(server.one().target(), expected);
    }
    for value in ["", ".", ".."] {
        assert!(matches!(client.simple_text(value).await, Err(Error::Request(_))), "{value:?}");
    }
    assert!(client.simple_list(vec![]).await.is_err());
    // The table gives `.` for it, which every server and proxy takes for "the same folder".
    assert!(client.label_text("").await.is_err());
    assert!(server.take().is_empty(), "nothing of these is sent");
}

#[tokio::test]
async fn deep_objects_are_nested_and_have_lists() {
    let (server, client) = start().await;
    client.deep_object_nested(filter()).await.unwrap();
    let expected = "/deepObject-nested?filter%5Ba%5D%5Bb%5D=x%20y&filter%5Btags%5D%5B%5D=p&filter%5Btags%5D%5B%5D=q%26r\
                    &filter%5Blines%5D%5B0%5D%5Bn%5D=1&filter%5Blines%5D%5B1%5D%5Bn%5D=2";
    assert_eq!(server.one().target(), expected);
}

#[tokio::test]
async fn reserved_characters_stay_where_they_may() {
    let (server, client) = start().await;
    client.reserved("/a?b=c,d&e#f%20g").await.unwrap();
    assert_eq!(server.one().target(), "/reserved?q=/a?b=c,d%26e%23f%20g");
}

#[tokio::test]
async fn content_is_json() {
    let (server, client) = start().await;
    client.json_query(Filter::default().a(FilterA::default().b("x"))).await.unwrap();
    assert_eq!(server.one().target(), "/json?filter=%7B%22a%22%3A%7B%22b%22%3A%22x%22%7D%7D");
    client.json_header(rgb()).await.unwrap();
    assert_eq!(server.one().headers("x-filter"), ["{\"R\":100,\"G\":200,\"B\":150}"]);
}

#[tokio::test]
async fn the_whole_query_is_a_value() {
    let (server, client) = start().await;
    client.query_string(Filter::default().tags(list())).await.unwrap();
    assert_eq!(server.one().target(), "/querystring?tags=blue&tags=black&tags=brown");
    client.query_string(Filter::default()).await.unwrap();
    assert_eq!(server.one().target(), "/querystring");
}

#[tokio::test]
async fn what_is_not_given_is_not_sent() {
    let (server, client) = start().await;
    client.optional(OptionalParams::default()).await.unwrap();
    let request = server.one();
    assert_eq!(request.target(), "/optional");
    assert!(request.headers("c").is_empty() && request.headers("cookie").is_empty());
    client.optional(OptionalParams::default().a("").b(vec![1, 2]).c("x").d("y;z").e("")).await.unwrap();
    let request = server.one();
    assert_eq!(request.target(), "/optional?a=&b=1&b=2&e=");
    assert_eq!((request.headers("c"), request.headers("cookie")), (vec!["x"], vec!["d=y%3Bz"]));
}

#[tokio::test]
async fn one_name_in_several_places_and_an_override() {
    let (server, client) = start().await;
    let day: Date = "2026-01-31".parse().unwrap();
    client.same_name("p", 1, 2, day).await.unwrap();
    let request = server.one();
    assert_eq!((request.target(), request.headers("id")), ("/same/p/x?id=1&v=2", vec!["2026-01-31"]));
}

#[tokio::test]
async fn enums_dates_and_flags() {
    let (server, client) = start().await;
    let at: Timestamp = "2026-01-31T10:00:00+02:00".parse().unwrap();
    client.typed(vec![TypedKind::AB, TypedKind::CAndD], "2026-01-31".parse().unwrap(), at, true).await.unwrap();
    let expected = "/typed?kind=a%20b&kind=c%26d&day=2026-01-31&at=2026-01-31T10%3A00%3A00%2B02%3A00&yes=true";
    assert_eq!(server.one().target(), expected);
}
