//! XML as trees of elements, one at a time, each with its place in the file. Names are local names: prefixes differ from
//! program to program. Nothing is expanded but characters by number and by the names that HTML has for them; nothing is
//! fetched.

use super::entry::Note;
use crate::text::markup;
use crate::text::normalise::count_chars;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// Elements and stretches of text that are held at once: more would take too much room.
const MOST_AT_ONCE: usize = 2_000_000;

/// An element with all that is in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::read) struct Element {
    /// Its name without a prefix.
    pub(in crate::read) name: String,
    attributes: Vec<(String, String)>,
    /// What is in it, in order.
    pub(in crate::read) nodes: Vec<Node>,
    /// Its line and column in the file.
    pub(in crate::read) place: (u32, u32),
}

/// What stands in an element.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::read) enum Node {
    Element(Element),
    /// Text, and its line and column.
    Text(String, (u32, u32)),
}

impl Element {
    /// The value of an attribute, by its name without a prefix.
    pub(in crate::read) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The elements right in it.
    pub(in crate::read) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(..) => None,
        })
    }

    /// The elements of a name right in it.
    pub(in crate::read) fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element of a name right in it.
    pub(in crate::read) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| element.name == name)
    }

    /// The element that names lead to, each right in the one before.
    pub(in crate::read) fn find(&self, path: &[&str]) -> Option<&Element> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// The elements of a name anywhere in it, in order.
    pub(in crate::read) fn find_descendants<'e>(&'e self, name: &str) -> Vec<&'e Element> {
        let mut found = Vec::new();
        let mut left: Vec<&Element> = vec![self];
        while let Some(element) = left.pop() {
            let before = left.len();
            left.extend(element.elements());
            left.get_mut(before..).unwrap_or_default().reverse();
            if element.name == name && !std::ptr::eq(element, self) {
                found.push(element);
            }
        }
        found
    }

    /// All text in it.
    pub(in crate::read) fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text
    }

    /// All text in it, white space single, none at its ends.
    pub(in crate::read) fn words(&self) -> String {
        self.text().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn add_text(&self, into: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Element(element) => element.add_text(into),
                Node::Text(text, _) => into.push_str(text),
            }
        }
    }
}

/// Why XML could not be read on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) struct XmlError {
    /// What is wrong, such as `<p> is never closed`.
    pub(in crate::read) reason: String,
    /// The line and column where it shows.
    pub(in crate::read) place: (u32, u32),
}

/// What comes next.
pub(in crate::read) enum Step {
    /// An element begins, and is entered.
    Entered(Element),
    /// The element that was entered last ends.
    Left,
    /// The end of the file.
    End,
}

/// Goes through XML from its beginning.
pub(in crate::read) struct Xml<'x> {
    reader: Reader<&'x [u8]>,
    text: &'x str,
    /// Up to where lines are counted, and the place there.
    counted: (usize, (u32, u32)),
    /// Names of the elements that are entered.
    open: Vec<String>,
    deepest: usize,
    /// Entities that the file declares itself.
    declared: Vec<String>,
    /// A document type was met.
    has_doctype: bool,
    /// Entities that nothing is known of, and where the first stands.
    unknown: Vec<(String, (u32, u32))>,
}

impl<'x> Xml<'x> {
    /// Elements may stand so deep in one another.
    pub(in crate::read) fn new(text: &'x str, deepest: usize) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Self {
            reader,
            text,
            counted: (0, (1, 1)),
            open: Vec::new(),
            deepest,
            declared: Vec::new(),
            has_doctype: false,
            unknown: Vec::new(),
        }
    }

    /// Goes on to where an element begins or ends; text between elements is passed over.
    pub(in crate::read) fn next_step(&mut self) -> Result<Step, XmlError> {
        loop {
            let (event, place) = self.next()?;
            match event {
                Event::Start(tag) => {
                    let element = self.enter(&tag, place)?;
                    return Ok(Step::Entered(element));
                }
                Event::End(_) => {
                    self.open.pop();
                    return Ok(Step::Left);
                }
                Event::Eof => return self.end(place).map(|()| Step::End),
                _ => {}
            }
        }
    }

    /// Reads all that is in an element that was entered, up to its end.
    pub(in crate::read) fn read_content(&mut self, element: &mut Element) -> Result<(), XmlError> {
        let (mut stack, mut held) = (vec![std::mem::take(element)], 0_usize);
        while let Some(mut top) = stack.pop() {
            let (event, place) = self.next()?;
            held += 1;
            if held > MOST_AT_ONCE {
                return Err(XmlError {
                    reason: format!("one part of it holds more than {MOST_AT_ONCE} elements"),
                    place,
                });
            }
            match event {
                Event::Start(tag) => {
                    let inner = self.enter(&tag, place)?;
                    stack.push(top);
                    stack.push(inner);
                    continue;
                }
                Event::End(_) => {
                    self.open.pop();
                    match stack.last_mut() {
                        Some(outer) => outer.nodes.push(Node::Element(top)),
                        None => *element = top,
                    }
                    continue;
                }
                Event::Text(text) => top.nodes.push(Node::Text(text.into_inner().into_owned(), place)),
                Event::CData(text) => {
                    top.nodes.push(Node::Text(text.into_inner().into_owned(), (place.0, place.1 + 9)))
                }
                Event::GeneralRef(name) => {
                    let text = self.resolve_entity(&name, place);
                    top.nodes.push(Node::Text(text, place));
                }
                Event::Eof => self.end(place)?,
                _ => {}
            }
            stack.push(top);
        }
        Ok(())
    }

    /// Whether the file has a document type.
    pub(in crate::read) fn has_doctype(&self) -> bool {
        self.has_doctype
    }

    /// What was left as it is: entities that are declared in the file or known nowhere.
    pub(in crate::read) fn notes(&self) -> Vec<Note> {
        let note = |(name, place): &(String, (u32, u32))| {
            let declared = self.declared.contains(name);
            let why =
                if declared { "is declared in the file itself, and such are not expanded" } else { "is not known" };
            Note::new(*place, format!("the entity &{name}; {why}: it stands in the text as it is"))
        };
        self.unknown.iter().map(note).collect()
    }

    fn next(&mut self) -> Result<(Event<'x>, (u32, u32)), XmlError> {
        let from = usize::try_from(self.reader.buffer_position()).unwrap_or(usize::MAX);
        let event = self.reader.read_event();
        let place = self.place(from);
        match event {
            Ok(Event::DocType(doctype)) => {
                self.has_doctype = true;
                let entities = doctype.split("<!ENTITY").skip(1).filter_map(|e| e.split_whitespace().next());
                /// More than so many are not remembered by name.
                const REMEMBERED: usize = 100;
                self.declared = entities.take(REMEMBERED).map(str::to_owned).collect();
                Ok((Event::DocType(doctype), place))
            }
            Ok(event) => Ok((event, place)),
            Err(e) => {
                let at = usize::try_from(self.reader.error_position()).unwrap_or(from).max(from);
                Err(XmlError { reason: e.to_string(), place: self.place(at) })
            }
        }
    }

    fn enter(&mut self, tag: &BytesStart<'_>, place: (u32, u32)) -> Result<Element, XmlError> {
        let name = tag.local_name().as_ref().to_owned();
        if self.open.len() >= self.deepest {
            let reason = format!("its elements stand more than {} deep in one another", self.deepest);
            return Err(XmlError { reason, place });
        }
        self.open.push(name.clone());
        let mut all = tag.attributes();
        let attributes = all.with_checks(false).flatten().filter(|a| !a.key.as_ref().starts_with("xmlns"));
        let attributes = attributes.map(|a| {
            let value = match a.value.contains('&') {
                true => markup::unescape(&a.value),
                false => a.value.into_owned(),
            };
            (a.key.local_name().as_ref().to_owned(), value)
        });
        Ok(Element { name, attributes: attributes.collect(), nodes: Vec::new(), place })
    }

    /// What an entity stands for; itself, where that is not known or would have to be expanded.
    fn resolve_entity(&mut self, name: &BytesRef<'_>, place: (u32, u32)) -> String {
        if let Ok(Some(c)) = name.resolve_char_ref() {
            return c.to_string();
        }
        let written = format!("&{};", &**name);
        let known =
            if self.declared.iter().any(|d| *d == **name) { written.clone() } else { markup::unescape(&written) };
        /// More entities than so many are not told of.
        const TOLD: usize = 8;
        if known == written && self.unknown.len() < TOLD && self.unknown.iter().all(|(n, _)| *n != **name) {
            self.unknown.push((name.to_string(), place));
        }
        known
    }

    /// At the end of the file nothing may be open.
    fn end(&self, place: (u32, u32)) -> Result<(), XmlError> {
        match self.open.last() {
            Some(name) => {
                Err(XmlError { reason: format!("the file ends before <{name}> is closed; it was cut off"), place })
            }
            None => Ok(()),
        }
    }

    /// The line and column of a byte, going forward.
    fn place(&mut self, byte: usize) -> (u32, u32) {
        let (from, (line, column)) = self.counted;
        let Some(passed) = self.text.get(from..byte) else { return (line, column) };
        let lines = passed.bytes().filter(|b| *b == b'\n').count();
        let place = match passed.rsplit_once('\n') {
            Some((_, rest)) => (line + u32::try_from(lines).unwrap_or(u32::MAX), 1 + count_chars(rest)),
            None => (line, column + count_chars(passed)),
        };
        self.counted = (byte, place);
        place
    }
}
