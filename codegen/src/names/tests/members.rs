//! Fields, variants and what is beside them.

use super::*;

fn named(kind: Kind, name: &str) -> (Names, ShapeId, Diagnostics) {
    let mut doc = Doc::default();
    let shape = doc.shape(&format!("#/components/schemas/{name}"), kind, vec![], vec![Role::Received]);
    (doc.names(), shape, doc.diags)
}

fn variants(name: &str, kind: Kind) -> Vec<String> {
    let (names, shape, _) = named(kind, name);
    members(&names, shape).into_iter().map(str::to_owned).collect()
}

#[test]
fn fields_that_become_equal_are_told_apart() {
    let (names, shape, diags) =
        named(object(&["bar-baz", "bar_baz", "barBaz", "BarBaz", "@type", "type", "self", "+1", "-1", "", "$"]), "Foo");
    assert_eq!(
        members(&names, shape),
        [
            "bar_dash_baz",
            "bar_baz",
            "bar_baz_camel",
            "bar_baz_pascal",
            "at_type",
            "r#type",
            "self_",
            "plus_1",
            "minus_1",
            "empty",
            "dollar"
        ]
    );
    assert_eq!(diags.iter().filter(|d| d.code == crate::diag::Code::NameCollision).count(), 4);
    assert_eq!(names.numbered, 0);
}

#[test]
fn undeclared_members_have_a_field_of_their_own() {
    let (names, shape, _) = named(object(&["a"]), "Foo");
    assert_eq!(&**names.rest.get(shape).unwrap(), "other");
    let (names, shape, _) = named(object(&["other", "other_members"]), "Foo");
    assert_eq!(&**names.rest.get(shape).unwrap(), "undeclared");
    assert_eq!(members(&names, shape), ["other", "other_members"]);
}

#[test]
fn new_takes_what_is_required_in_the_order_of_the_document() {
    let (names, shape, _) = named(object(&["a!", "b", "c!"]), "Foo");
    assert_eq!(names.arguments.get(shape), Some(&vec![0, 2]));
}

#[test]
fn a_value_does_not_repeat_its_type() {
    let table: [(&str, &[&str], &[&str]); 10] = [
        ("AuthType", &["AUTH_TYPE_LOCAL", "AUTH_TYPE_SSO"], &["Local", "Sso"]),
        ("InvitationStatus", &["INVITE_STATUS_SENT", "STATUS_DONE", "SENT_BACK"], &["Sent", "Done", "SentBack"]),
        // Nothing would be left, or nothing that can stand alone.
        ("AuthType", &["AUTH_TYPE", "AUTH_TYPE_2"], &["AuthType", "AuthType2"]),
        // One word in small letters is as likely a part of the value.
        ("ErrorType", &["type_error", "syntax_error"], &["TypeError", "SyntaxError"]),
        ("Status", &["status_sent", "sent"], &["Sent", "SentLower"]),
        ("Kind", &["Invitation"], &["Invitation"]),
        ("Order", &["asc", "ASC", "Asc", "aSC"], &["Asc", "AscUpper", "AscTitle", "ASc"]),
        (
            "Op",
            &["=", "<", "<=", "+1", "-1", "*", "/"],
            &["Equal", "Less", "LessEqual", "Plus1", "Minus1", "Star", "Slash"],
        ),
        ("State", &["", "unknown", "Unknown", "other"], &["Empty", "DeclaredUnknown", "UnknownTitle", "Other"]),
        ("Size", &["1x1", "self", "type"], &["Value1x1", "Self_", "Type"]),
    ];
    for (name, list, expected) in table {
        assert_eq!(variants(name, values(list)), expected, "{name}");
    }
}

#[test]
fn the_member_counts_as_the_name_of_its_values() {
    let mut doc = Doc::default();
    let owner = doc.shape("#/components/schemas/Event", object(&[]), vec![], vec![Role::Received]);
    let kind = values(&["PHASE_ONE", "phase_two", "EVENT_THREE"]);
    let shape = doc.shape("#/components/schemas/Progress", kind, vec![member(owner, "phase")], vec![Role::Received]);
    let names = doc.names();
    assert_eq!(members(&names, shape), ["One", "Two", "EventThree"]);
    assert_eq!(&**names.unknown.get(shape).unwrap(), "Unknown");
}

#[test]
fn a_new_value_renames_nothing() {
    let before = variants("InvitationStatus", values(&["INVITE_STATUS_SENT", "open"]));
    let after = variants("InvitationStatus", values(&["INVITE_STATUS_SENT", "open", "unknown", "INVITE_X"]));
    assert_eq!(after[..2], before[..]);
}

#[test]
fn values_that_are_no_strings() {
    let number = |text: &str| Json::Number(text.into());
    let mixed = vec![
        number("1"),
        number("-1"),
        number("1.5"),
        Json::String("1".into()),
        Json::Bool(true),
        Json::String("true".into()),
        Json::Null,
        Json::Array(vec![number("1")]),
    ];
    let expected = ["Value1", "Minus1", "Value1_5", "Value1Lower", "True", "TrueLower", "Null", "Open1Close"];
    assert_eq!(variants("Level", json_values(mixed)), expected);
}

#[test]
fn names_from_extensions_are_kept() {
    let Kind::Enum(mut shape) = values(&["a", "b"]) else { panic!() };
    shape.values[0].name = Some("LEVEL_HIGH".into());
    assert_eq!(variants("Level", Kind::Enum(shape)), ["LevelHigh", "B"]);
}

#[test]
fn variants_of_a_union_are_called_after_what_they_hold() {
    let mut doc = Doc::default();
    let text = doc.shape("#/1", Kind::Text(TextKind::Plain), vec![], vec![]);
    let number = doc.shape("#/2", Kind::Integer(IntegerKind::I64), vec![], vec![]);
    let cat = doc.shape("#/components/schemas/CatPet", object(&[]), vec![], vec![]);
    let dog = doc.shape("#/components/schemas/PetDog", object(&[]), vec![], vec![]);
    let list =
        doc.shape("#/3", Kind::Array { item: Use { shape: text, nullable: false }, unique: false }, vec![], vec![]);
    let nested =
        doc.shape("#/4", Kind::Array { item: Use { shape: list, nullable: false }, unique: false }, vec![], vec![]);
    let unknown = doc.shape("#/components/schemas/Unknown", object(&[]), vec![], vec![]);
    let all =
        [(text, ""), (number, ""), (cat, "cat"), (dog, "dog"), (list, ""), (nested, ""), (dog, "wolf"), (unknown, "u")];
    let pet = doc.shape("#/components/schemas/Pet", union(&all), vec![], vec![]);
    let names = doc.names();
    assert_eq!(
        members(&names, pet),
        ["String", "Integer", "Cat", "Dog", "StringList", "StringListList", "PetDog", "U"]
    );
}
