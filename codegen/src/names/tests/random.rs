//! Whatever the names in a document are: identifiers are valid, unique in their place, and the same in every run.

use std::collections::HashSet;

use super::*;
use crate::names::keywords::is_identifier;

/// A small generator of pseudo-random numbers: xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn text(&mut self) -> String {
        const PIECES: &[&str] = &[
            "a", "b", "A", "B", "ab", "Ab", "AB", "_", "-", ".", "/", " ", "1", "2", "type", "self", "Self", "v2", "+",
            "=", "<", ">", "@", "$", "'", "é", "e\u{301}", "ß", "İ", "ŉ", "ª", "ǅ", "Σ", "招", "\u{f900}", "ि",
            "\u{94d}", "👍", "\u{200d}", "\u{0}", "\n", "𝐀", "ϒ", "Ⅷ", "²", "٣", "ᾳ", "\u{345}", "·", "ー", "#", "r#",
            "crate", "…", "ʿ", "а", "о", "сор", "ı", "æ", "口", "ロ", "д", "rn", "m",
        ];
        (0..self.below(6)).map(|_| PIECES[self.below(PIECES.len())]).collect()
    }

    fn texts(&mut self, most: usize) -> Vec<String> {
        let mut texts: Vec<String> = (0..self.below(most) + 1).map(|_| self.text()).collect();
        let mut seen = HashSet::new();
        texts.retain(|text| seen.insert(text.clone()));
        texts
    }
}

fn check<'a>(place: &str, idents: impl IntoIterator<Item = &'a Box<str>>, from: &dyn std::fmt::Debug) {
    let mut seen = HashSet::new();
    for ident in idents {
        assert!(is_identifier(ident), "{place}: {ident:?} from {from:?}");
        assert!(syn::parse_str::<syn::Ident>(ident).is_ok(), "{place}: {ident:?} from {from:?}");
        assert_eq!(**ident, *crate::names::words::normalized(ident), "{place}: {ident:?}");
        assert!(seen.insert(ident.clone()), "{place}: {ident:?} twice, from {from:?}");
    }
}

fn document(random: &mut Random) -> Doc {
    let mut doc = Doc::default();
    let components = random.texts(6);
    for component in &components {
        let texts = random.texts(8);
        let list: Vec<&str> = texts.iter().map(String::as_str).collect();
        let kind = if random.below(2) == 0 { object(&list) } else { values(&list) };
        let owner = Id::new(random.below(8) as u32);
        let hints = vec![title(&random.text()), member(owner, &random.text()), NameHint::Variant { owner, index: 1 }];
        let role = [Role::Success(Method::Get), Role::Failure, Role::Sent(Method::Put), Role::Received]
            [random.below(4)]
        .clone();
        let at = if random.below(2) == 0 { "#/components/schemas/" } else { "#/inline/" };
        doc.shape(&format!("{at}{component}"), kind, hints, vec![role]);
    }
    let variants: Vec<(ShapeId, String)> = doc.shapes.arena.ids().map(|id| (id, random.text())).collect();
    let variants: Vec<(ShapeId, &str)> = variants.iter().map(|(id, tag)| (*id, tag.as_str())).collect();
    doc.shape("#/components/schemas/Union", union(&variants), vec![], vec![]);
    for path in random.texts(4) {
        let (id, tag) = (random.text(), random.text());
        let operation = doc.operation(Method::Get, &format!("/{path}"), Some(&id), Some(&tag));
        for name in random.texts(5) {
            doc.parameter(operation, &name, [Location::Query, Location::Header][random.below(2)], random.below(2) == 0);
        }
        doc.response(operation, 200 + random.below(400) as u16);
        let texts = random.texts(4);
        doc.headers(&[(operation, Status::Code(200))], &texts.iter().map(String::as_str).collect::<Vec<_>>());
    }
    doc
}

#[test]
fn every_identifier_is_valid_and_alone_in_its_place() {
    for seed in 1..250 {
        let mut random = Random(0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(seed));
        let mut doc = document(&mut random);
        let names = doc.names();
        check("types", names.types.iter().map(|(_, name)| &name.ident), &doc.shapes);
        for (id, _) in doc.shapes.arena.iter() {
            let Some(members) = names.members.get(id) else { continue };
            let besides = names.rest.get(id).into_iter().chain(names.unknown.get(id));
            check("members", members.iter().chain(besides), &doc.shapes.arena[id]);
        }
        check("methods", names.operations.iter().map(|(_, names)| &names.method), &doc.api);
        let traits = names.traits.iter().flat_map(|one| [&one.ident, &one.handle]);
        let types = names.operations.iter().flat_map(|(_, names)| [&names.params, &names.success, &names.error]);
        let sets = names.header_sets.iter().map(|(_, set)| &set.ident);
        check("types of api", traits.chain(types).chain(sets), &doc.api);
        check("modules of traits", names.traits.iter().map(|one| &one.module), &doc.api);
        for (_, one) in names.operations.iter() {
            check("arguments", one.arguments.iter().chain([&one.body]), &doc.api);
            check("variants", one.variants.iter().chain([&one.undeclared]), &doc.api);
        }
        for (_, set) in names.header_sets.iter() {
            check("header fields", &set.fields, &doc.shapes);
        }
        for (_, name) in names.types.iter() {
            assert!(name.module.is_ascii() && is_identifier(&name.module), "{}", name.module);
        }
    }
}

#[test]
fn a_locked_document_is_a_fixed_point() {
    for seed in 1..120 {
        let mut random = Random(0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(seed));
        let mut doc = document(&mut random);
        let names = doc.names();
        let (lock, problems) = Lock::parse(&doc.lock(&names).render());
        assert_eq!(problems, []);
        let again = doc.names_with(&lock);
        let types = |names: &Names| names.types.iter().map(|(_, name)| name.ident.clone()).collect::<Vec<_>>();
        assert_eq!(types(&again), types(&names), "seed {seed}");
        let methods = |names: &Names| names.operations.iter().map(|(_, o)| o.method.clone()).collect::<Vec<_>>();
        assert_eq!(methods(&again), methods(&names), "seed {seed}");
        assert_eq!(doc.lock(&again), lock, "seed {seed}");
    }
}

#[test]
fn reading_a_lock_never_fails() {
    let mut random = Random(7);
    for _ in 0..3000 {
        let text: Vec<String> =
            (0..5).map(|_| format!("#/{} = models::{}({})", random.text(), random.text(), random.text())).collect();
        let (lock, _) = Lock::parse(&text.join("\n"));
        assert_eq!(Lock::parse(&lock.render()), (lock, vec![]));
    }
}
