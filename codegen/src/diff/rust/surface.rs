//! The public API of a generated crate as data: every item that a user's code can name, with its Rust form.
//!
//! Types only, and how they are written. Must not know two versions.

use std::collections::BTreeMap;
use std::fmt;

use crate::base::NodeId;
use crate::plan::ir::{Presence, Ty};

/// All public items of a generated crate, in the order of their paths.
#[derive(Clone, Debug, Default)]
pub struct Surface {
    /// The name of the package.
    pub package: String,
    /// The items.
    pub items: BTreeMap<Key, Item>,
}

/// Where an item is. Names of different spaces do not collide: a field and a method can share one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The path of what it is in: `models`, `models::Invitation`, `ClientBuilder`.
    pub owner: String,
    /// What kind of name it has.
    pub space: Space,
    /// Its name.
    pub name: String,
}

/// Kinds of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Space {
    /// Types and traits.
    Type,
    /// Constants.
    Constant,
    /// Fields.
    Field,
    /// Variants.
    Variant,
    /// Functions and methods.
    Function,
    /// Conversions; the name is the type that is converted.
    Conversion,
}

/// A public item.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it looks like.
    pub form: Form,
    /// Traits that it has beside those that every item of its kind has.
    pub traits: Vec<&'static str>,
    /// `#[deprecated]`.
    pub deprecated: bool,
    /// The places of the document that it comes from, the main one first.
    pub origins: Vec<NodeId>,
    /// The field that a method goes with: a setter, the accessor of a default.
    pub of_field: Option<String>,
}

/// What an item looks like.
#[derive(Clone, Debug)]
pub enum Form {
    /// A struct that cannot be written as a literal elsewhere.
    Struct(Kind),
    /// `struct X(pub T)`.
    Tuple(Type),
    /// A non-exhaustive enum.
    Enum(Kind),
    /// `type X = T`.
    Alias(Type),
    /// A trait whose methods have defaults.
    Trait,
    /// A field.
    Field(Type, Presence),
    /// A variant, with what it holds.
    Variant(Option<Type>),
    /// A function or method.
    Function(Function),
    /// A constant.
    Constant(Type),
}

impl Form {
    /// The types that it mentions, in a fixed order.
    #[must_use]
    pub fn types(&self) -> Vec<&Type> {
        match self {
            Self::Struct(_) | Self::Enum(_) | Self::Trait | Self::Variant(None) => Vec::new(),
            Self::Tuple(ty) | Self::Alias(ty) | Self::Field(ty, _) | Self::Variant(Some(ty)) | Self::Constant(ty) => {
                vec![ty]
            }
            Self::Function(function) => std::iter::once(&function.output)
                .chain(function.arguments.iter().map(|argument| &argument.ty))
                .collect(),
        }
    }
}

/// Families of types that have the same traits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Sent or received: has serde's traits.
    Model,
    /// Belongs to an operation: parameters, headers, answers.
    Call,
    /// A builder of a model.
    Builder,
    /// `Client`, `ClientBuilder`, handles.
    Client,
}

/// A function or method.
#[derive(Clone, Debug)]
pub struct Function {
    /// What it is for.
    pub role: Role,
    /// Its arguments in order, without `self`.
    pub arguments: Vec<Argument>,
    /// What it gives; of a method that calls the server, what its future gives.
    pub output: Type,
    /// What decides about its result without being part of its type: a default.
    pub value: Option<String>,
}

/// What a function is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Makes a value: `new`.
    New,
    /// Starts a builder.
    Start,
    /// Ends a builder; fails while a required member is missing.
    Build,
    /// Takes a required member by name.
    Required,
    /// Takes `self`, sets something, gives `self`.
    Setter,
    /// Reads from `&self`.
    Reader,
    /// Calls the server, in a trait.
    Call,
    /// Calls the server for one page after the other, on the client; its output is an item.
    Items,
}

/// An argument.
#[derive(Clone, Debug)]
pub struct Argument {
    /// Its name, which callers do not write.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// How it is taken.
    pub pass: Pass,
    /// The place of the document that it comes from.
    pub origin: Option<NodeId>,
    /// Its name in the document says where it goes, and nothing else: a parameter of the path.
    pub positional: bool,
}

/// How an argument is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// As it is.
    Value,
    /// `impl Into<T>`.
    Into,
    /// `impl T`, for a trait.
    Impl,
}

/// A type as a path with arguments.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Type {
    /// The path.
    pub head: Head,
    /// Its arguments; the parts of a tuple.
    pub arguments: Vec<Type>,
}

/// The path of a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Head {
    /// A built-in type or one of std.
    Std(&'static str),
    /// A type of the runtime, exported at the root of the crate.
    Runtime(&'static str),
    /// A type of the generated crate, by its path.
    Own(String),
    /// A type of another crate, by its path.
    Foreign(String),
    /// A tuple.
    Tuple,
}

impl Type {
    /// A type without arguments.
    #[must_use]
    pub const fn plain(head: Head) -> Self {
        Self { head, arguments: Vec::new() }
    }

    /// A type of std with one argument.
    #[must_use]
    pub fn std(name: &'static str, argument: Self) -> Self {
        Self { head: Head::Std(name), arguments: vec![argument] }
    }

    /// A type of the crate.
    #[must_use]
    pub fn own(path: impl Into<String>) -> Self {
        Self::plain(Head::Own(path.into()))
    }

    /// A planned type.
    #[must_use]
    pub fn of(ty: &Ty) -> Self {
        match ty {
            Ty::Unit => Self::plain(Head::Tuple),
            Ty::Bool => Self::plain(Head::Std("bool")),
            Ty::Int(name) => Self::plain(Head::Std(name)),
            Ty::F64 => Self::plain(Head::Std("f64")),
            Ty::String => Self::plain(Head::Std("String")),
            Ty::Str => Self::plain(Head::Std("&str")),
            Ty::Runtime(name) => Self::plain(Head::Runtime(name)),
            Ty::Model(ident) => Self::own(format!("models::{ident}")),
            Ty::Api(ident) => Self::own(format!("api::{ident}")),
            Ty::Foreign(path) => {
                Self { head: Head::Runtime("Foreign"), arguments: vec![Self::plain(Head::Foreign(path.to_string()))] }
            }
            Ty::Option(inner) => Self::std("Option", Self::of(inner)),
            Ty::Maybe(inner) => Self { head: Head::Runtime("Maybe"), arguments: vec![Self::of(inner)] },
            Ty::Events(inner) => Self { head: Head::Runtime("Events"), arguments: vec![Self::of(inner)] },
            Ty::Items(inner) => Self { head: Head::Runtime("Values"), arguments: vec![Self::of(inner)] },
            Ty::Boxed(inner) => Self::std("Box", Self::of(inner)),
            Ty::List(inner) => Self::std("Vec", Self::of(inner)),
            Ty::Map(inner) => {
                Self { head: Head::Std("BTreeMap"), arguments: vec![Self::plain(Head::Std("String")), Self::of(inner)] }
            }
            Ty::Tuple(parts) => Self { head: Head::Tuple, arguments: parts.iter().map(Self::of).collect() },
            Ty::Leading(parts, rest) => {
                let parts = Self { head: Head::Tuple, arguments: parts.iter().map(Self::of).collect() };
                let rest = (**rest != Ty::VALUE).then(|| Self::of(rest));
                Self { head: Head::Runtime("Tuple"), arguments: [parts].into_iter().chain(rest).collect() }
            }
            Ty::OrAny(inner) => Self { head: Head::Runtime("OrAny"), arguments: vec![Self::of(inner)] },
        }
    }

    /// `Extra<V>`; the parameter's default is any value.
    #[must_use]
    pub fn extra(value: &Ty) -> Self {
        if *value == Ty::Runtime("Multipart") {
            return Self::of(value);
        }
        let arguments = if *value == Ty::VALUE { Vec::new() } else { vec![Self::of(value)] };
        Self { head: Head::Runtime("Extra"), arguments }
    }

    /// `Answer<B, H>` or `Response<B, H>`, without headers that are not declared.
    #[must_use]
    pub fn response(name: &'static str, body: &Ty, headers: &Ty) -> Self {
        let headers = (*headers != Ty::Unit).then(|| Self::of(headers));
        Self { head: Head::Runtime(name), arguments: std::iter::once(Self::of(body)).chain(headers).collect() }
    }

    /// The same type with other paths for types of the crate.
    #[must_use]
    pub fn renamed(&self, rename: &dyn Fn(&str) -> Option<String>) -> Self {
        let head = match &self.head {
            Head::Own(path) => Head::Own(rename(path).unwrap_or_else(|| path.clone())),
            other => other.clone(),
        };
        Self { head, arguments: self.arguments.iter().map(|argument| argument.renamed(rename)).collect() }
    }
}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (open, close) = if self.head == Head::Tuple { ("(", ")") } else { ("<", ">") };
        match &self.head {
            Head::Std(name) | Head::Runtime(name) => f.write_str(name)?,
            Head::Own(path) | Head::Foreign(path) => f.write_str(path)?,
            Head::Tuple if self.arguments.is_empty() => f.write_str("()")?,
            Head::Tuple => {}
        }
        if self.arguments.is_empty() {
            return Ok(());
        }
        f.write_str(open)?;
        for (index, argument) in self.arguments.iter().enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            argument.fmt(f)?;
        }
        f.write_str(close)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.space {
            Space::Field => write!(f, "{}.{}", self.owner, self.name),
            Space::Conversion => write!(f, "From<{}> for {}", self.name, self.owner),
            _ if self.owner.is_empty() => f.write_str(&self.name),
            _ => write!(f, "{}::{}", self.owner, self.name),
        }
    }
}

impl Key {
    /// A key.
    pub fn new(owner: impl Into<String>, space: Space, name: impl Into<String>) -> Self {
        Self { owner: owner.into(), space, name: name.into() }
    }

    /// The path of the item.
    #[must_use]
    pub fn path(&self) -> String {
        if self.owner.is_empty() { self.name.clone() } else { format!("{}::{}", self.owner, self.name) }
    }
}

impl Item {
    /// An item that comes from one place.
    #[must_use]
    pub fn new(form: Form, origins: Vec<NodeId>) -> Self {
        Self { form, traits: Vec::new(), deprecated: false, origins, of_field: None }
    }

    /// Its declaration as a line of Rust.
    #[must_use]
    pub fn declaration(&self, name: &str) -> String {
        match &self.form {
            Form::Struct(_) => format!("pub struct {name}"),
            Form::Tuple(ty) => format!("pub struct {name}(pub {ty})"),
            Form::Enum(_) => format!("pub enum {name}"),
            Form::Alias(ty) => format!("pub type {name} = {ty}"),
            Form::Trait => format!("pub trait {name}"),
            Form::Field(ty, _) => format!("pub {name}: {ty}"),
            Form::Variant(None) => name.to_owned(),
            Form::Variant(Some(ty)) => format!("{name}({ty})"),
            Form::Constant(ty) => format!("pub const {name}: {ty}"),
            Form::Function(function) => function.declaration(name),
        }
    }
}

impl Function {
    fn declaration(&self, name: &str) -> String {
        let receiver = match self.role {
            Role::New | Role::Start => None,
            Role::Build | Role::Required | Role::Setter => Some("self".to_owned()),
            Role::Reader | Role::Call | Role::Items => Some("&self".to_owned()),
        };
        let arguments = self.arguments.iter().map(Argument::to_string);
        let arguments = receiver.into_iter().chain(arguments).collect::<Vec<_>>().join(", ");
        let (start, output) = match self.role {
            Role::Call => ("async fn", self.output.to_string()),
            Role::Items => ("pub fn", format!("Paged<{}>", self.output)),
            Role::Required | Role::Setter => ("pub fn", "Self".to_owned()),
            _ => ("pub fn", self.output.to_string()),
        };
        format!("{start} {name}({arguments}) -> {output}")
    }
}

impl Argument {
    /// An argument that stands for no place of the document.
    pub(super) fn new(name: &str, ty: Type, pass: Pass) -> Self {
        Self { name: name.to_owned(), ty, pass, origin: None, positional: false }
    }
}

impl fmt::Display for Argument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pass {
            Pass::Value => write!(f, "{}: {}", self.name, self.ty),
            Pass::Into => write!(f, "{}: impl Into<{}>", self.name, self.ty),
            Pass::Impl => write!(f, "{}: impl {}", self.name, self.ty),
        }
    }
}
