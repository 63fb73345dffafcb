//! Text as a string of TOML.
//!
//! Takes any text, gives one TOML value that stays on its line. Must not know what the value is for.

/// A basic string of TOML 1.0, with its quotes: quotes, backslashes and control characters are escaped.
#[must_use]
pub fn toml_string(text: &str) -> String {
    let mut out = String::from("\"");
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
