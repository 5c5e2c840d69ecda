//! The reasons for which sentences are passed over, as they are stored and told.

use std::fmt;

/// Why a sentence was passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoClaim {
    /// It asks.
    Question,
    /// Nothing in it names anything of health.
    NoHealth,
    /// It sends the reader somewhere.
    WhereToGo,
    /// It speaks of services, prices, insurance.
    Services,
    /// It speaks of people, programmes, news.
    PeopleAndNews,
    /// It speaks to the reader, or of the writer.
    ReaderOrWriter,
    /// It leads to a list, whose items are read with it.
    LeadIn,
    /// It names what the rest of its item speaks of.
    Label,
    /// It says too little that can be checked.
    TooLittle,
}

impl NoClaim {
    /// Every reason, in the order in which they are told.
    pub const ALL: &'static [Self] = &[
        Self::Question,
        Self::LeadIn,
        Self::Label,
        Self::WhereToGo,
        Self::Services,
        Self::PeopleAndNews,
        Self::ReaderOrWriter,
        Self::NoHealth,
        Self::TooLittle,
    ];

    /// The reason as a stored word, for JSON.
    pub fn token(self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::NoHealth => "no-health",
            Self::WhereToGo => "where-to-go",
            Self::Services => "services",
            Self::PeopleAndNews => "people-and-news",
            Self::ReaderOrWriter => "reader-or-writer",
            Self::LeadIn => "lead-in",
            Self::Label => "label",
            Self::TooLittle => "too-little",
        }
    }
}

impl NoClaim {
    /// What several such sentences do.
    pub fn describe_several(self) -> &'static str {
        match self {
            Self::Question => "ask a question",
            Self::NoHealth => "say nothing about health",
            Self::WhereToGo => "send the reader somewhere",
            Self::Services => "describe a service or its price",
            Self::PeopleAndNews => "tell of people or events",
            Self::ReaderOrWriter => "speak to the reader or of the writer",
            Self::LeadIn => "lead to a list",
            Self::Label => "only name what follows",
            Self::TooLittle => "say too little to check",
        }
    }
}

impl fmt::Display for NoClaim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Question => "asks a question",
            Self::NoHealth => "says nothing about health",
            Self::WhereToGo => "sends the reader somewhere",
            Self::Services => "describes a service or its price",
            Self::PeopleAndNews => "tells of people or events",
            Self::ReaderOrWriter => "speaks to the reader or of the writer",
            Self::LeadIn => "leads to a list",
            Self::Label => "only names what follows",
            Self::TooLittle => "says too little to check",
        })
    }
}
