use crate::rt::{Extra, Maybe};

/// Links between the pages of a list, and its size. Links are opaque.
///
/// Schema: `#/components/schemas/iam.v2.InvitationList/properties/metadata`
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ListMeta {
    /// Where the list begins, if one can jump there. Format: `uri`.
    pub first: Maybe<String>,
    /// Where the list ends, if one can jump there. Format: `uri`.
    pub last: Maybe<String>,
    /// Link to the page before. None on the first page, nor for lists that cannot be read backwards. Format: `uri`.
    pub prev: Maybe<String>,
    /// Link to the page after. None on the last page. Format: `uri`.
    pub next: Maybe<String>,
    /// Length of the whole list, over all pages. At least 0.
    pub total_size: Option<i32>,
    /// Members that the description does not declare, kept as received.
    pub other: Extra,
}
