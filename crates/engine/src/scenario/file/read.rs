//! Reading the types of the format from values, and the macros that make a type readable, writable and part of the
//! schema at once.

use serde::Serialize;
use serde_json::Value;

/// Reads a value whose shape is right ([`crate::scenario::shape`] has seen to that, and to names). Hand-made because
/// serde's derived readers, mostly messages that nobody can see here, were a large part of the browser's first load:
/// without them, and with a flat picture, it became 36 KB smaller.
pub trait Read: Sized {
    /// From a value.
    fn read(value: &Value) -> Option<Self>;

    /// When the field is left out; none: it is required.
    fn left_out() -> Option<Self> {
        None
    }
}

pub(super) type Fields = serde_json::Map<String, Value>;

/// Reads a field by the name of its Rust twin.
pub(super) fn take<T: Read>(fields: &Fields, rust_name: &str) -> Option<T> {
    field(fields, rust_name).map_or_else(T::left_out, T::read)
}

// One function for all types: there are hundreds of fields.
#[inline(never)]
fn field<'a>(fields: &'a Fields, rust_name: &str) -> Option<&'a Value> {
    match rust_name {
        // Two names that Rust does not allow.
        "schema" => fields.get("$schema"),
        "acting_as" => fields.get("as"),
        _ => fields.get(&camel_case(rust_name)),
    }
}

/// `join_type` and `JoinType` become `joinType`.
fn camel_case(rust_name: &str) -> String {
    let mut name = String::with_capacity(rust_name.len());
    let mut upper = false;
    for (position, letter) in rust_name.chars().enumerate() {
        match letter {
            '_' => upper = true,
            _ if upper => {
                name.push(letter.to_ascii_uppercase());
                upper = false;
            }
            _ if position == 0 => name.push(letter.to_ascii_lowercase()),
            _ => name.push(letter),
        }
    }
    name
}

impl Read for String {
    fn read(value: &Value) -> Option<Self> {
        value.as_str().map(str::to_owned)
    }
}

impl Read for bool {
    fn read(value: &Value) -> Option<Self> {
        value.as_bool()
    }

    fn left_out() -> Option<Self> {
        Some(false)
    }
}

macro_rules! read_numbers {
    ($($number:ty),+) => {$(
        impl Read for $number {
            fn read(value: &Value) -> Option<Self> {
                value.as_i64().and_then(|number| Self::try_from(number).ok())
            }

            fn left_out() -> Option<Self> {
                Some(0)
            }
        }
    )+};
}

read_numbers!(u32, i32, u64);

impl<T: Read> Read for Option<T> {
    fn read(value: &Value) -> Option<Self> {
        if value.is_null() { Some(None) } else { T::read(value).map(Some) }
    }

    fn left_out() -> Option<Self> {
        Some(None)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(value: &Value) -> Option<Self> {
        let items = value.as_array()?;
        let mut list = Self::with_capacity(items.len());
        for item in items {
            list.push(T::read(item)?);
        }
        Some(list)
    }

    fn left_out() -> Option<Self> {
        Some(Self::new())
    }
}

/// `true` or `false`; left out: `true`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(inline))]
#[serde(transparent)]
pub struct Yes(pub bool);

impl Default for Yes {
    fn default() -> Self {
        Self(true)
    }
}

impl Read for Yes {
    fn read(value: &Value) -> Option<Self> {
        value.as_bool().map(Self)
    }

    fn left_out() -> Option<Self> {
        Some(Self::default())
    }
}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident $($key:literal = $value:literal)+;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(inline, $(extend($key = $value)),+))]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl Read for $name {
            fn read(value: &Value) -> Option<Self> {
                String::read(value).map(Self)
            }
        }
    )+};
}

macro_rules! file_types {
    ($($(#[$meta:meta])* pub struct $name:ident { $($(#[$of_field:meta])* pub $field:ident: $type:ty,)* })+) => {$(
        #[derive(Clone, Debug, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        $(#[$meta])*
        pub struct $name { $($(#[$of_field])* pub $field: $type,)* }

        impl Read for $name {
            fn read(value: &Value) -> Option<Self> {
                let fields = value.as_object()?;
                Some(Self { $($field: take(fields, stringify!($field))?,)* })
            }
        }
    )+};
}

macro_rules! file_words {
    ($($(#[$meta:meta])* pub enum $name:ident { $($(#[$of_word:meta])* $word:ident $text:literal,)+ })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name { $($(#[$of_word])* #[serde(rename = $text)] $word,)+ }

        impl $name {
            /// The word in files.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$word => $text,)+ }
            }
        }

        impl Read for $name {
            fn read(value: &Value) -> Option<Self> {
                match value.as_str()? { $($text => Some(Self::$word),)+ _ => None }
            }
        }
    )+};
}

/// Lets a file use words that the domain defines. `after N`: without its first N words, which say that all is well.
macro_rules! domain_words {
    ($($(#[$doc:meta])* $name:ident of $word:ty, after $skip:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub struct $name(pub $word);

        impl $name {
            /// The word in files.
            pub const fn name(self) -> &'static str {
                self.0.name()
            }
        }

        impl Read for $name {
            fn read(value: &Value) -> Option<Self> {
                <$word>::named(value.as_str()?).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        #[cfg(feature = "schema")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let words: Vec<&str> = <$word>::ALL.iter().skip($skip).map(|word| word.name()).collect();
                schemars::json_schema!({ "type": "string", "enum": words })
            }
        }
    )+};
}

pub(super) use {domain_words, file_types, file_words, texts};
