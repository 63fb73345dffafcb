//! The source text of this crate, for embedding it into generated crates.
//!
//! Gives paths and texts; it must list every file but those that only tests need. A test compares it with the folder.

/// Each file's path below `src`, and its text, ordered by path.
pub const SOURCES: &[(&str, &str)] = &[
    ("auth.rs", include_str!("auth.rs")),
    ("auth/oauth2.rs", include_str!("auth/oauth2.rs")),
    ("auth/prepared.rs", include_str!("auth/prepared.rs")),
    ("auth/token.rs", include_str!("auth/token.rs")),
    ("body.rs", include_str!("body.rs")),
    ("body/watch.rs", include_str!("body/watch.rs")),
    ("builder.rs", include_str!("builder.rs")),
    ("client.rs", include_str!("client.rs")),
    ("client/blocking.rs", include_str!("client/blocking.rs")),
    ("client/raw_call.rs", include_str!("client/raw_call.rs")),
    ("error.rs", include_str!("error.rs")),
    ("error/failure.rs", include_str!("error/failure.rs")),
    ("error/message.rs", include_str!("error/message.rs")),
    ("events.rs", include_str!("events.rs")),
    ("events/reader.rs", include_str!("events/reader.rs")),
    ("events/resume.rs", include_str!("events/resume.rs")),
    ("execute.rs", include_str!("execute.rs")),
    ("execute/rules.rs", include_str!("execute/rules.rs")),
    ("execute/send.rs", include_str!("execute/send.rs")),
    ("form.rs", include_str!("form.rs")),
    ("generated.rs", include_str!("generated.rs")),
    ("headers.rs", include_str!("headers.rs")),
    ("hook.rs", include_str!("hook.rs")),
    ("json/base64.rs", include_str!("json/base64.rs")),
    ("json/bridge.rs", include_str!("json/bridge.rs")),
    ("json/decode.rs", include_str!("json/decode.rs")),
    ("json/decoder.rs", include_str!("json/decoder.rs")),
    ("json/encode.rs", include_str!("json/encode.rs")),
    ("json/encoder.rs", include_str!("json/encoder.rs")),
    ("json/error.rs", include_str!("json/error.rs")),
    ("json/fields.rs", include_str!("json/fields.rs")),
    ("json/foreign.rs", include_str!("json/foreign.rs")),
    ("json/limits.rs", include_str!("json/limits.rs")),
    ("json/lookahead.rs", include_str!("json/lookahead.rs")),
    ("json/map.rs", include_str!("json/map.rs")),
    ("json/maybe.rs", include_str!("json/maybe.rs")),
    ("json/mod.rs", include_str!("json/mod.rs")),
    ("json/number.rs", include_str!("json/number.rs")),
    ("json/or_any.rs", include_str!("json/or_any.rs")),
    ("json/string.rs", include_str!("json/string.rs")),
    ("json/time.rs", include_str!("json/time.rs")),
    ("json/tuples.rs", include_str!("json/tuples.rs")),
    ("json/unknown.rs", include_str!("json/unknown.rs")),
    ("json/value.rs", include_str!("json/value.rs")),
    ("lib.rs", include_str!("lib.rs")),
    ("macros.rs", include_str!("macros.rs")),
    ("missing.rs", include_str!("missing.rs")),
    ("multipart.rs", include_str!("multipart.rs")),
    ("operation.rs", include_str!("operation.rs")),
    ("paging.rs", include_str!("paging.rs")),
    ("paging/link.rs", include_str!("paging/link.rs")),
    ("paging/member.rs", include_str!("paging/member.rs")),
    ("paging/rule.rs", include_str!("paging/rule.rs")),
    ("paging/walk.rs", include_str!("paging/walk.rs")),
    ("percent.rs", include_str!("percent.rs")),
    ("platform.rs", include_str!("platform.rs")),
    ("rate_limit.rs", include_str!("rate_limit.rs")),
    ("rate_limit/bucket.rs", include_str!("rate_limit/bucket.rs")),
    ("rate_limit/headers.rs", include_str!("rate_limit/headers.rs")),
    ("redirect.rs", include_str!("redirect.rs")),
    ("request.rs", include_str!("request.rs")),
    ("request/adjust.rs", include_str!("request/adjust.rs")),
    ("response.rs", include_str!("response.rs")),
    ("response/charset.rs", include_str!("response/charset.rs")),
    ("response/outcome.rs", include_str!("response/outcome.rs")),
    ("response/raw.rs", include_str!("response/raw.rs")),
    ("retry.rs", include_str!("retry.rs")),
    ("retry/budget.rs", include_str!("retry/budget.rs")),
    ("setters.rs", include_str!("setters.rs")),
    ("settings.rs", include_str!("settings.rs")),
    ("style.rs", include_str!("style.rs")),
    ("timer.rs", include_str!("timer.rs")),
    ("trace.rs", include_str!("trace.rs")),
    ("transport.rs", include_str!("transport.rs")),
    ("transport/coding.rs", include_str!("transport/coding.rs")),
    ("transport/reqwest.rs", include_str!("transport/reqwest.rs")),
    ("transport/tower.rs", include_str!("transport/tower.rs")),
    ("uri.rs", include_str!("uri.rs")),
];

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::SOURCES;

    fn files(folder: &Path, below: &str, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{below}{}", entry.file_name().to_str().unwrap());
            if entry.file_type().unwrap().is_dir() {
                files(&entry.path(), &format!("{name}/"), found);
            } else {
                found.push(name);
            }
        }
    }

    #[test]
    fn every_file_is_listed() {
        let mut found = Vec::new();
        files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), "", &mut found);
        found.retain(|path| !path.ends_with("tests.rs") && path != "fake.rs" && path != "sources.rs");
        found.sort_unstable();
        let listed: Vec<_> = SOURCES.iter().map(|(path, _)| *path).collect();
        assert_eq!(listed, found);
    }
}
