//! Tables: tokens on one line, with the spaces that a person would write.
//!
//! Takes rows of tokens, gives text. Must not break a row.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

use super::Table;

/// As wide as lines with several rows may be, in bytes.
const WIDTH: usize = 100;

/// Writes a table: its head, an indented line for each row.
pub(super) fn write_table(table: &Table, out: &mut String) {
    write(&table.head, Last::Open, out);
    out.push_str(" {");
    let (margin, end) = if table.docs.is_empty() { ("    ", "} }\n") } else { ("        ", "    }\n}\n") };
    for line in &table.docs {
        out.push_str(format!("\n    /// {line}").trim_end());
    }
    if table.inner.is_empty() {
        out.push('\n');
        write_rows(table, "    ", out);
        out.push_str("}\n");
        return;
    }
    out.push_str(if table.docs.is_empty() { " " } else { "\n    " });
    write(&table.inner, Last::Open, out);
    if table.filled
        && table.docs.is_empty()
        && let Some(line) = one_line(table, out)
    {
        out.push_str(&line);
        return;
    }
    out.push_str(" {\n");
    write_rows(table, margin, out);
    out.push_str(end);
}

/// All rows of a table, when they fit on the line of its head.
fn one_line(table: &Table, out: &str) -> Option<String> {
    let mut line = " {".to_owned();
    for row in &table.rows {
        line.push(' ');
        write(row, Last::Open, &mut line);
    }
    line.push_str(" } }\n");
    let head = out.rsplit('\n').next().unwrap_or_default();
    (head.len() + line.len() <= WIDTH + 1).then_some(line)
}

fn write_rows(table: &Table, margin: &str, out: &mut String) {
    let mut line = String::new();
    for row in &table.rows {
        let mut text = String::new();
        write(row, Last::Open, &mut text);
        if !line.is_empty() {
            let fits = table.filled && margin.len() + line.len() + 1 + text.len() <= WIDTH;
            if fits {
                line.push(' ');
            } else {
                write_line(margin, &mut line, out);
            }
        }
        line.push_str(&text);
    }
    if !line.is_empty() {
        write_line(margin, &mut line, out);
    }
}

fn write_line(margin: &str, line: &mut String, out: &mut String) {
    out.push_str(margin);
    out.push_str(line);
    out.push('\n');
    line.clear();
}

/// What was written last, as far as the next space depends on it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    /// Nothing, or something that what follows belongs to: `(`, `<`, `&`, `::`.
    Open,
    /// A word, or something that ends like one: `)`, `>`.
    Word,
    /// `,`, `:`, `->`
    Separator,
}

/// Writes tokens on one line.
fn write(tokens: &TokenStream, mut last: Last, out: &mut String) {
    let mut joint = None;
    for tree in tokens.clone() {
        let space = match &tree {
            TokenTree::Ident(_) | TokenTree::Literal(_) => last != Last::Open,
            TokenTree::Group(group) => last == Last::Separator || group.delimiter() == Delimiter::Brace,
            TokenTree::Punct(punct) => match punct.as_char() {
                '<' | '&' | '\'' | '#' | ':' => last == Last::Separator,
                '-' => true,
                '=' => joint != Some('.'),
                _ => false,
            },
        };
        if space {
            out.push(' ');
        }
        let before = joint.take();
        last = match tree {
            TokenTree::Ident(ident) => {
                out.push_str(&ident.to_string());
                Last::Word
            }
            TokenTree::Literal(literal) => {
                out.push_str(&literal.to_string());
                Last::Word
            }
            TokenTree::Group(group) => {
                write_group(group.delimiter(), &group.stream(), out);
                Last::Word
            }
            TokenTree::Punct(punct) => {
                let char = punct.as_char();
                out.push(char);
                if punct.spacing() == Spacing::Joint {
                    joint = Some(char);
                }
                match (before, char) {
                    (Some(':'), ':') => Last::Open,
                    (Some('-' | '='), '>') | (_, ',' | ';') => Last::Separator,
                    (_, ':') if joint.is_none() => Last::Separator,
                    (_, '>') => Last::Word,
                    _ => Last::Open,
                }
            }
        };
    }
}

fn write_group(delimiter: Delimiter, tokens: &TokenStream, out: &mut String) {
    let (open, close) = match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => ("{ ", " }"),
        Delimiter::None => ("", ""),
    };
    out.push_str(open);
    write(tokens, Last::Open, out);
    out.push_str(close);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_look_as_if_written_by_hand() {
        for row in [
            "required \"a b\" r#type,",
            "get(id, body: models::Pet<Vec<u8>>) -> Result<Response<(), H>, Error<E>>;",
            "list() -> ();",
            "f(a: Option<&str>, b: [u8; 2])",
            "AnyPetsApi(ErasedPetsApi, Implementation: PetsApi)",
            "x: &'a str",
            "into name: ::std::string::String, some with_new(new): Vec<u8>,",
            "#[deprecated] some old: bool,",
            "400..=499 fault Other, _ fault Any,",
        ] {
            let mut out = String::new();
            write(&row.parse().unwrap(), Last::Open, &mut out);
            assert_eq!(out, row);
        }
    }

    #[test]
    fn a_table_has_a_line_for_each_row() {
        let rows = ["\"a\" A,", "\"b\\n\" B,"].map(|row| row.parse().unwrap()).into();
        let mut table = Table {
            head: "rt::strings!".parse().unwrap(),
            inner: "m::A, X".parse().unwrap(),
            rows,
            ..Table::default()
        };
        let mut out = String::new();
        write_table(&table, &mut out);
        table.docs.push("Docs.".to_owned());
        write_table(&table, &mut out);
        assert_eq!(
            out,
            "rt::strings! { m::A, X {\n    \"a\" A,\n    \"b\\n\" B,\n} }\n\
             rt::strings! {\n    /// Docs.\n    m::A, X {\n        \"a\" A,\n        \"b\\n\" B,\n    }\n}\n"
        );
    }
    #[test]
    fn a_short_table_is_a_line() {
        let table = Table {
            head: "rt::set!".parse().unwrap(),
            inner: "Pet".parse().unwrap(),
            rows: vec!["into name: String,".parse().unwrap(), "some age: i64,".parse().unwrap()],
            filled: true,
            ..Table::default()
        };
        let mut out = "use x;\n".to_owned();
        write_table(&table, &mut out);
        assert_eq!(out, "use x;\nrt::set! { Pet { into name: String, some age: i64, } }\n");
    }

    #[test]
    fn short_rows_share_lines() {
        let row = |length: usize| format!("{},", "a".repeat(length - 1)).parse().unwrap();
        let rows = vec![row(47), row(48), row(96), row(200), row(1)];
        let table = Table { head: "t!".parse().unwrap(), rows, filled: true, ..Table::default() };
        let mut out = String::new();
        write_table(&table, &mut out);
        assert_eq!(out.lines().map(str::len).collect::<Vec<_>>(), [4, 100, 100, 204, 5, 1]);
    }
}
