//! Bodies of the media type `application/x-www-form-urlencoded` (OpenAPI 3.0, section "Support for
//! x-www-form-urlencoded Request Bodies").
//!
//! Takes an object, gives pairs: plain values and lists as the style `form`, exploded, writes them; objects as
//! `deepObject` does, which is what servers that take nested forms read.

use crate::json::{Encode, Value};
use crate::request::Request;
use crate::style::{self, Place, Style};

impl Request {
    /// The body as a form. One beyond the limits of the description fails the call.
    pub fn form(&mut self, media_type: &'static str, value: &dyn Encode) {
        self.form_as(media_type, value, &[]);
    }

    /// The same, with the styles of some members (OpenAPI 3.0.3, section "Encoding Object").
    pub fn form_as(&mut self, media_type: &'static str, value: &dyn Encode, styles: &[(&str, Style)]) {
        self.check(value, || crate::json::to_string(value).into());
        self.text(media_type, encode(&Value::of(value), styles));
    }
}

pub(crate) fn encode(value: &Value, styles: &[(&str, Style)]) -> String {
    let Value::Object(members) = value else { return String::new() };
    let pairs = members.iter().filter_map(|(name, value)| {
        let declared = styles.iter().find(|(member, _)| *member == name).map(|(_, style)| *style);
        let default = if matches!(value, Value::Object(_)) { Style::DEEP_OBJECT } else { Style::FORM };
        style::write(declared.unwrap_or(default), Place::Query, name, value)
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
        assert_eq!(encode(&value, &[]), "a=x%20y%26z&n=1.50&list=p&list=2&deep%5Bb%5D%5Bc%5D=true");
        assert_eq!(encode(&Value::Null, &[]), "");
    }

    #[test]
    fn members_have_styles() {
        let value: Value = crate::json::from_str(r#"{"a": ["x", "y"], "b": {"c": 1}, "d": {"e": 2}}"#).unwrap();
        let styles = [("a", Style::FORM.explode(false)), ("b", Style::JSON), ("d", Style::FORM)];
        assert_eq!(encode(&value, &styles), "a=x,y&b=%7B%22c%22%3A1%7D&e=2");
    }
}
