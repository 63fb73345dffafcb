//! What is laid out from tokens is laid out as prettyplease does.

use proc_macro2::TokenStream;

use super::*;

/// Rust of all kinds that generated code has, with lines that are short, long, and as long as a line may be.
const KNOWN: [&str; 26] = [
    "pub use self::a::B; pub(crate) use ::a::{B, C as D, e::F}; mod r#mod;",
    "pub use self::a_module::{AnotherName, OneMoreName, SomethingElse, TheLastName, YetAnotherName, AndMore};",
    "pub use self::{a::{B, C}, d::E, f_module::{AnotherName, OneMoreName, SomethingElse, TheLastName}, g::H};",
    "use a::{b::{c::{d, e}, f}, g::{h, i}};",
    "#[cfg(any(feature = \"api-one\", feature = \"api-two\", feature = \"api-three\", feature = \"api-four\"))] mod a;",
    "#[cfg(all(feature = \"dyn\", any(feature = \"a\", feature = \"b\")))] pub use self::a::B;",
    "pub struct Unit; pub struct Newtype(pub Vec<String>); pub type Alias = BTreeMap<String, Option<Vec<u8>>>;",
    "pub type A = std::collections::BTreeMap<String, Option<std::collections::BTreeMap<String, models::ALongName>>>;",
    "#[doc = \" One.\"] #[derive(Clone, Debug)] #[non_exhaustive] pub struct A { #[doc = r\" B\"] pub b: B<'static>, c: [u8; 4] }",
    "pub struct A {} impl A {} pub struct B { pub(crate) a: &'a mut str }",
    "pub struct A { pub b: Option<Vec<super::a_module_with_a_long_name::ATypeWithALongName<WithAnArgument, AndAnother>>>, }",
    "pub enum A { #[doc = \" B.\"] B, C(Box<D>), E(F, G), H(AVeryLongNameOfAType<WithAVeryLongArgument, AndAnotherOneThatIsLong>), }",
    "pub trait A: B + C { fn a(&self); #[doc = \"\\u{1}\"] fn b(&self, c: &str) -> impl D<E, (), F> { rt::not_implemented(\"b\", (a, b)) } }",
    "pub trait A { fn a_method_with_a_name(&self, first: &str, second: i64, third: SomeParams) -> impl Reply<Vec<Body>, (), Error> { x() } }",
    "pub trait A { fn a_method(&self, first: &str) -> impl Reply<models::ABodyWithAVeryLongNameIndeed, LinkHeaders, AMethodError> { x() } }",
    "impl A { pub fn new(a: impl Into<String>, b: i64) -> Self { Self { a: a.into(), b, c: None, d: Extra::new(), ..rt::blank() } } }",
    "impl A { pub fn new(a: A) -> Self { Self { a } } pub fn of() -> B { B::default() } fn c(mut self) -> Self { self } }",
    "impl A { pub fn new(a: A) -> Self { Self { a, bbbbbbbbbbbbbbbb, cccccccccccccc } } pub fn c(&self) -> [u8; 2] { x } }",
    "impl A { fn a(&self) -> &str { self.a.as_option().map(String::as_str).unwrap_or(\"a default value that does not fit\") } }",
    "impl A { fn a(&self) -> bool { self.a_field_with_a_long_name_that_goes_on.as_option().copied().unwrap_or(true) } }",
    "impl From<A> for B { fn from(value: A) -> Self { Self(rt::Value::of(&value)) } }",
    "impl api::A for Client { fn a(&self, id: &str) -> rt::Call<models::A, (), api::AError> { \
     let mut request = rt::Request::new(&A); request.path(\"id\", &id); request.query(\"a\", &params.a); request.json(&body); \
     self.core.call(request, rt::json).paged(|page: models::AnAnswerWithALongName| page.the_items_of_it.unwrap_or_default()) } }",
    "impl A for B { fn a(&self) -> C { self.core.call(request, rt::json).paged(|page: Vec<models::A>| page) } }",
    "impl A { fn a(self) -> Result<A, B> { Ok(A { a: self.a.ok_or(Missing(\"a\"))?, b: None, cccccccccccccccccccccc: None }) } }",
    "impl A { fn a() { request.query_styled(\"a_name\", rt::Style::FORM.explode(false).reserved(), &params.a_name_that_is_long); f::<A, B>(x); } }",
    "impl A { fn a() { x.within(\"a\", &[rt::Limit::MinLength(1), rt::Limit::MaxLength(255), rt::Limit::Pattern(\"^a\")], &params.a); } }",
];

/// What is left to prettyplease.
const OTHERS: [&str; 7] = [
    "#![recursion_limit = \"512\"] const A: u8 = 1;",
    "impl<T> A<T> where T: B { fn a() {} }",
    "rt::setters!(A -> B);",
    "pub trait A { fn a(); fn b() -> u8 { match x { 1 => 2, _ => 3 } } #[doc = \" C.\"] fn c() -> u8 { if a { 1 } else { 2 } } fn d() {} }",
    "impl A { pub const B: &'static [&'static str] = &[\"a\", \"b\"]; fn c() -> A { a.await } }",
    "impl A { fn a() { let x: u8 = -1; } fn b() -> [u8; 3] { [1, 2, 3] } fn c() { concat!(\"a\", \"b\") } fn d() { (a) } }",
    "impl A { fn a(&self) -> fn(u8) -> u8 { move |x| x + 1 } fn b() -> B { x.map(|it| f(it)) } fn c(a: (u8,)) {} }",
];

fn text(source: &str) -> String {
    let mut out = String::new();
    format_item(source.parse::<TokenStream>().unwrap(), &mut Layout::default(), &mut out);
    out
}

/// Text with the lines of docs apart.
fn lines(text: &str) -> String {
    let mut out = String::new();
    write_lines(text, false, &mut out);
    out
}

#[test]
fn what_is_laid_out_from_tokens_is_as_prettyplease_does() {
    for source in KNOWN.iter().chain(&OTHERS) {
        assert_eq!(lines(&text(source)), lines(&by_prettyplease(source).unwrap()), "{source}");
    }
}

#[test]
fn the_commonest_needs_no_syntax_tree() {
    let is_known = |source: &&str| {
        let flat = Flat::new(source.parse::<TokenStream>().unwrap());
        rust::write_items(&flat, &mut Layout::default(), &mut String::new()).is_some()
    };
    assert_eq!(KNOWN.iter().find(|source| !is_known(source)), None);
}

/// Every width from short to long: where lines begin to break, both agree on it.
#[test]
fn lines_break_at_the_same_widths() {
    for width in 1..120 {
        let name = "a".repeat(width);
        for source in [
            format!("pub struct A {{ pub {name}: B<C, D> }}"),
            format!("pub trait A {{ fn {name}(&self, a: B) -> impl C<D, E, F> {{ x(y) }} }}"),
            format!("pub use a::{{{name}, b, c}};"),
            format!(
                "impl A {{ fn a() {{ let mut a = b::{name}(&C); a.b(\"c\", &d.e); self.a.b(c, d).{name}(|x: Y| x) }} }}"
            ),
            format!(
                "impl A {{ fn a() {{ self.{name}.b(\"c\").unwrap_or(d); {name}.a(b)?.c; {name}(A {{ b, c }}) }} }}"
            ),
            format!("impl A {{ fn a() -> A {{ A {{ {name}: b.c(d), e: F::g(), ..rt::blank() }} }} }}"),
            format!("#[cfg(any(feature = \"{name}\", feature = \"b\"))] mod a;"),
        ] {
            assert_eq!(text(&source), by_prettyplease(&source).unwrap(), "{source}");
        }
    }
}

#[test]
fn items_are_apart_and_groups_together() {
    let mut file = SourceFile::new(vec!["A file.".to_owned(), String::new(), "More.".to_owned()]);
    file.group(vec!["mod a;".parse().unwrap(), "mod b;".parse().unwrap()]);
    file.item("#[doc = \" One.\"] pub struct A { pub a: u8 }".parse::<TokenStream>().unwrap());
    file.item("struct B;".parse::<TokenStream>().unwrap());
    assert_eq!(
        format(file),
        "//! A file.\n//!\n//! More.\n\nmod a;\nmod b;\n\n/// One.\npub struct A {\n    pub a: u8,\n}\n\nstruct B;\n"
    );
}

#[test]
fn what_is_no_rust_is_still_written() {
    let mut file = SourceFile::default();
    file.item("struct struct".parse::<TokenStream>().unwrap());
    assert!(format(file).contains("please report"));
}

#[test]
fn docs_hold_any_text() {
    for line in ["plain", "\"quoted\" and \\ and \"# and \"## and \"###", "'", "/", " indented", "ends with \\"] {
        let lines = vec![line.to_owned(), String::new(), "more  ".to_owned()];
        let docs = docs(&lines);
        let mut file = SourceFile::spaced();
        file.item(quote!(#docs pub struct A;));
        assert_eq!(format(file), format!("/// {line}\n///\n/// more\npub struct A;\n"));
    }
}
