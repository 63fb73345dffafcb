//! The code of a Rust file without comments and the content of literals.
//!
//! Takes text, gives lines. Good enough for searching; it is no parser.

/// A line of code.
pub(crate) struct Line {
    /// From 1.
    pub(crate) number: usize,
    /// Without comments and without what literals hold.
    pub(crate) text: String,
    /// It is part of a `#[cfg(test)]` module.
    pub(crate) is_test: bool,
}

/// The lines of a file that have code. A `use` over several lines counts as its first one.
pub(crate) fn code_lines(text: &str) -> Vec<Line> {
    let blank = blanked(text);
    let mut lines: Vec<Line> = Vec::new();
    let mut test_depth: Option<i32> = None;
    let mut depth = 0;
    let mut after_cfg_test = false;
    let mut in_use = false;
    for (index, line) in blank.lines().enumerate() {
        let trimmed = line.trim();
        if test_depth.is_none() && after_cfg_test && trimmed.contains("mod ") && trimmed.contains('{') {
            test_depth = Some(depth);
        }
        if !trimmed.is_empty() && !trimmed.starts_with("#[") {
            after_cfg_test = false;
        }
        after_cfg_test |= trimmed == "#[cfg(test)]";
        let is_test = test_depth.is_some();
        if in_use && let Some(first) = lines.last_mut() {
            first.text.push_str(trimmed);
        } else if !trimmed.is_empty() {
            lines.push(Line { number: index + 1, text: line.to_owned(), is_test });
        }
        let starts_use = trimmed.starts_with("use ") || trimmed.starts_with("pub use ") || trimmed.starts_with("pub(");
        in_use = (in_use || (starts_use && trimmed.contains("use "))) && !trimmed.ends_with(';');
        depth += count(line, '{') - count(line, '}');
        if test_depth.is_some_and(|start| depth <= start && trimmed.contains('}')) {
            test_depth = None;
        }
    }
    lines
}

fn count(line: &str, wanted: char) -> i32 {
    i32::try_from(line.matches(wanted).count()).unwrap()
}

/// Files (without `.rs`) and folders of modules that are declared for tests only: `#[cfg(test)] mod fake;`.
pub(crate) fn test_modules(name: &str, text: &str) -> Vec<String> {
    let folder = match name.rsplit_once('/') {
        Some((folder, "mod.rs" | "lib.rs" | "main.rs")) => folder.to_owned(),
        _ => name.trim_end_matches(".rs").to_owned(),
    };
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let declared = lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]").filter_map(|pair| {
        let module = pair[1].rsplit_once("mod ")?.1.strip_suffix(';')?;
        Some(format!("{folder}/{module}"))
    });
    declared.collect()
}

/// The text with every comment and the content of every literal replaced by spaces; line breaks stay.
fn blanked(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    let hide = |out: &mut String, from: usize, to: usize| {
        out.extend(chars[from..to].iter().map(|c| if *c == '\n' { '\n' } else { ' ' }));
    };
    while at < chars.len() {
        let next = chars.get(at + 1).copied().unwrap_or(' ');
        let end = match chars[at] {
            '/' if next == '/' => (at..chars.len()).find(|i| chars[*i] == '\n').unwrap_or(chars.len()),
            '/' if next == '*' => block_comment(&chars, at),
            'r' if !is_word(&chars, at) && matches!(next, '"' | '#') => raw_string(&chars, at).unwrap_or(at),
            '"' => quoted(&chars, at, '"'),
            '\'' if next == '\\' => quoted(&chars, at, '\''),
            '\'' if chars.get(at + 2) == Some(&'\'') => at + 3,
            _ => at,
        };
        if end == at {
            out.push(chars[at]);
            at += 1;
        } else {
            hide(&mut out, at, end);
            at = end;
        }
    }
    out
}

/// Whether the character before is part of a word (`br"` is a raw string nevertheless).
fn is_word(chars: &[char], at: usize) -> bool {
    let before = |n: usize| at.checked_sub(n).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    let word = |c: char| c.is_alphanumeric() || c == '_';
    word(before(1)) && (before(1) != 'b' || word(before(2)))
}

fn block_comment(chars: &[char], start: usize) -> usize {
    let mut depth = 0;
    let mut at = start;
    while at < chars.len() {
        match (chars[at], chars.get(at + 1)) {
            ('/', Some('*')) => depth += 1,
            ('*', Some('/')) => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return at;
        }
    }
    chars.len()
}

fn raw_string(chars: &[char], start: usize) -> Option<usize> {
    let hashes = chars[start + 1..].iter().take_while(|c| **c == '#').count();
    let open = start + 1 + hashes;
    if chars.get(open) != Some(&'"') {
        return None;
    }
    let closes =
        |at: usize| chars[at] == '"' && chars[at + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes;
    Some((open + 1..chars.len()).find(|at| closes(*at)).map_or(chars.len(), |at| at + 1 + hashes))
}

fn quoted(chars: &[char], start: usize, quote: char) -> usize {
    let mut at = start + 1;
    while at < chars.len() && chars[at] != quote {
        at += if chars[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(chars.len())
}

#[test]
fn comments_and_literals_are_blank() {
    let text = "a(\"x.unwrap()\"); // b\n/* c\n /* d */ */ e('\\'', 'f', r#\"g\"#, &'h i)\n";
    let lines = code_lines(text);
    let found: Vec<(usize, &str)> = lines.iter().map(|line| (line.number, line.text.trim())).collect();
    assert_eq!(found[0], (1, "a(            );"));
    assert_eq!((found[1].0, found[1].1.replace(' ', "")), (3, "e(,,,&'hi)".to_owned()));
}

#[test]
fn modules_for_tests_are_known() {
    let text =
        "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() { {} }\n}\nfn c() {}\n#[cfg(test)]\nmod d;\nfn e() {}\n";
    let tests: Vec<usize> = code_lines(text).iter().filter(|line| line.is_test).map(|line| line.number).collect();
    assert_eq!(tests, [3, 4, 5]);
    assert_eq!(test_modules("runtime/src/x.rs", text), ["runtime/src/x/d"]);
    assert_eq!(test_modules("runtime/src/lib.rs", text), ["runtime/src/d"]);
}

#[test]
fn a_long_use_is_one_line() {
    let lines = code_lines("use crate::{\n    a,\n    b::c,\n};\nfn f() {}\n");
    assert_eq!(lines.iter().map(|line| line.number).collect::<Vec<_>>(), [1, 5]);
    assert_eq!(lines[0].text, "use crate::{a,b::c,};");
}
