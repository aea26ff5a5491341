//! Enumerations whose values have one name, in files, digests and JSON.

/// Such an enumeration, whichever it is.
pub trait Word: Sized {
    /// The names of all values.
    const NAMES: &'static [&'static str];

    /// The name of this one.
    fn word(&self) -> &'static str;

    /// The value of that name.
    fn of_word(word: &str) -> Option<Self>;
}

macro_rules! words {
    ($($(#[$meta:meta])* pub enum $name:ident { $($(#[$of:meta])* $word:ident $text:literal,)+ })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$of])* $word,)+ }

        impl $name {
            /// All values.
            pub const ALL: &'static [Self] = &[$(Self::$word,)+];

            /// The name in files, digests and JSON.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$word => $text,)+ }
            }

            /// The value of that name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|word| word.name() == name)
            }
        }

        impl $crate::domain::word::Word for $name {
            const NAMES: &'static [&'static str] = &[$($text,)+];

            fn word(&self) -> &'static str {
                self.name()
            }

            fn of_word(word: &str) -> Option<Self> {
                Self::named(word)
            }
        }
    )+};
}

pub(crate) use words;
