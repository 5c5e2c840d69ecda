//! Slips of the pen: one letter in a word that begins alike.

/// A shorter word with another letter is another word.
const SHORTEST: usize = 5;

/// Whether two words are one but for a letter that is missing, too many, another or in the wrong place, behind their beginning.
pub fn is_slip_of_word(a: &str, b: &str) -> bool {
    // The end of a word is grammar, the first letters are another word.
    find_slip(a, b, 2).is_some()
}

/// Whether two words are one but for two letters that changed places behind the first.
pub fn is_swap_of_letters(a: &str, b: &str) -> bool {
    find_slip(a, b, 1) == Some(Slip::Swap)
}

/// The same as [`is_slip_of_word`], behind the first letter: where one of the two is known to be no word.
pub fn is_misspelling(a: &str, b: &str) -> bool {
    find_slip(a, b, 1).is_some()
}

#[derive(PartialEq, Eq)]
enum Slip {
    Letter,
    Swap,
}

/// How two words differ that begin with as many letters alike, where it is one letter or two in each other's place.
fn find_slip(a: &str, b: &str, least: usize) -> Option<Slip> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let (short, long) = if a.len() <= b.len() { (&a, &b) } else { (&b, &a) };
    let letters = |word: &[char]| word.iter().all(|c| c.is_alphabetic());
    if short.len() < SHORTEST || long.len() - short.len() > 1 || !letters(short) || !letters(long) {
        return None;
    }
    let front = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let rest = |word: &[char]| word.len() - front;
    let back = short.iter().rev().zip(long.iter().rev()).take(rest(short)).take_while(|(a, b)| a == b).count();
    let (left, right) = (rest(short) - back, rest(long) - back);
    let swapped =
        (left, right) == (2, 2) && short.get(front) == long.get(front + 1) && short.get(front + 1) == long.get(front);
    let slip = if swapped { Some(Slip::Swap) } else { (left <= 1 && right <= 1).then_some(Slip::Letter) };
    slip.filter(|_| front >= least)
}
