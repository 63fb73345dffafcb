//! Names that look like others, of which the compiler would warn.

use super::*;

fn fields(names: &[&str]) -> Vec<String> {
    let mut doc = Doc::default();
    let shape = doc.shape("#/components/schemas/Thing", object(names), vec![], vec![]);
    members(&doc.names(), shape).into_iter().map(str::to_owned).collect()
}

#[test]
fn names_of_any_script_stay_as_they_are() {
    for names in [
        &["адрес", "город", "сорт", "о_городе"][..],
        &["住所", "口座", "日", "カード"],
        &["größe", "łódź", "æble", "naïve"],
        &["عنوان", "مدينة"],
        &["주소", "도시"],
        &["पता", "शहर"],
    ] {
        assert_eq!(fields(names), names);
    }
}

#[test]
fn letters_of_another_script_are_told_from_latin_ones() {
    assert_eq!(fields(&["аdmin", "admin"]), ["u430_dmin", "admin"]);
    // All of these could be Latin; with other words around, only the first one could.
    assert_eq!(fields(&["сор", "рост"]), ["u441_u43e_u440", "u440_u43e_u441_u442"]);
    assert_eq!(fields(&["сор", "рост", "город"]), ["u441_u43e_u440", "рост", "город"]);
    assert_eq!(fields(&["口"]), ["u53e3"]);
}

#[test]
fn of_two_that_look_alike_the_second_is_spelled() {
    assert_eq!(fields(&["мир", "миp"]), ["мир", "u43c_u438_p"]);
    assert_eq!(fields(&["口座", "ロ座"]), ["口座", "u30ed_u5ea7"]);
    assert_eq!(fields(&["adı"]), ["adi"]);
    assert_eq!(fields(&["adı", "adi"]), ["ad_u131", "adi"]);
    assert_eq!(fields(&["æble", "aeble"]), ["ue6_ble", "aeble"]);
}

#[test]
fn characters_that_identifiers_should_not_have_are_spelled() {
    assert_eq!(fields(&["ʿabd", "x²", "ﬁne", "µs", "Ｗide"]), ["u2bf_abd", "x2", "fine", "μs", "wide"]);
}

#[test]
fn variants_and_types_are_spelled_in_their_own_form() {
    let mut doc = Doc::default();
    let shape = doc.shape("#/components/schemas/口", values(&["口", "сор", "рост"]), vec![], vec![]);
    let names = doc.names();
    assert_eq!(ident(&names, shape), "U53e3");
    assert_eq!(members(&names, shape), ["U53e3", "U441u43eU440", "U440u43eU441u442"]);
}

#[test]
fn what_was_spelled_stays_spelled() {
    let mut doc = Doc::default();
    let shape = doc.shape("#/components/schemas/Thing", object(&["口", "адрес", "аdmin"]), vec![], vec![]);
    let names = doc.names();
    let lock = doc.lock(&names);
    doc.shape("#/components/schemas/日本", object(&["日"]), vec![], vec![]);
    assert_eq!(members(&doc.names_with(&lock), shape), members(&names, shape));
}
