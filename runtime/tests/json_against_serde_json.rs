//! The decoder accepts and refuses what `serde_json` does, and reads the same out of it: on a table
//! of awkward texts, and on many that are made and damaged from a fixed seed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests")]

use oasmith_runtime::json::{Decoder, Value, from_slice, from_str, to_string};

/// Texts that a reader may get wrong; both verdicts are in it.
const AWKWARD: &[&str] = &[
    "",
    " ",
    "null",
    "nul",
    "nulll",
    "NULL",
    "true",
    "tru",
    "false",
    "fals",
    "truefalse",
    "null null",
    "0",
    "-0",
    "00",
    "01",
    "-01",
    "-",
    "+1",
    "1.",
    ".1",
    "1.0",
    "-1.5e3",
    "1e",
    "1e+",
    "1e+1",
    "1E-1",
    "1e1.0",
    "0e0",
    "0.0",
    "0x1",
    "1_000",
    "Infinity",
    "NaN",
    "-Infinity",
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775808",
    "-9223372036854775809",
    "1e308",
    "1e309",
    "-1e309",
    "1e-400",
    "123456789012345678901234567890",
    "0.1234567890123456789012345678901234567890",
    "1e99999999999999999999",
    "1e-99999999999999999999",
    "0e99999999999999999999",
    "2.2250738585072011e-308",
    "9007199254740993",
    "\"",
    "\"\"",
    "\"a\"",
    "\"a",
    "\"\\\"",
    "\"\\",
    "\"\\\"\"",
    "\"\\/\\b\\f\\n\\r\\t\\\\\"",
    "\"\\a\"",
    "\"\\u\"",
    "\"\\u12\"",
    "\"\\u00e9\"",
    "\"\\u00E9\"",
    "\"\\u00g0\"",
    "\"\\ud83d\\ude00\"",
    "\"\\ud83d\"",
    "\"\\ude00\"",
    "\"\\ud83d\\ud83d\"",
    "\"\\ud83dx\"",
    "\"\\ud83d\\n\"",
    "\"\\ud83d\\u\"",
    "\"\\ud83d\\u0041\"",
    "\"\\u0000\"",
    "\"\\uD800\\uDC00\"",
    "\"\\uDBFF\\uDFFF\"",
    "\"\\uFFFF\"",
    "\"\n\"",
    "\"\t\"",
    "\"\u{7f}\"",
    "\"\u{1f}\"",
    "\"\u{0}\"",
    "\"é\u{10ffff}\u{2028}\"",
    "'a'",
    "[",
    "]",
    "[]",
    "[ ]",
    "[,]",
    "[1,]",
    "[,1]",
    "[1,2]",
    "[1 2]",
    "[1,,2]",
    "[[]",
    "[]]",
    "[[],[[]]]",
    "{",
    "}",
    "{}",
    "{ }",
    "{,}",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\":1}",
    "{\"a\":1,}",
    "{,\"a\":1}",
    "{a:1}",
    "{1:1}",
    "{\"a\":1 \"b\":2}",
    "{\"a\":1,\"b\":2}",
    "{\"a\":1,\"a\":2}",
    "{\"\":0}",
    "{\"\\u0061\":1}",
    "{\"a\":1}}",
    "{\"a\":{\"b\":[{\"c\":null}]}}",
    "[}",
    "{]",
    "{\"a\":1]",
    "[1}",
    "{\"a\" : 1 }",
    "\u{feff}null",
    "null\u{feff}",
    "\u{a0}null",
    "null\u{0}",
    "// c\n1",
    "/**/1",
    "1//",
    "#1",
    "\r\n\t 1 \r\n\t",
    "\u{b}1",
    "\u{c}1",
    "[\"a\",\n1]",
    "\"abcdefgh\\\"ijklmnop\\\"\"",
    "\"abcdefg\"",
    "\"abcdefgh\"",
    "\"abcdefghi\"",
    "\"abcdefg\u{1}h\"",
    "\"abcdefgéh\"",
];

fn is_out_of_range(error: &serde_json::Error) -> bool {
    error.to_string().starts_with("number out of range")
}

/// Compares on one text; says whether it was accepted.
fn compare(json: &[u8]) -> bool {
    let theirs = serde_json::from_slice::<serde_json::Value>(json);
    let ours = from_slice::<Value>(json);
    let shown = String::from_utf8_lossy(json);
    match (&theirs, &ours) {
        (Ok(theirs), Ok(ours)) => {
            let written = to_string(ours);
            let again: serde_json::Value = serde_json::from_str(&written).unwrap();
            assert_eq!(&again, theirs, "{shown}");
            assert_eq!(&from_str::<Value>(&written).unwrap(), ours, "{shown}");
            // What is passed over is read as strictly as what is kept, and as far.
            let text = std::str::from_utf8(json).unwrap();
            let mut d = Decoder::new(text);
            assert_eq!(d.raw().unwrap(), text.trim_matches([' ', '\t', '\r', '\n']), "{shown}");
            assert!(d.end().is_ok(), "{shown}");
        }
        (Err(_), Err(error)) => {
            assert!(error.offset() <= json.len(), "{shown}");
            assert!(error.line().is_some() && error.column().is_some());
            if let Ok(text) = std::str::from_utf8(json) {
                let mut d = Decoder::new(text);
                assert!(d.skip().and_then(|()| d.end()).is_err(), "{shown}");
            }
        }
        (Err(error), Ok(_)) if is_out_of_range(error) => {}
        _ => panic!("{shown}\n  theirs: {theirs:?}\n  ours: {ours:?}"),
    }
    ours.is_ok()
}

#[test]
fn awkward_texts() {
    let accepted = AWKWARD.iter().filter(|json| compare(json.as_bytes())).count();
    assert!(accepted > 30 && AWKWARD.len() - accepted > 60, "{accepted} of {}", AWKWARD.len());
}

#[test]
fn awkward_texts_inside_of_others() {
    for json in AWKWARD {
        for (before, after) in [("[", "]"), ("{\"k\":", "}"), ("[0,", ",1]"), ("{\"k\":[", "],\"l\":0}")] {
            compare(format!("{before}{json}{after}").as_bytes());
        }
    }
}

#[test]
fn bytes_that_are_not_utf8() {
    for json in [
        &b"\"\xff\""[..],
        b"\xff",
        b"\"\xc3\"",
        b"\"\xed\xa0\x80\"",
        b"\"\xf4\x90\x80\x80\"",
        b"\"\xc0\x80\"",
        b"[1,\x80]",
        b"\"a\xe2\x82\"",
        b"\xef\xbb\xbf1",
        b"{\"\xff\":1}",
    ] {
        assert!(!compare(json));
    }
}

#[test]
fn nesting_ends_where_theirs_ends() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")] {
        for times in [1, 62, 63, 64, 65, 126, 127, 128, 129, 10_000] {
            let json = [open.repeat(times), "1".into(), close.repeat(times)].concat();
            compare(json.as_bytes());
            compare(open.repeat(times).as_bytes());
        }
    }
    let deep = ["[".repeat(127), "]".repeat(127)].concat();
    assert!(compare(deep.as_bytes()));
    assert!(!compare(format!("[{deep}]").as_bytes()));
    // A million levels must not cost a million stack frames.
    assert!(from_str::<Value>(&"[".repeat(1_000_000)).is_err());
    assert!(Decoder::new(&"{\"a\":".repeat(1_000_000)).skip().is_err());
    assert!(Decoder::new(&"[".repeat(1_000_000)).member("a").is_none());
}

/// A text that is mostly JSON.
fn generate(random: &mut fastrand::Rng, depth: u32, out: &mut String) {
    let blank = ["", "", "", " ", "\n", "\t\r "];
    let space = |out: &mut String, random: &mut fastrand::Rng| {
        out.push_str(random.choice(blank).unwrap());
    };
    space(out, random);
    match random.u32(0..if depth == 0 { 6 } else { 10 }) {
        0 => out.push_str(random.choice(["null", "true", "false"]).unwrap()),
        1 => out.push_str(&random.i64(..).to_string()),
        2 => out.push_str(&random.i32(-9..9999).to_string()),
        3 => out.push_str(&format!("{:?}", f64::from_bits(random.u64(..)))),
        4 | 5 => string(random, out),
        6 | 7 => {
            out.push('[');
            for index in 0..random.u32(0..5) {
                out.push_str(if index == 0 { "" } else { "," });
                generate(random, depth - 1, out);
            }
            out.push(']');
        }
        _ => {
            out.push('{');
            for index in 0..random.u32(0..5) {
                out.push_str(if index == 0 { "" } else { "," });
                space(out, random);
                string(random, out);
                space(out, random);
                out.push(':');
                generate(random, depth - 1, out);
            }
            out.push('}');
        }
    }
    space(out, random);
}

fn string(random: &mut fastrand::Rng, out: &mut String) {
    let pieces = [
        "a",
        "key",
        "value and more",
        "é",
        "\u{10348}",
        "\\n",
        "\\\"",
        "\\\\",
        "\\u0041",
        "\\u00fc",
        "\\ud83d\\ude00",
        "0123456789",
        "\\/",
    ];
    out.push('"');
    for _ in 0..random.u32(0..6) {
        out.push_str(random.choice(pieces).unwrap());
    }
    out.push('"');
}

#[test]
fn generated_and_damaged_texts() {
    let mut random = fastrand::Rng::with_seed(0x0a5_317);
    let alphabet = b"{}[]:,\"\\ntfu0123456789.eE+- dD8c\x00\x1f\x7f\xc3\xa9\xff";
    let (mut whole, mut damaged) = (0, 0);
    for _ in 0..3_000 {
        let mut text = String::new();
        generate(&mut random, 5, &mut text);
        whole += usize::from(compare(text.as_bytes()));
        for _ in 0..4 {
            let mut bytes = text.clone().into_bytes();
            for _ in 0..random.usize(1..4) {
                let at = random.usize(0..=bytes.len());
                let byte = *random.choice(alphabet).unwrap();
                match random.u32(0..4) {
                    0 => bytes.insert(at, byte),
                    1 => bytes.truncate(at),
                    2 if at < bytes.len() => bytes[at] = byte,
                    _ if at < bytes.len() => drop(bytes.remove(at)),
                    _ => {}
                }
            }
            damaged += usize::from(!compare(&bytes));
        }
    }
    assert!(whole > 2_500 && damaged > 5_000, "{whole} {damaged}");
}

#[test]
fn typed_values_agree_too() {
    fn agree<T>(json: &str)
    where
        T: oasmith_runtime::json::Decode + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
    {
        let theirs = serde_json::from_str::<T>(json).ok();
        let ours = from_str::<T>(json).ok();
        // We read integers in other notations as well.
        if theirs.is_some() || !(json == "-0" || json.contains(['.', 'e', 'E'])) {
            assert_eq!(ours, theirs, "{json} as {}", std::any::type_name::<T>());
        }
    }
    let numbers = [
        "0",
        "-0",
        "1",
        "-1",
        "127",
        "128",
        "-128",
        "-129",
        "255",
        "256",
        "65535",
        "65536",
        "2147483647",
        "2147483648",
        "-2147483649",
        "4294967296",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "18446744073709551615",
        "18446744073709551616",
        "1.5",
        "1e400",
        "1e-400",
        "3.4028235e38",
        "3.5e38",
        "0.1",
        "16777217",
        "1e22",
        "1e23",
        "8.41e21",
        "5e-324",
        "2e-324",
        "123456789012345680000",
        "null",
        "\"1\"",
        "true",
    ];
    for json in numbers {
        agree::<i8>(json);
        agree::<i16>(json);
        agree::<i32>(json);
        agree::<i64>(json);
        agree::<u8>(json);
        agree::<u16>(json);
        agree::<u32>(json);
        agree::<u64>(json);
        // Their floats are off by a bit now and then, unless a feature is on.
        let float = json.parse::<f64>().ok().filter(|float| float.is_finite());
        assert_eq!(from_str::<f64>(json).ok(), float, "{json}");
        agree::<Option<i32>>(json);
        agree::<bool>(json);
        agree::<String>(json);
    }
    for json in AWKWARD {
        agree::<String>(json);
        agree::<Vec<u8>>(json);
        agree::<(u8, u8)>(json);
        agree::<std::collections::BTreeMap<String, u8>>(json);
    }
}

#[test]
fn strings_are_written_as_theirs() {
    for letter in (0..0x800).chain([0x2028, 0x2029, 0xfeff, 0x1f600]).filter_map(char::from_u32) {
        for text in [format!("{letter}"), format!("abcdefgh{letter}ij{letter}")] {
            assert_eq!(to_string(&text), serde_json::to_string(&text).unwrap());
        }
    }
    for number in [0.0, -0.0, 1.0, 0.1, 1e-7, 123_456.789, 1e300, 5e-324, f64::MAX, f64::MIN_POSITIVE] {
        let ours = to_string(&number);
        assert_eq!(serde_json::from_str::<f64>(&ours).unwrap().to_bits(), f64::to_bits(number));
    }
    assert_eq!(to_string(&f64::NAN), "null");
    assert_eq!(to_string(&f32::INFINITY), "null");
}
