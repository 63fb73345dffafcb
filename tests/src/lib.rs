//! The end-to-end tests are in `tests/`.
//!
//! This library is empty: it makes a plain `cargo build` of the workspace regenerate `generated/`.

/// The README's examples compile.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;

/// The guide's examples compile.
#[cfg(doctest)]
#[doc = include_str!("../../docs/guide/authentication.md")]
#[doc = include_str!("../../docs/guide/errors.md")]
#[doc = include_str!("../../docs/guide/hooks.md")]
#[doc = include_str!("../../docs/guide/limits.md")]
#[doc = include_str!("../../docs/guide/pagination.md")]
#[doc = include_str!("../../docs/guide/testing.md")]
pub struct Guide;
