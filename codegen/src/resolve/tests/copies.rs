//! Schemas that repeat a component.

use super::{assert_merged, merged};

const FAULT: &str = "
Fault:
  type: object
  required: [code, reason]
  properties: {code: {type: integer}, reason: {$ref: '#/components/schemas/Reason'}}
Reason: {type: string, enum: [late, lost]}
";

fn member(schema: &str) -> String {
    let text = format!("A: {{type: object, properties: {{fault: {schema}}}}}{FAULT}");
    let all = merged("3.0.3", &text);
    all.lines().find(|line| line.contains("fault")).unwrap_or(&all).trim().to_owned()
}

#[test]
fn a_schema_that_repeats_a_component_is_a_reference_to_it() {
    let reference = member("{$ref: '#/components/schemas/Fault'}");
    let start = "{type: object, required: [reason, code], properties: {";
    let reason = "reason: {type: string, enum: [late, lost]}, code: {type: integer}";
    // In another order, with what is inside written out as well, with another example.
    assert_eq!(member(&format!("{start}{reason}}}}}")), reference);
    let by_reference = "code: {type: integer, example: 3}, reason: {$ref: '#/components/schemas/Reason'}";
    assert_eq!(member(&format!("{start}{by_reference}}}}}")), reference);
    let bound = format!("{start}code: {{type: integer, minimum: 1}}, reason: {{type: string, enum: [late, lost]}}}}}}");
    let described = format!("{start}{reason}}}, description: another}}");
    let more = format!("{start}{reason}, at: {{type: string}}}}}}");
    for other in [bound, described, more] {
        assert_ne!(member(&other), reference, "{other}");
    }
}

#[test]
fn what_repeats_two_components_or_says_next_to_nothing_stays_what_it_is() {
    let two = "
A: {type: object, properties: {p: {type: string, enum: [x, y]}}}
B: {type: string, enum: [x, y]}
";
    assert!(!merged("3.0.3", two).contains("enum"), "{}", merged("3.0.3", two));
    let three = format!("{two}C: {{type: string, enum: [x, y]}}\n");
    assert!(merged("3.0.3", &three).contains("enum"), "{}", merged("3.0.3", &three));
    let small = "
A: {type: object, properties: {p: {type: object, properties: {id: {type: string}}}}}
B: {type: object, properties: {id: {type: string}}}
";
    assert!(merged("3.0.3", small).contains("id"), "{}", merged("3.0.3", small));
}

#[test]
fn a_title_is_a_name() {
    let titled = |title: &str| {
        let fault = format!("{{title: {title}, type: string, enum: [x, y]}}");
        merged("3.0.3", &format!("A: {{type: object, properties: {{p: {fault}}}}}\nSome_Kind: {fault}\n"))
    };
    assert!(titled("SomeKind").contains("@Some_Kind"), "{}", titled("SomeKind"));
    assert!(titled("Sort").contains("enum"), "{}", titled("Sort"));
}

#[test]
fn parts_that_repeat_a_component_and_circles() {
    assert_merged(
        "
A: {allOf: [{type: object, properties: {a: {type: string}, b: {type: string}}}]}
B: {type: object, properties: {a: {type: string}, b: {type: string}}}
",
        "@B",
    );
    let circle = "
A:
  description: a list
  type: object
  properties:
    next: {description: a list, type: object, properties: {next: {$ref: '#/components/schemas/A'}}}
";
    assert!(merged("3.1.0", circle).contains("next?: @A"), "{}", merged("3.1.0", circle));
}
