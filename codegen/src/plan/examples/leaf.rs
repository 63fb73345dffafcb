//! Values of scalar schemas: an example of the document where it fits, else one that the facets allow.
//!
//! Takes a schema with its references, gives JSON. Must not look into objects and lists.

use super::pattern::matching;
use crate::base::Json;
use crate::model::{NumberFacets, Schema};

/// A text: what the schemas, nearest first, say of it. `fallback` is what a text is when they say nothing.
pub(super) fn text(chain: &[&Schema], candidates: &[Json], fallback: &str) -> String {
    let strings = candidates.iter().filter_map(Json::as_str);
    let least = chain.iter().find_map(|schema| schema.string.min_length).unwrap_or(0);
    let most = chain.iter().find_map(|schema| schema.string.max_length).unwrap_or(u64::MAX);
    let fits = |text: &&str| {
        let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
        (least..=most).contains(&length) && !text.is_empty() && length <= LONGEST && !text.contains(['\n', '\r'])
    };
    let format = chain.iter().find_map(|schema| schema.format.as_deref()).unwrap_or_default();
    let mut given = strings.filter(fits).filter(|text| is_like(text, format));
    if let Some(given) = given.next() {
        return given.to_owned();
    }
    let least_count = usize::try_from(least).unwrap_or(usize::MAX);
    let pattern = chain.iter().find_map(|schema| schema.string.patterns.first());
    if let Some(found) = pattern.and_then(|pattern| matching(pattern, least_count))
        && (found.is_empty() || fits(&found.as_str()))
    {
        return found;
    }
    let plain = of_format(format).unwrap_or(fallback);
    let plain = if plain.is_empty() { "text" } else { plain };
    let most = usize::try_from(most.min(LONGEST)).unwrap_or(usize::MAX).max(least_count.min(4096));
    // The fallback can be a name of the document, of any length.
    let length = least_count.max(plain.chars().count()).min(4096).min(most);
    plain.chars().cycle().take(length).collect()
}

/// Longer texts are no examples but documents.
const LONGEST: u64 = 200;

/// A value of a format (OpenAPI format registry).
pub(super) fn of_format(format: &str) -> Option<&'static str> {
    Some(match format {
        "date-time" => "2026-01-31T12:00:00Z",
        "date" => "2026-01-31",
        "time" => "12:00:00Z",
        "duration" => "P1D",
        "email" | "idn-email" => "jane@example.com",
        "hostname" | "idn-hostname" => "example.com",
        "ipv4" | "ip" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "uri" | "url" | "iri" | "uri-reference" | "iri-reference" | "uri-template" => "https://example.com",
        "uuid" => "3fa85f64-5717-4562-b3fc-2c963f66afa6",
        "json-pointer" => "/a",
        "byte" => "dGV4dA==",
        _ => return None,
    })
}

/// Whether a text can be one of a format, as far as a look tells.
fn is_like(text: &str, format: &str) -> bool {
    match format {
        "uuid" => {
            let groups: Vec<usize> = text.split('-').map(str::len).collect();
            groups == [8, 4, 4, 4, 12] && text.chars().all(|c| c == '-' || c.is_ascii_hexdigit())
        }
        "email" | "idn-email" => text.contains('@'),
        "uri" | "url" | "iri" => text.contains(':'),
        "ipv4" => text.split('.').count() == 4 && text.split('.').all(|part| part.parse::<u8>().is_ok()),
        "ipv6" => text.contains(':') && text.chars().all(|c| c == ':' || c == '.' || c.is_ascii_hexdigit()),
        _ => true,
    }
}

/// An integer within the bounds.
pub(super) fn integer(chain: &[&Schema], candidates: &[Json]) -> i128 {
    let bounds = Bounds::of(chain);
    if let Some(given) = candidates.iter().filter_map(Json::as_i128).find(|given| bounds.has(*given as f64)) {
        return given;
    }
    let step = bounds.step.filter(|step| step.fract() == 0.0 && *step >= 1.0).unwrap_or(1.0);
    let least = bounds.least.map_or(step, |(least, exclusive)| {
        let least = if exclusive { least.floor() + 1.0 } else { least.ceil() };
        (least / step).ceil() * step
    });
    let most = bounds.most.map(|(most, exclusive)| if exclusive { most.ceil() - 1.0 } else { most.floor() });
    // A bound is a number of the document; one beyond all integers is cut off.
    match most {
        Some(most) if bounds.least.is_none() && most < least => most as i128,
        _ => least as i128,
    }
}

/// A number within the bounds.
pub(super) fn number(chain: &[&Schema], candidates: &[Json]) -> f64 {
    let bounds = Bounds::of(chain);
    if let Some(given) = candidates.iter().filter_map(Json::as_f64).find(|given| bounds.has(*given)) {
        return given;
    }
    let step = bounds.step.unwrap_or(1.0);
    let in_steps = (bounds.least.map_or(1.0, |(least, _)| least) / step).ceil() * step;
    let middle = match (bounds.least, bounds.most) {
        (Some((least, _)), Some((most, _))) => (least + most) / 2.0,
        (Some((least, _)), None) => least + 1.0,
        (None, Some((most, _))) => most - 1.0,
        (None, None) => 1.0,
    };
    [1.0, in_steps, middle].into_iter().find(|value| bounds.has(*value)).unwrap_or(middle)
}

/// Bounds with whether they are exclusive.
struct Bounds {
    least: Option<(f64, bool)>,
    most: Option<(f64, bool)>,
    step: Option<f64>,
}

impl Bounds {
    fn of(chain: &[&Schema]) -> Self {
        let facet = |get: fn(&NumberFacets) -> Option<(&str, bool)>| {
            chain.iter().find_map(|schema| {
                let (text, exclusive) = get(&schema.number)?;
                Some((text.parse::<f64>().ok()?, exclusive))
            })
        };
        Self {
            least: facet(|facets| facets.minimum.as_ref().map(|bound| (&*bound.value, bound.exclusive))),
            most: facet(|facets| facets.maximum.as_ref().map(|bound| (&*bound.value, bound.exclusive))),
            step: facet(|facets| facets.multiples_of.first().map(|step| (&**step, false))).map(|(step, _)| step),
        }
    }

    fn has(&self, value: f64) -> bool {
        self.least.is_none_or(|(least, exclusive)| value > least || (!exclusive && value == least))
            && self.most.is_none_or(|(most, exclusive)| value < most || (!exclusive && value == most))
            && self.step.is_none_or(|step| step <= 0.0 || (value / step).fract() == 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{integer, number, text};
    use crate::base::Json;
    use crate::model::{Bound, Schema};

    fn bounded(least: Option<(&str, bool)>, most: Option<(&str, bool)>, step: Option<&str>) -> Schema {
        let bound = |(value, exclusive): (&str, bool)| Bound { value: value.into(), exclusive };
        let mut schema = Schema::default();
        schema.number.minimum = least.map(bound);
        schema.number.maximum = most.map(bound);
        schema.number.multiples_of = step.map(Into::into).into_iter().collect();
        schema
    }

    #[test]
    fn numbers_are_within_their_bounds() {
        let rows = [
            (bounded(None, None, None), 1, 1.0),
            (bounded(Some(("10", false)), None, None), 10, 10.0),
            (bounded(Some(("10", true)), None, None), 11, 11.0),
            (bounded(None, Some(("0", false)), None), 0, -1.0),
            (bounded(Some(("0.5", false)), Some(("0.75", false)), None), 1, 0.625),
            (bounded(Some(("7", false)), None, Some("5")), 10, 10.0),
        ];
        for (schema, whole, other) in rows {
            assert_eq!((integer(&[&schema], &[]), number(&[&schema], &[])), (whole, other), "{:?}", schema.number);
        }
        let schema = bounded(Some(("10", false)), None, None);
        let given = [Json::Number("3".into()), Json::Number("12".into())];
        assert_eq!((integer(&[&schema], &given), number(&[&schema], &given)), (12, 12.0));
    }

    #[test]
    fn texts_have_the_length_the_pattern_and_the_format_that_they_must_have() {
        let mut schema = Schema::default();
        assert_eq!(text(&[&schema], &[], "id"), "id");
        schema.string.min_length = Some(5);
        assert_eq!(text(&[&schema], &[Json::String("a".into())], "id"), "ididi");
        schema.string.max_length = Some(6);
        assert_eq!(text(&[&schema], &[Json::String("secret".into())], "id"), "secret");
        schema.string.patterns = vec!["^[A-Z]+$".into()];
        assert_eq!(text(&[&schema], &[], "id"), "AAAAA");
        let schema = Schema { format: Some("uuid".into()), ..Schema::default() };
        assert_eq!(text(&[&schema], &[], "id").len(), 36);
        assert_eq!(text(&[&schema], &[Json::String("677c55876abd011a".into())], "id").len(), 36);
    }
}
