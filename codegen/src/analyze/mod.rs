//! Facts about resolved schemas that several later stages need, computed and never stored on the schemas.
//!
//! Takes the resolved API; gives what a reference leads to, which JSON types a schema allows, and how the alternatives of a union
//! can be told apart. Must not decide what becomes a type: that is `shape`.

mod follow;
mod form;
mod media;
mod sent;
mod types;
mod unions;

pub use follow::{Followed, follow};
pub use form::{Form, FormPart, form, form_of};
pub use media::{MediaClass, media_class, media_word};
pub(crate) use sent::{part_graph, sent, sent_schemas};
pub(crate) use types::inferred;
pub use types::types_of;
pub use unions::{UnionFacts, alternatives, union_facts};
