//! What generated code says in tables: JSON of structs and of enums, object-safe handles of traits.
//!
//! Takes names, gives implementations. A row a member, so that a change of a description is a change of one line; nothing in
//! here decides anything.

/// JSON of a struct: a row for each member (its name on the wire, its field), and the field that keeps undeclared members, if there
/// is one. A field whose type has no value for what is missing is of a member that must be there; `always` names those of whose type
/// has. `limited` before the type says that there are limits: of the whole in parentheses, of a member behind its field in brackets.
///
/// Tables are what most of a generated crate consists of: one expansion, and two lists and a call for each direction.
#[doc(hidden)]
#[macro_export]
macro_rules! __oasmith_object {
    (limited($($own:expr),*) $type:ty $(, $rest:ident)? $(; always($($always:literal),*))? {
        $($wire:literal $field:ident $(: [$($limit:expr),*])?,)*
    }) => {
        impl $crate::json::Limited for $type {
            fn limits() -> &'static [$crate::json::Limit] {
                use $crate::json::Limit::*;
                const LIMITS: &[$crate::json::Limit] = &[$($own,)* $($(Member($wire, &[$($limit),*]),)?)*];
                LIMITS
            }
        }
        $crate::__oasmith_object!($type $(, $rest)? $(; always($($always),*))? => limits { $($wire $field,)* });
    };
    ($type:ty $(, $rest:ident)? $(; always($($always:literal),*))? $(=> $limits:ident)? { $($wire:literal $field:ident,)* }) => {
        impl $crate::json::Decode for $type {
            fn blank() -> Self {
                Self { $($field: $crate::json::blank(),)* $($rest: $crate::json::blank())? }
            }
            fn read(&mut self, d: &mut $crate::json::Decoder<'_>) -> $crate::json::DecodeResult<()> {
                d$(.always(&[$($always),*]))?.object(&[$($wire),*], &mut [$(&mut self.$field,)* $(&mut self.$rest)?])
            }
        }
        impl $crate::json::Encode for $type {
            fn encode(&self, e: &mut $crate::json::Encoder) {
                e$(.always(&[$($always),*]))?.object(&[$($wire),*], &[$(&self.$field,)* $(&self.$rest)?])
            }
            $(fn limits(&self) -> ::core::option::Option<$crate::json::Limits> {
                ::core::option::Option::Some($crate::json::Limits::of($crate::json::$limits::<Self>()))
            })?
        }
        $crate::__oasmith_serde_impls!($type);
    };
}

/// JSON and text of an enum of strings: a row for each listed value, and the variant for all others.
#[doc(hidden)]
#[macro_export]
macro_rules! __oasmith_strings {
    ($type:ty, $unlisted:ident { $($text:literal $variant:ident,)* }) => {
        impl $type {
            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::$unlisted(value) => value.as_str(),
                }
            }
        }
        impl ::core::convert::From<&str> for $type {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    other => Self::$unlisted(other.into()),
                }
            }
        }
        impl ::core::str::FromStr for $type {
            type Err = ::core::convert::Infallible;
            fn from_str(text: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(text.into())
            }
        }
        impl ::core::fmt::Display for $type {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl $crate::json::Decode for $type {
            fn blank() -> Self {
                Self::$unlisted($crate::json::blank())
            }
            fn read(&mut self, d: &mut $crate::json::Decoder<'_>) -> $crate::json::DecodeResult<()> {
                let value = d.variant()?;
                *self = match value.as_str() {
                    ::core::option::Option::Some(text) => text.into(),
                    ::core::option::Option::None => Self::$unlisted($crate::json::Unlisted::keep(value, d)?),
                };
                ::core::result::Result::Ok(())
            }
        }
        impl $crate::json::Encode for $type {
            fn encode(&self, e: &mut $crate::json::Encoder) {
                match self {
                    Self::$unlisted(value) => e.value(value),
                    known => e.string(known.as_str()),
                }
            }
        }
        $crate::__oasmith_serde_impls!($type);
    };
}

/// JSON and number of an enum of integers: a row for each listed value, and the variant for all others.
#[doc(hidden)]
#[macro_export]
macro_rules! __oasmith_integers {
    ($type:ty, $unlisted:ident { $($number:literal $variant:ident,)* }) => {
        impl $type {
            /// The value on the wire; nothing when what was received is no integer of 64 bits.
            pub fn as_i64(&self) -> ::core::option::Option<i64> {
                match self {
                    $(Self::$variant => ::core::option::Option::Some($number),)*
                    Self::$unlisted(value) => $crate::json::Unlisted::number(value),
                }
            }
        }
        impl ::core::convert::From<i64> for $type {
            fn from(number: i64) -> Self {
                match number {
                    $($number => Self::$variant,)*
                    other => Self::$unlisted(other.into()),
                }
            }
        }
        impl $crate::json::Decode for $type {
            fn blank() -> Self {
                Self::$unlisted($crate::json::blank())
            }
            fn read(&mut self, d: &mut $crate::json::Decoder<'_>) -> $crate::json::DecodeResult<()> {
                let value = d.variant()?;
                *self = match value.as_i64() {
                    $(::core::option::Option::Some($number) => Self::$variant,)*
                    _ => Self::$unlisted($crate::json::Unlisted::keep(value, d)?),
                };
                ::core::result::Result::Ok(())
            }
        }
        impl $crate::json::Encode for $type {
            fn encode(&self, e: &mut $crate::json::Encoder) {
                match self {
                    Self::$unlisted(value) => e.value(value),
                    known => e.value(&known.as_i64()),
                }
            }
        }
        $crate::__oasmith_serde_impls!($type);
    };
}

/// How an enum of types is written: a row for each variant (`plain`; `from`, `text` or `boxed` when `From` of its type makes it), with
/// the member that tells which it is where the value does not write it itself; and the variant for all else. `limited` before it
/// says that alternatives have limits.
#[doc(hidden)]
#[macro_export]
macro_rules! __oasmith_union {
    (@encode $type:ty, $unlisted:ident {
        $($how:ident $variant:ident $(($from:ty))? $([$name:literal: $tag:literal])?,)*
    } $($limits:tt)*) => {
        impl $crate::json::Encode for $type {
            fn encode(&self, e: &mut $crate::json::Encoder) {
                match self {
                    $(Self::$variant(value) => $crate::__oasmith_union_variant!(encode e value $($name $tag)?),)*
                    Self::$unlisted(value) => e.value(value),
                }
            }
            $($limits)*
        }
        $($crate::__oasmith_union_variant!($how $type, $variant $($from)?);)*
        $crate::__oasmith_serde_impls!($type);
    };
    (limited $type:ty, $unlisted:ident { $($rows:tt)* }) => {
        $crate::__oasmith_union!(@encode $type, $unlisted { $($rows)* }
            fn limits(&self) -> ::core::option::Option<$crate::json::Limits> {
                ::core::option::Option::Some($crate::json::Limits::of($crate::json::limits::<Self>()))
            }
        );
    };
    ($type:ty, $unlisted:ident { $($rows:tt)* }) => {
        $crate::__oasmith_union!(@encode $type, $unlisted { $($rows)* });
    };
}

/// One variant of [`union`].
#[doc(hidden)]
#[macro_export]
macro_rules! __oasmith_union_variant {
    (encode $e:ident $value:ident) => {
        $e.value($value)
    };
    (encode $e:ident $value:ident $name:literal $tag:literal) => {
        $e.tagged($name, $tag, $value)
    };
    (plain $type:ty, $variant:ident) => {};
    (from $type:ty, $variant:ident $from:ty) => {
        impl ::core::convert::From<$from> for $type {
            fn from(value: $from) -> Self {
                Self::$variant(value)
            }
        }
    };
    (text $type:ty, $variant:ident $from:ty) => {
        $crate::__oasmith_union_variant!(from $type, $variant $from);
        impl ::core::convert::From<&str> for $type {
            fn from(value: &str) -> Self {
                Self::$variant(value.into())
            }
        }
    };
    (boxed $type:ty, $variant:ident $from:ty) => {
        impl ::core::convert::From<$from> for $type {
            fn from(value: $from) -> Self {
                Self::$variant(::std::boxed::Box::new(value))
            }
        }
    };
}

/// What is fixed of operations: a row for each, with method, path, id, and what sets it apart from an operation that gives JSON
/// with status 200.
#[doc(hidden)]
#[macro_export]
macro_rules! __oasmith_operations {
    ($($name:ident: $method:ident $path:literal $id:literal $(, $setter:ident($value:expr))*;)*) => {
        $(static $name: $crate::Operation =
            $crate::Operation::new($id, $crate::generated::Method::$method, $path).accept("application/json") $(.$setter($value))*;)*
    };
}

/// Enums of errors: what makes them of a response. A row for each, with the statuses in the order in which they count, how the
/// body of each is read, and its variant; `_` is any other status. A row with a media type is for bodies of that one. The variant `Undeclared` takes what the others are not.
#[doc(hidden)]
#[macro_export]
macro_rules! __oasmith_failures {
    ($($type:ty {
        $($status:literal $(..= $end:literal)? $($media_type:literal)? $fault:ident $variant:ident,)*
        $(_ $($kind:literal)? $any:ident $other:ident,)*
    })*) => {$(
        impl $crate::Failures for $type {
            fn undeclared(answer: $crate::Undeclared) -> Self {
                Self::Undeclared(answer)
            }
            #[allow(unreachable_patterns)]
            fn read(raw: $crate::RawResponse) -> $crate::Error<Self> {
                match raw.code() {
                    $($status $(..= $end)? $(if raw.is_media_type($media_type))? => raw.$fault(Self::$variant),)*
                    $(_ $(if raw.is_media_type($kind))? => raw.$any(Self::$other),)*
                    _ => raw.undeclared(),
                }
            }
        }
    )*};
}

/// Setters of optional fields: a row for each, with how the value is put into the field (`some` as it is, `into` what becomes it,
/// `maybe` what becomes a `Maybe`, `boxed` and `maybe_boxed` into a box), the method, the field where it has another name, and the
/// type that is taken.
#[doc(hidden)]
#[macro_export]
macro_rules! __oasmith_set {
    ($type:ty { $($(#[$attribute:meta])* $how:ident $name:ident $(($field:ident))?: $value:ty,)* }) => {
        #[allow(deprecated)]
        impl $type {
            $($crate::__oasmith_setter!($how [$(#[$attribute])*] $name [$($field)? $name] $value);)*
        }
    };
}

/// One row of [`set`]. The first name in brackets is the field.
#[doc(hidden)]
#[macro_export]
macro_rules! __oasmith_setter {
    (some $attributes:tt $name:ident $field:tt $value:ty) => {
        $crate::__oasmith_setter!(@ $attributes $name $field value: $value, ::core::option::Option::Some(value));
    };
    (into $attributes:tt $name:ident $field:tt $value:ty) => {
        $crate::__oasmith_setter!(@ $attributes $name $field
            value: impl ::core::convert::Into<$value>, ::core::option::Option::Some(value.into()));
    };
    (maybe $attributes:tt $name:ident $field:tt $value:ty) => {
        $crate::__oasmith_setter!(@ $attributes $name $field value: impl ::core::convert::Into<$value>, value.into());
    };
    (boxed $attributes:tt $name:ident $field:tt $value:ty) => {
        $crate::__oasmith_setter!(@ $attributes $name $field
            value: $value, ::core::option::Option::Some(::std::boxed::Box::new(value)));
    };
    (maybe_boxed $attributes:tt $name:ident $field:tt $value:ty) => {
        $crate::__oasmith_setter!(@ $attributes $name $field
            value: $value, $crate::json::Maybe::Value(::std::boxed::Box::new(value)));
    };
    (@ [$($attribute:tt)*] $name:ident [$field:ident $($same:ident)?] $value:ident: $type:ty, $stored:expr) => {
        #[doc = ::core::concat!("Sets `", ::core::stringify!($field), "`.")]
        $($attribute)*
        pub fn $name(mut self, $value: $type) -> Self {
            self.$field = $stored;
            self
        }
    };
}

/// Structs of response headers: a row for each, with how it is read (`header`, `header_list`) and its name.
#[doc(hidden)]
#[macro_export]
macro_rules! __oasmith_headers {
    ($type:ty { $($field:ident: $read:ident $wire:literal,)* }) => {
        impl $crate::FromHeaders for $type {
            fn from_headers(headers: &$crate::generated::HeaderMap) -> Self {
                Self { $($field: $crate::$read(headers, $wire),)* }
            }
        }
    };
}

/// The object-safe handle of a trait: a row for each method. An argument without a type is a `&str`.
#[doc(hidden)]
#[macro_export]
macro_rules! __oasmith_handle {
    (
        $(#[$attribute:meta])*
        $handle:ident($erased:ident, $implementation:ident: $api:ident) {
            $($method:ident($($arg:ident $(: $ty:ty)?),*) -> $output:ty;)*
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone)]
        pub struct $handle(::std::sync::Arc<dyn $erased>);

        impl $handle {
            /// Takes an implementation.
            pub fn new(api: impl $api + 'static) -> Self {
                Self(::std::sync::Arc::new(api))
            }
        }

        impl ::core::fmt::Debug for $handle {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(::core::stringify!($handle))
            }
        }

        #[allow(clippy::too_many_arguments)]
        trait $erased: $crate::ApiBase {
            $(fn $method<'a>(&'a self $(, $arg: $crate::__oasmith_handle_type!('a $($ty)?))*) -> $crate::BoxFuture<'a, $output>;)*
        }

        impl<$implementation: $api> $erased for $implementation {
            $(fn $method<'a>(&'a self $(, $arg: $crate::__oasmith_handle_type!('a $($ty)?))*) -> $crate::BoxFuture<'a, $output> {
                ::std::boxed::Box::pin($api::$method(self $(, $arg)*))
            })*
        }

        impl $api for $handle {
            $(async fn $method(&self $(, $arg: $crate::__oasmith_handle_type!($($ty)?))*) -> $output {
                $erased::$method(&*self.0 $(, $arg)*).await
            })*
        }
    };
}

/// The type of an argument of a handle.
#[doc(hidden)]
#[macro_export]
macro_rules! __oasmith_handle_type {
    ($lifetime:lifetime) => { &$lifetime str };
    ($lifetime:lifetime $ty:ty) => { $ty };
    () => { &str };
    ($ty:ty) => { $ty };
}

#[doc(hidden)]
pub use {
    __oasmith_failures as failures, __oasmith_handle as handle, __oasmith_headers as headers,
    __oasmith_integers as integers, __oasmith_object as object, __oasmith_operations as operations,
    __oasmith_set as set, __oasmith_strings as strings, __oasmith_union as union,
};
