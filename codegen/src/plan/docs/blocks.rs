//! Markdown by lines: paragraphs, lists, tables, headings, quotes, code.
//!
//! Takes a whole description, gives its lines. Code is always fenced and tagged, headings are small, lists are indented the way
//! rustdoc and clippy expect it.

use super::super::ir::Docs;
use super::{WIDTH, clean, html, inline, judge};

/// Quotes inside of quotes are followed this deep.
const DEPTH: usize = 3;

/// A description as lines of Markdown.
#[must_use]
pub fn markdown(text: &str) -> Docs {
    let text = clean(text);
    let docs = rendered(&text);
    if judge::stands_alone(&docs) { docs } else { verbatim(&text) }
}

/// Text that is shown as it is, as code that nothing runs: what Markdown inside of HTML, or HTML inside of Markdown, was meant to be
/// cannot always be told.
fn verbatim(text: &str) -> Docs {
    let mut writer = Writer { out: Docs::new(), levels: Vec::new(), depth: 0 };
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    writer.code("text", &lines, 0);
    writer.end();
    writer.out
}

fn rendered(text: &str) -> Docs {
    let mut docs = render(text, 0);
    // Dropping one heading can empty the section of the one above it.
    loop {
        let kept = without_empty_headings(&docs);
        let is_settled = kept.len() == docs.len();
        docs = kept;
        if is_settled {
            break;
        }
    }
    // The first line is the summary in every list of items: a sentence, not a heading.
    if let Some(first) = docs.first_mut()
        && first.starts_with('#')
    {
        *first = super::sentence(first.trim_start_matches('#').trim().to_owned());
    }
    docs
}

/// Drops headings whose section was nothing but decoration: another heading of their level or above follows, or the end.
fn without_empty_headings(docs: &Docs) -> Docs {
    let level = |line: &String| Some(line.len() - line.trim_start_matches('#').len()).filter(|level| *level > 0);
    let mut fenced = false;
    let mut out = Docs::new();
    for (index, line) in docs.iter().enumerate() {
        fenced ^= line.trim_start().starts_with("```");
        let next = docs.iter().skip(index + 1).find(|line| !line.is_empty());
        let is_empty = index > 0
            && !fenced
            && level(line).is_some_and(|own| next.is_none_or(|next| level(next).is_some_and(|other| other <= own)));
        let is_double = !fenced && line.is_empty() && out.last().is_none_or(String::is_empty);
        if !is_empty && !is_double {
            out.push(line.clone());
        }
    }
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    out
}

fn render(text: &str, depth: usize) -> Docs {
    let mut writer = Writer { out: Docs::new(), levels: Vec::new(), depth };
    let mut prose = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let Some(fence) = Fence::open(line) else {
            prose.push_str(line);
            prose.push('\n');
            continue;
        };
        writer.prose(&std::mem::take(&mut prose));
        let code: Vec<&str> = lines.by_ref().take_while(|line| !fence.is_closed_by(line)).collect();
        writer.code(fence.language, &code, fence.indent);
    }
    writer.prose(&prose);
    writer.end();
    writer.out
}

/// The start of fenced code.
struct Fence<'a> {
    mark: char,
    length: usize,
    indent: usize,
    language: &'static str,
    _line: &'a str,
}

impl<'a> Fence<'a> {
    fn open(line: &'a str) -> Option<Self> {
        let trimmed = line.trim_start();
        let mark = trimmed.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let info = trimmed.trim_start_matches(mark);
        let length = trimmed.len() - info.len();
        if length < 3 || (mark == '`' && info.contains('`')) {
            return None;
        }
        Some(Self { mark, length, indent: indent(line), language: language(info), _line: line })
    }

    fn is_closed_by(&self, line: &str) -> bool {
        let trimmed = line.trim();
        trimmed.len() >= self.length && trimmed.chars().all(|c| c == self.mark)
    }
}

const KNOWN: &[&str] = &["json", "yaml", "http", "sh", "bash", "xml", "html", "python", "javascript", "sql", "graphql"];

/// Whether it is one of the languages that code is marked with here.
pub(super) fn is_known(language: &str) -> bool {
    language == "text" || KNOWN.contains(&language)
}

/// A language that rustdoc does not take for Rust.
fn language(info: &str) -> &'static str {
    let word = info.split(|c: char| !c.is_ascii_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    KNOWN.iter().copied().find(|known| known.eq_ignore_ascii_case(word)).unwrap_or("text")
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// One level of a list: where its marker stood, and where its text goes.
struct Level {
    source: usize,
    text: usize,
}

struct Writer {
    out: Docs,
    levels: Vec<Level>,
    depth: usize,
}

impl Writer {
    fn prose(&mut self, text: &str) {
        let text = html::strip(text);
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        let mut at = 0;
        while let Some(line) = lines.get(at) {
            let rest = lines.get(at..).unwrap_or_default();
            at += match () {
                () if line.trim().is_empty() => {
                    self.blank();
                    1
                }
                () if is_table(rest) => self.table(rest),
                () if line.trim_start().starts_with('>') => self.quote(rest),
                () if is_rule(line) => {
                    self.blank();
                    1
                }
                () if heading(line).is_some() => self.heading(line),
                () if item(line).is_some() => self.item(rest),
                () if self.is_indented_code(rest) => self.indented(rest),
                () => self.paragraph(rest),
            };
        }
    }

    fn blank(&mut self) {
        if self.out.last().is_some_and(|line| !line.is_empty()) {
            self.out.push(String::new());
        }
    }

    fn end(&mut self) {
        while self.out.last().is_some_and(String::is_empty) {
            self.out.pop();
        }
    }

    /// Leaves the levels of lists that a block with this indentation is not part of.
    fn leave(&mut self, indent: usize) {
        if self.out.last().is_none_or(String::is_empty) {
            while self.levels.last().is_some_and(|level| level.source >= indent) {
                self.levels.pop();
            }
        }
    }

    fn margin(&self) -> String {
        " ".repeat(self.levels.last().map_or(0, |level| level.text))
    }

    fn paragraph(&mut self, lines: &[&str]) -> usize {
        let first = lines.first().copied().unwrap_or_default();
        self.leave(indent(first));
        let margin = self.margin();
        self.text(lines, first.trim(), &margin, &margin)
    }

    /// Writes a first text and the lines that continue it; gives how many lines of the source that were.
    fn text(&mut self, lines: &[&str], first: &str, first_margin: &str, margin: &str) -> usize {
        let mut all = first.to_owned();
        let mut count = 1;
        for (index, line) in lines.iter().enumerate().skip(1) {
            let tail = lines.get(index..).unwrap_or_default();
            let starts_other = line.trim().is_empty()
                || is_rule(line)
                || heading(line).is_some()
                || item(line).is_some()
                || line.trim_start().starts_with('>')
                || is_table(tail);
            if starts_other {
                break;
            }
            all.push('\n');
            all.push_str(line.trim());
            count += 1;
        }
        let all = inline::inline(&all, 0);
        let lines: Vec<String> = all.lines().map(str::trim).filter(|line| !line.is_empty()).map(guard).collect();
        // Where one line is too long, all of the paragraph flows.
        let flows = lines.iter().any(|line| line.chars().count() + margin.len() > WIDTH);
        let lines = if flows { vec![lines.join(" ")] } else { lines };
        for (index, line) in lines.iter().enumerate() {
            wrap(line, if index == 0 { first_margin } else { margin }, margin, &mut self.out);
        }
        count
    }

    fn item(&mut self, lines: &[&str]) -> usize {
        let line = lines.first().copied().unwrap_or_default();
        let Some((marker, text)) = item(line) else { return 1 };
        let source = indent(line);
        if self.levels.is_empty() {
            self.blank();
        }
        while self.levels.last().is_some_and(|level| level.source >= source) {
            self.levels.pop();
        }
        if text.is_empty() {
            return 1;
        }
        let margin = self.margin();
        let first = format!("{margin}{marker} ");
        self.levels.push(Level { source, text: first.len() });
        let margin = self.margin();
        self.text(lines, text, &first, &margin)
    }

    fn heading(&mut self, line: &str) -> usize {
        let Some((level, text)) = heading(line) else { return 1 };
        let text = inline::inline(text, 0);
        self.blank();
        self.leave(indent(line));
        let line = if self.levels.is_empty() {
            format!("{} {text}", "#".repeat((level + 2).min(6)))
        } else {
            format!("{}**{text}**", self.margin())
        };
        self.out.push(line);
        self.blank();
        1
    }

    fn table(&mut self, lines: &[&str]) -> usize {
        let rows: Vec<&str> =
            lines.iter().copied().take_while(|line| line.contains('|') && !line.trim().is_empty()).collect();
        self.blank();
        self.leave(rows.first().map_or(0, |row| indent(row)));
        let margin = self.margin();
        for row in &rows {
            let row = inline::inline(row.trim(), 0);
            self.out.push(format!("{margin}{row}"));
        }
        self.blank();
        rows.len().max(1)
    }

    fn quote(&mut self, lines: &[&str]) -> usize {
        let quoted: Vec<&str> = lines.iter().copied().take_while(|line| line.trim_start().starts_with('>')).collect();
        let inside: Vec<&str> = quoted
            .iter()
            .map(|line| line.trim_start().trim_start_matches('>'))
            .map(|line| line.strip_prefix(' ').unwrap_or(line))
            .collect();
        self.blank();
        self.leave(0);
        let margin = self.margin();
        let docs = if self.depth < DEPTH { render(&unescape(&inside.join("\n")), self.depth + 1) } else { Docs::new() };
        for line in docs {
            self.out.push(format!("{margin}> {line}").trim_end().to_owned());
        }
        self.blank();
        quoted.len().max(1)
    }

    /// Four spaces after an empty line make code, unless what is indented looks like prose that a careless editor has moved.
    fn is_indented_code(&self, lines: &[&str]) -> bool {
        let line = lines.first().copied().unwrap_or_default();
        let base = self.levels.last().map_or(0, |level| level.text);
        let starts_block = self.out.last().is_none_or(String::is_empty);
        starts_block
            && indent(line) >= base + 4
            && !line.trim_start().starts_with(['<', '|', '#'])
            && !line.trim_start().starts_with("\\<")
    }

    fn indented(&mut self, lines: &[&str]) -> usize {
        let base = self.levels.last().map_or(0, |level| level.text) + 4;
        let mut code: Vec<String> = lines
            .iter()
            .take_while(|line| line.trim().is_empty() || indent(line) >= base)
            .map(|line| unescape(line))
            .collect();
        let count = code.len().max(1);
        while code.last().is_some_and(|line| line.trim().is_empty()) {
            code.pop();
        }
        let code: Vec<&str> = code.iter().map(String::as_str).collect();
        self.code("text", &code, base);
        count
    }

    fn code(&mut self, language: &str, code: &[&str], source: usize) {
        self.blank();
        self.leave(source);
        let margin = self.margin();
        let longest = code.iter().map(|line| line.trim().chars().take_while(|c| *c == '`').count()).max().unwrap_or(0);
        let fence = "`".repeat((longest + 1).max(3));
        self.out.push(format!("{margin}{fence}{language}"));
        for line in code {
            let line = line.get(indent(line).min(source)..).unwrap_or_default();
            self.out.push(format!("{margin}{line}").trim_end().to_owned());
        }
        self.out.push(format!("{margin}{fence}"));
        self.blank();
    }
}

/// Undoes what `html::strip` escaped, where the text turns out to be code or is read once more.
fn unescape(text: &str) -> String {
    text.replace("\\<", "<")
}

/// A line that must not start a block: what looks like a list, a heading or an underline is escaped.
fn guard(line: &str) -> String {
    if is_rule(line)
        || item(line).is_some()
        || heading(line).is_some()
        || line.starts_with('>')
        || line.starts_with("~~~")
    {
        format!("\\{line}")
    } else {
        line.to_owned()
    }
}

/// A line of `---`, `===`, `***`: an underline of a heading or a rule.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty()
        && line.chars().all(|c| matches!(c, '-' | '=' | '_' | '*' | '+' | ' '))
        && line != "*"
        && line != "**"
}

/// A table starts with a row and a row of dashes.
fn is_table(lines: &[&str]) -> bool {
    let row = lines.first().is_some_and(|line| line.contains('|'));
    let dashes = lines.get(1).map(|line| line.trim()).is_some_and(|line| {
        line.contains('|') && line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
    });
    row && dashes
}

/// Level and text of a heading.
fn heading(line: &str) -> Option<(usize, &str)> {
    let trimmed = line.trim();
    let text = trimmed.trim_start_matches('#');
    let level = trimmed.len() - text.len();
    if !(1..=6).contains(&level) || !text.starts_with(' ') {
        return None;
    }
    let text = text.trim().trim_end_matches('#').trim();
    (!text.is_empty()).then_some((level, text))
}

/// Marker and text of a list item.
fn item(line: &str) -> Option<(String, &str)> {
    let trimmed = line.trim();
    if let Some(text) = trimmed.strip_prefix(['-', '*', '+', '\u{2022}']) {
        let is_bullet = text.starts_with(' ') || (trimmed.starts_with('\u{2022}') && !text.is_empty());
        return is_bullet.then(|| ("-".to_owned(), text.trim()));
    }
    let digits = trimmed.len() - trimmed.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (number, text) = trimmed.split_at(digits);
    let text = text.strip_prefix(['.', ')']).filter(|text| text.starts_with(' '))?;
    (1..=4).contains(&digits).then(|| (format!("{number}."), text.trim()))
}

/// Wraps one line at spaces outside of code spans, never so that a line starts like another block.
pub(super) fn wrap(line: &str, first: &str, margin: &str, out: &mut Docs) {
    let mut current = first.to_owned();
    let mut empty = true;
    for word in words(line) {
        let fits = current.chars().count() + 1 + word.chars().count() <= WIDTH;
        if !empty && !fits && can_start(word) {
            out.push(std::mem::replace(&mut current, margin.to_owned()));
            empty = true;
        }
        if !empty {
            current.push(' ');
        }
        current.push_str(word);
        empty = false;
    }
    if !empty {
        out.push(current);
    }
}

/// The words of a line; a code span is one, and so is a link, whatever is in them.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = 0;
    let mut skip_to = 0;
    for (index, char) in line.char_indices() {
        if index < skip_to {
            continue;
        }
        match char {
            '\\' => skip_to = index + 2,
            '`' => skip_to = index + html::code_span(line.get(index..).unwrap_or_default()).0.len(),
            '[' => skip_to = index + inline::link_length(line.get(index..).unwrap_or_default()),
            ' ' => {
                words.extend(line.get(start..index).filter(|word| !word.is_empty()));
                start = index + 1;
            }
            _ => {}
        }
    }
    words.extend(line.get(start..).filter(|word| !word.is_empty()));
    words
}

/// Whether a word at the start of a line is only a word.
fn can_start(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let ordered = digits.len() < word.len() && matches!(digits, "." | ")");
    let marker = is_rule(word)
        || word == "*"
        || word.starts_with(['#', '>', '|', '='])
        || word.starts_with("```")
        || word.starts_with("~~~");
    !ordered && !marker
}
