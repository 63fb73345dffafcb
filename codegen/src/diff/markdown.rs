//! A listing as a comment of a pull request.
//!
//! Takes a listing, gives Markdown: what matters first, the rest folded, never longer than a comment may be. Must not let text of a
//! document become markup, mention anybody or link to anything.

use std::fmt::Write as _;

use super::change::RustLevel;
use super::check::Level;
use super::listing::{Entry, Listing};
use super::rust::ItemChange;
use super::text::{places, rust_level};
use crate::render::Spot;

/// The first line of every comment: by it the next run finds its own comment and edits it.
pub const MARKER: &str = "<!-- oasmith diff -->";

/// GitHub takes 65,536 characters; others take less.
const LONGEST: usize = 60_000;

impl Listing {
    /// Markdown for a comment. `link` is where the complete list is, for when not all of it has room.
    #[must_use]
    pub fn to_markdown(&self, link: Option<&str>) -> String {
        let mut out = Comment { text: format!("{MARKER}\n{}", self.heading()), left_out: 0 };
        let groups = self.groups();
        for (level, title, open) in
            [(Level::Error, "errors", true), (Level::Warning, "warnings", true), (Level::Info, "other changes", false)]
        {
            let rows: Vec<String> = groups.iter().filter_map(|group| row(group, level)).collect();
            out.section(&format!("{} {title}", rows.len()), open, &rows);
        }
        out.code(&self.items);
        out.finish(link)
    }

    fn heading(&self) -> String {
        let summary = &self.summary;
        if self.changes.is_empty() {
            return "### The API description has not changed\n\nNeither on the wire nor in the generated crate.\n"
                .to_owned();
        }
        let verdict = match (summary.errors, summary.warnings) {
            (0, 0) => "Nothing on the wire breaks.",
            (0, _) => "On the wire, some changes may break clients or servers.",
            _ => "On the wire, this breaks clients or servers that follow the old description.",
        };
        let semver = match summary.semver {
            RustLevel::None => "The generated crate is the same.".to_owned(),
            level => format!("The generated crate needs a **{}** version.", level.name()),
        };
        format!(
            "### Changes of the API description\n\n{verdict} {semver}\n\n| errors | warnings | other | crate |\n| --: | --: | --: | :-- |\n| {} | {} | {} | {} |\n",
            summary.errors,
            summary.warnings,
            summary.infos,
            summary.semver.name()
        )
    }
}

struct Comment {
    text: String,
    left_out: usize,
}

impl Comment {
    fn has_room(&self, text: &str) -> bool {
        self.text.len() + text.len() <= LONGEST
    }

    fn section(&mut self, title: &str, open: bool, rows: &[String]) {
        if rows.is_empty() {
            return;
        }
        let state = if open { " open" } else { "" };
        let _ = write!(self.text, "\n<details{state}><summary>{title}</summary>\n\n");
        for row in rows {
            if self.has_room(row) {
                self.text.push_str(row);
            } else {
                self.left_out += 1;
            }
        }
        self.text.push_str("\n</details>\n");
    }

    /// The items of the crate as a diff.
    fn code(&mut self, items: &[ItemChange]) {
        let rows: Vec<String> = items.iter().map(code_row).collect();
        if rows.is_empty() {
            return;
        }
        let longest = rows.iter().map(|row| longest_run(row, '`')).max().unwrap_or_default();
        let fence = "`".repeat(longest.max(2) + 1);
        let _ = write!(self.text, "\n<details><summary>{} items of the crate</summary>\n\n{fence}diff\n", items.len());
        for row in rows {
            if self.has_room(&row) {
                self.text.push_str(&row);
            } else {
                self.left_out += 1;
            }
        }
        let _ = write!(self.text, "{fence}\n\n</details>\n");
    }

    fn finish(mut self, link: Option<&str>) -> String {
        let link = link.filter(|link| link.starts_with("https://") || link.starts_with("http://"));
        let link = link.map(|link| link.replace(['(', ')', '<', '>', ' ', '"', '\\'], ""));
        match (self.left_out, link) {
            (0, Some(link)) => _ = writeln!(self.text, "\n[The whole report]({link})"),
            (0, None) => {}
            (count, Some(link)) => {
                _ = writeln!(self.text, "\n**{count} more** have no room here: [the whole report]({link})");
            }
            (count, None) => {
                _ = writeln!(self.text, "\n**{count} more** have no room here; `oasmith diff` lists all of them.");
            }
        }
        self.text
    }
}

fn row(group: &[&Entry], level: Level) -> Option<String> {
    let entry = group.first().filter(|entry| entry.level == level)?;
    let mut row = format!("- {}", markdown(&entry.message));
    let _ = write!(row, " · `{}`", entry.id);
    let rust = rust_level(group);
    if rust >= RustLevel::Minor {
        let _ = write!(row, " · crate: **{}**", rust.name());
    }
    if let Some(places) = places(group, code) {
        let _ = write!(row, "<br>in {places}");
    }
    let place = |spot: &Spot| code(&format!("{}:{}", spot.file, spot.line));
    match (&entry.old, &entry.new) {
        (_, Some(spot)) => _ = write!(row, "<br>{}", place(spot)),
        (Some(spot), None) => _ = write!(row, "<br>{} (old)", place(spot)),
        (None, None) => {}
    }
    row.push('\n');
    Some(row)
}

fn code_row(item: &ItemChange) -> String {
    let mut row = format!("# {}: {} ({})\n", item.item, item.reason, item.level.name());
    if let Some(old) = &item.old {
        let _ = writeln!(row, "- {old}");
    }
    if let Some(new) = &item.new {
        let _ = writeln!(row, "+ {new}");
    }
    row
}

fn longest_run(text: &str, wanted: char) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for char in text.chars() {
        run = if char == wanted { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// A sentence with code between backticks.
fn markdown(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    let paired = parts.len() % 2 == 1;
    if !paired {
        return plain(text);
    }
    let one = |(index, part): (usize, &&str)| if index % 2 == 1 { code(part) } else { plain(part) };
    parts.iter().enumerate().map(one).collect()
}

/// Code as HTML: what is in it is neither markup nor a mention.
fn code(text: &str) -> String {
    format!("<code>{}</code>", escaped(text))
}

/// Text that means nothing but itself: no markup, no mention of a person or an issue.
fn plain(text: &str) -> String {
    escaped(text).replace('@', "@\u{200b}").replace("://", ":\u{200b}//")
}

/// Every character that Markdown or HTML knows, as a reference to it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match char {
            '!' | '"' | '#' | '$' | '&' | '\'' | '*' | '<' | '>' | '[' | '\\' | ']' | '^' | '_' | '`' | '{' | '|'
            | '}' | '~' => {
                let _ = write!(out, "&#{};", u32::from(char));
            }
            _ => out.push(char),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_document_is_only_text() {
        let text = markdown("the value `<img src=x onerror=alert(1)>` of @someone was [a](javascript:b) | **c** #1");
        assert!(
            !text.contains("<img") && !text.contains("@someone") && !text.contains("[a]") && !text.contains("**"),
            "{text}"
        );
        assert!(text.contains("<code>&#60;img src=x onerror=alert(1)&#62;</code>"), "{text}");
        assert_eq!(longest_run("a``b````c`", '`'), 4);
        // An odd backtick opens nothing.
        assert_eq!(markdown("a ` b"), "a &#96; b");
    }
}
