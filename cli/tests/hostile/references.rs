//! References out of the folder, through links, to devices, to the network: nothing of it is read.

use crate::folder::Folder;
use crate::{HEAD, generate};

const SECRET: &str = "A: {type: object, properties: {secret_member: {type: string}}}\n";

#[track_caller]
fn refused(folder: &Folder, reference: &str, finding: &str) {
    let schema = serde_json::json!({"$ref": reference});
    folder.write(
        "docs/refers.yaml",
        &format!("{HEAD}paths: {{}}\ncomponents: {{schemas: {{B: {{type: object, properties: {{a: {schema}}}}}}}}}\n"),
    );
    let said = generate(folder, "docs/refers.yaml", 0);
    assert!(said.contains(finding), "{reference}: {said}");
    let all: Vec<u8> = folder.files("out").into_values().flat_map(|(text, _)| text).collect();
    assert!(!String::from_utf8(all).unwrap().contains("secret_member"), "{reference}");
}

#[test]
fn nothing_outside_of_the_folder_is_read() {
    let folder = Folder::new();
    folder.write("secret.yaml", SECRET);
    let secret = folder.path("secret.yaml").display().to_string();
    let outside = "external-reference-outside-root";
    for reference in [
        "../secret.yaml#/A",
        "./x/../../secret.yaml#/A",
        "%2e%2e/secret.yaml#/A",
        "..%2fsecret.yaml#/A",
        "\\\\host\\share#/A",
    ] {
        refused(&folder, reference, outside);
    }
    refused(&folder, &format!("{secret}#/A"), outside);
    for reference in [
        "http://127.0.0.1:1/secret.yaml#/A",
        "//127.0.0.1:1/secret.yaml",
        "ftp://127.0.0.1:1/x",
        "data:text/plain,x",
        "c:\\secret.yaml",
    ] {
        refused(&folder, reference, "remote-reference");
    }
    refused(&folder, &format!("file://{secret}#/A"), "remote-reference");
    for reference in ["missing.yaml#/A", "?x", "a\0b", "#/%00", "#/a/~2", "#nowhere"] {
        refused(&folder, reference, "unresolved-reference");
    }
    refused(&folder, &"x".repeat(100_000), "unresolved-reference");
}

#[cfg(unix)]
#[test]
fn no_link_and_no_device_is_followed() {
    use std::os::unix::fs::symlink;
    let folder = Folder::new();
    folder.write("secret.yaml", SECRET);
    folder.write("elsewhere/secret.yaml", SECRET);
    folder.write("docs/folder.yaml/x", "");
    symlink(folder.path("secret.yaml"), folder.path("docs/link.yaml")).unwrap();
    symlink(folder.path("elsewhere"), folder.path("docs/sub")).unwrap();
    symlink("/dev/zero", folder.path("docs/zero.yaml")).unwrap();
    let made = std::process::Command::new("mkfifo").arg(folder.path("docs/pipe.yaml")).status();
    assert!(made.is_ok_and(|status| status.success()));
    for reference in ["link.yaml#/A", "sub/secret.yaml#/A", "zero.yaml", "/dev/zero"] {
        refused(&folder, reference, "external-reference-outside-root");
    }
    for reference in ["pipe.yaml", "folder.yaml", "sub"] {
        refused(
            &folder,
            reference,
            if reference == "sub" { "external-reference-outside-root" } else { "unresolved-reference" },
        );
    }
    // Allowed to leave the folder, it still reads files only.
    folder.write("docs/oasmith.toml", "[source]\nallow-outside-root = true\n");
    refused(&folder, "/dev/zero", "unresolved-reference");
}
