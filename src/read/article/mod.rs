//! Reading an article: its text block by block, title, dates, people, references as printed, and the markers that
//! point at them. A reader turns one format into pieces; what the pieces are for is told alike for all.

mod asides;
pub(super) mod assemble;
mod beside;
mod byline;
mod cursor;
mod day_order;
mod docx;
mod front_matter;
pub(super) mod html;
mod jats;
mod keys;
mod kinds;
mod language;
mod markdown;
mod markers;
mod runs;
mod strikethrough;
mod structured;
pub(super) mod text;

pub use beside::{UnreadLine, read_beside};
pub use keys::{CitationKey, Library};

use super::decode::refuse_over_long;
use super::entry::{Note, PrintedEntry, Source};
use super::{ReadError, decode, unread};
use crate::model::{Blocks, PartialDate, Role};

/// A format of articles.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// Its name on the command line, and in the catalogue.
    pub name: &'static str,
    /// What it reads, in one line.
    pub summary: &'static str,
    /// File extensions that speak for it, without the dot.
    pub extensions: &'static [&'static str],
    /// How it recognises its files, and reads them.
    pub input: Input,
}

/// What a reader takes in.
#[derive(Debug, Clone, Copy)]
pub enum Input {
    /// A decoded file.
    Text {
        /// Whether a text looks like this format, where no extension tells: file name, text.
        sniff: fn(&str, &str) -> bool,
        /// What looks so is of this format, whatever its name and whatever else it looks like.
        is_sure: bool,
        /// Reads it.
        read: fn(&Source<'_>) -> ReadArticle,
        /// What it shows beside its text.
        beside: fn(&Source<'_>) -> Vec<UnreadLine>,
    },
    /// The bytes themselves, of a format that is packed.
    Bytes {
        /// Whether bytes are a file of this format; its name says nothing here.
        sniff: fn(&[u8]) -> bool,
        /// The most bytes that are read where the limit of texts is lower: pictures are packed beside the words.
        most_bytes: u64,
        /// Reads them; the file's name is for messages.
        read: fn(&[u8], &str) -> Result<ReadArticle, ReadError>,
    },
}

/// Every format of articles; the first that recognises a text reads it, plain text takes the rest.
pub const READERS: &[Reader] = &[docx::READER, jats::READER, markdown::READER, html::READER, text::READER];

/// What was read of an article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReadArticle {
    /// The title, if one was found.
    pub title: Option<String>,
    /// Where it is published, if the file says so.
    pub url: Option<String>,
    /// Who publishes it, if the file says so.
    pub publisher: Option<String>,
    /// BCP 47 language tag, if the file says so.
    pub language: Option<String>,
    /// The printed "last updated" date.
    pub updated_on: Option<PartialDate>,
    /// The printed "last reviewed" date.
    pub last_reviewed_on: Option<PartialDate>,
    /// The people named in bylines, in their order.
    pub people: Vec<PrintedPerson>,
    /// The normalised text: blocks in order, one blank line between two.
    pub text: String,
    /// What the blocks are, and where they came from.
    pub blocks: Blocks,
    /// The references in their order.
    pub references: Vec<PrintedEntry>,
    /// Where the text points at them.
    pub markers: Vec<ReferenceMarker>,
    /// The encoding that was assumed.
    pub encoding: String,
    /// The reader that read it.
    pub reader: &'static str,
    /// Keys of a library in the text, which are still to be looked up.
    pub keys: Vec<CitationKey>,
    /// The keys of the libraries that were looked into.
    pub known_keys: Vec<String>,
    /// The libraries that the file names, as it writes them.
    pub bibliography: Vec<String>,
    /// What was unsure or could not be read.
    pub notes: Vec<Note>,
}

/// A person as a byline names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintedPerson {
    /// The name without credentials.
    pub name: String,
    /// Credentials as printed: `PT, DPT`.
    pub credentials: Option<String>,
    /// What they did for the article.
    pub role: Role,
}

/// A place in the text that points at references.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceMarker {
    /// Where it begins in the text, in code points.
    pub start: u32,
    /// Where it ends, exclusive.
    pub end: u32,
    /// Which references it names, as indices into the list; none where none was found.
    pub entries: Vec<usize>,
    /// The marker as printed.
    pub label: String,
}

/// Reads an article. `reader` names a reader; without it, the file's extension and its text tell.
///
/// # Errors
/// An empty, binary or over-long file (`max_bytes` is the limit), an unknown reader, and, where none is named, text of a
/// kind that is not read yet.
pub fn read_article(
    bytes: &[u8],
    file_name: &str,
    reader: Option<&str>,
    max_bytes: u64,
) -> Result<ReadArticle, ReadError> {
    let named = reader.map(find_reader).transpose()?;
    let is_packed = |r: &&Reader| matches!(r.input, Input::Bytes { sniff, .. } if sniff(bytes));
    let packed = match named {
        Some(named) => Some(named),
        None => READERS.iter().find(is_packed),
    };
    if let Some(reader) = packed
        && let Input::Bytes { read, .. } = reader.input
    {
        refuse_over_long(bytes, file_name, max_bytes)?;
        return Ok(ReadArticle { reader: reader.name, ..read(bytes, file_name)? });
    }
    let decoded = decode(bytes, file_name, max_bytes)?;
    let source = Source { text: &decoded.text, file_name };
    let reader = match named {
        Some(named) => named,
        None => match find_sure(&source) {
            Some(reader) => reader,
            None => unread::refuse_unread(&source).map(|()| choose_reader(&source))?,
        },
    };
    let Input::Text { read, .. } = reader.input else { return Ok(ReadArticle::default()) };
    let mut article = read(&source);
    article.encoding = decoded.encoding.to_owned();
    article.reader = reader.name;
    article.notes.splice(0..0, decoded.notes);
    Ok(article)
}

/// The most bytes of an article's file that are read, by the extension of its name, where texts may have so many.
pub fn find_most_bytes(file_name: &str, of_texts: u64) -> u64 {
    let extension = file_name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    let most = |reader: &Reader| match reader.input {
        Input::Bytes { most_bytes, .. } if reader.extensions.contains(&extension.as_str()) => Some(most_bytes),
        _ => None,
    };
    READERS.iter().find_map(most).map_or(of_texts, |most| most.max(of_texts))
}

fn find_reader(name: &str) -> Result<&'static Reader, ReadError> {
    READERS
        .iter()
        .find(|r| r.name == name)
        .ok_or_else(|| ReadError::unknown_reader(name, &READERS.iter().map(|r| r.name).collect::<Vec<_>>()))
}

/// The reader whose format a text is for sure.
fn find_sure(source: &Source<'_>) -> Option<&'static Reader> {
    let is_sure = |r: &&Reader| matches!(r.input, Input::Text { sniff, is_sure: true, .. } if sniff(source.file_name, source.text));
    READERS.iter().find(is_sure)
}

fn choose_reader(source: &Source<'_>) -> &'static Reader {
    let extension = source.file_name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default();
    let reads_text = |r: &&Reader| matches!(r.input, Input::Text { .. });
    let recognises = |r: &&Reader| matches!(r.input, Input::Text { sniff, .. } if sniff(source.file_name, source.text));
    let by_extension = READERS.iter().filter(reads_text).find(|r| r.extensions.contains(&extension.as_str()));
    by_extension.or_else(|| READERS.iter().find(recognises)).unwrap_or(&text::READER)
}
