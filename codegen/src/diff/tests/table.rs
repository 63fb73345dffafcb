//! The table of checks: sorted, closed under mirrors, and each row with a case.

use std::collections::BTreeSet;

use super::super::{Area, Check, Mirror};
use super::{around, facets, structure};

#[test]
fn an_id_is_there_once() {
    let ids: Vec<&str> = Check::all().iter().map(|check| check.id).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len());
    for id in ids {
        assert_eq!(Check::find(id).map(|check| check.id), Some(id));
        assert!(id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{id}");
    }
}

#[test]
fn every_check_has_a_mirror_that_leads_back_or_says_why_not() {
    let mut problems = Vec::new();
    for check in Check::all() {
        match check.mirror {
            Mirror::Waived(why) => assert!(why.len() > 10, "{}: {why}", check.id),
            Mirror::Is(ids) => {
                assert!(!ids.is_empty(), "{}", check.id);
                for id in ids {
                    match Check::find(id).map(|other| other.mirror) {
                        Some(Mirror::Is(back)) if !back.contains(&check.id) => {
                            problems.push(format!("{id} does not lead back to {}", check.id));
                        }
                        None => problems.push(format!("{}: there is no {id}", check.id)),
                        _ => {}
                    }
                }
            }
        }
    }
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn every_check_has_a_case() {
    let seen: BTreeSet<&str> =
        [facets::covered(), structure::covered(), around::covered()].concat().into_iter().collect();
    let missing: Vec<&str> = Check::all()
        .iter()
        .filter(|check| check.area != Area::Rust && !seen.contains(check.id))
        .map(|check| check.id)
        .collect();
    assert!(missing.is_empty(), "{} of {}: {missing:#?}", missing.len(), Check::all().len());
}
