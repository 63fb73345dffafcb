//! Words and the identifiers that they make.

use crate::names::keywords::{Case, is_identifier};
use crate::names::words::{Words, is_known, is_version};

fn all(name: &str) -> [String; 3] {
    let words = Words::of(name);
    [Case::Type, Case::Field, Case::Variant].map(|case| case.ident(&words))
}

#[test]
fn names_of_every_kind_become_identifiers() {
    let table = [
        ("invitation", "Invitation", "invitation"),
        ("APIKey", "ApiKey", "api_key"),
        ("createIamV2Invitation", "CreateIamV2Invitation", "create_iam_v2_invitation"),
        ("userIDs", "UserIds", "user_ids"),
        ("HTTPServer", "HttpServer", "http_server"),
        ("IPv4Address", "Ipv4Address", "ipv4_address"),
        ("OAuth2Token", "Oauth2Token", "oauth2_token"),
        ("repos/get-content", "ReposGetContent", "repos_get_content"),
        ("X-Request-Id", "XRequestId", "x_request_id"),
        ("x-foo", "XFoo", "x_foo"),
        ("_links", "Links", "links"),
        ("$ref", "Ref", "r#ref"),
        ("@type", "Type", "r#type"),
        ("type", "Type", "r#type"),
        ("gen", "Gen", "r#gen"),
        ("self", "Self_", "self_"),
        ("Self", "Self_", "self_"),
        ("super", "Super", "super_"),
        ("crate", "Crate", "crate_"),
        ("", "Empty", "empty"),
        ("_", "Underscore", "underscore"),
        ("+1", "Plus1", "plus_1"),
        ("-1", "Minus1", "minus_1"),
        ("-created_at", "MinusCreatedAt", "minus_created_at"),
        ("=", "Equal", "equal"),
        ("<=", "LessEqual", "less_equal"),
        ("!=", "NotEqual", "not_equal"),
        ("*", "Star", "star"),
        ("/", "Slash", "slash"),
        ("C", "C", "c"),
        ("C++", "CPlusPlus", "c_plus_plus"),
        ("C#", "CHash", "c_hash"),
        ("Terms & Conditions", "TermsAndConditions", "terms_and_conditions"),
        ("user's name", "UsersName", "users_name"),
        ("Page<User>", "PageUser", "page_user"),
        ("Réponse«Liste»", "RéponseListe", "réponse_liste"),
        ("gpt-3.5-turbo", "Gpt3_5Turbo", "gpt_3_5_turbo"),
        ("filter[name]", "FilterName", "filter_name"),
        ("invitación", "Invitación", "invitación"),
        ("e\u{301}tat", "\u{c9}tat", "\u{e9}tat"),
        ("招待", "招待", "招待"),
        ("приглашениеДрузей", "ПриглашениеДрузей", "приглашение_друзей"),
        ("नमस्ते", "नमस्ते", "नमस्ते"),
        ("👍", "U1f44d", "u1f44d"),
        ("ok 👍", "OkU1f44d", "ok_u1f44d"),
        ("a\nb\u{0}c", "ABC", "a_b_c"),
    ];
    for (name, pascal, snake) in table {
        let [ty, field, _] = all(name);
        assert_eq!((ty.as_str(), field.as_str()), (pascal, snake), "{name:?}");
        assert!(is_identifier(&ty) && is_identifier(&field), "{name:?}");
    }
}

#[test]
fn a_digit_in_front_gets_a_word_that_fits_the_place() {
    assert_eq!(all("2fa"), ["Type2fa", "field_2fa", "Value2fa"].map(str::to_owned));
    assert_eq!(all("2024-01-02"), ["Type2024_01_02", "field_2024_01_02", "Value2024_01_02"].map(str::to_owned));
    assert_eq!(Case::Argument.ident(&Words::of("7")), "param_7");
    assert_eq!(Case::Method.ident(&Words::of("2fa enable")), "call_2fa_enable");
}

#[test]
fn modules_are_files_on_every_system() {
    let module = |name: &str| Case::Module.ident(&Words::of(name));
    assert_eq!(module("Invitation"), "invitation");
    assert_eq!(module("Type"), "type_");
    assert_eq!(module("aux"), "aux_");
    assert_eq!(module("std"), "std_");
    assert_eq!(module("招待"), "u62db_u5f85");
    assert_eq!(module("Größe"), "gr_uf6_udf_e");
    assert!(module(&"ab ".repeat(400)).len() <= 100);
}

#[test]
fn long_names_lose_their_middle() {
    let long = format!("start {} end", "middle ".repeat(100));
    let ident = Case::Type.ident(&Words::of(&long));
    assert!(ident.len() <= 200 && ident.starts_with("StartMiddle"), "{ident}");
    let endless = Case::Field.ident(&Words::of(&"x".repeat(100_000)));
    assert!(!endless.is_empty() && endless.len() <= 200);
    let endless = Case::Field.ident(&Words::of(&"字".repeat(100_000)));
    assert!(!endless.is_empty() && endless.len() <= 200);
}

#[test]
fn the_singular_of_words() {
    let table = [
        ("invitations", "invitation"),
        ("policies", "policy"),
        ("addresses", "address"),
        ("boxes", "box"),
        ("statuses", "status"),
        ("status", "status"),
        ("address", "address"),
        ("series", "series"),
        ("caches", "cache"),
        ("children", "child"),
        ("data", "data"),
        ("ids", "id"),
        ("analysis", "analysis"),
    ];
    for (many, one) in table {
        assert_eq!(Words::of(many).singular(), Words::of(one), "{many}");
    }
}

#[test]
fn joining_does_not_stutter() {
    let join = |a: &str, b: &str| Words::of(a).then(&Words::of(b)).pascal("");
    assert_eq!(join("OrderItem", "item_type"), "OrderItemType");
    assert_eq!(join("Invitation", "invitation_status"), "InvitationStatus");
    assert_eq!(join("Invitation", "status"), "InvitationStatus");
    assert_eq!(join("Node", "node"), "NodeNode");
}

#[test]
fn versions_are_known() {
    for version in ["v2", "2", "v1beta1", "V10", "v1_2"] {
        assert!(is_version(version), "{version}");
    }
    for other in ["vote", "v", "", "core", "v2x", "2fa"] {
        assert!(!is_version(other), "{other}");
    }
}

/// Fails when an update of a dependency brings in characters that older compilers refuse, or drops some: see `is_old`.
#[test]
fn the_characters_of_identifiers_stay_the_same() {
    let known: Vec<u32> = ('\0'..=char::MAX).filter(|c| is_known(*c)).map(u32::from).collect();
    let sum = known.iter().fold(0_u64, |sum, c| sum.wrapping_mul(31).wrapping_add(u64::from(*c)));
    assert_eq!((known.len(), sum), (33_745, 871_387_462_004_130_205));
}
