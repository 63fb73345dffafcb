//! Bodies of the media type `application/x-www-form-urlencoded` (OpenAPI 3.0, section "Support for
//! x-www-form-urlencoded Request Bodies").
//!
//! Takes an object, gives pairs: plain values and lists as the style `form`, exploded, writes them; objects as
//! `deepObject` does, which is what servers that take nested forms read.

use crate::json::{Encode, Value};
use crate::request::Request;
use crate::style::{self, Place, Style};

impl Request {
    /// The body as a form.
    pub fn form(&mut self, media_type: &'static str, value: &dyn Encode) {
        self.text(media_type, encode(&Value::of(value)));
    }
}

fn encode(value: &Value) -> String {
    let Value::Object(members) = value else { return String::new() };
    let pairs = members.iter().filter_map(|(name, value)| {
        let style = if matches!(value, Value::Object(_)) { Style::DEEP_OBJECT } else { Style::FORM };
        style::write(style, Place::Query, name, value)
    });
    pairs.collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_pairs() {
        let value: Value = crate::json::from_str(
            r#"{"a": "x y&z", "n": 1.50, "none": null, "list": ["p", 2], "deep": {"b": {"c": true}}, "empty": []}"#,
        )
        .unwrap();
        assert_eq!(encode(&value), "a=x%20y%26z&n=1.50&list=p&list=2&deep%5Bb%5D%5Bc%5D=true");
        assert_eq!(encode(&Value::Null), "");
    }
}
