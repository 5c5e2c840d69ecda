//! What people say and arrange about reviewing: notes and questions on a claim, and who is asked to review what. Nothing here
//! changes the state of a claim.

use super::Uid;
use super::words::words;

/// Something that a person said about a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The row's identity.
    pub uid: Uid,
    /// The claim.
    pub claim: Uid,
    /// Who said it.
    pub person: Uid,
    /// When.
    pub noted_on: jiff::civil::Date,
    /// What sort of saying.
    pub kind: NoteKind,
    /// The words.
    pub text: String,
    /// The question that an answer is to.
    pub answers: Option<Uid>,
    /// When it was taken back.
    pub retired_on: Option<jiff::civil::Date>,
}

words! {
    /// What a note on a claim is.
    NoteKind, "kind of note" {
        /// A remark that waits for nobody.
        Note = "note",
        /// A question to whoever reviews the claim.
        Question = "question",
        /// An answer to a question.
        Answer = "answer",
    }
}

/// A person is asked to review an article, or one claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The row's identity.
    pub uid: Uid,
    /// The article, which is the claim's home.
    pub article: Uid,
    /// The claim; none for the whole article.
    pub claim: Option<Uid>,
    /// Who is asked.
    pub person: Uid,
    /// When.
    pub assigned_on: jiff::civil::Date,
    /// Who asks, as far as is known.
    pub assigned_by: Option<Uid>,
    /// When the assignment ended.
    pub ended_on: Option<jiff::civil::Date>,
}

/// A public key by which a person's signatures are known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonKey {
    /// The row's identity.
    pub uid: Uid,
    /// Whose it is.
    pub person: Uid,
    /// The key, as in a `.pub` file of SSH.
    pub public_key: String,
    /// When it was added.
    pub added_on: jiff::civil::Date,
    /// When it stopped being the person's.
    pub retired_on: Option<jiff::civil::Date>,
}
