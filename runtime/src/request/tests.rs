//! URLs, headers and bodies that requests come to.

use http::Method;

use super::Request;
use crate::error::RequestErrorKind;
use crate::json::{Encode, Encoder, Limit, Limits, Value, from_slice};
use crate::operation::Operation;
use crate::style::Style;

static ITEM: Operation = Operation::new("item", Method::GET, "/a b/{id}/x{id}-{rev}");
static PLAIN: Operation = Operation::new("plain", Method::GET, "/items");
static ODD: Operation = Operation::new("odd", Method::GET, "/odd?v=2/{");
static ONE: Operation = Operation::new("one", Method::GET, "/one/{id}");

fn value(text: &str) -> Value {
    from_slice(text.as_bytes()).unwrap()
}

fn one(style: Style, text: &str) -> Result<String, RequestErrorKind> {
    let mut request = Request::new(&ONE);
    request.path_styled("id", style, &value(text));
    match request.0.problem.clone() {
        Some(problem) => Err(problem),
        None => request.0.url("https://h"),
    }
}

#[test]
fn path_parameters_are_put_into_the_template() {
    let mut request = Request::new(&ITEM);
    request.path("id", &value(r#""a/b?""#));
    request.path("rev", &value("7"));
    assert_eq!(request.0.url("https://h/base/").unwrap(), "https://h/base/a%20b/a%2Fb%3F/xa%2Fb%3F-7");
}

#[test]
fn a_missing_path_parameter_is_named() {
    let mut request = Request::new(&ITEM);
    request.path("id", &value("1"));
    assert_eq!(request.0.url("https://h"), Err(RequestErrorKind::PathParameter("rev".to_owned())));
}

#[test]
fn a_path_parameter_cannot_leave_its_place() {
    let refused = Err(RequestErrorKind::PathParameter("id".to_owned()));
    for text in [r#""""#, r#"".""#, r#""..""#, "null", "[]", "{}"] {
        assert_eq!(one(Style::SIMPLE, text), refused, "{text}");
    }
    assert_eq!(one(Style::LABEL, r#""""#), refused);
    assert_eq!(one(Style::LABEL, r#"".""#), refused);
    assert_eq!(one(Style::SIMPLE, r#""...""#).unwrap(), "https://h/one/...");
    assert_eq!(one(Style::SIMPLE, r#""../x""#).unwrap(), "https://h/one/..%2Fx");
    assert_eq!(one(Style::SIMPLE, r#""%2e%2e""#).unwrap(), "https://h/one/%252e%252e");
    assert_eq!(one(Style::SIMPLE, r#""a\\b""#).unwrap(), "https://h/one/a%5Cb");
}

#[test]
fn the_query_joins_what_is_there() {
    let mut request = Request::new(&PLAIN);
    request.query("a", &value("null"));
    assert_eq!(request.0.url("https://h").unwrap(), "https://h/items");
    request.query("a b", &value(r#""x y""#));
    request.query_styled("ids", Style::PIPE_DELIMITED, &value("[1,2]"));
    request.query_json("f", &value(r#"{"a":1}"#));
    assert_eq!(request.0.url("https://h").unwrap(), "https://h/items?a%20b=x%20y&ids=1%7C2&f=%7B%22a%22%3A1%7D");
}

#[test]
fn an_odd_template_still_makes_a_url() {
    let mut request = Request::new(&ODD);
    request.query("a", &value("1"));
    assert_eq!(request.0.url("https://h").unwrap(), "https://h/odd?v=2/%7B&a=1");
}

#[test]
fn headers_and_cookies_carry_text() {
    static JSON: Operation = Operation::new("op", Method::GET, "/items").accept("application/json");
    let mut request = Request::new(&JSON);
    request.header("X-List", &value("[1,2]"));
    request.header_json("X-Json", &value(r#"{"a":[1]}"#));
    request.cookie("a", &value(r#""x;y""#));
    request.cookie("b", &value("[1,2]"));
    assert_eq!(request.0.headers["x-list"], "1,2");
    assert_eq!(request.0.headers["x-json"], r#"{"a":[1]}"#);
    assert_eq!(request.0.headers["accept"], "application/json");
    assert_eq!(request.0.cookie_header("k=s").unwrap().unwrap().1, "a=x%3By; b=1; b=2; k=s");
    assert_eq!(request.0.problem, None);
}

#[test]
fn the_first_problem_is_kept() {
    let mut request = Request::new(&PLAIN);
    request.header("X-Bad", &value(r#""a\nb""#));
    request.path("id", &value(r#""""#));
    assert_eq!(request.0.problem, Some(RequestErrorKind::Header("X-Bad".to_owned())));
}

#[test]
fn bodies_set_their_content_type() {
    let mut request = Request::new(&PLAIN);
    request.json_opt::<Value>(&None);
    assert!(request.1.is_empty() && request.0.headers.is_empty());
    request.json_opt(&Some(value(r#"{"a": 1}"#)));
    assert_eq!(request.1.as_bytes(), Some(&br#"{"a":1}"#[..]));
    assert_eq!(request.0.headers["content-type"], "application/json");
    request.json_as("application/merge-patch+json", &value("null"));
    assert_eq!(request.1.as_bytes(), Some(&b"null"[..]));
    assert_eq!(request.0.headers["content-type"], "application/merge-patch+json");
    request.body("application/octet-stream", vec![0, 159].into());
    assert_eq!(request.1.as_bytes(), Some(&[0, 159][..]));
    request.text("text/plain", "é".to_owned());
    assert_eq!(request.0.headers["content-type"], "text/plain");
}

/// A name of at most three letters.
struct Name(&'static str);

impl Encode for Name {
    fn encode(&self, e: &mut Encoder) {
        e.string(self.0);
    }

    fn limits(&self) -> Option<Limits> {
        Some(Limits::of(&[Limit::MaxLength(3)]))
    }
}

#[test]
fn a_body_beyond_its_limits_is_not_sent() {
    let told = |value: &dyn Encode| {
        let mut request = Request::new(&PLAIN);
        request.json(value);
        request.0.problem.map(request_error)
    };
    assert_eq!(told(&Name("abc")), None);
    let wanted = "GET /items: the body is not valid: longer than 3 characters at $[1]";
    assert_eq!(told(&vec![Name("abc"), Name("abcd")]).as_deref(), Some(wanted));
}

#[test]
fn a_form_beyond_its_limits_is_not_sent() {
    let told = |value: &dyn Encode| {
        let mut request = Request::new(&PLAIN);
        request.form("application/x-www-form-urlencoded", value);
        request.0.problem.map(request_error)
    };
    assert_eq!(told(&Name("abc")), None);
    assert!(told(&Name("abcd")).is_some_and(|told| told.ends_with("longer than 3 characters at $")));
}

#[test]
fn a_parameter_beyond_its_limits_is_not_sent() {
    let told = |value: &dyn Encode| {
        let mut request = Request::new(&PLAIN);
        request.within("limit", &[Limit::Maximum("100")], value);
        request.0.problem.map(request_error)
    };
    assert_eq!(told(&Some(100)), None);
    assert_eq!(told(&None::<i64>), None);
    let wanted = "GET /items: the parameter `limit` is not valid: greater than 100 at $";
    assert_eq!(told(&Some(101)).as_deref(), Some(wanted));
}

fn request_error(kind: RequestErrorKind) -> String {
    crate::error::RequestError::new(&PLAIN, kind).to_string()
}
