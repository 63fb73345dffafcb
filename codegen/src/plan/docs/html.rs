//! HTML in prose: known tags become Markdown, decoration goes, everything else is escaped.
//!
//! Takes a run of prose without fenced code, gives prose in which every `<` is escaped or starts an autolink. Code spans stay.

/// Replaces HTML by Markdown.
pub(super) fn strip(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut links: Vec<Option<String>> = Vec::new();
    let mut rest = text;
    while let Some(index) = rest.find(['<', '`', '\\']) {
        let (before, at) = rest.split_at(index);
        out.push_str(before);
        rest = match at.as_bytes().first() {
            Some(b'`') => {
                let (span, tail) = code_span(at);
                out.push_str(span);
                tail
            }
            Some(b'\\') => {
                let end = at.char_indices().nth(2).map_or(at.len(), |(end, _)| end);
                let (escape, tail) = at.split_at(end);
                out.push_str(escape);
                tail
            }
            _ => element(at, &mut out, &mut links),
        };
    }
    out.push_str(rest);
    out
}

/// The code span at the start of the text, or its run of backticks when it is never closed, and what follows. A span ends at the
/// latest with its paragraph.
pub(super) fn code_span(text: &str) -> (&str, &str) {
    let fence = text.len() - text.trim_start_matches('`').len();
    let limit = paragraph_end(text);
    let mut from = fence;
    while let Some(start) = text.get(from..limit).and_then(|tail| tail.find('`')).map(|found| from + found) {
        let run = text.get(start..limit).map_or(0, |tail| tail.len() - tail.trim_start_matches('`').len());
        if run == fence {
            return text.split_at(start + run);
        }
        from = start + run;
    }
    text.split_at(fence)
}

fn paragraph_end(text: &str) -> usize {
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|tail| tail.find('\n')).map(|found| from + found) {
        let next = text.get(found + 1..).unwrap_or_default();
        if next.lines().next().is_none_or(|line| line.trim().is_empty()) {
            return found;
        }
        from = found + 1;
    }
    text.len()
}

/// What starts at a `<`; gives what follows.
fn element<'a>(text: &'a str, out: &mut String, links: &mut Vec<Option<String>>) -> &'a str {
    if let Some(comment) = text.strip_prefix("<!--") {
        return comment.split_once("-->").map_or("", |(_, tail)| tail);
    }
    if let Some((link, tail)) = autolink(text) {
        out.push('<');
        out.push_str(link);
        out.push('>');
        return tail;
    }
    match Tag::parse(text) {
        Some(tag) => tag.replace(text, out, links),
        None => {
            out.push_str("\\<");
            text.get(1..).unwrap_or_default()
        }
    }
}

/// The address in `<https://..>` at the start of the text, and what follows.
pub(super) fn autolink(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('<')?;
    let is_link = ["https://", "http://", "mailto:"].iter().any(|scheme| {
        inside.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && inside.len() > scheme.len() + 1
    });
    let (link, tail) = inside.split_once('>')?;
    (is_link && !link.contains(|c: char| c.is_whitespace() || c == '<')).then_some((link, tail))
}

struct Tag<'a> {
    name: String,
    closing: bool,
    bare: bool,
    attributes: &'a str,
    tail: &'a str,
}

impl<'a> Tag<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let inside = text.strip_prefix('<')?;
        let (closing, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
        if !inside.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let end = inside.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | ':' | '.' | '_')))?;
        let (name, after) = inside.split_at(end);
        let close = tag_end(after)?;
        let attributes = after.get(..close)?;
        let first = attributes.trim_start().chars().next();
        let starts_well = attributes.is_empty() || attributes.starts_with(|c: char| c.is_whitespace() || c == '/');
        let has_names = first.is_none_or(|c| c.is_ascii_alphabetic() || matches!(c, '/' | '_' | ':' | '@'));
        (starts_well && has_names).then(|| Self {
            name: name.to_ascii_lowercase(),
            closing,
            bare: !closing && attributes.is_empty(),
            attributes,
            tail: after.get(close + 1..).unwrap_or_default(),
        })
    }

    fn replace(self, text: &'a str, out: &mut String, links: &mut Vec<Option<String>>) -> &'a str {
        match self.name.as_str() {
            "br" => out.push(if in_table(out) { ' ' } else { '\n' }),
            "p" | "div" | "section" | "ul" | "ol" | "table" | "tr" | "thead" | "tbody" | "hr" | "details"
            | "summary" | "blockquote" | "pre" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dl" | "dt" => {
                out.push_str(if in_table(out) { " " } else { "\n\n" });
            }
            "li" | "dd" if !self.closing => out.push_str("\n- "),
            "td" | "th" => out.push(' '),
            "b" | "strong" => out.push_str("**"),
            "i" | "em" => out.push('*'),
            "code" | "tt" | "kbd" | "samp" if !self.closing => return self.code(out),
            "script" | "style" if !self.closing => return skip_to(self.tail, &self.name),
            "a" if self.closing => {
                if let Some(Some(url)) = links.pop() {
                    out.push_str(" (<");
                    out.push_str(&url);
                    out.push_str(">)");
                }
            }
            "a" => links.push(self.address()),
            _ if self.bare && !is_html(&self.name) && !closes(self.tail, &self.name) => {
                out.push_str("\\<");
                return text.get(1..).unwrap_or_default();
            }
            _ => {}
        }
        self.tail
    }

    /// The absolute address in `href`.
    fn address(&self) -> Option<String> {
        let value = self.attributes.split_once("href=")?.1;
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let url = value.get(1..)?.split_once(quote)?.0.trim();
        let absolute = url.starts_with("https://") || url.starts_with("http://");
        (absolute && !url.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>'))).then(|| url.to_owned())
    }

    /// `<code>..</code>` as a code span.
    fn code(self, out: &mut String) -> &'a str {
        let Some(end) = find_close(self.tail, &self.name) else { return self.tail };
        let inside = self.tail.get(..end).unwrap_or_default();
        let plain: String = inside.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace('\n', " ");
        if !plain.trim().is_empty() {
            out.push_str(&super::code(plain.trim()));
        }
        skip_to(self.tail, &self.name)
    }
}

/// Where a tag ends: the first `>` outside of quotes, not further than a long tag goes.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (index, char) in text.char_indices().take(1000) {
        match (quote, char) {
            (None, '>') => return Some(index),
            (None, '<') => return None,
            (None, '"' | '\'') => quote = Some(char),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    None
}

fn find_close(text: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|tail| tail.find("</")).map(|found| from + found) {
        let after = text.get(found + 2..).unwrap_or_default();
        if after.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)) {
            return Some(found);
        }
        from = found + 2;
    }
    None
}

fn closes(text: &str, name: &str) -> bool {
    find_close(text, name).is_some()
}

/// What follows the closing tag; the whole text when there is none.
fn skip_to<'a>(text: &'a str, name: &str) -> &'a str {
    find_close(text, name)
        .and_then(|start| text.get(start..))
        .and_then(|close| close.split_once('>'))
        .map_or(text, |(_, tail)| tail)
}

fn in_table(out: &str) -> bool {
    out.rsplit('\n').next().is_some_and(|line| line.trim_start().starts_with('|'))
}

/// Elements that are decoration: their tags go, their content stays.
fn is_html(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "abbr", "article", "aside", "big", "body", "button", "caption", "center", "cite", "col", "colgroup", "del",
        "dfn", "figure", "font", "footer", "form", "head", "header", "html", "iframe", "img", "input", "ins", "label",
        "li", "link", "main", "mark", "meta", "nav", "q", "s", "small", "span", "strike", "sub", "sup", "svg", "tfoot",
        "u", "var", "video", "wbr",
    ];
    NAMES.contains(&name)
}
