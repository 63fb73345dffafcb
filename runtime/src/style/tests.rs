//! The table of OpenAPI 3.0 ("Style Values"), every style with and without `explode`, and the corners around it.

use super::{Place, Style, json, write};
use crate::json::{Value, from_slice};

/// Column order: empty string, string, array, object. `None`: nothing is written.
type Row = (&'static str, Style, Place, [Option<&'static str>; 4]);

fn value(text: &str) -> Value {
    from_slice(text.as_bytes()).unwrap()
}

fn styled(style: Style, place: Place, text: &str) -> Option<String> {
    write(style, place, "color", &value(text))
}

const INPUTS: [&str; 4] = [r#""""#, r#""blue""#, r#"["blue","black","brown"]"#, r#"{"R":100,"G":200,"B":150}"#];

#[test]
fn the_table_of_style_values() {
    const PATH: Place = Place::Path;
    const QUERY: Place = Place::Query;
    let form_list = "color=blue&color=black&color=brown";
    let rows: [Row; 17] = [
        (
            "matrix",
            Style::MATRIX,
            PATH,
            [Some(";color"), Some(";color=blue"), Some(";color=blue,black,brown"), Some(";color=R,100,G,200,B,150")],
        ),
        (
            "matrix*",
            Style::MATRIX.explode(true),
            PATH,
            [
                Some(";color"),
                Some(";color=blue"),
                Some(";color=blue;color=black;color=brown"),
                Some(";R=100;G=200;B=150"),
            ],
        ),
        (
            "label",
            Style::LABEL,
            PATH,
            [Some("."), Some(".blue"), Some(".blue,black,brown"), Some(".R,100,G,200,B,150")],
        ),
        (
            "label*",
            Style::LABEL.explode(true),
            PATH,
            [Some("."), Some(".blue"), Some(".blue.black.brown"), Some(".R=100.G=200.B=150")],
        ),
        ("simple", Style::SIMPLE, PATH, [Some(""), Some("blue"), Some("blue,black,brown"), Some("R,100,G,200,B,150")]),
        (
            "simple*",
            Style::SIMPLE.explode(true),
            PATH,
            [Some(""), Some("blue"), Some("blue,black,brown"), Some("R=100,G=200,B=150")],
        ),
        (
            "simple header",
            Style::SIMPLE,
            Place::Header,
            [Some(""), Some("blue"), Some("blue,black,brown"), Some("R,100,G,200,B,150")],
        ),
        (
            "simple* header",
            Style::SIMPLE.explode(true),
            Place::Header,
            [Some(""), Some("blue"), Some("blue,black,brown"), Some("R=100,G=200,B=150")],
        ),
        (
            "form",
            Style::FORM.explode(false),
            QUERY,
            [Some("color="), Some("color=blue"), Some("color=blue,black,brown"), Some("color=R,100,G,200,B,150")],
        ),
        ("form*", Style::FORM, QUERY, [Some("color="), Some("color=blue"), Some(form_list), Some("R=100&G=200&B=150")]),
        (
            "form cookie",
            Style::FORM.explode(false),
            Place::Cookie,
            [Some("color="), Some("color=blue"), Some("color=blue,black,brown"), Some("color=R,100,G,200,B,150")],
        ),
        (
            "form* cookie",
            Style::FORM,
            Place::Cookie,
            [
                Some("color="),
                Some("color=blue"),
                Some("color=blue; color=black; color=brown"),
                Some("R=100; G=200; B=150"),
            ],
        ),
        (
            "spaceDelimited",
            Style::SPACE_DELIMITED,
            QUERY,
            [
                Some("color="),
                Some("color=blue"),
                Some("color=blue%20black%20brown"),
                Some("color=R%20100%20G%20200%20B%20150"),
            ],
        ),
        (
            "spaceDelimited*",
            Style::SPACE_DELIMITED.explode(true),
            QUERY,
            [Some("color="), Some("color=blue"), Some(form_list), Some("R=100&G=200&B=150")],
        ),
        (
            "pipeDelimited",
            Style::PIPE_DELIMITED,
            QUERY,
            [
                Some("color="),
                Some("color=blue"),
                Some("color=blue%7Cblack%7Cbrown"),
                Some("color=R%7C100%7CG%7C200%7CB%7C150"),
            ],
        ),
        (
            "pipeDelimited*",
            Style::PIPE_DELIMITED.explode(true),
            QUERY,
            [Some("color="), Some("color=blue"), Some(form_list), Some("R=100&G=200&B=150")],
        ),
        (
            "deepObject",
            Style::DEEP_OBJECT,
            QUERY,
            [
                Some("color="),
                Some("color=blue"),
                Some("color%5B%5D=blue&color%5B%5D=black&color%5B%5D=brown"),
                Some("color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150"),
            ],
        ),
    ];
    for (label, style, place, expected) in rows {
        for (input, expected) in INPUTS.iter().zip(expected) {
            assert_eq!(styled(style, place, input).as_deref(), expected, "{label} of {input}");
        }
    }
}

#[test]
fn nothing_is_written_for_null_and_for_what_holds_nothing() {
    for style in [
        Style::SIMPLE,
        Style::LABEL,
        Style::MATRIX,
        Style::FORM,
        Style::SPACE_DELIMITED,
        Style::PIPE_DELIMITED,
        Style::DEEP_OBJECT,
    ] {
        for explode in [false, true] {
            for input in ["null", "[]", "{}", "[null]", r#"{"a":null}"#] {
                assert_eq!(styled(style.explode(explode), Place::Query, input), None, "{style:?} of {input}");
            }
        }
    }
    assert_eq!(styled(Style::FORM, Place::Query, r#"["a",null,"b"]"#).as_deref(), Some("color=a&color=b"));
    assert_eq!(styled(Style::FORM, Place::Query, r#"{"a":null,"b":""}"#).as_deref(), Some("b="));
    assert_eq!(styled(Style::MATRIX.explode(true), Place::Path, r#"{"a":"","b":1}"#).as_deref(), Some(";a;b=1"));
}

#[test]
fn delimiters_inside_a_value_are_encoded_and_those_between_values_are_not() {
    let list = r#"["a,b","c&d=e","f|g h"]"#;
    assert_eq!(
        styled(Style::FORM.explode(false), Place::Query, list).as_deref(),
        Some("color=a%2Cb,c%26d%3De,f%7Cg%20h")
    );
    assert_eq!(styled(Style::SIMPLE, Place::Path, list).as_deref(), Some("a%2Cb,c%26d%3De,f%7Cg%20h"));
    assert_eq!(styled(Style::FORM, Place::Cookie, r#"["a;b","c\"d"]"#).as_deref(), Some("color=a%3Bb; color=c%22d"));
    assert_eq!(styled(Style::SIMPLE, Place::Header, r#""a b/é%""#).as_deref(), Some("a b/é%"));
    assert_eq!(write(Style::FORM, Place::Query, "filter[é&]", &value("1")).as_deref(), Some("filter%5B%C3%A9%26%5D=1"));
}

#[test]
fn allow_reserved_is_for_queries() {
    let style = Style::FORM.reserved();
    assert_eq!(styled(style, Place::Query, r#""/a?b=c&d#e""#).as_deref(), Some("color=/a?b=c%26d%23e"));
    assert_eq!(styled(Style::SIMPLE.reserved(), Place::Path, r#""a/b""#).as_deref(), Some("a%2Fb"));
}

#[test]
fn numbers_keep_their_text_and_flags_are_words() {
    let list = "[1.10,12345678901234567890123,true,-0]";
    assert_eq!(
        styled(Style::FORM.explode(false), Place::Query, list).as_deref(),
        Some("color=1.10,12345678901234567890123,true,-0")
    );
}

#[test]
fn nested_values_go_deeper_in_deep_objects_and_are_json_elsewhere() {
    let nested = r#"{"a":{"b":"x y","c":[1,2]},"d":null}"#;
    assert_eq!(
        styled(Style::DEEP_OBJECT, Place::Query, nested).as_deref(),
        Some("color%5Ba%5D%5Bb%5D=x%20y&color%5Ba%5D%5Bc%5D%5B%5D=1&color%5Ba%5D%5Bc%5D%5B%5D=2")
    );
    assert_eq!(
        styled(Style::DEEP_OBJECT, Place::Query, r#"[{"a":1},{"a":2,"b":[3]}]"#).as_deref(),
        Some("color%5B0%5D%5Ba%5D=1&color%5B1%5D%5Ba%5D=2&color%5B1%5D%5Bb%5D%5B%5D=3")
    );
    assert_eq!(styled(Style::JSON, Place::Query, "[1,\"a\"]").as_deref(), Some("color=%5B1%2C%22a%22%5D"));
    assert_eq!(styled(Style::FORM, Place::Query, r#"[{"a":[1]}]"#).as_deref(), Some("color=%7B%22a%22%3A%5B1%5D%7D"));
}

#[test]
fn objects_deeper_than_the_limit_end_as_json_text() {
    let deep = format!("{}1{}", r#"{"a":"#.repeat(60), "}".repeat(60));
    let written = styled(Style::DEEP_OBJECT, Place::Query, &deep).unwrap();
    assert_eq!(written.matches("%5Ba%5D").count(), 32);
    assert!(written.contains("=%7B%22a%22"));
}

#[test]
fn content_parameters_are_json_text() {
    assert_eq!(json(Place::Query, &value(r#"{"a":"b c"}"#)).as_deref(), Some("%7B%22a%22%3A%22b%20c%22%7D"));
    assert_eq!(json(Place::Header, &value(r#"{"a":1}"#)).as_deref(), Some(r#"{"a":1}"#));
    assert_eq!(json(Place::Query, &value("null")), None);
    // A plain string is written as JSON too, with its quotes: that is what the media type says.
    assert_eq!(json(Place::Query, &value(r#""a""#)).as_deref(), Some("%22a%22"));
}
