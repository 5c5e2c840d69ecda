//! A Word document as a package (Office Open XML, ECMA-376 part 2): its parts, and how they refer to one another.

use crate::read::archive::{Fault, Parts};
use crate::read::decode;
use crate::read::entry::Note;
use crate::read::xml::{Element, Step, Xml};
use std::collections::BTreeMap;

/// The most parts of a document; each picture is one.
const MOST_PARTS: usize = 20_000;
/// The most bytes of text that are unpacked; pictures are not.
const MOST_UNPACKED: u64 = 96 << 20;
/// The deepest nesting of elements: tables in tables in content controls.
pub(super) const DEEPEST: usize = 256;

/// A part that another one refers to.
#[derive(Debug, Clone)]
struct Relation {
    /// The last word of its type: `styles`, `hyperlink`.
    kind: String,
    target: String,
}

/// The package, opened.
pub(super) struct Package<'b> {
    parts: Parts<'b>,
    /// The folder of the main part, with `/` at its end.
    folder: String,
    /// What the main part refers to, by identifier.
    relations: BTreeMap<String, Relation>,
    /// What could not be read.
    pub(super) notes: Vec<Note>,
}

impl<'b> Package<'b> {
    /// Opens a document; gives the text of its main part, too.
    pub(super) fn open(bytes: &'b [u8]) -> Result<(Self, String), Fault> {
        let parts = Parts::open(bytes, MOST_PARTS, MOST_UNPACKED)?;
        let mut package = Self { parts, folder: String::new(), relations: BTreeMap::new(), notes: Vec::new() };
        let root = package.read_relations("_rels/.rels");
        let main = root.values().find(|relation| relation.kind == "officeDocument").map(|r| r.target.clone());
        let main =
            main.map_or_else(|| "word/document.xml".to_owned(), |target| target.trim_start_matches('/').to_owned());
        let text = package
            .read_text(&main)?
            .ok_or_else(|| Fault::Broken(format!("it has no {main}, which should hold its text")))?;
        let (folder, name) = main.rsplit_once('/').unwrap_or(("", &main));
        package.folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        package.relations = package.read_relations(&format!("{}_rels/{name}.rels", package.folder));
        Ok((package, text))
    }

    /// Where all links lead, by identifier.
    pub(super) fn targets(&self) -> BTreeMap<String, String> {
        self.relations.iter().map(|(id, relation)| (id.clone(), relation.target.clone())).collect()
    }

    /// The parts of a kind that the main part refers to.
    pub(super) fn read_related(&mut self, kind: &str) -> Vec<Element> {
        let names: Vec<String> = self
            .relations
            .values()
            .filter(|relation| relation.kind == kind)
            .map(|relation| match relation.target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("{}{}", self.folder, relation.target),
            })
            .collect();
        /// A document has few headers, and one of everything else.
        const MOST: usize = 60;
        names.iter().take(MOST).filter_map(|name| self.read_tree(name)).collect()
    }

    /// A part as a tree; none where there is none. One that is broken costs no more than itself, and is told.
    pub(super) fn read_tree(&mut self, name: &str) -> Option<Element> {
        let read = self.read_text(name).map(|text| text.map(|text| read_tree(&text)));
        let reason = match read {
            Ok(None) => return None,
            Ok(Some(Ok(tree))) => return Some(tree),
            Ok(Some(Err(reason))) | Err(Fault::Broken(reason)) => reason,
            Err(Fault::TooMuch(limit, what)) => format!("it holds more than {limit} {what}"),
        };
        self.notes
            .push(Note::new((1, 1), format!("{name} could not be read, and the rest was read without it: {reason}")));
        None
    }

    fn read_text(&mut self, name: &str) -> Result<Option<String>, Fault> {
        let Some(bytes) = self.parts.unpack(name)? else { return Ok(None) };
        match decode(&bytes, name, u64::MAX) {
            Ok(decoded) => Ok(Some(decoded.text.into_owned())),
            Err(e) => Err(Fault::Broken(e.to_string())),
        }
    }

    fn read_relations(&mut self, name: &str) -> BTreeMap<String, Relation> {
        let tree = self.read_tree(name).unwrap_or_default();
        let relation = |element: &Element| {
            let kind = element.attribute("Type")?.rsplit('/').next()?.to_owned();
            Some((
                element.attribute("Id")?.to_owned(),
                Relation { kind, target: element.attribute("Target")?.to_owned() },
            ))
        };
        tree.all("Relationship").filter_map(relation).collect()
    }
}

/// The tree of a whole part.
fn read_tree(text: &str) -> Result<Element, String> {
    let mut xml = Xml::new(text, DEEPEST);
    let step = xml.next_step().map_err(|e| e.reason)?;
    let Step::Entered(mut root) = step else { return Err("it is empty".to_owned()) };
    xml.read_content(&mut root).map_err(|e| e.reason)?;
    match xml.has_doctype() {
        true => Err("it has a document type, which no such document has".to_owned()),
        false => Ok(root),
    }
}
