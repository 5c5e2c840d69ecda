//! The words of `--only`.

use crate::tasks::check::CheckSubject;
use clap::ValueEnum;
use clap::builder::PossibleValue;

impl ValueEnum for CheckSubject {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let (name, help) = match self {
            Self::Doi => ("doi", "Whether DOIs exist"),
            Self::Metadata => ("metadata", "Whether the works are the ones that are printed"),
            Self::Notices => ("notices", "Whether the works were retracted, corrected or replaced"),
            Self::Pages => ("pages", "Whether the pages that entries name in place of a DOI answer"),
        };
        Some(PossibleValue::new(name).help(help))
    }
}
