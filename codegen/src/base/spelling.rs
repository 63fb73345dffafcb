//! The word that somebody probably meant, and names by their letters.
//!
//! Takes a misspelt word and the right ones, gives the nearest. Must not know what the words mean.

/// The candidate nearest to `word`, if it is near enough to be a misspelling: a third of the letters may be wrong, and
/// case, `-` and `_` do not count. The first of equally near ones.
#[must_use]
pub fn did_you_mean<'a>(word: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = folded(word);
    // Nobody misspells a whole paragraph, and the distance costs the product of both lengths.
    if wanted.len() > 100 {
        return None;
    }
    let allowed = (wanted.len() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in among {
        let other = folded(candidate);
        if other.len().abs_diff(wanted.len()) > allowed {
            continue;
        }
        let far = distance(&wanted, &other);
        if far <= allowed && best.is_none_or(|(nearest, _)| far < nearest) {
            best = Some((far, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The last part of a dotted name.
pub(crate) fn last_segment(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

/// What is left of a name when neither case nor separators count.
pub(crate) fn letters(name: &str) -> String {
    name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn folded(word: &str) -> Vec<char> {
    word.chars().filter(|c| !matches!(c, '-' | '_')).flat_map(char::to_lowercase).collect()
}

/// How many letters have to be added, removed, replaced or swapped with their neighbour (optimal string alignment).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = Vec::with_capacity(b.len() + 1);
        let mut left = i + 1;
        row.push(left);
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX - 1);
            let mut cost = (at(&above, j) + usize::from(x != y)).min(at(&above, j + 1) + 1).min(left + 1);
            if i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x) {
                cost = cost.min(at(&before, j - 1) + 1);
            }
            row.push(cost);
            left = cost;
        }
        before = std::mem::replace(&mut above, row);
    }
    above.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_words_are_found() {
        let words = ["package", "runtime", "security", "operationId"];
        assert_eq!(did_you_mean("pakage", words), Some("package"));
        assert_eq!(did_you_mean("Runtiem", words), Some("runtime"));
        assert_eq!(did_you_mean("operation_id", words), Some("operationId"));
        assert_eq!(did_you_mean("zzz", words), None);
        assert_eq!(did_you_mean("", words), None);
        assert_eq!(did_you_mean(&"package".repeat(1000), words), None);
    }

    #[test]
    fn the_distance_counts_edits_and_swaps() {
        let far = |a: &str, b: &str| distance(&folded(a), &folded(b));
        assert_eq!((far("", ""), far("abc", ""), far("", "ab")), (0, 3, 2));
        assert_eq!((far("kitten", "sitting"), far("ab", "ba"), far("teh", "the")), (3, 1, 1));
    }
}
