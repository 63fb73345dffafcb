//! Which redirects are followed, and what travels with them (RFC 9110, section 15.4).
//!
//! Pure decisions. What must never happen: that a credential reaches another origin than the one it was meant for, or
//! that a call goes on over plain text after it began over TLS.

use std::borrow::Cow;

use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, USER_AGENT};
use http::{HeaderMap, Method, Uri};

use crate::body::Body;
use crate::operation::Operation;
use crate::uri;

/// One request of a call: the first, or one that a redirect led to.
pub(crate) struct Hop<'a> {
    pub(crate) method: Method,
    pub(crate) url: Cow<'a, str>,
    pub(crate) body: Body,
    /// Whether the call has left its origin. It stays so: a way back that another server chose is not ours.
    pub(crate) crossed: bool,
    /// Whether it had a body that a redirect took away.
    pub(crate) bare: bool,
}

/// What a redirect asks for; `None` when the response is the answer.
///
/// 301, 307 and 308 repeat the request as it is; 302 does so for safe methods only, since most servers mean "see
/// other" with it; 303 becomes a GET.
pub(crate) fn follow(
    hop: &Hop<'_>,
    body: Option<Body>,
    operation: &Operation,
    code: u16,
    headers: &HeaderMap,
) -> Option<Hop<'static>> {
    if operation.redirects.contains(&code) {
        return None;
    }
    let had_body = body.as_ref().is_none_or(|body| !body.is_empty());
    let (method, body, bare) = match code {
        301 | 307 | 308 => (hop.method.clone(), body?, hop.bare),
        302 if hop.method.is_safe() => (hop.method.clone(), body?, hop.bare),
        303 if hop.method == Method::HEAD => (Method::HEAD, Body::empty(), hop.bare || had_body),
        303 => (Method::GET, Body::empty(), hop.bare || had_body),
        _ => return None,
    };
    let url = uri::resolve(&hop.url, &location(headers)?);
    let from = uri::origin(&hop.url.parse::<Uri>().ok()?)?;
    let to = uri::origin(&url.parse::<Uri>().ok()?)?;
    if from.scheme == "https" && to.scheme != "https" {
        return None;
    }
    Some(Hop { method, url: url.into(), body, crossed: hop.crossed || from != to, bare })
}

/// The target, with what no URL can hold encoded (some servers send raw UTF-8).
fn location(headers: &HeaderMap) -> Option<String> {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const ILLEGAL: &AsciiSet =
        &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');
    let text = std::str::from_utf8(headers.get(LOCATION)?.as_bytes()).ok()?.trim();
    Some(utf8_percent_encode(text, ILLEGAL).to_string())
}

/// Takes away the headers that must not travel on: all but three once the origin has changed, and those of the body
/// when there is none any more. A caller's content type of nothing stays: there are servers that ask for one.
pub(crate) fn strip(headers: &mut HeaderMap, hop: &Hop<'_>) {
    if hop.crossed {
        let kept = [ACCEPT, CONTENT_TYPE, USER_AGENT].map(|name| headers.remove(&name).map(|value| (name, value)));
        headers.clear();
        headers.extend(kept.into_iter().flatten());
    }
    if hop.bare {
        headers.remove(CONTENT_TYPE);
        headers.remove(CONTENT_LENGTH);
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue, Method};

    use super::{Hop, follow, strip};
    use crate::body::Body;
    use crate::operation::Operation;

    static DECLARED: Operation = Operation::new("declared", Method::GET, "/").redirects(&[302]);
    static PLAIN: Operation = Operation::new("plain", Method::GET, "/");

    fn hop(method: Method, url: &str) -> Hop<'_> {
        Hop { method, url: url.into(), body: Body::empty(), crossed: false, bare: false }
    }

    fn to(location: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert("location", HeaderValue::from_bytes(location.as_bytes()).unwrap());
        headers
    }

    fn next(method: Method, from: &str, code: u16, location: &str) -> Option<(Method, String, bool)> {
        let hop = follow(&hop(method, from), Some(Body::empty()), &PLAIN, code, &to(location))?;
        Some((hop.method, hop.url.into_owned(), hop.crossed))
    }

    #[test]
    fn methods_by_status() {
        let url = "https://h/b".to_owned();
        for code in [301, 302, 303, 307, 308] {
            assert_eq!(next(Method::GET, "https://h/a", code, "/b"), Some((Method::GET, url.clone(), false)));
        }
        for code in [301, 307, 308] {
            assert_eq!(next(Method::POST, "https://h/a", code, "b"), Some((Method::POST, url.clone(), false)));
        }
        assert_eq!(next(Method::POST, "https://h/a", 302, "b"), None);
        assert_eq!(next(Method::POST, "https://h/a", 303, "b"), Some((Method::GET, url.clone(), false)));
        assert_eq!(next(Method::HEAD, "https://h/a", 303, "b"), Some((Method::HEAD, url, false)));
        for code in [200, 300, 304, 305] {
            assert_eq!(next(Method::GET, "https://h/a", code, "b"), None);
        }
    }

    #[test]
    fn origins() {
        let crossed = |from, location| next(Method::GET, from, 307, location).map(|(_, _, crossed)| crossed);
        assert_eq!(crossed("https://h/a", "https://h:443/b"), Some(false));
        assert_eq!(crossed("https://h/a", "https://other/b"), Some(true));
        assert_eq!(crossed("https://h/a", "https://h:444/b"), Some(true));
        assert_eq!(crossed("http://h/a", "https://h/b"), Some(true));
        assert_eq!(crossed("https://h/a", "http://h/b"), None);
        assert_eq!(crossed("https://h/a", "file:///etc/passwd"), None);
        assert_eq!(crossed("https://h/a", "https:///b"), None);
        let back = Hop { crossed: true, ..hop(Method::GET, "https://other/") };
        assert!(follow(&back, Some(Body::empty()), &PLAIN, 307, &to("https://h/")).is_some_and(|hop| hop.crossed));
    }

    #[test]
    fn what_stays_with_the_caller() {
        let first = hop(Method::GET, "https://h/a");
        assert!(follow(&first, Some(Body::empty()), &DECLARED, 302, &to("/b")).is_none());
        assert!(follow(&first, Some(Body::empty()), &DECLARED, 307, &to("/b")).is_some());
        assert!(follow(&first, Some(Body::empty()), &PLAIN, 307, &HeaderMap::new()).is_none());
        // A body that is gone cannot be sent again.
        assert!(follow(&first, None, &PLAIN, 307, &to("/b")).is_none());
        assert!(follow(&first, None, &PLAIN, 303, &to("/b")).is_some());
    }

    #[test]
    fn targets_are_made_sendable() {
        assert_eq!(
            next(Method::GET, "https://h/a", 307, "/ü b|%20#f").map(|next| next.1).as_deref(),
            Some("https://h/%C3%BC%20b%7C%20")
        );
        assert_eq!(next(Method::GET, "https://h/a", 307, "//u:p@g/").map(|next| next.1).as_deref(), Some("https://g/"));
    }

    #[test]
    fn headers_that_travel() {
        let all = ["accept", "authorization", "content-type", "cookie", "user-agent", "x-key"];
        let headers = |hop: &Hop<'_>| {
            let mut headers: HeaderMap =
                all.iter().map(|name| (name.parse().unwrap(), HeaderValue::from_static("v"))).collect();
            strip(&mut headers, hop);
            let mut names: Vec<_> = headers.keys().map(|name| name.as_str().to_owned()).collect();
            names.sort_unstable();
            names
        };
        let mut hop = hop(Method::POST, "https://h/");
        assert_eq!(headers(&hop), all);
        let seen = |body| follow(&hop, Some(body), &PLAIN, 303, &to("/b")).map(|hop| headers(&hop));
        assert_eq!(seen(Body::empty()).unwrap(), all);
        let bare = ["accept", "authorization", "cookie", "user-agent", "x-key"];
        assert_eq!(seen(Body::from(b"x".to_vec())).unwrap(), bare);
        hop.crossed = true;
        assert_eq!(headers(&hop), ["accept", "content-type", "user-agent"]);
    }
}
