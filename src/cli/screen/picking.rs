//! What is chosen from a list: a source, or sentences of an abstract.

use super::console::Key;
use std::collections::BTreeSet;

/// A list with a cursor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ListPicker {
    /// How many there are.
    pub(super) count: usize,
    /// The one at the cursor, from 0.
    pub(super) at: usize,
    /// Those that are marked, where several may be taken.
    pub(super) marked: BTreeSet<usize>,
}

impl ListPicker {
    /// A list of so many.
    pub(super) fn new(count: usize) -> Self {
        Self { count, ..Self::default() }
    }

    /// Moves the cursor; a digit goes to the entry of that number. Answers what was taken: with Enter what is marked, or else
    /// the one at the cursor; with a digit that one, where one is taken.
    pub(super) fn press(&mut self, key: &Key, takes_several: bool) -> Option<Vec<usize>> {
        let last = self.count.saturating_sub(1);
        match key {
            Key::Up => self.at = self.at.saturating_sub(1),
            Key::Down | Key::Tab => self.at = last.min(self.at + 1),
            Key::PageUp => self.at = self.at.saturating_sub(5),
            Key::PageDown => self.at = last.min(self.at + 5),
            Key::Home => self.at = 0,
            Key::End => self.at = last,
            Key::Char(' ') if takes_several => {
                if !self.marked.remove(&self.at) {
                    self.marked.insert(self.at);
                }
                self.at = last.min(self.at + 1);
            }
            Key::Char(c) => {
                let number =
                    c.to_digit(10).and_then(|n| usize::try_from(n).ok()).filter(|n| (1..=self.count).contains(n))?;
                self.at = number - 1;
                return (!takes_several).then(|| vec![self.at]);
            }
            Key::Enter if self.count > 0 && self.marked.is_empty() => return Some(vec![self.at]),
            Key::Enter if self.count > 0 => return Some(self.marked.iter().copied().collect()),
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_taken_or_several() {
        let mut one = ListPicker::new(3);
        assert_eq!(one.press(&Key::Down, false), None);
        assert_eq!(one.press(&Key::Enter, false), Some(vec![1]));
        assert_eq!(one.press(&Key::Char('3'), false), Some(vec![2]));
        assert_eq!(one.press(&Key::Char('4'), false), None);
        let mut several = ListPicker::new(3);
        for key in [Key::Char(' '), Key::Char('3'), Key::Char(' ')] {
            assert_eq!(several.press(&key, true), None);
        }
        assert_eq!(several.press(&Key::Enter, true), Some(vec![0, 2]));
        assert_eq!(ListPicker::new(0).press(&Key::Enter, false), None);
    }
}
