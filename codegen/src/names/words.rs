//! Words: what a name of the document is made of, in any script, and the identifiers that words make.
//!
//! Takes text, gives words in lower case and identifiers. Must not know scopes, keywords or the document.

use std::borrow::Cow;

use heck::ToSnakeCase;
use unicode_ident::{is_xid_continue, is_xid_start};
use unicode_normalization::UnicodeNormalization;
use unicode_security::GeneralSecurityProfile as _;

/// More of a name than this is not read; names that differ only behind it are told apart by their scope.
const MAX_INPUT_CHARS: usize = 256;
/// Nor are more words than this.
const MAX_WORDS: usize = 64;
/// Longest identifier, in bytes. Longer ones lose words in the middle.
const MAX_IDENT_BYTES: usize = 200;

/// The words of a name, in lower case, each made of characters that an identifier may have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Words(Vec<String>);

impl Words {
    /// The words of a name. Signs that mean something by themselves are words (`+1` is "plus 1"), those that only
    /// separate or decorate (`@type`, `_links`, `a.b`) are not. Never empty: the empty name is the word "empty".
    pub(super) fn of(text: &str) -> Self {
        let words = split(text, false);
        if words.is_empty() { Self::spelled(text) } else { Self(words) }
    }

    /// The words of a name with every sign spelled out, for names that differ in nothing else.
    pub(super) fn spelled(text: &str) -> Self {
        let words = split(text, true);
        if words.is_empty() { Self::one("empty") } else { Self(words) }
    }

    /// A single word, which must be lower case letters.
    pub(super) fn one(word: &str) -> Self {
        Self(vec![word.to_owned()])
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The words.
    pub(super) fn as_slice(&self) -> &[String] {
        &self.0
    }

    /// Whether the last word is one of these.
    pub(super) fn ends_with_any(&self, list: &[&str]) -> bool {
        self.0.last().is_some_and(|last| list.contains(&last.as_str()))
    }

    /// Whether one of the words is in the list.
    pub(super) fn first_of(&self, list: &[&str]) -> Option<usize> {
        self.0.iter().position(|word| list.contains(&word.as_str()))
    }

    /// These words and then another one.
    pub(super) fn and(&self, word: &str) -> Self {
        let mut words = self.0.clone();
        words.push(word.to_owned());
        Self(words)
    }

    /// These words and then the others.
    pub(super) fn then_all(&self, tail: &Self) -> Self {
        Self(self.0.iter().chain(&tail.0).cloned().collect())
    }

    /// These words and then the others, without saying twice what ends one and starts the other
    /// (`order item` and `item type` give `order item type`).
    pub(super) fn then(&self, tail: &Self) -> Self {
        let longest = self.0.len().min(tail.0.len().saturating_sub(1));
        let shared =
            (1..=longest).rev().find(|count| self.0.ends_with(tail.0.get(..*count).unwrap_or_default())).unwrap_or(0);
        Self(self.0.iter().chain(tail.0.iter().skip(shared)).cloned().collect())
    }

    /// The words that both start with.
    pub(super) fn common_start(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).take_while(|(a, b)| a == b).map(|(a, _)| a.clone()).collect())
    }

    /// What is left after this many words, if anything is and can stand alone.
    pub(super) fn skip(&self, count: usize) -> Option<Self> {
        let rest = self.0.get(count..)?;
        let first = rest.first()?;
        (!first.starts_with(|c: char| c.is_ascii_digit())).then(|| Self(rest.to_vec()))
    }

    /// What is left without this many words at the end, if anything is.
    pub(super) fn drop_last(&self, count: usize) -> Option<Self> {
        let kept = self.0.len().checked_sub(count).filter(|kept| *kept > 0)?;
        Some(Self(self.0.get(..kept)?.to_vec()))
    }

    /// The words with the last one in the singular, by the rules of English.
    pub(super) fn singular(&self) -> Self {
        let mut words = self.0.clone();
        if let Some(last) = words.last_mut() {
            *last = singular(last);
        }
        Self(words)
    }

    /// The words in ASCII only: other characters by their code point.
    pub(super) fn ascii(&self) -> Self {
        let ascii = self.0.iter().flat_map(|word| {
            let mut words = vec![String::new()];
            for c in word.chars() {
                if c.is_ascii() {
                    if let Some(last) = words.last_mut() {
                        last.push(c);
                    }
                } else {
                    words.extend([hex(c), String::new()]);
                }
            }
            words
        });
        Self(ascii.filter(|word| !word.is_empty()).collect())
    }

    /// `UpperCamelCase`. `lead` goes in front where the first character cannot start a name of this form.
    pub(super) fn pascal(&self, lead: &str) -> String {
        let mut out = String::new();
        for word in shortened(&self.0).iter() {
            // `3`, `5` must not read as 35; the lint for camel case allows an underscore between digits.
            if out.ends_with(|c: char| c.is_ascii_digit()) && word.starts_with(|c: char| c.is_ascii_digit()) {
                out.push('_');
            }
            let mut chars = word.chars();
            if let Some(first) = chars.next() {
                // Some letters got a capital only lately.
                let known = first.to_uppercase().all(is_known);
                if known { out.extend(first.to_uppercase()) } else { out.push(first) }
            }
            out.push_str(chars.as_str());
        }
        if out.starts_with(|c: char| !is_xid_start(c) || c.is_lowercase()) {
            out.insert_str(0, lead);
        }
        composed(out)
    }

    /// `snake_case`. `lead` goes in front where the first character cannot start a name.
    pub(super) fn snake(&self, lead: &str) -> String {
        let mut out = shortened(&self.0).join("_");
        if out.starts_with(|c: char| !is_xid_start(c)) {
            out.insert(0, '_');
            out.insert_str(0, lead);
        }
        composed(out)
    }
}

/// Normalization form C, in which the compiler compares identifiers.
pub(super) fn normalized(text: &str) -> String {
    composed(text.to_owned())
}

fn composed(text: String) -> String {
    if text.is_ascii() { text } else { text.nfc().collect() }
}

/// What can be said of the way a name uses capitals, for names that differ in nothing else.
pub(super) fn case_word(text: &str) -> &'static str {
    let lower = text.chars().any(char::is_lowercase);
    let upper = text.chars().any(char::is_uppercase);
    let first = text.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase);
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    match (lower, upper, first) {
        (false, true, _) => "upper",
        (true, true, true) if capitals == 1 => "title",
        (true, true, true) => "pascal",
        (true, true, false) => "camel",
        (_, false, _) => "lower",
    }
}

/// Whether the text could be a version: `v2`, `2`, `v1beta1`.
pub(super) fn is_version(text: &str) -> bool {
    let rest = text.strip_prefix(['v', 'V']).unwrap_or(text);
    let tail = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    tail.len() < rest.len()
        && (tail.is_empty() || ["alpha", "beta", "rc", "p", "_", "-"].iter().any(|mark| tail.starts_with(mark)))
}

fn split(text: &str, spell: bool) -> Vec<String> {
    // Most names are in this form already.
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    if !spell && text.len() <= MAX_WORDS && text.bytes().all(is_plain) {
        return text.split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    }
    let chars: Vec<char> = if text.is_ascii() {
        text.chars().take(MAX_INPUT_CHARS).collect()
    } else {
        text.nfc().take(MAX_INPUT_CHARS).collect()
    };
    let letters = chars.iter().any(|c| is_usable(*c));
    // `Page<User>` and `Page<List<User>>`: brackets of a generic type, not comparisons.
    let generic = letters && chars.contains(&'<') && chars.contains(&'>');
    let mut words = Vec::new();
    let mut run = String::new();
    for (index, c) in chars.iter().copied().enumerate() {
        if words.len() > MAX_WORDS {
            return words;
        }
        if is_usable(c) {
            run.push(c);
            continue;
        }
        if let Some(plain) = plain_form(c) {
            run.extend(plain);
            continue;
        }
        let inside = !run.is_empty() && chars.get(index + 1).is_some_and(|next| is_usable(*next));
        if !spell && inside && matches!(c, '\'' | '\u{2019}') {
            continue;
        }
        flush(&mut run, &mut words);
        if spell {
            spell_out(c, index == 0, &mut words);
        } else if let Some(word) = meaning(c, index == 0, letters, generic) {
            words.push(word.to_owned());
        } else if !c.is_ascii() && !is_foreign_separator(c) {
            words.push(hex(c));
        }
    }
    flush(&mut run, &mut words);
    words
}

/// The words of a run of letters, digits and marks: where capitals begin.
fn flush(run: &mut String, words: &mut Vec<String>) {
    if run.is_empty() {
        return;
    }
    if run.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) {
        words.push(run.clone());
    } else if run.chars().all(char::is_alphanumeric) {
        let snake = join_acronyms(run).to_snake_case();
        words.extend(snake.split('_').filter(|word| !word.is_empty()).map(str::to_owned));
    } else {
        // heck would take combining marks, which many scripts need, for separators.
        words.push(run.to_lowercase());
    }
    run.clear();
}

/// Keeps together what the rule "a word starts at a capital" would tear apart: `userIDs`, `IPv4`, `OAuth`.
fn join_acronyms(run: &str) -> String {
    let mut text = run.to_owned();
    for (written, joined) in [("IPv4", "Ipv4"), ("IPv6", "Ipv6"), ("OAuth", "Oauth"), ("GraphQL", "Graphql")] {
        if text.contains(written) {
            text = text.replace(written, joined);
        }
    }
    let mut chars: Vec<char> = text.chars().collect();
    let mut start = 0;
    for index in 0..chars.len() {
        let at = |position: usize| chars.get(position).copied();
        if at(index).is_some_and(char::is_uppercase) {
            continue;
        }
        let plural = index >= start + 2 && at(index) == Some('s') && !at(index + 1).is_some_and(char::is_lowercase);
        if plural {
            for c in chars.iter_mut().take(index).skip(start + 1) {
                *c = c.to_lowercase().next().unwrap_or(*c);
            }
        }
        start = index + 1;
    }
    chars.into_iter().collect()
}

/// Whether an identifier may have the character, in lower case, without a warning about its case.
fn is_usable(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    c != '_' && is_known(c) && !c.to_lowercase().any(char::is_uppercase)
}

/// What stands for a letter or a digit that identifiers should not have: `2` for `²`, `fi` for the ligature, a letter for a wide one
/// (normalization form KC).
fn plain_form(c: char) -> Option<impl Iterator<Item = char>> {
    let plain = std::iter::once(c).nfkc();
    (!c.is_ascii() && c.is_alphanumeric() && plain.clone().all(is_usable)).then_some(plain)
}

/// Whether compilers take the character inside of an identifier, without a warning that it is an uncommon one.
pub(super) fn is_known(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    is_xid_continue(c) && is_old(c) && c.identifier_allowed()
}

/// Whether the character has been in Unicode since version 14 (2021), as far as living scripts go. The compiler of the output
/// may know an older Unicode than the tables in use here, and refuse what it does not know.
fn is_old(c: char) -> bool {
    match c {
        '\u{558}' | '\u{58b}' | '\u{58c}' | '\u{5c8}' | '\u{5c9}' | '\u{88f}' | '\u{897}' | '\u{b53}' | '\u{b54}' => {
            false
        }
        '\u{c5c}' | '\u{cdc}' | '\u{cf3}' | '\u{ece}' | '\u{1acf}'..='\u{1af0}' | '\u{1c89}' | '\u{1c8a}' => false,
        '\u{208f}' | '\u{209d}'..='\u{209f}' | '\u{a7cb}'..='\u{a7cf}' | '\u{a7d2}' | '\u{a7d4}' => false,
        '\u{a7da}'..='\u{a7dd}' | '\u{a7e2}' | '\u{a7f1}' | '\u{ab6c}' | '\u{ab6d}' => false,
        '\0'..='\u{ffff}' | '\u{20000}'..='\u{2b738}' => true,
        _ => false,
    }
}

/// Signs that are a word wherever they are, or at one end.
fn meaning(c: char, first: bool, letters: bool, generic: bool) -> Option<&'static str> {
    Some(match c {
        '+' => "plus",
        '*' => "star",
        '%' => "percent",
        '&' => "and",
        '=' => "equal",
        '<' if !generic => "less",
        '>' if !generic => "greater",
        '-' if first => "minus",
        '!' if first => "not",
        '#' if !first && letters => "hash",
        _ => return None,
    })
}

fn spell_out(c: char, first: bool, words: &mut Vec<String>) {
    let word = match c {
        '_' => "underscore",
        '-' if !first => "dash",
        '.' => "dot",
        '/' => "slash",
        '\\' => "backslash",
        ' ' => "space",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '?' => "question",
        '!' => "not",
        '@' => "at",
        '$' => "dollar",
        '#' => "hash",
        '^' => "caret",
        '~' => "tilde",
        '|' => "pipe",
        '"' => "quote",
        '\'' => "apostrophe",
        '`' => "backtick",
        '\n' => "newline",
        '\t' => "tab",
        '(' | '[' | '{' => "open",
        ')' | ']' | '}' => "close",
        _ => {
            words.push(meaning(c, first, false, false).map_or_else(|| hex(c), str::to_owned));
            return;
        }
    };
    words.push(word.to_owned());
}

/// Punctuation outside of ASCII that separates words as its ASCII relatives do.
fn is_foreign_separator(c: char) -> bool {
    !c.is_alphanumeric()
        && (c.is_whitespace()
            || c.is_control()
            || matches!(c, '\u{80}'..='\u{bf}' | '\u{d7}' | '\u{f7}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' | '\u{feff}'))
}

fn hex(c: char) -> String {
    format!("u{:x}", u32::from(c))
}

/// Cuts words out of the middle, where a name says least, until the rest fits.
fn shortened(words: &[String]) -> Cow<'_, [String]> {
    let total: usize = words.iter().map(|word| word.len() + 1).sum();
    if total <= MAX_IDENT_BYTES {
        return Cow::Borrowed(words);
    }
    let half = |words: &mut dyn Iterator<Item = &String>| {
        let mut left = MAX_IDENT_BYTES / 2;
        let mut kept = Vec::new();
        for word in words {
            if word.len() + 1 > left {
                break;
            }
            left -= word.len() + 1;
            kept.push(word.clone());
        }
        kept
    };
    let mut kept = half(&mut words.iter());
    let mut tail = half(&mut words.iter().skip(kept.len()).rev());
    tail.reverse();
    kept.extend(tail);
    if kept.is_empty() {
        // One endless word, or two.
        kept.extend(words.first().map(|word| word.chars().take(MAX_IDENT_BYTES / 8).collect::<String>()));
    }
    Cow::Owned(kept)
}

fn singular(word: &str) -> String {
    const UNCHANGED: &[&str] =
        &["series", "species", "news", "means", "gas", "bus", "lens", "alias", "canvas", "atlas"];
    const IRREGULAR: &[(&str, &str)] = &[
        ("children", "child"),
        ("people", "person"),
        ("men", "man"),
        ("women", "woman"),
        ("indices", "index"),
        ("vertices", "vertex"),
        ("matrices", "matrix"),
        ("criteria", "criterion"),
        ("movies", "movie"),
        ("cookies", "cookie"),
        ("caches", "cache"),
        ("statuses", "status"),
        ("aliases", "alias"),
    ];
    if let Some((_, one)) = IRREGULAR.iter().find(|(many, _)| *many == word) {
        return (*one).to_owned();
    }
    let stem = |cut: usize, tail: &str| format!("{}{tail}", word.get(..word.len() - cut).unwrap_or(word));
    if UNCHANGED.contains(&word) || !word.ends_with('s') || ["ss", "us", "is", "ous"].iter().any(|e| word.ends_with(e))
    {
        word.to_owned()
    } else if word.ends_with("ies") && word.len() > 4 {
        stem(3, "y")
    } else if ["sses", "xes", "zes", "ches", "shes"].iter().any(|e| word.ends_with(e)) {
        stem(2, "")
    } else if word.len() > 2 {
        stem(1, "")
    } else {
        word.to_owned()
    }
}
