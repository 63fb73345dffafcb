//! Reading from disk: what is read, what is refused, and what is said.

use std::fs;

use super::*;
use crate::diag::Severity;
use crate::source::refs;

/// A folder with a document that refers to one file, and the finding that this gives.
fn refer(reference: &str, prepare: impl FnOnce(&Path), options: &LoadOptions) -> String {
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("api");
    fs::create_dir(&folder).unwrap();
    let root = folder.join("root.yaml");
    fs::write(&root, format!("openapi: 3.0.3\npaths: {{}}\nx: {{$ref: '{reference}'}}\n")).unwrap();
    prepare(&folder);
    let source = load(&root, options);
    assert!(source.diagnostics.is_empty(), "{:?}", source.diagnostics);
    let node = source.tree.at(source.tree.root().unwrap(), "#/x").unwrap();
    match refs::follow(&source.tree, node) {
        Ok(target) => source.tree.pointer(target),
        Err(problem) => format!("{}: {}", problem.code, problem.message.rsplit(": ").next().unwrap_or_default()),
    }
}

fn write(name: &'static str, bytes: &'static [u8]) -> impl FnOnce(&Path) {
    move |folder| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

#[test]
fn files_below_the_folder_are_read() {
    let options = LoadOptions::default();
    assert_eq!(refer("sub/a.yaml#/b", write("sub/a.yaml", b"b: {type: string}"), &options), "sub/a.yaml#/b");
    assert_eq!(refer("sub/../a.json", write("a.json", b"{}"), &options), "a.json#");
    assert_eq!(refer("a.yaml", |_| {}, &options), "unresolved-reference: there is no such file");
    assert_eq!(
        refer("a.yaml", |folder| fs::create_dir(folder.join("a.yaml")).unwrap(), &options),
        "unresolved-reference: it is not a file"
    );
    assert!(refer("a.yaml", write("a.yaml", b"\xff\xfe\xff"), &options).contains("not valid UTF-16"), "odd bytes");
    assert!(refer("a.yaml", write("a.yaml", b"a: \xff"), &options).contains("byte 3 is invalid"));
    let small = LoadOptions { max_bytes: 100, ..LoadOptions::default() };
    assert!(refer("a.yaml", write("a.yaml", &[b'#'; 200]), &small).contains("larger than 100 bytes"));
}

#[test]
fn files_outside_of_the_folder_are_refused_unless_allowed() {
    let outside = "external-reference-outside-root: the file `../a.yaml` lies outside of the folder of the document";
    let (closed, open) = (LoadOptions::default(), LoadOptions { allow_outside_root: true, ..LoadOptions::default() });
    assert!(outside.ends_with(refer("../a.yaml", write("../a.yaml", b"{}"), &closed).rsplit(": ").next().unwrap()));
    assert!(refer("../a.yaml", write("../a.yaml", b"{}"), &closed).starts_with("external-reference-outside-root"));
    // Whether a file is there is not told.
    assert!(refer("../none.yaml", |_| {}, &closed).starts_with("external-reference-outside-root"));
    assert!(refer("/etc/hostname", |_| {}, &closed).starts_with("external-reference-outside-root"));
    assert_eq!(refer("../a.yaml", write("../a.yaml", b"{}"), &open), "../a.yaml#");
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_are_refused() {
    let options = LoadOptions::default();
    let link = |folder: &Path| {
        fs::write(folder.join("../secret.yaml"), "{}").unwrap();
        std::os::unix::fs::symlink("../secret.yaml", folder.join("a.yaml")).unwrap();
    };
    assert!(refer("a.yaml", link, &options).starts_with("external-reference-outside-root"));
    let inner = |folder: &Path| {
        fs::write(folder.join("b.yaml"), "{}").unwrap();
        std::os::unix::fs::symlink("b.yaml", folder.join("a.yaml")).unwrap();
    };
    assert_eq!(refer("a.yaml", inner, &options), "a.yaml#");
}

#[test]
fn a_document_that_cannot_be_read_is_fatal_and_says_why() {
    let folder = tempfile::tempdir().unwrap();
    for (path, why) in
        [(folder.path().join("none.yaml"), "there is no such file"), (folder.path().to_path_buf(), "it is a folder")]
    {
        let source = load(&path, &LoadOptions::default());
        let finding = &source.diagnostics.as_slice()[0];
        assert_eq!((finding.code, finding.severity), (Code::UnreadableFile, Severity::Fatal));
        assert!(finding.message.ends_with(why), "{}", finding.message);
        assert_eq!(finding.position.as_ref().map(|place| (place.line, place.column)), Some((1, 1)));
    }
}

#[test]
fn utf_16_and_standard_input() {
    let wide: Vec<u8> = "\u{feff}openapi: 3.0.3\npaths: {}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("wide.yaml");
    fs::write(&path, wide).unwrap();
    assert!(load(&path, &LoadOptions::default()).diagnostics.is_empty());
    let source = load_stdin("openapi: 3.0.3\npaths: {}".as_bytes(), &LoadOptions::default());
    assert!(source.diagnostics.is_empty());
    assert_eq!(source.tree.files().map(|file| source.tree.file_name(file)).collect::<Vec<_>>(), ["<stdin>"]);
}
