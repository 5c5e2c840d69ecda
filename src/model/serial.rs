//! Serials: the number of a claim or reference in its article, final from birth. At a desk of a team's hub it ends in the desk's
//! letter, `7b`, so that no two desks ever give the same; without a hub it is a number alone, `7`.
//!
//! A catalogue stores it as one integer: the letter's place in the alphabet times a million, and the number.

use std::fmt;
use std::str::FromStr;

/// No letter is taken for a digit.
const ALPHABET: &[u8; 23] = b"abcdefghjkmnpqrstuvwxyz";
/// The last desk whose serials an integer can hold.
const LAST_DESK: u32 = u32::MAX / Serial::OF_A_LETTER - 1;
/// Words of more letters than any desk has are no serials.
const MOST_LETTERS: usize = 3;

/// A serial as people write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Serial(pub u32);

/// Why a word is no serial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotASerial {
    /// Meant as one, but nothing is counted so: `0`, `07`, or a number beyond counting.
    Uncounted,
    /// Another word.
    Word,
}

impl Serial {
    /// The numbers of a letter are those below.
    pub const OF_A_LETTER: u32 = 1_000_000;

    /// One with the letter of a desk, by its number from 1 on, or without, by 0; none where the desk or the number is beyond those
    /// that there are.
    pub fn of_desk(desk: u32, number: u32) -> Option<Self> {
        let counts = desk <= LAST_DESK && (1..Serial::OF_A_LETTER).contains(&number);
        counts.then_some(Self(desk * Serial::OF_A_LETTER + number))
    }

    /// The number alone.
    pub fn number(self) -> u32 {
        self.0 % Serial::OF_A_LETTER
    }

    /// The number of the desk whose letter it has; 0 is none.
    pub fn desk(self) -> u32 {
        self.0 / Serial::OF_A_LETTER
    }
}

/// The letters in which the serials of a desk end: `a` to `z`, then `aa`; of 0 none.
pub fn letters_of_desk(desk: u32) -> String {
    let base = u32::try_from(ALPHABET.len()).unwrap_or(1);
    let (mut rest, mut letters) = (desk, Vec::new());
    while rest > 0 {
        rest -= 1;
        letters.extend(usize::try_from(rest % base).ok().and_then(|at| ALPHABET.get(at)).map(|l| char::from(*l)));
        rest /= base;
    }
    letters.iter().rev().collect()
}

fn desk_of_letters(letters: &str) -> Option<u32> {
    letters.bytes().try_fold(0_u32, |desk, letter| {
        let at = ALPHABET.iter().position(|l| *l == letter.to_ascii_lowercase())?;
        let base = u32::try_from(ALPHABET.len()).ok()?;
        desk.checked_mul(base)?.checked_add(u32::try_from(at).ok()? + 1)
    })
}

impl fmt::Display for Serial {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.number(), letters_of_desk(self.desk()))
    }
}

impl FromStr for Serial {
    type Err = NotASerial;

    /// `7`, `7b` or `7B`; the integer that a catalogue stores is read, too.
    fn from_str(word: &str) -> Result<Self, NotASerial> {
        let (digits, letters) = word.split_at(word.bytes().take_while(u8::is_ascii_digit).count());
        if digits.is_empty() || letters.len() > MOST_LETTERS {
            return Err(NotASerial::Word);
        }
        let desk = desk_of_letters(letters).filter(|desk| *desk <= LAST_DESK).ok_or(NotASerial::Word)?;
        match digits.parse::<u32>() {
            _ if digits.starts_with('0') => Err(NotASerial::Uncounted),
            Ok(stored) if desk == 0 && stored % Serial::OF_A_LETTER > 0 => Ok(Self(stored)),
            Ok(number) => Self::of_desk(desk, number).ok_or(NotASerial::Uncounted),
            Err(_) => Err(NotASerial::Uncounted),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_desk_has_letters_of_its_own_and_none_looks_like_a_digit() {
        for (desk, letters) in [(0, ""), (1, "a"), (2, "b"), (9, "j"), (23, "z"), (24, "aa"), (552, "zz"), (553, "aaa")]
        {
            assert_eq!(letters_of_desk(desk), letters);
        }
        for desk in 0..=LAST_DESK {
            for number in [1, 7, Serial::OF_A_LETTER - 1] {
                let serial = Serial::of_desk(desk, number).unwrap();
                assert_eq!((serial.desk(), serial.number()), (desk, number));
                assert_eq!(serial.to_string().parse(), Ok(serial));
                assert_eq!(serial.to_string().to_uppercase().parse(), Ok(serial));
                assert_eq!(serial.0.to_string().parse(), Ok(serial), "as it is stored");
            }
        }
        assert_eq!(Serial::of_desk(LAST_DESK + 1, 1), None);
        assert_eq!(Serial::of_desk(1, Serial::OF_A_LETTER), None);
    }

    #[test]
    fn other_words_are_no_serials() {
        for word in ["", "b", "7i", "7l", "7o", "7-b", "7b7", "7abcd", "7zzz", "7é"] {
            assert_eq!(word.parse::<Serial>(), Err(NotASerial::Word), "{word}");
        }
        for number in ["0", "07", "0b", "4294967296", "1000000", "1000000b", "3000000"] {
            assert_eq!(number.parse::<Serial>(), Err(NotASerial::Uncounted), "{number}");
        }
    }
}
