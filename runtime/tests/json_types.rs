//! The types that models are made of: what they keep, what they refuse, how they compare, and their way through serde.

#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests")]

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::time::{Duration, SystemTime};

use oasmith_runtime::json::{
    Base64, Date, Decode, DecodeErrorKind, DecodeResult, Decoder, Encode, Encoder, Kind, Map, Maybe, Number, Time,
    Timestamp, UnknownValue, Value, from_slice, from_str, to_string, to_vec,
};
use serde::Deserialize as _;
use serde::de::value::{Error as PlainError, MapDeserializer};

fn value(json: &str) -> Value {
    from_str(json).unwrap()
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn kind<T: Decode + std::fmt::Debug>(json: &str) -> DecodeErrorKind {
    from_str::<T>(json).unwrap_err().kind().clone()
}

// ---- numbers --------------------------------------------------------------------------------

#[test]
fn numbers_keep_every_digit() {
    for text in [
        "0",
        "-0",
        "1.0",
        "1.10",
        "1e2",
        "1E+2",
        "-12",
        "9223372036854775807",
        "9223372036854775808",
        "123456789012345678901234567890.0987654321",
        "1e999999999999",
    ] {
        assert_eq!(to_string(&value(text)), text);
        assert_eq!(text.parse::<Number>().unwrap().text(), text);
    }
    for text in ["", "01", "+1", "1 ", "0x1", "NaN", "1.", "--1"] {
        // White space around it is fine, as in a document.
        assert_eq!(text.parse::<Number>().is_ok(), text == "1 ", "{text}");
    }
}

#[test]
fn integers_in_any_notation() {
    for (text, integer) in [
        ("1.0", 1),
        ("1e2", 100),
        ("1.5e1", 15),
        ("1500e-2", 15),
        ("-0.0", 0),
        ("-120E-1", -12),
        ("0e999999999999999999999", 0),
        ("0.000", 0),
        ("12.3400e+2", 1234),
        ("9223372036854775807.00", i64::MAX),
        ("-9.223372036854775808e18", i64::MIN),
    ] {
        assert_eq!(from_str::<i64>(text).unwrap(), integer, "{text}");
        assert_eq!(value(text).as_i64(), Some(integer), "{text}");
        assert!(Decoder::new(text).is_integer(), "{text}");
    }
    for text in ["1.5", "1e-1", "15e-1", "0.1e0", "1e-999999999999999999999"] {
        assert_eq!(kind::<i64>(text), DecodeErrorKind::OutOfRange("i64"), "{text}");
        assert!(!Decoder::new(text).is_integer(), "{text}");
    }
    for text in
        ["1e19", "9223372036854775808", "1e999999999999999999999", "1e40", "340282366920938463463374607431768211456"]
    {
        assert_eq!(kind::<i64>(text), DecodeErrorKind::OutOfRange("i64"), "{text}");
        assert_eq!(value(text).as_i64(), None, "{text}");
        assert!(Decoder::new(text).is_integer(), "{text}");
    }
    assert_eq!(from_str::<u128>("340282366920938463463374607431768211455").unwrap(), u128::MAX);
    assert_eq!(from_str::<i128>("-170141183460469231731687303715884105728").unwrap(), i128::MIN);
    assert_eq!(kind::<i128>("170141183460469231731687303715884105728"), DecodeErrorKind::OutOfRange("i128"));
    assert_eq!(kind::<u8>("-1"), DecodeErrorKind::OutOfRange("u8"));
    assert_eq!(from_str::<u8>("-0").unwrap(), 0);
    assert!(!Decoder::new("\"1\"").is_integer());
}

#[test]
fn numbers_beyond_floats_are_refused_only_as_floats() {
    assert_eq!(kind::<f64>("1e309"), DecodeErrorKind::OutOfRange("f64"));
    assert_eq!(kind::<f32>("1e39"), DecodeErrorKind::OutOfRange("f32"));
    assert_eq!(value("1e309").as_f64(), None);
    assert_eq!(value("1.5").as_f64(), Some(1.5));
    assert_eq!(Number::from_f64(f64::NAN), None);
    assert_eq!(Number::from_f64(2.0).unwrap().text(), "2.0");
    assert_eq!(Number::from(u64::MAX).as_u64(), Some(u64::MAX));
    assert_eq!(Number::from(-1).as_u64(), None);
    assert_eq!(Value::from(f64::INFINITY), Value::Null);
}

// ---- null, absent ---------------------------------------------------------------------------

#[test]
fn null_is_none_unless_the_type_takes_it() {
    assert_eq!(from_str::<Option<u8>>(" null ").unwrap(), None);
    assert_eq!(from_str::<Option<Value>>("null").unwrap(), Some(Value::Null));
    assert_eq!(from_str::<Option<Box<u8>>>("null").unwrap(), None);
    assert_eq!(from_str::<Option<Vec<Option<u8>>>>("[1,null]").unwrap(), Some(vec![Some(1), None]));
    assert!(from_str::<Option<u8>>("nul").is_err());
    assert_eq!(kind::<u8>("null"), DecodeErrorKind::Unexpected { expected: "a number", found: Kind::Null });
    assert_eq!(from_str::<Maybe<u8>>("null").unwrap(), Maybe::Null);
    assert_eq!(from_str::<Maybe<u8>>("7").unwrap(), Maybe::Value(7));
    assert_eq!(Maybe::from(7).map(|number| number + 1).as_option(), Some(&8));
    assert_eq!(Maybe::<u8>::default(), Maybe::Absent);
    assert!(Maybe::<u8>::Null.is_null() && !Maybe::<u8>::Null.is_absent());
    assert_eq!(to_string(&vec![Maybe::Absent, Maybe::Null, Maybe::Value(1)]), "[null,null,1]");
}

// ---- values and maps ------------------------------------------------------------------------

#[test]
fn objects_keep_their_order_and_compare_without_it() {
    let (left, right) = (value(r#"{"b":[1,{"x":null}],"a":2}"#), value(r#" { "a":2, "b":[1,{"x":null}] } "#));
    assert_eq!(left, right);
    assert_eq!(hash(&left), hash(&right));
    assert_eq!(left.to_string(), r#"{"b":[1,{"x":null}],"a":2}"#);
    assert_ne!(left, value(r#"{"b":[1,{"x":null}],"a":3}"#));
    assert_ne!(left, value(r#"{"b":[1,{"x":null}]}"#));
    assert_ne!(value("[1,2]"), value("[2,1]"));
    assert_eq!(left.get("a").and_then(Value::as_i64), Some(2));
    assert_eq!(format!("{left:?}"), r#"{"b": [1, {"x": null}], "a": 2}"#);
    // The last of equal names wins, as in serde_json, and stands where the first stood.
    assert_eq!(value(r#"{"a":1,"b":2,"a":3}"#).to_string(), r#"{"a":3,"b":2}"#);
}

#[test]
fn maps_of_any_size_behave_alike() {
    for size in [0, 1, 15, 16, 17, 18, 40, 1000] {
        let mut map: Map<usize> = (0..size).map(|number| (format!("k{number}"), number)).collect();
        assert_eq!(map.len(), size);
        assert_eq!(map.is_empty(), size == 0);
        for number in 0..size {
            assert_eq!(map.get(&format!("k{number}")), Some(&number));
        }
        assert_eq!(map.get("k"), None);
        assert_eq!(map.insert("new", 7), None);
        assert_eq!(map.insert("new", 8), Some(7));
        if let Some(number) = map.get_mut("new") {
            *number += 1;
        }
        assert_eq!(map.remove("new"), Some(9));
        assert_eq!(map.remove("new"), None);
        for number in (0..size).step_by(2) {
            assert_eq!(map.remove(&format!("k{number}")), Some(number));
        }
        let odd: Vec<usize> = (0..size).filter(|number| number % 2 == 1).collect();
        assert_eq!(map.values().copied().collect::<Vec<_>>(), odd);
        assert!(odd.iter().all(|number| map.contains_key(&format!("k{number}"))));
        assert_eq!(from_str::<Map<usize>>(&to_string(&map)).unwrap(), map);
        assert_eq!(map.clone().into_iter().map(|(_, number)| number).collect::<Vec<_>>(), odd);
    }
    assert_eq!(size_of::<Map>(), size_of::<usize>());
}

#[test]
fn many_members_take_no_quadratic_time() {
    let members: Vec<String> = (0..50_000).map(|number| format!("\"key {number}\":{number}")).collect();
    let map: Map<u32> = from_str(&format!("{{{}}}", members.join(","))).unwrap();
    assert_eq!((map.len(), map.get("key 49999")), (50_000, Some(&49_999)));
}

#[test]
fn values_go_to_serde_json_and_back() {
    let json = r#"{"a":[1,-1,1.5,18446744073709551615,"x",true,null,{}]}"#;
    let theirs: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_eq!(Value::from(theirs.clone()), value(json));
    assert_eq!(serde_json::Value::try_from(value(json)).unwrap(), theirs);
    assert!(serde_json::Value::try_from(value("1e999")).is_err());
    assert_eq!(Value::of(&vec![Some("a"), None]), value(r#"["a",null]"#));
}

// ---- containers -----------------------------------------------------------------------------

#[test]
fn tuples_are_arrays_of_their_length() {
    assert_eq!(from_str::<(u8, String)>(r#"[1,"a"]"#).unwrap(), (1, "a".to_owned()));
    assert_eq!(to_string(&(1, "a", vec![true])), r#"[1,"a",[true]]"#);
    for json in ["[1]", "[]", r#"[1,"a",2]"#, r#"[1,"a",]"#, "{}", "1"] {
        assert!(from_str::<(u8, String)>(json).is_err(), "{json}");
    }
    assert_eq!(from_str::<(u8, u8)>("[1,true]").unwrap_err().path(), "$[1]");
}

#[test]
fn paths_show_where_it_happened() {
    type Deep = BTreeMap<String, Vec<Map<(u8, bool)>>>;
    let error = from_str::<Deep>(r#"{"a b\n":[{},{"x-y":[1,2]}]}"#).unwrap_err();
    assert_eq!(error.path(), r#"$["a b\n"][1].x-y[1]"#);
    assert_eq!(error.offset(), 23);
    assert_eq!((error.line(), error.column()), (Some(1), Some(24)));
    assert_eq!(error, error.clone());
    assert_eq!(size_of_val(&error), size_of::<usize>());
    assert_eq!(size_of::<DecodeResult<()>>(), size_of::<usize>());
    let error = from_slice::<String>(b"\"a\n\xff\"").unwrap_err();
    assert_eq!((error.kind(), error.offset()), (&DecodeErrorKind::NotUtf8, 3));
    assert_eq!(error.to_string(), "not UTF-8 at $ (line 2, column 1)");
}

/// A struct of more members than a machine word has bits; every other one must be there.
#[derive(Debug)]
struct Wide(Vec<Option<u32>>);

impl Decode for Wide {
    fn blank() -> Self {
        Self(vec![None; 200])
    }

    fn read(&mut self, d: &mut Decoder<'_>) -> DecodeResult<()> {
        let names: Vec<String> = (0..200).map(|index| format!("m{index}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let always: Vec<&str> = names.iter().copied().step_by(2).collect();
        let mut places: Vec<&mut dyn Decode> = self.0.iter_mut().map(|place| place as _).collect();
        d.always(&always).object(&names, &mut places)
    }
}

#[test]
fn wide_structs_know_what_they_have() {
    let json = |leave_out: &[usize], again: &[usize]| {
        let all = (0..200).rev().filter(|index| !leave_out.contains(index)).chain(again.iter().copied());
        let members: Vec<String> = all.map(|index| format!("\"m{index}\":{index}")).collect();
        format!("{{{}}}", members.join(","))
    };
    let wide: Wide = from_str(&json(&[1, 63, 65, 199], &[])).unwrap();
    let expected = |index: usize| (![1, 63, 65, 199].contains(&index)).then_some(index as u32);
    assert!(wide.0.iter().enumerate().all(|(index, number)| *number == expected(index)));
    for missing in [0, 62, 64, 126, 128, 198] {
        assert_eq!(kind::<Wide>(&json(&[missing], &[])), DecodeErrorKind::Missing(format!("m{missing}").into()));
    }
    for twice in [0, 63, 64, 65, 127, 128, 199] {
        let error = from_str::<Wide>(&json(&[], &[twice])).unwrap_err();
        assert_eq!((error.kind(), error.path()), (&DecodeErrorKind::Duplicate, format!("$.m{twice}")));
    }
}

// ---- looking ahead --------------------------------------------------------------------------

#[test]
fn looking_ahead_consumes_nothing() {
    let mut d = Decoder::new(r#" {"a":{"b":[1,{"c":2}]},"t":"x","n":null} "#);
    assert_eq!(d.peek(), Kind::Object);
    assert_eq!(d.tag("t").as_deref(), Some("x"));
    assert_eq!((d.tag("a"), d.tag("n"), d.tag("missing")), (None, None, None));
    assert!(d.has_any(&["c", "n"]) && !d.has_any(&[]) && !d.has_any(&["b", "c"]));
    assert_eq!(d.member("a").map(|member| member.peek()), Some(Kind::Object));
    assert_eq!(d.member("a").and_then(|a| a.member("b")).and_then(|mut b| b.raw().ok()), Some(r#"[1,{"c":2}]"#));
    assert_eq!(d.offset(), 0);
    assert!(d.skip().is_ok() && d.end().is_ok());
    for text in ["", "[", "{", "{\"a\"", "{\"a\":", "{\"b\":tru,\"a\":1}", "x", "7"] {
        let d = Decoder::new(text);
        assert_eq!((d.tag("a"), d.has_any(&["zz"])), (None, false), "{text}");
    }
}

#[test]
fn variants_know_their_json_type() {
    let read = |json: &'static str| Decoder::new(json).variant().unwrap();
    assert_eq!(read(r#""a\u0062""#).as_str(), Some("ab"));
    assert_eq!((read("1e1").as_i64(), read("1.5").as_i64(), read("\"1\"").as_i64()), (Some(10), None, None));
    assert_eq!(
        (read("1.5").as_f64(), read("false").as_bool(), read("\"true\"").as_bool()),
        (Some(1.5), Some(false), None)
    );
    assert!(read("null").is_null() && !read("\"null\"").is_null());
    let unknown = UnknownValue::from(read(r#"{"a": 1}"#));
    assert_eq!((unknown.as_str(), unknown.is_string()), (r#"{"a":1}"#, false));
    for (spaced, plain) in [(r#"{"k" :[ -0 , 1.50 ]}"#, r#"{"k":[-0,1.50]}"#), ("[ ]", "[]"), ("1e2 ", "1e2")] {
        let unknown = UnknownValue::from(read(spaced));
        assert_eq!(unknown, UnknownValue::from(read(plain)));
        assert_eq!(to_string(&unknown), plain);
    }
    assert_eq!(unknown.to_value(), value(r#"{"a":1}"#));
    assert_ne!(UnknownValue::string("1"), UnknownValue::from(read("1")));
    assert_eq!(to_string(&vec![UnknownValue::string("1"), read("1").into()]), r#"["1",1]"#);
}

#[test]
fn a_trial_that_fails_leaves_the_cursor() {
    let mut d = Decoder::new("[[1,\"a\"],2]");
    assert_eq!(d.attempt::<Vec<Vec<u8>>>().unwrap(), None);
    assert_eq!(d.offset(), 0);
    assert_eq!(d.attempt::<(Value, u8)>().unwrap(), Some((value("[1,\"a\"]"), 2)));
    assert!(d.end().is_ok());
}

/// Lists of itself, of which two kinds can only be told apart by reading them.
#[derive(Debug)]
struct Ambiguous;

impl Decode for Ambiguous {
    fn blank() -> Self {
        Self
    }

    fn read(&mut self, d: &mut Decoder<'_>) -> DecodeResult<()> {
        let first = d.attempt::<(Ambiguous, bool)>()?.is_some();
        if !first && d.attempt::<(Ambiguous, u8)>()?.is_none() {
            d.decode::<Vec<u8>>()?;
        }
        Ok(())
    }
}

#[test]
fn nested_trials_do_not_explode() {
    // Each level tries twice: 2 to the power of 120 without a bound.
    let json = ["[".repeat(120), ",1]".repeat(120)].concat().replacen("[,", "[[],", 1);
    assert_eq!(kind::<Ambiguous>(&json), DecodeErrorKind::TooManyTrials);
    assert!(from_str::<Ambiguous>("[[[],1],true]").is_ok());
}

// ---- writing --------------------------------------------------------------------------------

#[test]
fn a_tag_is_written_once() {
    let tagged = |value: &dyn Encode| {
        let mut e = Encoder::new();
        e.begin_array();
        e.element(&0);
        e.element(&Tagged(value));
        e.end_array();
        e.into_string()
    };
    struct Tagged<'a>(&'a dyn Encode);
    impl Encode for Tagged<'_> {
        fn encode(&self, e: &mut Encoder) {
            e.tagged("t", "x\"y", self.0);
        }
    }
    assert_eq!(tagged(&value("{}")), r#"[0,{"t":"x\"y"}]"#);
    assert_eq!(tagged(&value(r#"{"a":{"t":1}}"#)), r#"[0,{"t":"x\"y","a":{"t":1}}]"#);
    assert_eq!(tagged(&value(r#"{"a":1,"t":"z"}"#)), r#"[0,{"a":1,"t":"z"}]"#);
    assert_eq!(tagged(&value("[]")), "[0,[]]");
}

#[test]
fn commas_stand_between_and_nowhere_else() {
    for json in [r#"[[],[[]],{},{"a":[{}],"b":{}},"{","[",",",""]"#, r#"{"":{"":[]},"{":"{","[":"["}"#] {
        assert_eq!(to_vec(&value(json)), json.as_bytes());
    }
}

// ---- time -----------------------------------------------------------------------------------

#[test]
fn timestamps_keep_valid_text_and_compare_by_instant() {
    for valid in ["2026-01-02T03:04:05Z", "2026-01-02t03:04:05.123456789012z", "2026-12-31T23:59:60+05:30", "oh no", ""]
    {
        let json = to_string(valid);
        assert_eq!(to_string(&from_str::<Timestamp>(&json).unwrap()), json);
    }
    for (lenient, canonical) in [
        ("2026-01-02 03:04:05Z", "2026-01-02T03:04:05Z"),
        ("2026-01-02T03:04+01:00", "2026-01-02T02:04:00Z"),
        (" 2026-01-02T03:04:05-0100", "2026-01-02T04:04:05Z"),
        ("Fri, 02 Jan 2026 03:04:05 GMT", "2026-01-02T03:04:05Z"),
        ("2 Jan 2026 03:04 +0100", "2026-01-02T02:04:00Z"),
    ] {
        let time = Timestamp::parse(lenient).unwrap();
        assert_eq!(time.as_str(), lenient);
        assert_eq!(to_string(&time), to_string(canonical));
        assert_eq!(time, Timestamp::parse(canonical).unwrap());
    }
    for unreadable in ["", "2026-01-02", "2026-01-02T03:04:05", "2026-13-02T03:04:05Z", "1767322800"] {
        assert!(Timestamp::parse(unreadable).is_err(), "{unreadable}");
        assert_eq!(from_str::<Timestamp>(&to_string(unreadable)).unwrap().instant(), None);
    }
    for clock in ["2026-01-02T03:04:05", "2026-01-02 03:04:05Z", "2026-01-02T03:04:05+05:00"] {
        let time: Timestamp = from_str(&to_string(clock)).unwrap();
        assert_eq!(time.civil().unwrap().to_string(), "2026-01-02T03:04:05", "{clock}");
    }
    let early = Timestamp::parse("2026-01-02T03:04:05+02:00").unwrap();
    let same = Timestamp::parse("2026-01-02T01:04:05.0Z").unwrap();
    let late = Timestamp::parse("2026-01-02T01:04:06Z").unwrap();
    let odd: Timestamp = from_str("\"0000\"").unwrap();
    assert_eq!((&early, hash(&early)), (&same, hash(&same)));
    assert!(early < late && late < odd);
    assert!(from_str::<Timestamp>("1").is_err());

    let system = SystemTime::UNIX_EPOCH + Duration::from_millis(1500);
    let time = Timestamp::try_from(system).unwrap();
    assert_eq!(time.as_str(), "1970-01-01T00:00:01.5Z");
    assert_eq!(SystemTime::try_from(&time).unwrap(), system);
    assert_eq!(time.to_string().parse::<Timestamp>().unwrap(), time);
}

#[test]
fn dates_and_times_of_day() {
    let date: Date = from_str("\"2026-02-28\"").unwrap();
    assert_eq!(date.civil().map(jiff::civil::Date::day), Some(28));
    assert_eq!(Date::parse("2026-02-28T00:00:00").unwrap(), date);
    assert_eq!(to_string(&Date::parse("20260228").unwrap()), "\"2026-02-28\"");
    assert!(Date::parse("2026-02-29").is_err());
    assert_eq!(to_string(&from_str::<Date>("\"someday\"").unwrap()), "\"someday\"");
    assert!(date < from_str::<Date>("\"0\"").unwrap());
    for text in ["10:11:12Z", "10:11:12.5+02:00", "10:11:12-02:00", "10:11:12"] {
        let time = Time::parse(text).unwrap();
        assert_eq!(time.civil().map(jiff::civil::Time::minute), Some(11), "{text}");
        assert_eq!(to_string(&time), to_string(text));
    }
    assert!(Time::parse("25:00:00").is_err());
}

// ---- bytes ----------------------------------------------------------------------------------

#[test]
fn base64_is_read_in_all_its_forms() {
    for (bytes, text) in [
        (&b""[..], ""),
        (b"f", "Zg=="),
        (b"fo", "Zm8="),
        (b"foo", "Zm9v"),
        (b"foob", "Zm9vYg=="),
        (b"fooba", "Zm9vYmE="),
        (b"foobar", "Zm9vYmFy"),
        (b"\xfb\xff\xfe", "+//+"),
    ] {
        assert_eq!(to_string(&Base64::from(bytes)), format!("\"{text}\""));
        let forms =
            [text.to_owned(), text.replace('=', ""), text.replace('+', "-").replace('/', "_"), format!("\n{text} ")];
        for form in forms {
            let read: Base64 = from_str(&to_string(&form)).unwrap();
            assert_eq!(read.bytes().unwrap(), bytes, "{form}");
            assert_eq!(to_string(&read), to_string(&form), "kept as it came");
        }
    }
    for text in ["A", "Zg=", "Zg===", "Z=g=", "Zh==", "Zm9v=", "Zg==Zg==", "Zm9*", "é"] {
        let read: Base64 = from_str(&to_string(text)).unwrap();
        assert_eq!(read.bytes(), None, "{text}");
        assert_eq!(to_string(&read), to_string(text));
    }
    let mut random = fastrand::Rng::with_seed(7);
    for length in 0..200 {
        let bytes: Vec<u8> = std::iter::repeat_with(|| random.u8(..)).take(length).collect();
        let bytes = Base64::from(bytes);
        assert_eq!(from_str::<Base64>(&to_string(&bytes)).unwrap(), bytes);
    }
}

// ---- serde ----------------------------------------------------------------------------------

#[test]
fn serde_carries_everything_over() {
    let json = r#"{"a":[1,-1,1.5,2.5,18446744073709551615,"x\n",true,null,{"b":[[],[{}]]}],"":0}"#;
    let through: Value = serde_json::from_str(json).unwrap();
    assert_eq!(through, value(json));
    assert_eq!(serde_json::to_string(&through).unwrap(), json);
    let pretty = serde_json::to_string_pretty(&through).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&pretty).unwrap(), through);
    let map: Map<Maybe<Timestamp>> = serde_json::from_str(r#"{"t":"2026-01-02T03:04:05Z","n":null}"#).unwrap();
    assert_eq!(map.get("n"), Some(&Maybe::Null));
    assert_eq!(serde_json::to_string(&map).unwrap(), r#"{"t":"2026-01-02T03:04:05Z","n":null}"#);
    let error = serde_json::from_str::<Map<Vec<Number>>>(r#"{"a":[1,"s3cret"]}"#).unwrap_err();
    assert!(error.to_string().starts_with("expected a number, found a string at $.a[1]"), "{error}");
}

#[test]
fn serde_formats_with_other_names_and_numbers() {
    let names = MapDeserializer::<_, PlainError>::new([(1u64, true), (2, false)].into_iter());
    assert_eq!(Value::deserialize(names).unwrap(), value(r#"{"1":true,"2":false}"#));
    // What serde_json hands over when a crate of the build asks for numbers of any size.
    let exact = [("$serde_json::private::Number", "1.10")].into_iter();
    let exact = MapDeserializer::<_, PlainError>::new(exact);
    assert_eq!(Value::deserialize(exact).unwrap().to_string(), "1.10");
    let float = serde::de::value::F64Deserializer::<PlainError>::new(f64::NAN);
    assert!(Value::deserialize(float).is_err());
    let bytes = serde::de::value::BytesDeserializer::<PlainError>::new(b"\xff");
    assert!(Value::deserialize(bytes).is_err());
}

#[test]
fn deep_values_from_serde_are_refused_not_fatal() {
    // What a format without a limit of its own may hand over.
    let mut deep = serde_json::Value::Null;
    for _ in 0..1_000 {
        deep = serde_json::Value::Array(vec![deep]);
    }
    let error = serde_json::from_value::<Value>(deep).unwrap_err();
    assert!(error.to_string().contains("too deeply"), "{error}");
}
