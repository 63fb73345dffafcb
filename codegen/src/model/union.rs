//! Unions: shapes that are one of several, and what tells which.

use super::schema::{SchemaId, TypeSet};
use super::shape::Use;

/// One of several shapes.
#[derive(Clone, Debug)]
pub struct Union {
    /// The alternatives in the document's order.
    pub variants: Vec<Variant>,
    /// How they are told apart.
    pub dispatch: Dispatch,
    /// How those that are lists are told apart, where several are.
    pub lists: Option<Box<Lists>>,
}

/// How the alternatives of a union that are lists are told apart: by the first item, or by the count of items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lists {
    /// The alternatives that are lists, as indices of [`Union::variants`] (of the lists around, in lists of lists).
    pub variants: Vec<usize>,
    /// What the items of each are like.
    pub items: Vec<Choice>,
    /// How items that are objects are told apart.
    pub dispatch: Dispatch,
    /// How items that are lists are told apart, where several are.
    pub lists: Option<Box<Lists>>,
    /// The least and the largest count of items of each, where these exclude each other; items are not looked at, then.
    pub counts: Vec<(u64, u64)>,
}

/// Alternatives that have the same values of a tag, and how these are told apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The values; none where the tag is missing or has another value.
    pub tags: Vec<Box<str>>,
    /// The alternatives, as indices of [`Union::variants`].
    pub variants: Vec<usize>,
    /// What selects each of them within the group.
    pub choices: Vec<Choice>,
    /// How they are told apart, with indices of `variants`.
    pub dispatch: Dispatch,
}

/// What selects an alternative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The JSON types of its values.
    pub types: TypeSet,
    /// Values of the tag that select it, the one to write first.
    pub tags: Vec<Box<str>>,
    /// Members that select it.
    pub members: Vec<Box<str>>,
}

/// One alternative of a union.
#[derive(Clone, Debug)]
pub struct Variant {
    /// What it holds.
    pub value: Use,
    /// The schema of the alternative.
    pub schema: SchemaId,
    /// The JSON types its values can have.
    pub types: TypeSet,
    /// Values of the tag that select it, the one to write first.
    pub tags: Vec<Box<str>>,
    /// Members that no value of the others has; one of them is there in every value of it, or may be (`probably`).
    pub members: Vec<Box<str>>,
    /// The value is stored behind a pointer, because the type would contain itself.
    pub boxed: bool,
}

/// How the alternatives of a union are told apart. JSON types come first; this is about those that are objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dispatch {
    /// JSON types are enough.
    Types,
    /// By the text of a member; declared by `discriminator` or found as a constant of each alternative.
    Tag {
        /// The member's name.
        property: Box<str>,
        /// What it is where the member is missing or has another value (3.2 `defaultMapping`).
        fallback: Option<usize>,
    },
    /// By the presence of members ([`Variant::members`]); an alternative without any is what remains.
    Members {
        /// The alternatives that have members of their own, in the order in which they are looked for.
        order: Vec<usize>,
        /// The members need not be there: they say what a value probably is, and what does not fit is kept as it is.
        probably: bool,
    },
    /// By the text of a member, which several alternatives share.
    Groups {
        /// The member's name.
        property: Box<str>,
        /// All alternatives; what remains is last.
        groups: Vec<Group>,
    },
    /// Nothing separates them: the value is kept as it is and read on demand.
    Undecided,
}

impl Union {
    /// Whether a value may be of another alternative than the one that it is taken for.
    #[must_use]
    pub fn is_a_guess(&self) -> bool {
        let lists = std::iter::successors(self.lists.as_deref(), |lists| lists.lists.as_deref());
        self.dispatch.is_a_guess() || lists.into_iter().any(|lists| lists.dispatch.is_a_guess())
    }
}

impl Dispatch {
    fn is_a_guess(&self) -> bool {
        match self {
            Self::Members { probably, .. } => *probably,
            Self::Groups { groups, .. } => groups.iter().any(|group| {
                group.variants.len() > 1 && (group.dispatch == Self::Undecided || group.dispatch.is_a_guess())
            }),
            Self::Types | Self::Tag { .. } | Self::Undecided => false,
        }
    }
}
