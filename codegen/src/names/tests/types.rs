//! Who gets which type name.

use super::*;

fn idents<const N: usize>(doc: &mut Doc, shapes: [ShapeId; N]) -> [String; N] {
    let names = doc.names();
    shapes.map(|shape| ident(&names, shape).to_owned())
}

fn empty() -> Kind {
    object(&[])
}

#[test]
fn a_dotted_name_is_as_long_as_needed() {
    let mut doc = Doc::default();
    let at = |name: &str| format!("#/components/schemas/{name}");
    let mut add = |name: &str| doc.shape(&at(name), empty(), vec![], vec![Role::Received]);
    let shapes = [
        add("iam.v2.Invitation"),
        add("billing.v1.Invitation"),
        add("io.k8s.api.apps.v1.Deployment"),
        add("io.k8s.api.extensions.v1.Deployment"),
        add("checkout.session"),
        add("microsoft.graph.user"),
        add("user.v2"),
        add("Invoice 1.2"),
    ];
    assert_eq!(
        idents(&mut doc, shapes),
        [
            "Invitation",
            "BillingV1Invitation",
            "Deployment",
            "ExtensionsV1Deployment",
            "CheckoutSession",
            "User",
            "UserV2",
            "Invoice1_2"
        ]
    );
}

#[test]
fn components_that_become_equal_are_told_apart_by_their_spelling() {
    let mut doc = Doc::default();
    let mut add =
        |name: &str| doc.shape(&format!("#/components/schemas/{name}"), empty(), vec![], vec![Role::Received]);
    let shapes = [add("simple-user"), add("simple_user"), add("SimpleUser"), add("simpleUser")];
    assert_eq!(idents(&mut doc, shapes), ["SimpleUser", "SimpleUnderscoreUser", "SimpleUserPascal", "SimpleUserCamel"]);
    assert_eq!(doc.names().numbered, 0);
}

#[test]
fn a_component_comes_before_a_title_and_use_decides_between_equals() {
    let mut doc = Doc::default();
    let titled = doc.shape("#/a", empty(), vec![title("Pet")], vec![Role::Success(Method::Get)]);
    let sent = doc.shape("#/components/schemas/Pet", empty(), vec![], vec![Role::SentInside(Method::Post)]);
    let got = doc.shape("#/components/schemas/Pet", empty(), vec![], vec![Role::Received]);
    assert_eq!(idents(&mut doc, [got, sent, titled]), ["Pet", "PetInput", "PetResponse"]);
}

#[test]
fn what_is_sent_says_what_for() {
    let mut doc = Doc::default();
    let create = doc.operation(Method::Post, "/pets", Some("createPet"), None);
    let update = doc.operation(Method::Patch, "/pets/{id}", Some("updatePet"), None);
    let replace = doc.operation(Method::Put, "/pets/{id}", Some("replacePet"), None);
    let search = doc.operation(Method::Post, "/pets/search", Some("searchPets"), None);
    doc.shape("#/components/schemas/Pet", empty(), vec![], vec![Role::Success(Method::Get)]);
    let post = || Role::Sent(Method::Post);
    let shapes = [
        doc.shape("#/a", empty(), vec![title("Pet"), sent(create)], vec![post()]),
        doc.shape("#/b", empty(), vec![title("Pet"), sent(update)], vec![Role::Sent(Method::Patch)]),
        doc.shape("#/c", empty(), vec![title("Pet"), sent(replace)], vec![Role::Sent(Method::Put)]),
        doc.shape("#/d", empty(), vec![title("Pet"), sent(search)], vec![post()]),
        doc.shape("#/e", empty(), vec![title("Owner")], vec![Role::Received]),
        doc.shape(
            "#/f",
            empty(),
            vec![title("Owner"), sent(create), sent(update)],
            vec![post(), Role::Sent(Method::Put)],
        ),
    ];
    assert_eq!(idents(&mut doc, shapes), ["PetCreate", "PetUpdate", "PetReplace", "PetInput", "Owner", "OwnerInput"]);
}

#[test]
fn bodies_without_a_name_take_it_from_the_operation() {
    let mut doc = Doc::default();
    let create = doc.operation(Method::Post, "/pets", Some("createPet"), None);
    let find = doc.operation(Method::Post, "/pets/find", Some("findPets"), None);
    for (operation, status) in [(create, 201), (create, 422), (find, 200), (find, 422), (find, 404)] {
        doc.response(operation, status);
    }
    let pet = doc.shape("#/components/schemas/Pet", empty(), vec![received(create, 201)], vec![]);
    doc.api.operations[create].responses[0].contents.push(Content {
        origin: NodeId(0),
        media_type: "application/json".into(),
        schema: Some(Id::new(7)),
        item_schema: None,
        examples: vec![],
        encoding: vec![],
    });
    doc.shapes.responses.insert(Id::new(7), Use { shape: pet, nullable: false });
    let page = NameHint::ResponseBody { operation: find, status: Status::Code(200), item: true };
    let shapes = [
        doc.shape("#/a", empty(), vec![sent(create)], vec![Role::Sent(Method::Post)]),
        doc.shape("#/b", empty(), vec![sent(find)], vec![Role::Sent(Method::Post)]),
        doc.shape("#/c", empty(), vec![page], vec![Role::Received]),
        doc.shape("#/d", empty(), vec![received(create, 422), received(find, 422)], vec![Role::Failure]),
        doc.shape("#/e", empty(), vec![received(find, 404), received(find, 422)], vec![Role::Failure]),
        doc.shape("#/f", empty(), vec![received(find, 200)], vec![Role::Success(Method::Post)]),
    ];
    assert_eq!(
        idents(&mut doc, shapes),
        ["PetCreate", "FindPetsRequest", "FindPetsItem", "UnprocessableContentError", "ErrorBody", "FindPetsResponse"]
    );
}

#[test]
fn members_take_their_owner_or_what_owners_share() {
    let mut doc = Doc::default();
    let mut owner =
        |name: &str| doc.shape(&format!("#/components/schemas/{name}"), empty(), vec![], vec![Role::Received]);
    let (order, order_item, invoice) = (owner("Order"), owner("OrderItem"), owner("Invoice"));
    let mut add = |at: &str, hints| doc.shape(at, empty(), hints, vec![Role::Received]);
    let inner = add("#/1", vec![member(order, "details")]);
    let shapes = [
        inner,
        add("#/2", vec![member(inner, "detail_rows")]),
        add("#/3", vec![item(order, "discounts")]),
        add("#/4", vec![item(invoice, "data")]),
        add("#/5", vec![member(order_item, "item_type")]),
        add("#/6", vec![member(order, "status"), member(order_item, "status")]),
        add("#/7", vec![member(order, "country"), member(invoice, "country")]),
        add("#/8", vec![member(order, "data"), member(invoice, "data")]),
        add("#/9", vec![NameHint::Item { list: "Payments".into() }]),
        add("#/10", vec![NameHint::Item { list: "PaymentList".into() }]),
    ];
    assert_eq!(
        idents(&mut doc, shapes),
        [
            "OrderDetails",
            "OrderDetailsDetailRows",
            "OrderDiscount",
            "InvoiceItem",
            // `OrderItem` + `item_type` would say "item" twice.
            "OrderItemType",
            "OrderStatus",
            "Country",
            "OrderData",
            "Payment",
            "PaymentListItem"
        ]
    );
}

#[test]
fn shapes_that_contain_each_other_get_names() {
    let mut doc = Doc::default();
    let (a, b) = (Id::new(0), Id::new(1));
    doc.shape("#/1", empty(), vec![member(b, "parent")], vec![Role::Received]);
    doc.shape("#/2", empty(), vec![member(a, "child")], vec![Role::Received]);
    let own = Id::new(2);
    doc.shape("#/3", empty(), vec![member(own, "next")], vec![Role::Received]);
    assert_eq!(idents(&mut doc, [b, a, own]), ["Child", "ChildParent", "Next"]);
}

#[test]
fn variants_are_called_after_their_tag_or_what_only_they_have() {
    let mut doc = Doc::default();
    let pet = Id::new(3);
    let variant = |index| NameHint::Variant { owner: pet, index };
    let cat = doc.shape("#/0", empty(), vec![variant(0)], vec![Role::Received]);
    let dog = doc.shape("#/1", object(&["bark!", "name!"]), vec![variant(1)], vec![Role::Received]);
    let other = doc.shape("#/2", values(&["a", "b"]), vec![variant(2)], vec![Role::Received]);
    let all = [(cat, "cat"), (dog, ""), (other, ""), (Id::new(4), "")];
    doc.shape("#/components/schemas/Pet", union(&all), vec![], vec![Role::Received]);
    let none = doc.shape("#/4", values(&[""]), vec![variant(3)], vec![Role::Received]);
    let names = doc.names();
    assert_eq!(
        [cat, dog, other, none].map(|shape| ident(&names, shape)),
        ["PetCat", "PetBark", "PetChoice", "PetEmpty"]
    );
    assert_eq!(members(&names, pet), ["Cat", "Bark", "Choice", "Empty"]);
    assert_eq!(&*names.types.get(cat).unwrap().module, "pet");
}

#[test]
fn parameters_take_their_operation_or_their_tag() {
    let mut doc = Doc::default();
    let list = doc.operation(Method::Get, "/pets", Some("listPets"), Some("Pets"));
    let find = doc.operation(Method::Get, "/pets/find", Some("findPets"), Some("Pets"));
    let parameter = |operation, name: &str| NameHint::Parameter { operation, name: name.into() };
    let mut add = |at: &str, hints| doc.shape(at, values(&["asc"]), hints, vec![Role::Parameter]);
    let shapes = [
        add("#/1", vec![parameter(list, "sort")]),
        add("#/2", vec![parameter(list, "order"), parameter(find, "order")]),
        add("#/3", vec![parameter(list, "sort_order"), parameter(find, "sort_order")]),
    ];
    assert_eq!(idents(&mut doc, shapes), ["ListPetsSort", "PetOrder", "SortOrder"]);
    assert_eq!(&*doc.names().types.get(shapes[1]).unwrap().module, "pets");
}

#[test]
fn prelude_names_stay_and_impossible_ones_do_not() {
    let mut doc = Doc::default();
    let mut add =
        |name: &str| doc.shape(&format!("#/components/schemas/{name}"), empty(), vec![], vec![Role::Received]);
    let shapes = [add("Option"), add("Vec"), add("String"), add("Self"), add("Error"), add("招待")];
    assert_eq!(idents(&mut doc, shapes), ["Option", "Vec", "String", "Self_", "Error", "招待"]);
}

#[test]
fn only_types_of_their_own_are_named() {
    let mut doc = Doc::default();
    let text = doc.shape("#/1", Kind::Text(TextKind::Plain), vec![title("Name")], vec![]);
    let alias = doc.shape("#/components/schemas/Name", Kind::Text(TextKind::Plain), vec![], vec![]);
    let names = doc.names();
    assert_eq!([text, alias].map(|shape| ident(&names, shape)), ["-", "Name"]);
}

#[test]
fn a_title_that_is_a_sentence_is_the_last_resort() {
    let mut doc = Doc::default();
    let get = doc.operation(Method::Get, "/pets", Some("listPets"), None);
    let text = "What the server answers when you ask it for pets";
    let shape = doc.shape("#/1", empty(), vec![title(text), received(get, 200)], vec![Role::Success(Method::Get)]);
    assert_eq!(idents(&mut doc, [shape]), ["ListPetsResponse"]);
}

#[test]
fn numbers_are_counted_and_told() {
    let mut doc = Doc::default();
    let shapes: Vec<_> =
        (0..4).map(|index| doc.shape(&format!("#/{index}"), empty(), vec![title("A")], vec![])).collect();
    let names = doc.names();
    assert_eq!(shapes.iter().map(|shape| ident(&names, *shape)).collect::<Vec<_>>(), ["A", "AObject", "A2", "A3"]);
    assert_eq!(names.numbered, 2);
    assert_eq!(doc.diags.len(), 2);
}
