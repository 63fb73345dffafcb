//! The lock: what was called something stays called so.

use super::*;
use crate::names::LockProblem;

#[test]
fn text_and_entries_are_one_to_one() {
    let text = "\
# comment
#/components/schemas/Foo = models::Foo(email, r#type)
#/components/schemas/Foo = request models::FooCreate(email)
#/components/schemas/Foo = shape 5d1f00c2 %:empty a%20b:a_b e-mail:email
#/components/schemas/Foo = alias models::OldFoo
#/components/schemas/a = b = models::AB
#/components/schemas/line%0Abreak = models::LineBreak
#/components/securitySchemes/key = setter ClientBuilder::key(key)
#/info = package acme-foos
#/paths/~1foos/post = FoosApi::create_foo(id, body)
#/paths/~1foos/post = error api::CreateFooFailure
#/paths/~1foos/post/responses/201 = headers api::CreateFooHeaders
";
    let (lock, problems) = Lock::parse(text);
    assert_eq!(problems, []);
    assert_eq!(lock.len(), 8);
    let rendered = lock.render();
    assert!(rendered.starts_with("# "));
    assert_eq!(rendered.lines().skip(1).collect::<Vec<_>>(), text.lines().skip(1).collect::<Vec<_>>());
    let windows = text.replace('\n', "\r\n");
    assert_eq!(Lock::parse(&windows).0, lock);
}

#[test]
fn what_cannot_be_used_is_told_with_its_line() {
    let text = "
<<<<<<< ours
#/a = models::A
=======
#/a = models::B
>>>>>>> theirs
#/b
#/c = models::
#/d = models::type
#/e = models::E(a
#/f = models::E(a b)
#/g = what models::E
#/info = package not a name
a/b = models::F
#/a = models::A
";
    let (lock, problems) = Lock::parse(text);
    assert_eq!(lock.len(), 1);
    assert_eq!(
        problems.iter().map(|problem: &LockProblem| problem.line).collect::<Vec<_>>(),
        [2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]
    );
    assert!(problems[2].message.contains("`A`"), "{}", problems[2].message);
}

#[test]
fn lines_of_two_branches_are_put_together() {
    let text = "\
#/a = models::A(x, y)
#/a = models::A(x, z)
#/a = shape 00000001 fooBar:foo_bar
#/a = shape 00000002 fooBaz:foo_baz
";
    let (lock, problems) = Lock::parse(text);
    assert_eq!(problems, []);
    assert_eq!(
        lock.render().lines().skip(1).collect::<Vec<_>>(),
        ["#/a = models::A(x, y, z)", "#/a = shape 00000001 fooBar:foo_bar fooBaz:foo_baz"]
    );
}

#[test]
fn a_type_that_moved_keeps_its_name_and_those_of_its_members() {
    let kind = || object(&["name!", "foo-bar!"]);
    let mut doc = Doc::default();
    doc.shape("#/components/schemas/Pet", kind(), vec![], vec![Role::Received]);
    let names = doc.names();
    let lock = doc.lock(&names);
    let mut moved = Doc::default();
    let animal = moved.shape("#/components/schemas/Animal", kind(), vec![], vec![Role::Received]);
    let names = moved.names_with(&lock);
    assert_eq!(ident(&names, animal), "Pet");
    // Two of them: nobody can tell which one it is.
    let mut two = Doc::default();
    let animal = two.shape("#/components/schemas/Animal", kind(), vec![], vec![Role::Received]);
    let beast = two.shape("#/components/schemas/Beast", kind(), vec![], vec![Role::Received]);
    let names = two.names_with(&lock);
    assert_eq!([animal, beast].map(|shape| ident(&names, shape)), ["Animal", "Beast"]);
    // Still there: the other one is new.
    let mut beside = Doc::default();
    let animal = beside.shape("#/components/schemas/Animal", kind(), vec![], vec![Role::Received]);
    beside.shape("#/components/schemas/Pet", kind(), vec![], vec![Role::Received]);
    assert_eq!(ident(&beside.names_with(&lock), animal), "Animal");
}

#[test]
fn members_keep_their_names_when_others_want_them() {
    let mut doc = Doc::default();
    let place = "#/components/schemas/Pet";
    let before = doc.shape(place, object(&["fooBar", "at-work"]), vec![], vec![]);
    let names = doc.names();
    assert_eq!(members(&names, before), ["foo_bar", "at_work"]);
    let lock = doc.lock(&names);
    let mut grown = Doc::default();
    let after = grown.shape(place, object(&["foo_bar", "at_work", "at-work", "fooBar"]), vec![], vec![]);
    let names = grown.names_with(&lock);
    assert_eq!(members(&names, after), ["foo_underscore_bar", "at_underscore_work", "at_work", "foo_bar"]);
}

#[test]
fn what_was_written_is_what_the_next_run_gives() {
    let mut doc = document();
    let names = doc.names();
    let (lock, problems) = Lock::parse(&doc.lock(&names).render());
    assert_eq!(problems, []);
    let again = doc.names_with(&lock);
    assert_eq!(format!("{again:?}"), format!("{names:?}"));
    assert_eq!(doc.lock(&again), lock);
}

/// Two components with a loser each, an operation, a split type.
fn document() -> Doc {
    let mut doc = Doc::default();
    let create = doc.operation(Method::Post, "/pets/{id}", Some("createPet"), Some("Pets"));
    doc.parameter(create, "id", Location::Path, true);
    doc.parameter(create, "page", Location::Query, true);
    doc.body(create);
    doc.response(create, 201);
    let set = doc.headers(&[(create, Status::Code(201))], &["location"]);
    doc.shapes.response_headers.insert(create, vec![Some(set)]);
    doc.shape("#/components/schemas/a.v1.Pet", object(&["x!", "y!"]), vec![], vec![Role::Received]);
    doc.shape("#/components/schemas/b.v1.Pet", object(&["x!"]), vec![], vec![Role::Received]);
    doc.shape("#/components/schemas/Owner", object(&["x!"]), vec![], vec![Role::Received]);
    doc.shape("#/components/schemas/Owner", object(&["y!"]), vec![], vec![Role::SentInside(Method::Post)]);
    doc
}

#[test]
fn the_lock_says_all_that_callers_depend_on() {
    let mut doc = document();
    let names = doc.names();
    assert_eq!(
        lines(&doc.lock(&names)),
        [
            "#/components/schemas/Owner = models::Owner(x)",
            "#/components/schemas/Owner = request models::OwnerInput(y)",
            "#/components/schemas/Owner = shape",
            "#/components/schemas/a.v1.Pet = models::Pet(x, y)",
            "#/components/schemas/a.v1.Pet = shape",
            "#/components/schemas/b.v1.Pet = models::BV1Pet(x)",
            "#/components/schemas/b.v1.Pet = shape",
            "#/paths/~1pets~1{id}/post = PetsApi::create_pet(id, page, body)",
            "#/r/0/201 = headers api::CreatePetHeaders",
        ]
    );
}

#[test]
fn newcomers_take_no_name_that_is_in_use() {
    let mut doc = document();
    let names = doc.names();
    let lock = doc.lock(&names);
    // Everything that is new has the better claim by rank and comes first.
    let mut grown = Doc::default();
    let get = grown.operation(Method::Get, "/pets", Some("create_pet"), Some("Pets (v2)"));
    let newcomer = grown.shape("#/components/schemas/Pet", object(&[]), vec![], vec![Role::Success(Method::Get)]);
    let create = grown.operation(Method::Post, "/pets/{id}", Some("createPetNow"), Some("Pets"));
    let pet = grown.shape("#/components/schemas/a.v1.Pet", object(&["new!", "y!", "x!"]), vec![], vec![]);
    let names = grown.names_with(&lock);
    assert_eq!(ident(&names, pet), "Pet");
    assert_eq!(ident(&names, newcomer), "PetTitle");
    // As before: x, y; what is new comes last.
    assert_eq!(names.arguments.get(pet), Some(&vec![2, 1, 0]));
    assert_eq!(&*names.operations.get(create).unwrap().method, "create_pet");
    assert_ne!(&*names.operations.get(get).unwrap().method, "create_pet");
    assert_eq!(names.traits.iter().map(|t| &*t.ident).collect::<Vec<_>>(), ["PetsV2Api", "PetsApi"]);
}

#[test]
fn a_trait_keeps_its_name_when_a_sister_comes() {
    let mut doc = Doc::default();
    doc.operation(Method::Get, "/a", Some("a"), Some("Keys (iam/v2)"));
    let names = doc.names();
    let lock = doc.lock(&names);
    let mut grown = Doc::default();
    grown.operation(Method::Get, "/b", Some("b"), Some("Keys (iam/v3)"));
    grown.operation(Method::Get, "/a", Some("a"), Some("Keys (iam/v2)"));
    let names = grown.names_with(&lock);
    assert_eq!(names.traits.iter().map(|t| &*t.ident).collect::<Vec<_>>(), ["KeysIamV3Api", "KeysApi"]);
}

#[test]
fn the_order_of_a_call_stays() {
    let lock = Lock::parse("#/paths/~1a/post = AApi::a(page, id, body)").0;
    let mut doc = Doc::default();
    let operation = doc.operation(Method::Post, "/a", Some("a"), Some("A"));
    for (name, location) in [("new", Location::Query), ("id", Location::Path), ("page", Location::Query)] {
        doc.parameter(operation, name, location, true);
    }
    assert_eq!(doc.names_with(&lock).positional.get(operation), Some(&vec![2, 1, 0]));
}

#[test]
fn when_copies_part_the_component_keeps_the_name_else_the_first_place() {
    let mut doc = Doc::default();
    let copies = ["#/a", "#/b", "#/components/schemas/Failure"];
    let one = doc.shape(copies[0], object(&[]), vec![title("Failure")], vec![Role::Failure]);
    doc.copy(one, copies[1]);
    doc.copy(one, copies[2]);
    let names = doc.names();
    let lock = doc.lock(&names);
    assert_eq!(lock.render().matches("models::Failure").count(), 3);

    let mut parted = Doc::default();
    let titled: Vec<_> =
        copies.iter().map(|at| parted.shape(at, object(&[]), vec![title("Failure")], vec![Role::Failure])).collect();
    assert_eq!(ident(&parted.names_with(&lock), titled[2]), "Failure");

    let mut parted = Doc::default();
    let second = parted.shape(copies[1], object(&[]), vec![title("Failure")], vec![Role::Success(Method::Get)]);
    let first = parted.shape(copies[0], object(&[]), vec![title("Failure")], vec![Role::Failure]);
    let names = parted.names_with(&lock);
    assert_eq!(ident(&names, first), "Failure");
    assert_ne!(ident(&names, second), "Failure");
}

#[test]
fn a_split_and_its_end_keep_the_name() {
    let pointer = "#/components/schemas/Foo";
    let mut doc = Doc::default();
    doc.shape(pointer, object(&[]), vec![], vec![Role::SentInside(Method::Post)]);
    let names = doc.names();
    let lock = doc.lock(&names);
    let mut split = Doc::default();
    let sent = split.shape(pointer, object(&["a"]), vec![], vec![Role::Sent(Method::Post)]);
    let got = split.shape(pointer, object(&["b"]), vec![], vec![Role::Received]);
    let names = split.names_with(&lock);
    assert_eq!([sent, got].map(|shape| ident(&names, shape)), ["FooCreate", "Foo"]);
    let lock = split.lock(&names);
    let mut only = Doc::default();
    let sent = only.shape(pointer, object(&["a"]), vec![], vec![Role::Sent(Method::Post)]);
    assert_eq!(ident(&only.names_with(&lock), sent), "Foo");
}

#[test]
fn what_vanished_is_forgotten_and_what_was_left_out_is_not() {
    let text = "#/components/schemas/Gone = models::Gone
#/paths/~1a/get = AApi::a
#/paths/~1a/get/responses/200 = models::A
#/paths/~1a-b/get = AApi::ab
";
    let (old, _) = Lock::parse(text);
    let mut doc = Doc::default();
    let origin = doc.node("#/paths/~1a/get");
    let skipped = Skipped {
        origin,
        method: "GET".into(),
        path: "/a".into(),
        operation_id: None,
        tags: Vec::new(),
        deprecated: false,
        reason: String::new(),
    };
    doc.api.skipped.push(skipped);
    let newcomer = doc.shape("#/components/schemas/A", object(&[]), vec![], vec![]);
    let names = doc.names_with(&old);
    assert_ne!(ident(&names, newcomer), "A");
    let mut lock = doc.lock(&names);
    lock.carry_over(&old, &["#/paths/~1a/get".to_owned()]);
    let lines = lock.render();
    assert!(lines.contains("#/paths/~1a/get = AApi::a\n#/paths/~1a/get/responses/200 = models::A\n"), "{lines}");
    assert!(!lines.contains("Gone") && !lines.contains("a-b"), "{lines}");
}
