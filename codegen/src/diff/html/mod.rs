//! A listing as one page that stands alone.
//!
//! Takes a listing and both documents, gives HTML: what has changed, old and new text side by side, the items of the crate. It reads
//! without JavaScript; with it, it can be filtered. Markup is static text, and everything else is escaped, so that no text of a
//! document can become markup.

use super::change::RustLevel;
use super::check::Level;
use super::listing::{Entry, Listing};
use super::rust::ItemChange;
use super::text::rust_level;
use crate::base::{Lookup, OrderedMap, OrderedSet};
use crate::render::{Spot, clean};
use crate::source::Tree;

/// Lines before and after a change.
const AROUND: usize = 3;

/// How many changes are shown with their text: a page has to open.
const MOST_EXCERPTS: usize = 1500;

/// The longest line that is shown whole, in characters.
const LONGEST_LINE: usize = 400;

/// The page for a listing of two documents, or of the pairs of two folders.
#[must_use]
pub fn to_html(listing: &Listing, old: &[&Tree], new: &[&Tree]) -> String {
    let mut page = Page::default();
    page.markup(concat!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n",
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; ",
        "script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n",
        "<title>API changes</title>\n<style>\n",
        include_str!("page.css"),
        "</style>\n</head>\n<body>\n"
    ));
    write_head(&mut page, listing, old, new);
    page.markup("<main>\n");
    write_changes(&mut page, listing, &Texts::of(old), &Texts::of(new));
    write_items(&mut page, &listing.items);
    page.markup(concat!("</main>\n<script>\n", include_str!("page.js"), "</script>\n</body>\n</html>\n"));
    page.out
}

/// HTML that is written. Text goes in escaped; only what is in the program itself goes in as it is.
#[derive(Default)]
struct Page {
    out: String,
}

impl Page {
    fn markup(&mut self, markup: &'static str) {
        self.out.push_str(markup);
    }

    fn text(&mut self, text: &str) {
        for char in text.chars() {
            match char {
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '&' => self.out.push_str("&amp;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                char => self.out.push(char),
            }
        }
    }

    fn number(&mut self, number: usize) {
        self.out.push_str(&number.to_string());
    }

    /// A sentence with code between backticks.
    fn sentence(&mut self, text: &str) {
        let parts: Vec<&str> = text.split('`').collect();
        if parts.len().is_multiple_of(2) {
            self.text(text);
            return;
        }
        for (index, part) in parts.into_iter().enumerate() {
            if index % 2 == 1 {
                self.markup("<code>");
                self.text(part);
                self.markup("</code>");
            } else {
                self.text(part);
            }
        }
    }

    fn chip(&mut self, class: &'static str, text: &str) {
        self.markup("<span class=\"chip ");
        self.markup(class);
        self.markup("\">");
        self.text(text);
        self.markup("</span>");
    }
}

/// The lines of all files of a side.
struct Texts<'t> {
    files: Lookup<String, Vec<&'t str>>,
}

impl<'t> Texts<'t> {
    fn of(trees: &[&'t Tree]) -> Self {
        let mut files = Lookup::new();
        for tree in trees {
            for file in tree.files() {
                files.insert(clean(tree.file_name(file)), tree.file_text(file).lines().collect());
            }
        }
        Self { files }
    }

    /// The lines around a place, with their numbers.
    fn around(&self, spot: &Spot) -> Vec<(usize, &'t str)> {
        let line = usize::try_from(spot.line).unwrap_or(usize::MAX);
        let first = line.saturating_sub(AROUND).max(1);
        let lines = self.files.get(&spot.file).map_or(&[][..], Vec::as_slice);
        let last = line.saturating_add(AROUND).min(lines.len());
        (first..=last).filter_map(|number| Some((number, *lines.get(number - 1)?))).collect()
    }
}

fn write_head(page: &mut Page, listing: &Listing, old: &[&Tree], new: &[&Tree]) {
    let name = |trees: &[&Tree]| {
        let file = trees.first().and_then(|tree| tree.files().next().map(|file| tree.file_name(file)));
        let more = if trees.len() > 1 { format!(" and {} more", trees.len() - 1) } else { String::new() };
        file.map(clean).unwrap_or_default() + &more
    };
    page.markup("<header>\n<h1>Changes of the API description</h1>\n<p class=\"files\"><code>");
    page.text(&name(old));
    page.markup("</code> → <code>");
    page.text(&name(new));
    page.markup("</code></p>\n<p class=\"counts\">");
    let summary = &listing.summary;
    for (count, class, what) in [
        (summary.errors, "error", "error"),
        (summary.warnings, "warning", "warning"),
        (summary.infos, "info", "other change"),
    ] {
        let plural = if count == 1 { "" } else { "s" };
        page.chip(if count == 0 { "none" } else { class }, &format!("{count} {what}{plural}"));
        page.markup(" ");
    }
    let crate_needs = match summary.semver {
        RustLevel::None => "crate: unchanged".to_owned(),
        level => format!("crate: {} version", level.name()),
    };
    page.chip(rust_class(summary.semver), &crate_needs);
    page.markup("</p>\n");
    page.markup(concat!(
        "<form id=\"filter\" hidden>\n<input type=\"search\" id=\"words\" placeholder=\"Filter by text, id, path…\" aria-label=\"Filter\">\n",
        "<label><input type=\"checkbox\" value=\"error\" checked> errors</label>\n",
        "<label><input type=\"checkbox\" value=\"warning\" checked> warnings</label>\n",
        "<label><input type=\"checkbox\" value=\"info\" checked> other</label>\n",
        "<label><input type=\"checkbox\" id=\"major\"> only what breaks the crate</label>\n",
        "<output id=\"shown\"></output>\n</form>\n</header>\n"
    ));
}

const fn level_class(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "info",
    }
}

const fn rust_class(level: RustLevel) -> &'static str {
    match level {
        RustLevel::None => "none",
        RustLevel::Patch => "patch",
        RustLevel::Minor => "minor",
        RustLevel::Major => "major",
    }
}

fn write_changes(page: &mut Page, listing: &Listing, old: &Texts<'_>, new: &Texts<'_>) {
    page.markup("<section id=\"changes\">\n<h2>Changes</h2>\n");
    if listing.changes.is_empty() {
        page.markup("<p>Nothing has changed, neither on the wire nor in the generated crate.</p>\n");
    }
    let mut sections: OrderedMap<&str, Vec<Vec<&Entry>>> = OrderedMap::new();
    for group in listing.groups() {
        let Some(entry) = group.first() else { continue };
        let title = match (group.len(), &entry.operation) {
            (_, None) => "The document and the crate as a whole",
            (1, Some(operation)) => operation.as_str(),
            (_, Some(operation)) if group.iter().all(|other| other.operation == entry.operation) => operation.as_str(),
            _ => "In several operations",
        };
        sections.entry(title).or_default().push(group);
    }
    let mut written = 0;
    for (title, mut groups) in sections {
        groups.sort_by_key(|group| group.first().map(|entry| std::cmp::Reverse((entry.level, rust_level(group)))));
        page.markup("<section class=\"group\">\n<h3>");
        page.text(title);
        page.markup("</h3>\n");
        for group in groups {
            written += 1;
            write_change(page, &group, (written <= MOST_EXCERPTS).then_some((old, new)));
        }
        page.markup("</section>\n");
    }
    page.markup("</section>\n");
}

fn write_change(page: &mut Page, group: &[&Entry], texts: Option<(&Texts<'_>, &Texts<'_>)>) {
    let Some(entry) = group.first() else { return };
    let rust = rust_level(group);
    page.markup("<details class=\"change\" data-level=\"");
    page.markup(level_class(entry.level));
    page.markup("\" data-rust=\"");
    page.markup(rust_class(rust));
    page.markup(if entry.level == Level::Error { "\" open>\n<summary>" } else { "\">\n<summary>" });
    page.chip(level_class(entry.level), entry.level.name());
    if rust >= RustLevel::Minor {
        page.chip(rust_class(rust), rust.name());
    }
    page.markup("<span class=\"message\">");
    page.sentence(&entry.message);
    page.markup("</span> <span class=\"id\">");
    page.text(entry.id);
    page.markup("</span></summary>\n<dl>");
    if group.len() > 1 && entry.operation.is_some() {
        page.markup("<dt>in</dt><dd>");
        let operations: OrderedSet<&str> = group.iter().filter_map(|entry| entry.operation.as_deref()).collect();
        for (index, operation) in operations.into_iter().enumerate() {
            page.markup(if index == 0 { "<code>" } else { ", <code>" });
            page.text(operation);
            page.markup("</code>");
        }
        page.markup("</dd>");
    }
    page.markup("<dt>at</dt><dd><code>");
    page.text(&entry.pointer);
    page.markup("</code></dd><dt>fingerprint</dt><dd><code>");
    page.text(&entry.fingerprint);
    page.markup("</code></dd></dl>\n");
    if let Some((old, new)) = texts {
        page.markup("<div class=\"sides\">\n");
        write_side(page, "old", entry.old.as_ref(), old, true);
        write_side(page, "new", entry.new.as_ref(), new, false);
        page.markup("</div>\n");
    }
    page.markup("</details>\n");
}

fn write_side(page: &mut Page, name: &str, spot: Option<&Spot>, texts: &Texts<'_>, is_old: bool) {
    page.markup(if is_old { "<div class=\"side old\">" } else { "<div class=\"side new\">" });
    page.markup("<p class=\"place\">");
    page.text(name);
    let Some(spot) = spot else {
        page.markup(": nothing</p></div>\n");
        return;
    };
    page.markup(" <code>");
    page.text(&format!("{}:{}", spot.file, spot.line));
    page.markup("</code></p><pre>");
    // Lines are blocks: a break between them would be a line of its own.
    for (number, line) in texts.around(spot) {
        let is_it = usize::try_from(spot.line).is_ok_and(|line| line == number);
        page.markup(if is_it { "<mark>" } else { "<span>" });
        page.markup("<b>");
        page.number(number);
        page.markup("</b>");
        let shown: String = line.chars().take(LONGEST_LINE).collect();
        page.text(&shown);
        if shown.len() < line.len() {
            page.markup("…");
        }
        page.markup(if is_it { "</mark>" } else { "</span>" });
    }
    page.markup("</pre></div>\n");
}

fn write_items(page: &mut Page, items: &[ItemChange]) {
    if items.is_empty() {
        return;
    }
    page.markup("<section id=\"crate\">\n<h2>The generated crate</h2>\n<table>\n<thead><tr><th>level</th><th>item</th><th>declaration</th></tr></thead>\n<tbody>\n");
    let mut sorted: Vec<&ItemChange> = items.iter().collect();
    sorted.sort_by_key(|item| std::cmp::Reverse(item.level));
    for item in sorted {
        page.markup("<tr class=\"item\" data-rust=\"");
        page.markup(rust_class(item.level));
        page.markup("\"><td>");
        page.chip(rust_class(item.level), item.level.name());
        if item.level == RustLevel::Major && item.compiles {
            page.markup("<br><small>compiles</small>");
        }
        page.markup("</td><td><code>");
        page.text(&item.item);
        page.markup("</code><br><small>");
        page.sentence(&item.reason);
        page.markup("</small></td><td><pre>");
        if let Some(old) = &item.old {
            page.markup("<del>- ");
            page.text(old);
            page.markup("</del>");
        }
        if let Some(new) = &item.new {
            page.markup("<ins>+ ");
            page.text(new);
            page.markup("</ins>");
        }
        page.markup("</pre></td></tr>\n");
    }
    page.markup("</tbody>\n</table>\n</section>\n");
}
