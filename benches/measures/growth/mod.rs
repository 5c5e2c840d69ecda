//! `cargo bench --bench measures -- --growth READER`, or `all`: whether reading takes as long as the file is. Four times the file
//! may take five times as long, whatever is repeated in it, and one of more than 10 MB six times its size of memory. Each file is
//! read by a process of its own, four times as large each time until one takes long enough to be compared. What a busy machine
//! does to the clock is kept out: it is the processor's time.

mod packed;
mod patterns;

use crate::process::{peak_memory, processor_seconds};
use crate::{Failed, Measure, Wanted, machine};
use claimbook::read::article::{READERS, read_article};
use claimbook::read::references::{find_reader, read_references};
use claimbook::read::sheet::claims::is_claims_heading;
use claimbook::read::sheet::{SheetLimits, read_workbook};
use patterns::{FORMATS, Format};
use std::time::Duration;

pub(crate) const MEASURE: Measure = Measure {
    flag: "--growth",
    takes: Some("READER"),
    about: "whether a reader, or all of them, take as long as their files are, and memory in proportion",
    run,
};

pub(crate) const ONE: Measure = Measure {
    flag: "--grown",
    takes: Some("READER:PIECE:BYTES"),
    about: "reads one of the files of --growth, and tells what that took",
    run: |wanted| read_one(&wanted.value),
};

/// The first file, in bytes, and how many times as large the next one is.
const FIRST: usize = 64 << 10;
const MORE: usize = 4;
/// No file is larger.
const LARGEST: usize = 16 << 20;
/// Files that take less, in seconds of the processor, say nothing of growth.
const SHORTEST: f64 = 0.3;
/// A file that takes so long, in seconds of the processor, is given up.
const LONGEST: f64 = 60.0;
/// Of a file from this size on, in MB, memory is told.
const LARGE: f64 = 10.0;
/// What is too much: times as long, and times the file.
const SLOW: f64 = 5.0;
const WIDE: f64 = 6.0;

/// What reading a file took.
#[derive(Clone, Copy)]
struct Taken {
    /// The file, in MB: of a packed one, what it holds.
    size: f64,
    seconds: f64,
    /// The most memory, in MB.
    peak: f64,
}

fn run(wanted: &Wanted) -> Result<(), Failed> {
    let chosen: Vec<&Format> =
        FORMATS.iter().filter(|format| wanted.value == "all" || wanted.value == format.name).collect();
    if chosen.is_empty() {
        let known = FORMATS.iter().map(|format| format.name).collect::<Vec<_>>().join(", ");
        return Err(format!("--growth wants one of {known}, or all").into());
    }
    println!(
        "{}\n\n| reader | repeated | MB | seconds | four times as much | peak |\n|---|---|---|---|---|---|",
        machine()
    );
    for format in chosen {
        for piece in 0..format.files.len() + format.odd.len() {
            measure(format, piece)?;
        }
    }
    Ok(())
}

/// A file of a format: how it begins, what is repeated, how it ends.
fn parts_of(format: &Format, piece: usize) -> Option<(&'static str, &'static str, &'static str)> {
    let odd = || Some((format.around.0, *format.odd.get(piece - format.files.len())?, format.around.1));
    format.files.get(piece).copied().or_else(odd)
}

/// Prints the row of a file.
fn measure(format: &Format, piece: usize) -> Result<(), Failed> {
    let Some((head, repeated, _)) = parts_of(format, piece) else { return Ok(()) };
    let (mut before, mut size): (Option<Taken>, usize) = (None, FIRST);
    let (taken, growth) = loop {
        let Some(taken) = take(format.name, piece, size)? else { break (None, None) };
        let growth = before.filter(|before| before.seconds >= SHORTEST).map(|before| taken.seconds / before.seconds);
        let is_too_long = taken.seconds * (MORE * MORE) as f64 > LONGEST;
        if size * MORE > LARGEST || is_too_long && growth.is_some() {
            break (Some(taken), growth);
        }
        (before, size) = (Some(taken), size * MORE);
    };
    let name = if head.len() > 20 { format!("{repeated:?} behind {head:?}") } else { format!("{repeated:?}") };
    let name = name.replace('|', "\\|");
    let Some(taken) = taken else {
        let size = size as f64 / 1e6;
        println!("| {} | {name} | {size:.2} | **more than {LONGEST:.0}** | | |", format.name);
        return Ok(());
    };
    let bold = |text: String, is_bold: bool| if is_bold { format!("**{text}**") } else { text };
    let growth = growth.map_or("short".to_owned(), |times| bold(format!("{times:.1} ×"), times > SLOW));
    let times = taken.peak / taken.size;
    let wide = if taken.size < LARGE { String::new() } else { bold(format!("{times:.1} × the file"), times > WIDE) };
    println!(
        "| {} | {name} | {:.2} | {:.2} | {growth} | {:.0} MB {wide} |",
        format.name, taken.size, taken.seconds, taken.peak
    );
    Ok(())
}

/// Has a file of about so many bytes read by a process of its own; none where that took too long.
fn take(reader: &str, piece: usize, size: usize) -> Result<Option<Taken>, Failed> {
    let mut one = std::process::Command::new(std::env::current_exe()?);
    let read = one.args([ONE.flag, &format!("{reader}:{piece}:{size}")]).output()?;
    let said = String::from_utf8(read.stdout)?;
    let figures: Vec<f64> = said.split_whitespace().filter_map(|figure| figure.parse().ok()).collect();
    match figures.as_slice() {
        [size, seconds, peak] => Ok(Some(Taken { size: *size, seconds: *seconds, peak: *peak })),
        _ if said.starts_with(GIVEN_UP) => Ok(None),
        _ => Err(format!("{reader}, {piece}: {}", String::from_utf8_lossy(&read.stderr)).into()),
    }
}

/// What the process says of a file that takes too long.
const GIVEN_UP: &str = "given up";

/// Reads a file, and prints what it took.
fn read_one(value: &str) -> Result<(), Failed> {
    let [reader, piece, size] = value.split(':').collect::<Vec<_>>()[..] else { return Err("no such file".into()) };
    let format = FORMATS.iter().find(|format| format.name == reader).ok_or("no such reader")?;
    let (head, repeated, tail) = parts_of(format, piece.parse()?).ok_or("no such piece")?;
    let count = size.parse::<usize>()? / repeated.len();
    let mut text = String::with_capacity(head.len() + repeated.len() * count + tail.len());
    text += head;
    (0..count).for_each(|_| text += repeated);
    text += tail;
    let size = text.len() as f64 / 1e6;
    let bytes = match reader {
        "docx" => packed::document(&text)?,
        "xlsx" => packed::workbook(&text)?,
        _ => std::mem::take(&mut text).into_bytes(),
    };
    drop(text);
    std::thread::spawn(|| {
        while processor_seconds() < LONGEST {
            std::thread::sleep(Duration::from_millis(100));
        }
        println!("{GIVEN_UP}");
        std::process::abort();
    });
    let began = processor_seconds();
    read(reader, &bytes);
    println!("{size} {} {}", processor_seconds() - began, peak_memory().unwrap_or_default());
    Ok(())
}

fn read(reader: &str, bytes: &[u8]) {
    match reader {
        _ if READERS.iter().any(|known| known.name == reader) => {
            drop(read_article(bytes, "article", Some(reader), u64::MAX));
        }
        "xlsx" | "claims" => drop(read_workbook(bytes, "claims", SheetLimits::default(), &is_claims_heading)),
        _ => drop(read_references(bytes, "refs", find_reader(reader), u64::MAX)),
    }
}
