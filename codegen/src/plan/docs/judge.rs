//! What rustdoc makes of documentation, as its own parser reads it.
//!
//! Takes Markdown that was written from a text of a document, says whether it stays in its place: no code that rustdoc would run, no
//! HTML, no link but to an absolute address, nothing that reaches into what follows. Must not change anything.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

/// A paragraph of ours that follows in the test; it has to come out as one.
const SENTINEL: &str = "Schema";

/// Whether lines of documentation stay what they are, and leave what follows them alone.
pub(super) fn stands_alone(docs: &[String]) -> bool {
    if docs.iter().all(|line| is_plain(line)) {
        return true;
    }
    // Both ways: rustdoc looks for tests without the extensions that it shows pages with.
    let text = format!("{}\n\n{SENTINEL}\n", docs.join("\n"));
    [Options::empty(), shown()].into_iter().all(|options| read(&text, options) == Some(true))
}

/// Whether a line is prose at first sight: no list, heading, table, code, quote or rule begins with a letter, and links, HTML and
/// characters that are something else need one of the signs.
fn is_plain(line: &str) -> bool {
    line.is_empty()
        || line.starts_with(|c: char| c.is_ascii_alphabetic())
            && !line.contains(['[', '<', '&', '\\'])
            && !line.contains("http")
}

/// Whether a text of one line can stand anywhere in a paragraph.
pub(super) fn is_prose(line: &str) -> bool {
    stands_alone(&[format!("Text: {line}")]) && stands_alone(&[line.to_owned()])
}

/// The extensions that rustdoc shows pages with.
fn shown() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_SMART_PUNCTUATION
}

/// Reads the text; gives whether the sentinel is a paragraph of its own, and nothing when something is not as it should be.
fn read(text: &str, options: Options) -> Option<bool> {
    let broken = std::cell::Cell::new(false);
    let callback = |_: pulldown_cmark::BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        broken.set(true);
        None
    };
    let (mut depth, mut inside) = (0_usize, 0_usize);
    let mut prose = String::new();
    let mut last = false;
    for event in Parser::new_with_broken_link_callback(text, options, Some(callback)) {
        match event {
            Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) => return None,
            Event::Start(tag) => {
                if depth == 0 {
                    last = matches!(tag, Tag::Paragraph);
                    prose.clear();
                }
                depth += 1;
                match tag {
                    Tag::CodeBlock(kind) if !is_inert(&kind) => return None,
                    Tag::CodeBlock(_) => inside += 1,
                    Tag::Link { dest_url, .. } if !is_absolute(&dest_url) => return None,
                    Tag::Link { .. } => inside += 1,
                    Tag::HtmlBlock | Tag::Image { .. } | Tag::FootnoteDefinition(_) => return None,
                    _ => {}
                }
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                inside -= usize::from(matches!(end, TagEnd::CodeBlock | TagEnd::Link) && inside > 0);
                if is_bare(&prose) {
                    return None;
                }
            }
            Event::Text(text) if inside == 0 => prose.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::Code(_) => prose.push(' '),
            _ => {}
        }
    }
    (!broken.get()).then_some(last && prose == SENTINEL)
}

/// Code in a language that rustdoc does not take for Rust.
fn is_inert(kind: &CodeBlockKind<'_>) -> bool {
    matches!(kind, CodeBlockKind::Fenced(language) if super::blocks::is_known(language))
}

fn is_absolute(url: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| {
        url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && url.len() > scheme.len()
    })
}

/// Whether there is an address that is no link, of which rustdoc warns.
fn is_bare(prose: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        prose.match_indices(scheme).any(|(at, _)| {
            let rest = prose.get(at + scheme.len()..).unwrap_or_default();
            let host = rest.split(|c: char| !(c.is_ascii_alphanumeric() || "-@:%._+~#=".contains(c))).next();
            host.unwrap_or_default().contains('.')
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_plain_stands_alone() {
        let parts =
            "a, ,*,**,_,`,```,~~,:,//,-,---,=,===,|,1.,1),!,],(,),#,+,\",$,^,{,}, - ,|-|,www.a.b,a@b.c,é,ttp://a.b";
        let parts: Vec<&str> = parts.split(',').collect();
        let mut lines: Vec<String> = vec!["a".to_owned()];
        for _ in 0..3 {
            let longer = lines.iter().flat_map(|line| parts.iter().map(move |part| format!("{line}{part}")));
            lines = longer.collect();
        }
        assert!(lines.iter().all(|line| is_plain(line)));
        for pair in lines.chunks(2) {
            let text = format!("{}\n\n{SENTINEL}\n", pair.join("\n"));
            for options in [Options::empty(), shown()] {
                assert_eq!(read(&text, options), Some(true), "{pair:?}");
            }
        }
    }
}
