//! References and origins (RFC 3986, section 5; RFC 6454, section 4).
//!
//! Works on text, because what is sent must be what was written: no normalization beyond what resolution itself asks for.

use http::Uri;

/// Scheme, host and port: who gets a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) scheme: String,
    host: String,
    port: Option<u16>,
}

/// The origin of an absolute `http` or `https` URL; `None` for everything else.
pub(crate) fn origin(url: &Uri) -> Option<Origin> {
    let scheme = url.scheme_str()?.to_ascii_lowercase();
    let default = match scheme.as_str() {
        "http" => 80,
        "https" => 443,
        _ => return None,
    };
    let host = url.host().filter(|host| !host.is_empty())?.trim_end_matches('.').to_ascii_lowercase();
    Some(Origin { scheme, host, port: Some(url.port_u16().unwrap_or(default)) })
}

/// The parts of a reference (RFC 3986, appendix B), without the fragment, which is never sent.
struct Reference<'a> {
    scheme: Option<&'a str>,
    authority: Option<&'a str>,
    path: &'a str,
    query: Option<&'a str>,
}

fn split(text: &str) -> Reference<'_> {
    let text = text.split_once('#').map_or(text, |(before, _)| before);
    let (scheme, rest) = match text.split_once(':') {
        Some((scheme, rest)) if is_scheme(scheme) => (Some(scheme), rest),
        _ => (None, text),
    };
    let (rest, query) = rest.split_once('?').map_or((rest, None), |(before, query)| (before, Some(query)));
    let (authority, path) = match rest.strip_prefix("//") {
        Some(rest) => {
            let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            (Some(authority), path)
        }
        None => (None, rest),
    };
    Reference { scheme, authority, path, query }
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

/// The target of `reference`, seen from the absolute URL `base` (RFC 3986, section 5.2.2). User information is left
/// out: credentials come from nowhere but the client.
pub(crate) fn resolve(base: &str, reference: &str) -> String {
    let base = split(base);
    let target = split(reference);
    let scheme = target.scheme.or(base.scheme).unwrap_or_default();
    let authority = target.authority.or(base.authority).unwrap_or_default();
    let relative = target.scheme.is_none() && target.authority.is_none();
    let (path, query) = if !relative || target.path.starts_with('/') {
        (remove_dots(target.path), target.query)
    } else if target.path.is_empty() {
        (base.path.to_owned(), target.query.or(base.query))
    } else {
        let folder = base.path.rfind('/').and_then(|at| base.path.get(..=at)).unwrap_or("/");
        (remove_dots(&format!("{folder}{}", target.path)), target.query)
    };
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let mut url = format!("{scheme}://{host}{path}");
    if let Some(query) = query {
        url.push('?');
        url.push_str(query);
    }
    url
}

/// RFC 3986, section 5.2.4.
fn remove_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                // The first entry is the empty text before the first slash: it stays.
                if segment == ".." && kept.len() > 1 {
                    kept.pop();
                }
                if last {
                    kept.push("");
                }
            }
            other => kept.push(other),
        }
    }
    kept.join("/")
}

#[cfg(test)]
mod tests {
    use super::{origin, resolve};

    /// RFC 3986, section 5.4, with `http://a/b/c/d;p?q` as the base; fragments are dropped.
    #[test]
    fn the_examples_of_the_specification() {
        let rows = [
            ("g", "http://a/b/c/g"),
            ("./g", "http://a/b/c/g"),
            ("g/", "http://a/b/c/g/"),
            ("/g", "http://a/g"),
            ("//g", "http://g"),
            ("?y", "http://a/b/c/d;p?y"),
            ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q"),
            ("g#s", "http://a/b/c/g"),
            (";x", "http://a/b/c/;x"),
            ("", "http://a/b/c/d;p?q"),
            (".", "http://a/b/c/"),
            ("./", "http://a/b/c/"),
            ("..", "http://a/b/"),
            ("../g", "http://a/b/g"),
            ("../..", "http://a/"),
            ("../../g", "http://a/g"),
            ("../../../g", "http://a/g"),
            ("/./g", "http://a/g"),
            ("/../g", "http://a/g"),
            ("g.", "http://a/b/c/g."),
            ("..g", "http://a/b/c/..g"),
            ("./../g", "http://a/b/g"),
            ("g/./h", "http://a/b/c/g/h"),
            ("g/../h", "http://a/b/c/h"),
            ("g?y/../x", "http://a/b/c/g?y/../x"),
            ("https://h:8/p?q#f", "https://h:8/p?q"),
        ];
        for (reference, expected) in rows {
            assert_eq!(resolve("http://a/b/c/d;p?q", reference), expected, "{reference}");
        }
        assert_eq!(resolve("http://a", "g"), "http://a/g");
        assert_eq!(resolve("http://a/b", "//user:secret@h/p"), "http://h/p");
    }

    #[test]
    fn origins_compare_scheme_host_and_port() {
        let of = |url: &str| origin(&url.parse().unwrap());
        assert_eq!(of("https://H.example/a"), of("https://h.example:443/b?c"));
        assert_eq!(of("http://h"), of("http://h.:80/"));
        assert_ne!(of("http://h"), of("https://h"));
        assert_ne!(of("http://h:80"), of("http://h:81"));
        assert_ne!(of("http://h.example"), of("http://example"));
        assert_eq!(of("ftp://h/"), None);
        assert_eq!(of("/relative"), None);
    }
}
