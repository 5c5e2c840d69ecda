//! Numbers that a desk gives to claims and references: final from birth, since they end in its letter, and no other desk of the hub
//! has the same.

use super::HubState;
use crate::catalogue::{Error, Result, View};
use crate::model::{Serial, Uid, letters_of_desk};

/// Serials that are given in an article, one after the other: each is one more than the last that anybody is known to have given there,
/// whatever its letter, so that two desks seldom give the same number and never the same serial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbering {
    desk: u32,
    last: u32,
}

impl Numbering {
    /// The last number that was given, whatever its letter; none is 0.
    pub fn last(&self) -> u32 {
        self.last
    }

    /// The next one.
    pub fn give(&mut self) -> Result<u32> {
        let next = self.last + 1;
        let Some(Serial(stored)) = Serial::of_desk(self.desk, next) else {
            return Err(Error::Refused(format!(
                "no serial {next}{} can be given in an article: there are no more",
                letters_of_desk(self.desk)
            )));
        };
        self.last = next;
        Ok(stored)
    }
}

impl HubState {
    /// The letters in which serials end that this desk gives; none where nobody joined the hub with it.
    pub fn letters(&self) -> Option<String> {
        self.desk.map(letters_of_desk)
    }
}

impl View<'_> {
    /// The letters of this desk; none where it belongs to no hub, or nobody joined one with it.
    pub fn hub_letters(self) -> Result<Option<String>> {
        Ok(HubState::read(self.connection)?.and_then(|state| state.letters()))
    }

    /// The serials that this desk gives in an article, by a statement that finds the last ones.
    pub(in crate::catalogue) fn numbering(self, last_serials: &str, article: Uid) -> Result<Numbering> {
        let desk = HubState::read(self.connection)?.and_then(|state| state.desk).unwrap_or_default();
        let mut last = 0;
        for serial in self.rows(last_serials, [article], |row| row.get(0))? {
            last = last.max(Serial(serial).number());
        }
        Ok(Numbering { desk, last })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_desks_give_the_same_and_none_gives_anothers() {
        let mut numbering = Numbering { desk: 2, last: 999_997 };
        assert_eq!([numbering.give().unwrap(), numbering.give().unwrap()], [2_999_998, 2_999_999]);
        let refused = numbering.give().unwrap_err().to_string();
        assert!(refused.contains("1000000b"), "{refused}");
        let mut alone = Numbering { desk: 0, last: 999_999 };
        assert!(alone.give().is_err(), "the next one would have a letter");
    }
}
