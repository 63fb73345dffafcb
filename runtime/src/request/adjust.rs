//! Changes of a request that is built already: what a single call adds, and the next page of a list.
//!
//! Like the methods of the builder they never fail: the first problem is kept.

use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};

use super::{Parts, Request, join};
use crate::body::Body;
use crate::error::RequestErrorKind;
use crate::percent;

impl Request {
    /// Fails the call before anything is sent.
    pub(crate) fn refuse(&mut self, problem: RequestErrorKind) {
        self.0.fail(problem);
    }

    /// A path parameter that is put in as it is.
    pub(crate) fn raw_path(&mut self, name: &'static str, text: &str) {
        self.0.push_path(name, Some(text.to_owned()));
    }

    /// Puts a header in place of all of its name.
    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        match (HeaderName::try_from(name), HeaderValue::from_str(value)) {
            (Ok(key), Ok(value)) => drop(self.0.headers.insert(key, value)),
            _ => self.0.fail(RequestErrorKind::Header(name.to_owned())),
        }
    }

    /// Adds a pair to the query.
    pub(crate) fn add_query(&mut self, name: &str, value: &str) {
        let mut pair = String::new();
        percent::push(&mut pair, name, false);
        pair.push('=');
        percent::push(&mut pair, value, false);
        join(&mut self.0.query, "&", &pair);
    }

    /// Puts a body in place of what is there.
    pub(crate) fn set_body(&mut self, media_type: &str, body: Body) {
        self.1 = body;
        self.set_header(CONTENT_TYPE.as_str(), media_type);
    }
}

impl Parts {
    /// The value of a pair of the query, decoded; of several, the first.
    pub(crate) fn query_value(&self, name: &str) -> Option<String> {
        pairs(&self.query).find(|(key, _)| decoded(key) == name).map(|(_, value)| decoded(value))
    }

    /// Puts a pair in place of all of its name.
    pub(crate) fn set_query(&mut self, name: &str, value: &str) {
        let kept: Vec<&str> = self
            .query
            .split('&')
            .filter(|pair| !pair.is_empty() && decoded(pair.split('=').next().unwrap_or_default()) != name)
            .collect();
        let mut query = kept.join("&");
        let mut pair = String::new();
        percent::push(&mut pair, name, false);
        pair.push('=');
        percent::push(&mut pair, value, false);
        join(&mut query, "&", &pair);
        self.query = query;
    }

    /// The path below the server's, without the query.
    pub(crate) fn path_below_server(&self) -> Result<String, RequestErrorKind> {
        let mut url = self.url("")?;
        url.truncate(url.find('?').unwrap_or(url.len()));
        Ok(url)
    }
}

/// The pairs of a query, as they are written.
pub(crate) fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// The text of a key or a value of a query; `+` is a space, as forms write it.
pub(crate) fn decoded(text: &str) -> String {
    let spaced = text.replace('+', " ");
    percent_encoding::percent_decode_str(&spaced).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use http::Method;

    use crate::operation::Operation;
    use crate::request::Request;

    static GET: Operation = Operation::new("get", Method::GET, "/a");

    #[test]
    fn pairs_are_read_and_replaced_whatever_their_spelling() {
        let mut request = Request::new(&GET);
        request.query("page token", &"a&b");
        request.query("limit", &10);
        let parts = &mut request.0;
        assert_eq!(parts.query_value("page token").as_deref(), Some("a&b"));
        assert_eq!(parts.query_value("nothing"), None);
        parts.set_query("page token", "c d");
        assert_eq!(parts.url("http://h").unwrap(), "http://h/a?limit=10&page%20token=c%20d");
        request.add_query("x", "é");
        assert_eq!(request.0.url("http://h").unwrap(), "http://h/a?limit=10&page%20token=c%20d&x=%C3%A9");
        assert_eq!(request.0.path_below_server().unwrap(), "/a");
    }
}
