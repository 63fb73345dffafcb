//! From the text of `oasmith.toml` to [`Options`].
//!
//! Takes a text, gives options or all that is wrong with it. Must not touch the file system: paths stay as written.

use std::path::PathBuf;

use crate::base::OrderedMap;
use crate::diag::{Diagnostics, Position};

use super::foreign;
use super::limits::read_limits;
use super::package::{check_package_name, check_package_version};
use super::pagination::read_pagination;
use super::table::{Findings, Section, read, section, wrong_type};
use super::{Check, ClientOptions, Numbers, Options, Pattern, RateLimitReset, Runtime, SecurityOption, Selector};

/// Reads a configuration; see [`Options::parse`].
pub(super) fn read_options(file: &str, text: &str) -> Result<Options, Diagnostics> {
    read(file, text, read_top)
}

fn read_top(findings: &mut Findings<'_>, top: Section<'_>) -> Options {
    top.check_keys(
        findings,
        &[
            "package",
            "runtime",
            "client",
            "pagination",
            "check",
            "patterns",
            "numbers",
            "types",
            "dependencies",
            "lock",
            "security",
            "source",
            "limits",
            "select",
            "deny",
            "allow",
        ],
    );
    let mut options = Options::default();
    if let Some(package) = top.section(findings, "package", "`[package]`") {
        package.check_keys(findings, &["name", "version", "tag-features", "split"]);
        options.package.name = checked(findings, package, "name", check_package_name);
        options.package.version = checked(findings, package, "version", check_package_version);
        options.package.tag_features = package.flag(findings, "tag-features");
        options.package.split = package.flag(findings, "split").unwrap_or_default();
    }
    options.runtime = read_runtime(findings, top).unwrap_or_default();
    options.check = match top.choice(findings, "check", &["nothing", "requests", "all"]) {
        Some("nothing") => Check::Nothing,
        Some("all") => Check::All,
        _ => Check::Requests,
    };
    options.patterns = top.flag(findings, "patterns").unwrap_or_default();
    options.numbers = match top.choice(findings, "numbers", &["native", "exact"]) {
        Some("exact") => Numbers::Exact,
        _ => Numbers::Native,
    };
    if let Some(client) = top.section(findings, "client", "`[client]`") {
        options.client = read_client(findings, client);
    }
    if let Some(pagination) = top.section(findings, "pagination", "`[pagination]`") {
        options.pagination = read_pagination(findings, pagination);
    }
    if let Some(lock) = top.section(findings, "lock", "`[lock]`") {
        lock.check_keys(findings, &["file"]);
        options.lock.file = path(findings, lock, "file");
    }
    if let Some(source) = top.section(findings, "source", "`[source]`") {
        source.check_keys(findings, &["allow-outside-root"]);
        options.source.allow_outside_root = source.flag(findings, "allow-outside-root").unwrap_or_default();
    }
    if let Some(limits) = top.section(findings, "limits", "`[limits]`") {
        options.limits = read_limits(findings, limits);
    }
    if let Some(select) = top.section(findings, "select", "`[select]`") {
        select.check_keys(findings, &["include", "exclude"]);
        options.select.include = read_list(findings, select, "include", Pattern::parse);
        options.select.exclude = read_list(findings, select, "exclude", Pattern::parse);
    }
    options.types = foreign::read_types(findings, top);
    options.dependencies = foreign::read_dependencies(findings, top);
    options.security = read_security(findings, top);
    options.deny = read_list(findings, top, "deny", Selector::parse);
    options.allow = read_list(findings, top, "allow", Selector::parse);
    options.places = read_places(findings, top);
    options
}

/// A text that has to pass a check.
fn checked(
    findings: &mut Findings<'_>,
    section: Section<'_>,
    key: &str,
    check: fn(&str) -> Result<(), String>,
) -> Option<String> {
    let (text, span) = section.text(findings, key)?;
    match check(text) {
        Ok(()) => Some(text.to_owned()),
        Err(message) => {
            findings.push(span.start, message);
            None
        }
    }
}

fn path(findings: &mut Findings<'_>, section: Section<'_>, key: &str) -> Option<PathBuf> {
    let (text, span) = section.text(findings, key)?;
    if text.is_empty() {
        findings.push(span.start, format!("`{key}` is empty"));
        return None;
    }
    Some(PathBuf::from(text))
}

/// `runtime = "embed"`, `runtime = "registry"` or `runtime = { path = ".." }`.
fn read_runtime(findings: &mut Findings<'_>, top: Section<'_>) -> Option<Runtime> {
    let value = top.get("runtime")?;
    if value.get_ref().is_str() {
        return Some(match top.choice(findings, "runtime", &["embed", "registry"])? {
            "registry" => Runtime::Registry,
            _ => Runtime::Embed,
        });
    }
    if !value.get_ref().is_table() {
        return wrong_type(findings, value, "runtime", "`\"embed\"`, `\"registry\"` or `{ path = \"..\" }`");
    }
    let runtime = section(findings, value, "runtime", "`runtime`")?;
    runtime.check_keys(findings, &["path"]);
    if runtime.get("path").is_none() {
        findings.push(runtime.at(), "`runtime` needs `path`");
    }
    path(findings, runtime, "path").map(Runtime::Path)
}

fn read_security(findings: &mut Findings<'_>, top: Section<'_>) -> OrderedMap<String, SecurityOption> {
    let mut schemes = OrderedMap::new();
    let Some(all) = top.section(findings, "security", "`[security]`") else { return schemes };
    for (name, value) in all.entries() {
        let title = format!("`[security.{}]`", name.escape_debug());
        let Some(scheme) = section(findings, value, name, &title) else { continue };
        if let Some(option) = read_scheme(findings, scheme) {
            schemes.insert(name.to_owned(), option);
        }
    }
    schemes
}

/// One scheme, in the words of OpenAPI (3.0.3, section 4.7.24; 3.1 for `mutualTLS`).
fn read_scheme(findings: &mut Findings<'_>, scheme: Section<'_>) -> Option<SecurityOption> {
    scheme.required(findings, "type")?;
    match scheme.choice(findings, "type", &["http", "apiKey", "oauth2", "openIdConnect", "mutualTLS"])? {
        "http" => {
            scheme.check_keys(findings, &["type", "scheme"]);
            let (word, span) = scheme.required(findings, "scheme")?;
            if !is_token(word) {
                findings.push(span.start, format!("`{}` cannot be the name of an HTTP scheme", word.escape_debug()));
                return None;
            }
            Some(match word.to_ascii_lowercase().as_str() {
                "basic" => SecurityOption::Basic,
                "bearer" => SecurityOption::Bearer,
                _ => SecurityOption::Http(word.to_owned()),
            })
        }
        "oauth2" => {
            scheme.check_keys(findings, &["type", "token-url"]);
            let Some((url, span)) = scheme.text(findings, "token-url") else {
                return Some(SecurityOption::OAuth2(None));
            };
            if !url.starts_with("https://") && !url.starts_with("http://") {
                findings.push(span.start, "`token-url` is no absolute URL");
                return None;
            }
            Some(SecurityOption::OAuth2(Some(url.to_owned())))
        }
        "openIdConnect" => {
            scheme.check_keys(findings, &["type"]);
            Some(SecurityOption::OpenIdConnect)
        }
        "mutualTLS" => {
            scheme.check_keys(findings, &["type"]);
            Some(SecurityOption::MutualTls)
        }
        _ => read_api_key(findings, scheme),
    }
}

fn read_api_key(findings: &mut Findings<'_>, scheme: Section<'_>) -> Option<SecurityOption> {
    scheme.check_keys(findings, &["type", "in", "name"]);
    let name = scheme.required(findings, "name");
    scheme.required(findings, "in")?;
    let place = scheme.choice(findings, "in", &["header", "query", "cookie"])?;
    let (name, span) = name?;
    if name.is_empty() || (place != "query" && !is_token(name)) {
        findings.push(span.start, format!("`{}` cannot be the name of a {place}", name.escape_debug()));
        return None;
    }
    let name = name.to_owned();
    Some(match place {
        "header" => SecurityOption::Header(name),
        "query" => SecurityOption::Query(name),
        _ => SecurityOption::Cookie(name),
    })
}

/// What names of headers, cookies and HTTP schemes may be made of (RFC 9110, section 5.6.2).
fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b))
}

fn read_client(findings: &mut Findings<'_>, client: Section<'_>) -> ClientOptions {
    client.check_keys(findings, &["idempotency-header", "rate-limit-reset"]);
    let header = client.text(findings, "idempotency-header").and_then(|(name, span)| {
        if !is_token(name) {
            findings.push(span.start, format!("`{}` cannot be the name of a header", name.escape_debug()));
            return None;
        }
        Some(name.to_owned())
    });
    let reset = client.choice(findings, "rate-limit-reset", &["seconds", "epoch", "epoch-millis"]);
    ClientOptions {
        idempotency_header: header,
        rate_limit_reset: reset.map(|reset| match reset {
            "seconds" => RateLimitReset::Seconds,
            "epoch" => RateLimitReset::Epoch,
            _ => RateLimitReset::EpochMillis,
        }),
    }
}

/// A list of texts, each read by `parse`.
fn read_list<T>(
    findings: &mut Findings<'_>,
    section: Section<'_>,
    key: &str,
    parse: fn(&str) -> Result<T, String>,
) -> Vec<T> {
    let mut list = Vec::new();
    for (text, span) in section.texts(findings, key) {
        match parse(text) {
            Ok(item) => list.push(item),
            Err(message) => findings.push(span.start, message),
        }
    }
    list
}

/// Where the settings stand that can turn out to have no effect.
fn read_places(findings: &Findings<'_>, top: Section<'_>) -> OrderedMap<String, Position> {
    let select = top.get("select").and_then(|table| table.get_ref().as_table());
    let select = |key| select.and_then(move |table| table.get(key));
    let lists = [top.get("allow"), select("include"), select("exclude")];
    let lists = lists.into_iter().flatten().filter_map(|list| list.get_ref().as_array());
    let entries = lists.flat_map(|list| list.iter());
    let entries = entries.filter_map(|item| Some((item.get_ref().as_str()?.to_owned(), item.span().start)));
    let security = top.get("security").and_then(|table| table.get_ref().as_table());
    let security = security.into_iter().flat_map(|table| table.iter());
    let security = security.map(|(name, _)| (format!("security.{}", name.get_ref()), name.span().start));
    let types =
        top.get("types").and_then(|table| table.get_ref().as_table()).into_iter().flat_map(|table| table.iter());
    let types = types.map(|(name, _)| (format!("types.{}", name.get_ref()), name.span().start));
    let package = top.get("package").and_then(|table| table.get_ref().as_table());
    let split =
        package.and_then(|table| table.get("split")).map(|flag| ("package.split".to_owned(), flag.span().start));
    entries.chain(security).chain(types).chain(split).map(|(name, at)| (name, findings.position(at))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Code;

    /// Findings as `line:column message (help)`.
    fn problems(text: &str) -> Vec<String> {
        let found = match Options::parse("oasmith.toml", text) {
            Ok(options) => return vec![format!("accepted: {options:?}")],
            Err(found) => found,
        };
        found
            .into_iter()
            .map(|finding| {
                assert_eq!(finding.code, Code::InvalidConfiguration);
                let at = finding.position.unwrap();
                assert_eq!(at.file, "oasmith.toml");
                let help = finding.help.map(|help| format!(" ({help})")).unwrap_or_default();
                format!("{}:{} {}{help}", at.line, at.column, finding.message)
            })
            .collect()
    }

    #[test]
    fn everything_that_can_be_said_is_read() {
        let text = r##"
            runtime = { path = "../runtime" }
            check = "all"
            types = { uuid = "uuid::Uuid", '#/components/schemas/Money' = "my_money::Money<u8>" }
            deny = ["unresolved-reference", "skip"]
            allow = ["unknown-keyword"]
            [package]
            name = "confluent-iam"
            version = "1.2.3"
            split = true
            [lock]
            file = "names.lock"
            [source]
            allow-outside-root = true
            [select]
            include = ["tag:Users", "get /a/*"]
            exclude = ["deprecated"]
            [security.zeta]
            type = "http"
            scheme = "basic"
            [security.alpha]
            type = "http"
            scheme = "bearer"
            [security.key]
            type = "apiKey"
            in = "header"
            name = "X-Key"
            [security.custom]
            type = "http"
            scheme = "Token"
            [security.flow]
            type = "oauth2"
            token-url = "https://auth.example/token"
            [security.tls]
            type = "mutualTLS"
            [client]
            idempotency-header = "Idempotency-Key"
            rate-limit-reset = "epoch"
            [security]
            "a b".type = "apiKey"
            "a b".in = "query"
            "a b".name = "k"
        "##;
        let options = Options::parse("oasmith.toml", text).unwrap();
        assert_eq!(options.package.name.as_deref(), Some("confluent-iam"));
        assert_eq!(options.package.version.as_deref(), Some("1.2.3"));
        assert!(options.package.split);
        assert_eq!(options.runtime, Runtime::Path("../runtime".into()));
        assert_eq!(options.lock.file, Some("names.lock".into()));
        assert!(options.source.allow_outside_root);
        assert_eq!(options.deny, [Selector::Code(Code::UnresolvedReference), Selector::Skip]);
        assert_eq!(options.allow, [Selector::Code(Code::UnknownKeyword)]);
        let texts = |list: &[Pattern]| list.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(texts(&options.select.include), ["tag:Users", "GET /a/*"]);
        assert_eq!(texts(&options.select.exclude), ["deprecated"]);
        let schemes: Vec<_> = options.security.iter().map(|(name, kind)| (name.as_str(), kind.clone())).collect();
        let expected = [
            ("zeta", SecurityOption::Basic),
            ("alpha", SecurityOption::Bearer),
            ("key", SecurityOption::Header("X-Key".into())),
            ("custom", SecurityOption::Http("Token".into())),
            ("flow", SecurityOption::OAuth2(Some("https://auth.example/token".into()))),
            ("tls", SecurityOption::MutualTls),
            ("a b", SecurityOption::Query("k".into())),
        ];
        assert_eq!(schemes, expected);
        assert_eq!(options.client.idempotency_header.as_deref(), Some("Idempotency-Key"));
        assert_eq!(options.client.rate_limit_reset, Some(RateLimitReset::Epoch));
    }

    #[test]
    fn an_empty_file_says_nothing() {
        let options = Options::parse("oasmith.toml", "\n# nothing\n").unwrap();
        assert_eq!(options.runtime, Runtime::Embed);
        assert!(
            !options.package.split
                && options.package.name.is_none()
                && options.security.is_empty()
                && options.deny.is_empty()
        );
    }

    #[test]
    fn unknown_keys_are_reported_together_in_the_order_of_the_file() {
        let text = "pakage = 1\n[package]\nnmae = \"x\"\nzzz = 2\n[\"sécurity\"]\n";
        assert_eq!(
            problems(text),
            [
                "1:1 unknown key `pakage` in the configuration (did you mean `package`?)",
                "3:1 unknown key `nmae` in `[package]` (did you mean `name`?)",
                "4:1 unknown key `zzz` in `[package]` (possible: `name`, `version`, `tag-features`, `split`)",
                "5:2 unknown key `sécurity` in the configuration (did you mean `security`?)",
            ]
        );
    }

    #[test]
    fn wrong_values_are_reported() {
        let text = "runtime = \"embedd\"\ndeny = [\"é\", 1, \"skipp\"]\nallow = 3\nlock = 1\n\
                    [package]\nname = \"9\"\nversion = 1.0\n[source]\nallow-outside-root = \"yes\"\n";
        assert_eq!(
            problems(text),
            [
                "1:11 `runtime` in the configuration cannot be `embedd` (did you mean `embed`?)",
                "2:9 there is no diagnostic `é`; `oasmith explain` lists all of them",
                "2:14 `deny` takes a list of strings, not a value of type integer",
                "2:17 there is no diagnostic `skipp`; did you mean `skip`?",
                "3:9 `allow` takes a list of strings, not a value of type integer",
                "4:8 `lock` takes a table, not a value of type integer",
                "6:8 the package name `9` does not start with a letter",
                "7:11 `version` takes a string, not a value of type float",
                "9:22 `allow-outside-root` takes `true` or `false`, not a value of type string",
            ]
        );
    }

    #[test]
    fn a_scheme_has_to_be_complete() {
        let text = "[security.a]\n[security.b]\ntype = \"http\"\n[security.c]\ntype = \"hmm\"\n\
                    [security.d]\ntype = \"apiKey\"\nname = \"a b\"\nin = \"header\"\n[security.e]\ntype = \"http\"\nscheme = \"basic\"\nin = \"x\"\n";
        assert_eq!(
            problems(text),
            [
                "1:1 `[security.a]` needs `type`",
                "2:1 `[security.b]` needs `scheme`",
                "5:8 `type` in `[security.c]` cannot be `hmm` (possible: `http`, `apiKey`, `oauth2`, `openIdConnect`, `mutualTLS`)",
                "8:8 `a b` cannot be the name of a header",
                "13:1 unknown key `in` in `[security.e]` (possible: `type`, `scheme`)",
            ]
        );
    }

    #[test]
    fn text_that_is_no_toml_is_reported_with_its_place() {
        let found = problems("[package]\nname = \n");
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("2:8 "), "{found:?}");
        assert!(problems("\u{0}")[0].starts_with("1:1 "));
    }

    #[test]
    fn a_runtime_table_needs_a_path() {
        assert_eq!(problems("runtime = {}"), ["1:11 `runtime` needs `path`"]);
        assert_eq!(problems("runtime = { path = \"\" }"), ["1:20 `path` is empty"]);
        assert_eq!(
            problems("runtime = 7"),
            ["1:11 `runtime` takes `\"embed\"`, `\"registry\"` or `{ path = \"..\" }`, not a value of type integer"]
        );
    }
}
