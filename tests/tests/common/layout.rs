//! Whether files are laid out as prettyplease lays them out, whichever way they were written.

use oasmith_codegen::pipeline::Generated;

/// The first line of any file that prettyplease writes in another way.
pub(crate) fn fault(generated: &Generated) -> Option<String> {
    // The root of a module has a head of its own.
    let is_own = |path: &str| path.ends_with(".rs") && path != "mod.rs" && !path.starts_with("src/runtime/");
    generated.files.iter().filter(|file| is_own(&file.path)).find_map(|file| {
        let mut tree = match syn::parse_file(&file.text) {
            Ok(tree) => tree,
            Err(error) => return Some(format!("{}: {error}", file.path)),
        };
        // Tables have a layout of their own.
        tree.items.retain(|item| !matches!(item, syn::Item::Macro(_)));
        let wanted = prettyplease::unparse(&tree);
        let (written, wanted) = (lines(&file.text), lines(&wanted));
        let differ = written.iter().zip(&wanted).find(|(written, wanted)| written != wanted);
        match differ {
            Some((written, wanted)) => Some(format!("{}:\n{written}\n  instead of\n{wanted}", file.path)),
            None if written.len() != wanted.len() => Some(format!("{}: it has other lines at its end", file.path)),
            None => None,
        }
    })
}

/// Lines that hold something, without those of tables.
fn lines(text: &str) -> Vec<&str> {
    let mut in_table = false;
    let is_item = |line: &&str| {
        let begins = !line.starts_with([' ', '/']) && (line.contains("! {") || line.contains("!("));
        let is_table = in_table || begins;
        in_table = is_table && !line.starts_with('}') && !(begins && line.ends_with(['}', ';']));
        !is_table && !line.is_empty()
    };
    text.lines().filter(is_item).collect()
}
