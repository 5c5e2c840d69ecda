//! Closed word lists: the stored tokens of the catalogue, each list an enum that prints and parses its tokens.

use std::fmt;

/// A token that is in none of the words a list knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no {list} “{got}”{} {}", find_nearest(got, expected).map_or("; use one of".to_owned(), |n| format!(", did you mean {n}? The words are")), expected.join(", "))]
pub struct UnknownWord {
    /// What the list holds, such as `claim kind`.
    pub list: &'static str,
    /// What was given.
    pub got: String,
    /// Every token of the list.
    pub expected: &'static [&'static str],
}

/// The known name nearest to `got`, if one is near enough to be meant (Damerau-Levenshtein, a third of the length).
pub fn find_nearest<'a, S: AsRef<str>>(got: &str, known: &'a [S]) -> Option<&'a str> {
    known
        .iter()
        .map(|k| k.as_ref())
        .map(|k| (strsim::damerau_levenshtein(&got.to_ascii_lowercase(), &k.to_ascii_lowercase()), k))
        .filter(|(d, k)| *d <= 1.max(k.chars().count() / 3))
        .min()
        .map(|(_, k)| k)
}

/// A closed list of words.
pub trait Word: Sized + Copy + fmt::Display + 'static {
    /// What the list holds.
    const LIST: &'static str;
    /// Every token, in the order of the list.
    const TOKENS: &'static [&'static str];
    /// Every value, in the order of the list.
    const ALL: &'static [Self];
    /// The stored token.
    fn token(self) -> &'static str;
    /// The value of a token.
    fn parse(token: &str) -> Result<Self, UnknownWord>;

    /// The value of a token as people type it, where it is none to the letter: `Not supported` is `not-supported`.
    fn as_typed(typed: &str) -> Result<Self, UnknownWord> {
        let folded = typed.trim().trim_end_matches('.').to_lowercase().replace([' ', '_'], "-");
        let known = Self::ALL.iter().copied().find(|word| word.token() == folded);
        known.ok_or_else(|| UnknownWord { list: Self::LIST, got: typed.to_owned(), expected: Self::TOKENS })
    }
}

/// Declares a closed word list: `words! { /// doc  Kind, "claim kind" { /// doc Benefit = "benefit", … } }`.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident, $list:literal { $($(#[$vmeta:meta])* $variant:ident = $token:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "&'static str")]
        pub enum $name { $($(#[$vmeta])* $variant),+ }
        impl $crate::model::Word for $name {
            const LIST: &'static str = $list;
            const TOKENS: &'static [&'static str] = &[$($token),+];
            const ALL: &'static [Self] = &[$(Self::$variant),+];
            fn token(self) -> &'static str { match self { $(Self::$variant => $token),+ } }
            fn parse(token: &str) -> Result<Self, $crate::model::UnknownWord> {
                match token {
                    $($token => Ok(Self::$variant),)+
                    other => <Self as $crate::model::Word>::as_typed(other),
                }
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.pad($crate::model::Word::token(*self)) }
        }
        impl std::str::FromStr for $name {
            type Err = $crate::model::UnknownWord;
            fn from_str(s: &str) -> Result<Self, Self::Err> { <Self as $crate::model::Word>::parse(s) }
        }
        impl TryFrom<String> for $name {
            type Error = $crate::model::UnknownWord;
            fn try_from(s: String) -> Result<Self, Self::Error> { <Self as $crate::model::Word>::parse(&s) }
        }
        impl From<$name> for &'static str {
            fn from(w: $name) -> &'static str { $crate::model::Word::token(w) }
        }
    };
}
pub(crate) use words;

/// Reasons, each a phrase that a person can check.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Reasons(pub Vec<String>);
