//! Odd inputs out of sound ones: bytes and words of a format are put in, cut out, repeated and exchanged. What is packed is
//! unpacked first, and packed again.

use super::tokens::{ODD_WORDS, Tokens};
use crate::prose::Dice;
use std::io::{Cursor, Read, Write};
use std::ops::Range;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// No input grows beyond this.
const LARGEST: usize = 256 << 10;

/// An input made of another one, and of a second one that it may be spliced with.
pub(super) fn make(dice: &mut Dice, input: &[u8], other: &[u8], tokens: Tokens) -> Vec<u8> {
    let is_packed = |bytes: &[u8]| bytes.starts_with(b"PK");
    if is_packed(input)
        && dice.percent(90)
        && let Some(mut parts) = unpack(input)
    {
        change_parts(dice, &mut parts, &unpack(other).unwrap_or_default(), tokens);
        return pack(dice, &parts).unwrap_or_else(|| input.to_vec());
    }
    let mut made = input.to_vec();
    change(dice, &mut made, other, tokens);
    made
}

/// A part of an archive: its name and its bytes.
type Part = (String, Vec<u8>);

fn change_parts(dice: &mut Dice, parts: &mut Vec<Part>, others: &[Part], tokens: Tokens) {
    if parts.is_empty() {
        return;
    }
    let at = dice.below(parts.len());
    match dice.below(40) {
        0 => drop(parts.remove(at)),
        1 => {
            let name = parts.get(dice.below(parts.len())).map(|(name, _)| name.clone()).unwrap_or_default();
            parts.get_mut(at).into_iter().for_each(|part| part.0.clone_from(&name));
        }
        _ => {
            let Some((name, bytes)) = parts.get_mut(at) else { return };
            let other = others.iter().find(|(other, _)| other == name).map(|(_, bytes)| bytes.as_slice());
            change(dice, bytes, other.unwrap_or_default(), tokens);
        }
    }
}

fn unpack(bytes: &[u8]) -> Option<Vec<Part>> {
    /// So much of a part is unpacked.
    const MOST: u64 = 1 << 20;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut parts = Vec::new();
    for at in 0..archive.len().min(60) {
        let part = archive.by_index(at).ok()?;
        let (name, mut unpacked) = (part.name().ok()?.into_owned(), Vec::new());
        part.take(MOST).read_to_end(&mut unpacked).ok()?;
        parts.push((name, unpacked));
    }
    Some(parts)
}

fn pack(dice: &mut Dice, parts: &[Part]) -> Option<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let method = if dice.percent(50) { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, bytes) in parts {
        // Two parts of one name are not written.
        if archive.start_file(name.as_str(), options).is_ok() {
            archive.write_all(bytes).ok()?;
        }
    }
    Some(archive.finish().ok()?.into_inner())
}

/// Changes bytes once or a few times.
fn change(dice: &mut Dice, bytes: &mut Vec<u8>, other: &[u8], tokens: Tokens) {
    let times = if dice.percent(60) { 1 } else { dice.between(2, 8) };
    for _ in 0..times {
        change_once(dice, bytes, other, tokens);
        bytes.truncate(LARGEST);
    }
}

fn change_once(dice: &mut Dice, bytes: &mut Vec<u8>, other: &[u8], tokens: Tokens) {
    let word = |dice: &mut Dice| match dice.percent(80) {
        true => dice.of(tokens).as_bytes().to_vec(),
        false => dice.of(ODD_WORDS).as_bytes().to_vec(),
    };
    match dice.below(16) {
        0 => {
            let (at, byte) = (dice.below(bytes.len()), dice.below(256) as u8);
            bytes.get_mut(at).into_iter().for_each(|there| *there = byte);
        }
        1 => {
            let (at, bit) = (dice.below(bytes.len()), dice.below(8));
            bytes.get_mut(at).into_iter().for_each(|there| *there ^= 1 << bit);
        }
        2 => bytes.truncate(dice.below(bytes.len() + 1)),
        3 => put(bytes, span(dice, bytes.len()), &[]),
        4 => {
            let part = bytes.get(lines(dice, bytes)).unwrap_or_default().to_vec();
            put(bytes, at(dice, bytes), &part);
        }
        5 => put(bytes, lines(dice, bytes), &[]),
        6 => {
            let part = bytes.get(span(dice, bytes.len())).unwrap_or_default().to_vec();
            let times = 1 << dice.below(9);
            put(bytes, at(dice, bytes), &repeat(&part, times));
        }
        7 => {
            let times = 1 << dice.below(13);
            let word = word(dice);
            put(bytes, at(dice, bytes), &repeat(&word, times));
        }
        8 => {
            let upto = dice.below(bytes.len() + 1);
            bytes.truncate(upto);
            bytes.extend_from_slice(other.get(dice.below(other.len() + 1)..).unwrap_or_default());
        }
        9 => {
            let part = other.get(lines(dice, other)).unwrap_or_default();
            put(bytes, at(dice, bytes), part);
        }
        10 => put(bytes, figures(dice, bytes), dice.of(FIGURES).as_bytes()),
        11 => {
            let word = word(dice);
            put(bytes, span(dice, bytes.len()), &word);
        }
        _ => {
            let word = word(dice);
            put(bytes, at(dice, bytes), &word);
        }
    }
}

/// Figures that are read as another size than they have, or as none.
const FIGURES: &[&str] = &[
    "0",
    "-1",
    "1",
    "255",
    "256",
    "65535",
    "65536",
    "2147483648",
    "4294967296",
    "18446744073709551616",
    "1e999",
    "00000001",
    "٣",
    "１",
];

fn put(bytes: &mut Vec<u8>, range: Range<usize>, word: &[u8]) {
    if bytes.get(range.clone()).is_some() {
        drop(bytes.splice(range, word.iter().copied()));
    }
}

fn repeat(part: &[u8], times: usize) -> Vec<u8> {
    part.repeat(times.min(LARGEST / part.len().max(1)).max(1))
}

/// A place between two bytes.
fn at(dice: &mut Dice, bytes: &[u8]) -> Range<usize> {
    let at = dice.below(bytes.len() + 1);
    at..at
}

fn span(dice: &mut Dice, length: usize) -> Range<usize> {
    let from = dice.below(length + 1);
    let most = if dice.percent(80) { 40 } else { length };
    from..from + dice.below((length - from).min(most) + 1)
}

/// One line or tag, or a few.
fn lines(dice: &mut Dice, bytes: &[u8]) -> Range<usize> {
    let ends = |byte: &u8| matches!(byte, b'\n' | b'<' | b',');
    let from = dice.below(bytes.len() + 1);
    let from = bytes.get(..from).and_then(|before| before.iter().rposition(ends)).unwrap_or_default();
    let mut end = from;
    for _ in 0..dice.between(1, 4) {
        let rest = bytes.get(end + 1..).unwrap_or_default();
        end = rest.iter().position(ends).map_or(bytes.len(), |more| end + 1 + more);
    }
    from..end.min(bytes.len())
}

/// Digits that stand together.
fn figures(dice: &mut Dice, bytes: &[u8]) -> Range<usize> {
    let from = dice.below(bytes.len() + 1);
    let rest = bytes.get(from..).unwrap_or_default();
    let Some(first) = rest.iter().position(u8::is_ascii_digit).map(|more| from + more) else { return from..from };
    let digits = bytes.get(first..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count();
    first..first + digits
}
