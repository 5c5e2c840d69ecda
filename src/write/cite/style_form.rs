//! The form of a style file, looked at before anything else reads it: where its lines are, and what would run away with the
//! processor, such as macros that call themselves, deep nesting, or elements without end.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};

/// The deepest nesting; public styles stay under 30.
const DEEPEST: usize = 100;

/// The deepest nesting of elements through the macros that they call; public styles stay under 100.
const DEEPEST_CALLS: usize = 200;

/// The most attributes of one element; public styles stay under 25.
const MOST_ATTRIBUTES: usize = 100;

/// The most macros; public styles stay under 250.
const MOST_MACROS: usize = 2_000;

/// The most elements that an entry may come to, those of the macros that it calls included, and of the branches of a choice
/// the longest; public styles stay under 2,000.
const MOST_ELEMENTS: usize = 20_000;

/// What is wrong, and where.
#[derive(Debug)]
pub(super) struct Flaw {
    pub(super) line: usize,
    pub(super) reason: String,
}

/// What the first reading found.
pub(super) struct Form {
    /// The line of the root element, from 1.
    pub(super) root_line: usize,
    /// By name; the layouts of lists and of citations have names that no macro has.
    macros: BTreeMap<String, Macro>,
}

/// A macro, or a layout, as the first reading sees it.
struct Macro {
    line: usize,
    /// What the message calls it.
    shown: String,
    /// Its elements; the first holds the others.
    elements: Vec<Element>,
}

/// An element of a macro.
#[derive(Default)]
struct Element {
    /// Only one of its children is ever set.
    is_choice: bool,
    calls: Option<String>,
    children: Vec<usize>,
}

/// What setting a macro comes to: how many elements, and how deep a nesting.
#[derive(Clone, Copy, Default)]
struct Cost {
    elements: usize,
    depth: usize,
}

/// Counts lines from where it last was.
struct Lines<'x> {
    xml: &'x [u8],
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn count_to(&mut self, at: u64) -> usize {
        let at = usize::try_from(at).unwrap_or(usize::MAX).min(self.xml.len());
        let passed = self.xml.get(self.at..at).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').count();
        self.at = self.at.max(at);
        self.line
    }
}

/// The reading under way.
struct Walk {
    form: Form,
    depth: usize,
    /// The macro that is open, and the places of its open elements.
    inside: Option<(String, Vec<usize>)>,
}

fn make_flaw(line: usize, reason: impl Into<String>) -> Flaw {
    Flaw { line, reason: reason.into() }
}

impl Form {
    /// Reads the form of a file.
    pub(super) fn read(xml: &str) -> Result<Self, Flaw> {
        let mut reader = Reader::from_str(xml);
        let mut lines = Lines { xml: xml.as_bytes(), at: 0, line: 1 };
        let mut walk = Walk { form: Self { root_line: 0, macros: BTreeMap::new() }, depth: 0, inside: None };
        loop {
            let line = lines.count_to(reader.buffer_position());
            match reader.read_event() {
                Err(e) => {
                    return Err(make_flaw(lines.count_to(reader.error_position()), format!("the XML is broken: {e}")));
                }
                Ok(Event::Eof) if walk.form.root_line == 0 => return Err(make_flaw(1, "it holds no XML")),
                Ok(Event::Eof) if walk.depth > 0 => {
                    return Err(make_flaw(line, "the XML is cut off: an element is not closed"));
                }
                Ok(Event::Eof) => return Ok(walk.form),
                Ok(Event::Start(tag)) => {
                    walk.open(&tag, line)?;
                    walk.depth += 1;
                    if walk.depth > DEEPEST {
                        return Err(make_flaw(line, format!("elements are nested more than {DEEPEST} deep")));
                    }
                }
                Ok(Event::Empty(tag)) => {
                    walk.open(&tag, line)?;
                    walk.close();
                }
                Ok(Event::End(_)) => {
                    walk.depth = walk.depth.saturating_sub(1);
                    walk.close();
                }
                Ok(_) => {}
            }
        }
    }

    /// A macro that calls itself, by whatever way, would never end, and one that doubles again and again nearly so.
    pub(super) fn check_macros_end(&self) -> Result<(), Flaw> {
        let mut under_way: BTreeSet<&str> = BTreeSet::new();
        let mut costs: BTreeMap<&str, Cost> = BTreeMap::new();
        for start in self.macros.keys() {
            // An explicit stack: the chain of calls may be long.
            let mut stack = vec![(start.as_str(), 0)];
            while let Some((name, next)) = stack.pop() {
                let Some(called) = self.macros.get(name).filter(|_| !costs.contains_key(name)) else { continue };
                let refuse = |reason: String| Err(make_flaw(called.line, format!("{} {reason}", called.shown)));
                if next == 0 && !under_way.insert(name) {
                    return refuse("calls itself".to_owned());
                }
                let calls = called.elements.get(next..).unwrap_or_default().iter().enumerate();
                let inner = calls.filter_map(|(at, element)| Some((next + at, element.calls.as_deref()?))).next();
                if let Some((at, inner)) = inner {
                    stack.extend([(name, at + 1), (inner, 0)]);
                    continue;
                }
                under_way.remove(name);
                match called.weigh(0, &costs) {
                    Cost { elements, .. } if elements > MOST_ELEMENTS => {
                        return refuse(format!("comes to more than {MOST_ELEMENTS} elements"));
                    }
                    Cost { depth, .. } if depth > DEEPEST_CALLS => {
                        return refuse(format!("is nested more than {DEEPEST_CALLS} deep with those that it calls"));
                    }
                    cost => costs.insert(name, cost),
                };
            }
        }
        Ok(())
    }
}

impl Macro {
    /// What an element comes to, with what is inside it; no deeper than files may be nested.
    fn weigh(&self, at: usize, costs: &BTreeMap<&str, Cost>) -> Cost {
        let Some(element) = self.elements.get(at) else { return Cost::default() };
        let called = element.calls.as_deref().and_then(|name| costs.get(name)).copied().unwrap_or_default();
        let mut inside = called;
        for child in &element.children {
            let child = self.weigh(*child, costs);
            inside.depth = inside.depth.max(child.depth);
            inside.elements = match element.is_choice {
                true => inside.elements.max(child.elements),
                false => inside.elements.saturating_add(child.elements),
            };
        }
        Cost { elements: inside.elements.saturating_add(1), depth: inside.depth + 1 }
    }
}

impl Walk {
    fn open(&mut self, tag: &BytesStart<'_>, line: usize) -> Result<(), Flaw> {
        let name = tag.local_name();
        if self.depth == 0 {
            self.form.root_line = line;
            if name.as_ref() != "style" {
                return Err(make_flaw(line, format!("it is not a CSL style: its root element is <{}>", name.as_ref())));
            }
        }
        let (mut named, mut calls) = (None, None);
        // Whether one is there twice is for the next reading to say.
        for (nth, attribute) in tag.attributes().with_checks(false).flatten().enumerate() {
            if nth >= MOST_ATTRIBUTES {
                return Err(make_flaw(line, format!("an element has more than {MOST_ATTRIBUTES} attributes")));
            }
            match attribute.key.as_ref() {
                "name" => named = Some(attribute.value.into_owned()),
                "macro" => calls = Some(attribute.value.into_owned()),
                _ => {}
            }
        }
        let element = Element { is_choice: name.as_ref() == "choose", calls, children: Vec::new() };
        match &mut self.inside {
            Some((outer, open)) => {
                let Some(outer) = self.form.macros.get_mut(outer) else { return Ok(()) };
                let at = outer.elements.len();
                outer.elements.push(element);
                if let Some(parent) = open.last().and_then(|parent| outer.elements.get_mut(*parent)) {
                    parent.children.push(at);
                }
                open.push(at);
            }
            None => {
                let (key, shown) = match name.as_ref() {
                    "macro" => {
                        let named = named.unwrap_or_default();
                        (named.clone(), format!("the macro “{named}”"))
                    }
                    // No macro's name begins with a blank line.
                    "layout" => (format!("\n{line}"), "the layout".to_owned()),
                    _ => return Ok(()),
                };
                if self.form.macros.len() >= MOST_MACROS {
                    return Err(make_flaw(line, format!("it has more than {MOST_MACROS} macros")));
                }
                // The first of a name counts; the elements of another are looked at all the same.
                let key = if self.form.macros.contains_key(&key) { format!("{key}\n{line}") } else { key };
                self.form.macros.insert(key.clone(), Macro { line, shown, elements: vec![element] });
                self.inside = Some((key, vec![0]));
            }
        }
        Ok(())
    }

    fn close(&mut self) {
        if let Some((_, open)) = &mut self.inside {
            open.pop();
            if open.is_empty() {
                self.inside = None;
            }
        }
    }
}
