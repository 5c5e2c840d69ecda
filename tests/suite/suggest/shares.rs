//! How often suggestions are right.

use super::places::{Document, Found};
use claimbook::model::Strength;
use claimbook::suggest::Suggestion;

/// Of so many, so many are right.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Share {
    pub right: usize,
    pub of: usize,
}

impl Share {
    fn count(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }

    pub(crate) fn per_cent(&self) -> f64 {
        100.0 * self.right as f64 / self.of.max(1) as f64
    }
}

/// What is measured on articles.
#[derive(Debug, Default, Clone)]
pub(crate) struct Shares {
    /// The first suggestion, or one of five, is an entry that the place cites.
    pub first: Share,
    pub five: Share,
    /// The same, where an entry of the same title will do.
    pub first_work: Share,
    pub five_work: Share,
    /// Of all suggestions at places that cite, by strength, those that are right.
    pub strong: Share,
    pub fair: Share,
    pub weak: Share,
    /// Of the sentences that cite nothing, those for which something above weak is offered.
    pub offered: Share,
}

impl Shares {
    pub(crate) fn of<'d>(documents: impl IntoIterator<Item = &'d Document>) -> Self {
        let mut shares = Self::default();
        for document in documents {
            let (found, others) = document.suggest();
            found.iter().for_each(|found| shares.add(found));
            let offers = |suggested: &Vec<Suggestion>| suggested.iter().any(|s| s.strength != Strength::Weak);
            others.iter().for_each(|suggested| shares.offered.count(offers(suggested)));
        }
        shares
    }

    fn add(&mut self, found: &Found<'_>) {
        let any = |most: usize, is_right: &dyn Fn(&Suggestion) -> bool| found.suggested.iter().take(most).any(is_right);
        self.first.count(any(1, &|s| found.is_entry(s)));
        self.five.count(any(5, &|s| found.is_entry(s)));
        self.first_work.count(any(1, &|s| found.is_work(s)));
        self.five_work.count(any(5, &|s| found.is_work(s)));
        for suggestion in &found.suggested {
            let share = match suggestion.strength {
                Strength::Strong => &mut self.strong,
                Strength::Fair => &mut self.fair,
                Strength::Weak => &mut self.weak,
            };
            share.count(found.is_work(suggestion));
        }
    }
}
