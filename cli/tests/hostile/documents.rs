//! Documents that are large, deep, multiplied, or no text.

use std::fmt::Write as _;

use crate::folder::Folder;
use crate::{HEAD, generate};

/// One document, with what it comes to: the exit code and a finding, or no more than that it is generated.
#[track_caller]
fn case(name: &str, text: impl AsRef<[u8]>, code: i32, finding: &str) {
    let folder = Folder::new();
    std::fs::write(folder.path(name), text).unwrap();
    let said = generate(&folder, name, code);
    assert!(said.contains(finding), "{name}: no `{finding}` in {}", said.get(..2000).unwrap_or(&said));
}

fn json(extension: &str) -> String {
    format!(
        "{{\"openapi\":\"3.0.3\",\"info\":{{\"title\":\"A\",\"version\":\"1\"}},\"paths\":{{}},\"x-a\":{extension}}}"
    )
}

/// A document with these components, all of which one operation reaches through `A`.
fn schemas(schemas: &str) -> String {
    format!(
        "{{\"openapi\":\"3.1.0\",\"info\":{{\"title\":\"A\",\"version\":\"1\"}},\"paths\":{{\"/a\":{{\"get\":{{\"operationId\":\"a\",\
         \"responses\":{{\"200\":{{\"description\":\"x\",\"content\":{{\"application/json\":{{\"schema\":{{\"$ref\":\
         \"#/components/schemas/A\"}}}}}}}}}}}}}}}},\"components\":{{\"schemas\":{{{schemas}}}}}}}"
    )
}

/// `A0` to `A{count}`, each made of the next, and `A`, which is the first.
fn chain(count: usize, link: impl Fn(usize, &str) -> String) -> String {
    let mut text = String::from("\"A\":{\"$ref\":\"#/components/schemas/A0\"}");
    for index in 0..count {
        let next = format!("{{\"$ref\":\"#/components/schemas/A{}\"}}", index + 1);
        let _ = write!(text, ",\"A{index}\":{}", link(index, &next));
    }
    let _ = write!(text, ",\"A{count}\":{{\"type\":\"string\"}}");
    schemas(&text)
}

#[test]
fn aliases_that_multiply_are_refused() {
    let mut text = format!("{HEAD}paths: {{}}\nx-a: &a [x,x,x,x,x,x,x,x,x,x]\n");
    for (before, name) in ["a", "b", "c", "d", "e", "f", "g", "h"].windows(2).map(|pair| (pair[0], pair[1])) {
        let _ = writeln!(text, "x-{name}: &{name} [{}]", vec![format!("*{before}"); 10].join(","));
    }
    case("bomb.yaml", text, 2, "input-limit");
    let long = format!("{HEAD}paths: {{}}\nx-a: &a '{}'\nx-b: [{}]\n", "x".repeat(50_000), vec!["*a"; 5000].join(","));
    case("texts.yaml", long, 2, "input-limit");
    let keys: Vec<String> = (0..1000).map(|key| format!("k{key}: 1")).collect();
    let mut merges = format!("{HEAD}paths: {{}}\nx-a: &a {{{}}}\n", keys.join(", "));
    for index in 0..2000 {
        let _ = writeln!(merges, "x-m{index}: {{<<: *a, q: 1}}");
    }
    case("merges.yaml", merges, 2, "input-limit");
}

#[test]
fn depth_is_refused_in_every_notation() {
    const LEVELS: usize = 100_000;
    case("a.json", json(&("[".repeat(LEVELS) + &"]".repeat(LEVELS))), 2, "input-limit");
    case("b.json", json(&("{\"a\":".repeat(LEVELS) + "1" + &"}".repeat(LEVELS))), 2, "input-limit");
    let yaml = |value: &str| format!("{HEAD}paths: {{}}\nx-a:\n  {value}\n");
    case("a.yaml", yaml(&("[".repeat(LEVELS) + &"]".repeat(LEVELS))), 2, "input-limit");
    case("b.yaml", yaml(&("{a: ".repeat(LEVELS) + "1" + &"}".repeat(LEVELS))), 2, "input-limit");
    case("c.yaml", yaml(&("- ".repeat(LEVELS) + "1")), 2, "input-limit");
    case("d.yaml", yaml(&("? ".repeat(LEVELS) + "1")), 2, "invalid-yaml");
    let block: String = (0..3000).map(|level| format!("{}a:\n", " ".repeat(level + 4))).collect();
    case("e.yaml", yaml(&format!("a:\n{block}")), 2, "input-limit");
}

#[test]
fn what_is_too_large_is_not_read() {
    let folder = Folder::new();
    // A file of a gigabyte that takes no space.
    let mut file = std::fs::File::create(folder.path("large.yaml")).unwrap();
    std::io::Write::write_all(&mut file, format!("{HEAD}paths: {{}}\nx-a: '").as_bytes()).unwrap();
    file.set_len(1 << 30).unwrap();
    let said = generate(&folder, "large.yaml", 2);
    assert!(said.contains("unreadable-file") && said.contains("larger than 104857600 bytes"), "{said}");
    let text = format!("{HEAD}paths: {{/a: {{$ref: large.yaml}}}}\n");
    folder.write("refers.yaml", &text);
    let said = generate(&folder, "refers.yaml", 0);
    assert!(said.contains("unresolved-reference") && said.contains("larger than"), "{said}");
}

#[test]
fn a_great_many_of_something_is_only_much() {
    let keys: Vec<String> = (0..1_000_000).map(|key| format!("\"k{key}\":1")).collect();
    case("keys.json", json(&format!("{{{}}}", keys.join(","))), 0, "0 operations");
    case("same.json", json(&format!("{{{}}}", vec!["\"k\":1"; 200_000].join(","))), 0, "duplicate-key");
    let values: Vec<String> = (0..50_000).map(|value| format!("\"value-{value}\"")).collect();
    case("enum.json", schemas(&format!("\"A\":{{\"type\":\"string\",\"enum\":[{}]}}", values.join(","))), 0, "1 type");
    let members: Vec<String> = (0..20_000).map(|name| format!("\"p{name}\":{{\"type\":\"string\"}}")).collect();
    case(
        "members.json",
        schemas(&format!("\"A\":{{\"type\":\"object\",\"properties\":{{{}}}}}", members.join(","))),
        0,
        "1 type",
    );
    let texts = [json(&"1".repeat(100_000)), json(&format!("\"{}\"", "x".repeat(10_000_000)))];
    texts.iter().for_each(|text| case("scalar.json", text, 0, "0 operations"));
}

#[test]
fn a_union_of_thousands_is_only_much() {
    let same: Vec<String> = (0..5000)
        .map(|index| format!("{{\"type\":\"object\",\"properties\":{{\"a{index}\":{{\"type\":\"string\"}}}}}}"))
        .collect();
    case("union.json", schemas(&format!("\"A\":{{\"oneOf\":[{}]}}", same.join(","))), 0, "ambiguous-union");
}

#[test]
fn long_chains_and_circles_of_schemas_end() {
    case("refs.json", chain(2000, |_, next| next.to_owned()), 0, "operation");
    case("lists.json", chain(2000, |_, next| format!("{{\"type\":\"array\",\"items\":{next}}}")), 0, "1 operation");
    case(
        "unions.json",
        chain(100, |_, next| format!("{{\"oneOf\":[{next},{{\"type\":\"string\"}}]}}")),
        0,
        "1 operation",
    );
    let extended =
        |index: usize, next: &str| format!("{{\"allOf\":[{next},{{\"properties\":{{\"p{index}\":{{}}}}}}]}}");
    case("parts.json", chain(1000, extended), 0, "1 operation");
    case("doubled-parts.json", chain(40, |_, next| format!("{{\"allOf\":[{next},{next}]}}")), 0, "1 operation");
    let three = |_: usize, next: &str| format!("{{\"oneOf\":[{next},{next},{next}]}}");
    case("tripled-unions.json", chain(40, three), 0, "1 operation");
    let itself = "{\"$ref\":\"#/components/schemas/A\"}";
    case("a.json", schemas(&format!("\"A\":{itself}")), 0, "circular-reference");
    case("b.json", schemas(&format!("\"A\":{{\"allOf\":[{itself}]}}")), 0, "allof-cycle");
    case("c.json", schemas(&format!("\"A\":{{\"oneOf\":[{itself},{{\"type\":\"string\"}}]}}")), 0, "1 operation");
    case("d.json", schemas(&format!("\"A\":{{\"type\":\"array\",\"items\":{itself}}}")), 0, "1 operation");
    case(
        "e.json",
        schemas(&format!("\"A\":{{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{{\"a\":{itself}}}}}")),
        0,
        "1 operation",
    );
    let lists = "{\"oneOf\":[{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/A\"}},{\"type\":\"array\",\"items\":\
                 {\"$ref\":\"#/components/schemas/A\"}}]}";
    case("f.json", schemas(&format!("\"A\":{lists}")), 0, "1 operation");
}

#[test]
fn what_is_no_text_is_refused_with_its_place() {
    let utf_16 = |text: &str, bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let plain = format!("{HEAD}paths: {{}}\n");
    case("bom.yaml", format!("\u{feff}{plain}"), 0, "0 operations");
    case("little.yaml", utf_16(&format!("\u{feff}{plain}"), u16::to_le_bytes), 0, "0 operations");
    case("big.yaml", utf_16(&format!("\u{feff}{plain}"), u16::to_be_bytes), 0, "0 operations");
    case("unmarked.yaml", utf_16(&plain, u16::to_le_bytes), 2, "invalid-yaml");
    case("half.yaml", [0xff, 0xfe, b'a'], 2, "it is not valid UTF-16");
    case("bytes.yaml", [plain.as_bytes(), b"x-a: \xff\xfe\n"].concat(), 2, "byte 61 is invalid");
    case("nul.yaml", format!("{plain}x-a: \0\n"), 2, "invalid-yaml");
    case("nul.json", json("\"\\u0000\""), 0, "0 operations");
    case("surrogate.json", json("\"\\ud800\""), 2, "invalid-json");
    case("lines.yaml", plain.replace('\n', "\r\n"), 0, "0 operations");
    case("twice.yaml", format!("{plain}paths: {{/a: {{get: {{responses: {{}}}}}}}}\n"), 0, "duplicate-key");
}

#[test]
fn numbers_beyond_every_type_and_patterns_beyond_every_engine_are_told_or_kept() {
    let digits = "9".repeat(400);
    let text = format!(
        "\"A\":{{\"type\":\"object\",\"properties\":{{\"a\":{{\"type\":\"integer\",\"minimum\":-{digits},\"maximum\":{digits},\"default\":{digits}}},\
         \"b\":{{\"type\":\"number\",\"multipleOf\":0.1,\"enum\":[{digits},1e999999999]}},\
         \"c\":{{\"type\":\"string\",\"maxLength\":{digits},\"minLength\":-5,\"pattern\":\"^(a+)+${}\"}},\
         \"d\":{{\"type\":\"array\",\"minItems\":99999999999999999999,\"maxItems\":-1}}}},\"patternProperties\":{{\"^(a|a)*$\":{{}}}}}}",
        "(".repeat(5000)
    );
    case("numbers.json", schemas(&text), 0, "invalid-value");
    let yaml = format!(
        "{HEAD}paths: {{}}\ncomponents: {{schemas: {{A: {{type: number, minimum: .inf, maximum: .nan, default: 1e999999999}}}}}}\n"
    );
    case("numbers.yaml", yaml, 0, "wrong-type");
}
