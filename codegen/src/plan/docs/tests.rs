//! What descriptions of the field look like, and what rustdoc gets to see.

use super::*;

fn check(text: &str, expected: &str) {
    assert_eq!(markdown(text).join("\n"), expected, "{text:?}");
}

#[test]
fn badges_and_foreign_tags_go() {
    check(
        "[![General Availability](https://img.shields.io/x.svg)](#section/Versioning)\n\nInvites somebody.\n\n## Members\n<SchemaDefinition schemaRef=\"#/x\" />\nAll.",
        "Invites somebody.\n\n#### Members\n\nAll.",
    );
    check("An ![image](x.png) of <b>bold</b> <i>text</i>.", "An image of **bold** *text*.");
    check("<p>One.</p><p>Two<br/>three</p><ul><li>a</li><li>b</li></ul>", "One.\n\nTwo\nthree\n\n- a\n- b");
    check("a <!-- hidden\nstill --> b", "a  b".replace("  ", " ").as_str());
    check("<script>alert(1)</script>x", "x");
}

#[test]
fn brackets_are_no_links() {
    check("A pointer [RFC6901] [e.g. \"/spec\" for it].", "A pointer \\[RFC6901\\] \\[e.g. \"/spec\" for it\\].");
    check(
        "[`Foo`][bar] and [x]: y and [^1] and - [ ] task",
        "\\[`Foo`\\]\\[bar\\] and \\[x\\]: y and \\[^1\\] and - \\[ \\] task",
    );
    check("[Vec](Vec) [a](#b) [c](/d) [e](https://e.com/f_(g))", "Vec a c [e](https://e.com/f_%28g%29)");
    check("`[x]` [[y]] \\[z\\]", "`[x]` \\[\\[y\\]\\] \\[z\\]");
}

#[test]
fn addresses_become_links() {
    check(
        "See https://a.b/c?d=e, (http://f.g) or <https://h.i>.",
        "See <https://a.b/c?d=e>, (<http://f.g>) or <https://h.i>.",
    );
    check("Starts with https:// or http://.", "Starts with `https://` or `http://`.");
    check("<a href=\"https://a.b\">there</a>", "there (<https://a.b>)");
    check("Bearer <token> and a<b && c>d <1>", "Bearer \\<token> and a\\<b && c>d \\<1>");
}

#[test]
fn code_never_runs() {
    check("A:\n```\nlet x = 1;\n```\nb", "A:\n\n```text\nlet x = 1;\n```\n\nb");
    check("```json\n{\"a\": [1]}", "```json\n{\"a\": [1]}\n```");
    check("```rust,should-panic\npanic!()\n```", "```text\npanic!()\n```");
    check("Look:\n\n    let x = <T>::new();\n    y\n\nend", "Look:\n\n```text\nlet x = <T>::new();\ny\n```\n\nend");
    check("~~~\n```\n~~~", "````text\n```\n````");
    check("one ` two", "one \\` two");
    check("`a\nb` c", "`a\nb` c");
    check("open `code\n\nnext` x", "open \\`code\n\nnext\\` x");
}

#[test]
fn lists_and_headings_keep_their_shape() {
    check("Values:\n* a\n  more\n    * b\n* c\nlazy\n\nafter", "Values:\n\n- a\n  more\n  - b\n- c\n  lazy\n\nafter");
    check("1) one\n2) two", "1. one\n2. two");
    check("Title\n=====\ntext\n---\n# Big #\nend", "Title\n\ntext\n\n### Big\n\nend");
    check("text\n# Empty\n<Tag/>\n## Empty too\n# Full\nend\n# Last", "text\n\n### Full\n\nend");
    check("# Only a heading", "Only a heading.");
    check("> quoted [x]\n> more", "> quoted \\[x\\]\n> more");
    check("| a | b |\n| --- | --- |\n| `x` | [y] |", "| a | b |\n| --- | --- |\n| `x` | \\[y\\] |");
}

#[test]
fn control_characters_and_directions_go() {
    check("a\u{202e}b\u{0}c\r\nd\te", "abc\nd    e".replace("    ", " ").as_str());
    assert_eq!(line("two\n  lines [x]"), "two lines \\[x\\]");
}

#[test]
fn long_lines_are_wrapped_between_words() {
    let text = "word ".repeat(60);
    let docs = markdown(&text);
    assert!(docs.len() > 2 && docs.iter().all(|line| line.chars().count() <= WIDTH));
    let docs = markdown(&format!("{} - # 1. > end", "x".repeat(98)));
    assert_eq!(docs.len(), 2, "{docs:?}");
    assert!(docs.last().is_some_and(|line| line == "end"), "{docs:?}");
}

#[test]
fn code_takes_as_many_backticks_as_it_needs() {
    assert_eq!(code("a`b"), "``a`b``");
    assert_eq!(code("`"), "`` ` ``");
    assert_eq!(code(""), "`  `");
    assert_eq!(code("iam/v2"), "`iam/v2`");
}

#[test]
fn nothing_is_too_strange() {
    for text in [
        "",
        "\\",
        "[",
        "](",
        "<",
        "<!--",
        "`",
        "```",
        "![",
        "[a](",
        "<a href='",
        "*",
        "- ",
        "#",
        "|",
        "|-\n|-",
        "\u{301}",
        "h",
        "http:/",
        "https://)",
        "[[[[[[[[a]]]]]]]]",
        ">>>>>>>> x",
        "<é>",
        "<aé>",
        "\\é",
        "`é",
    ] {
        let _ = markdown(text);
        let _ = line(text);
        let _ = code(text);
    }
}
