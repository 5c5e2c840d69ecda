//! Reading a style file: what is wrong with it is said with file and line, and what would run away with the processor
//! (styles that call themselves, deep nesting) is found before it does.

use super::locale::UnknownLocale;
use hayagriva::citationberg::{
    IndependentStyle, InfoLinkRel, LayoutRenderingElement, LocaleCode, Name, Names, NamesChild, Style,
};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The largest style file that is read, in bytes; the largest public one has 200 kB.
const LARGEST: usize = 4 << 20;
/// The deepest nesting; public styles stay under 30.
const DEEPEST: usize = 100;

/// The most calls that one macro may come to, those of the macros that it calls included; public styles stay under 1,000.
const MOST_CALLS: usize = 20_000;

/// The deepest nesting of elements through the macros that they call.
const DEEPEST_CALLS: usize = 200;

/// A style that cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoStyle {
    /// There is no such file.
    #[error("there is no file {0}; name a CSL style, or one of claimbook's own")]
    Missing(String),
    /// The file cannot be read.
    #[error("{file}: {reason}")]
    Unread {
        /// The file.
        file: String,
        /// Why.
        reason: String,
    },
    /// It is no style.
    #[error("{file}:{line}: {reason}. Name a CSL style (its root element is <style>), or one of claimbook's own")]
    NotCsl {
        /// The file.
        file: String,
        /// The line, from 1.
        line: usize,
        /// Why.
        reason: String,
    },
    /// A dependent style whose parent is not there.
    #[error("{file} depends on the style {parent}, and {looked} is not there; save the parent under that name")]
    NoParent {
        /// The file.
        file: String,
        /// The parent's address.
        parent: String,
        /// Where it was looked for.
        looked: String,
    },
    /// Styles that depend on each other.
    #[error("these styles depend on each other in a ring: {}; name one that stands alone", .0.join(" → "))]
    Ring(Vec<String>),
    /// No such locale.
    #[error(transparent)]
    Locale(#[from] UnknownLocale),
}

/// A style file as read, with what was seen on the way.
pub(super) struct Found {
    pub(super) style: IndependentStyle,
    /// The locale of the dependent style that led here.
    pub(super) locale: Option<LocaleCode>,
    /// It asks for the short names of journals.
    pub(super) short_journals: bool,
}

/// Reads a style, and for a dependent one its parent, which is looked for beside it.
pub(super) fn load(path: &Path, read: &dyn Fn(&Path) -> std::io::Result<Vec<u8>>) -> Result<Found, NoStyle> {
    let mut visited: Vec<PathBuf> = Vec::new();
    let mut locale = None;
    let mut path = path.to_owned();
    let mut wanted: Option<(String, String)> = None;
    loop {
        visited.push(path.clone());
        let bytes = read(&path).map_err(|e| match wanted.take() {
            Some((file, parent)) if e.kind() == std::io::ErrorKind::NotFound => {
                NoStyle::NoParent { file, parent, looked: path.display().to_string() }
            }
            None if e.kind() == std::io::ErrorKind::NotFound => NoStyle::Missing(path.display().to_string()),
            _ if e.kind() == std::io::ErrorKind::IsADirectory => NoStyle::Unread {
                file: path.display().to_string(),
                reason: "it is a folder; name a CSL file in it".to_owned(),
            },
            _ => NoStyle::Unread { file: path.display().to_string(), reason: e.to_string() },
        })?;
        let xml = decoded(bytes, &path)?;
        let dependent = match checked(&xml, &path)? {
            Style::Independent(style) => {
                return Ok(Found { style, locale, short_journals: asks_for_short(&xml) });
            }
            Style::Dependent(dependent) => dependent,
        };
        locale = locale.or(dependent.default_locale);
        let parent = dependent.parent_link.href;
        let name = parent.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let next = path.with_file_name(format!("{}.csl", name.trim_end_matches(".csl")));
        if let Some(at) = visited.iter().position(|seen| *seen == next) {
            let ring = visited.iter().skip(at).chain([&next]).map(|p| p.display().to_string());
            return Err(NoStyle::Ring(ring.collect()));
        }
        wanted = Some((path.display().to_string(), parent));
        path = next;
    }
}

fn decoded(bytes: Vec<u8>, path: &Path) -> Result<String, NoStyle> {
    let file = || path.display().to_string();
    if bytes.len() > LARGEST {
        return Err(NoStyle::Unread { file: file(), reason: "it is larger than 4 MB, which no style is".to_owned() });
    }
    let text = String::from_utf8(bytes).map_err(|e| {
        let valid = e.as_bytes().get(..e.utf8_error().valid_up_to()).unwrap_or_default();
        let line = valid.iter().filter(|b| **b == b'\n').count() + 1;
        NoStyle::NotCsl { file: file(), line, reason: "it is not UTF-8".to_owned() }
    })?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

/// A style of ours, which stands alone.
pub(super) fn parsed(xml: &str, path: &Path) -> Result<IndependentStyle, NoStyle> {
    match checked(xml, path)? {
        Style::Independent(style) => Ok(style),
        Style::Dependent(_) => Err(wrong(path, 1, "it depends on another style")),
    }
}

fn wrong(path: &Path, line: usize, reason: impl Into<String>) -> NoStyle {
    NoStyle::NotCsl { file: path.display().to_string(), line, reason: reason.into() }
}

/// Reads the XML twice: once for its form, which tells lines, and once for its meaning.
fn checked(xml: &str, path: &Path) -> Result<Style, NoStyle> {
    let form = Form::of(xml, path)?;
    form.every_macro_ends(path)?;
    let read = super::press::quietly(|| Style::from_xml(xml));
    let style = match read {
        Some(Ok(style)) => style,
        Some(Err(e)) => {
            let at = e.path.as_ref().map(|p| format!(" at {p}")).unwrap_or_default();
            return Err(wrong(path, form.root_line, format!("it is no CSL style: {}{at}", e.source)));
        }
        None => return Err(wrong(path, form.root_line, "it is no CSL style that can be read")),
    };
    if let Style::Dependent(dependent) = &style
        && dependent.parent_link.rel != InfoLinkRel::IndependentParent
    {
        return Err(wrong(path, form.root_line, "it depends on a style that it does not name"));
    }
    Ok(style)
}

/// What the first reading found.
struct Form {
    root_line: usize,
    macros: BTreeMap<String, Macro>,
}

/// A macro as the first reading sees it.
struct Macro {
    line: usize,
    /// How deep in the file it stands.
    depth: usize,
    /// How deep its elements are nested.
    deepest: usize,
    /// Which it calls, and how deep inside it.
    calls: Vec<(String, usize)>,
}

/// What one call of a macro comes to: how many calls, and how deep a nesting.
#[derive(Clone, Copy)]
struct Cost {
    calls: usize,
    depth: usize,
}

impl Form {
    fn of(xml: &str, path: &Path) -> Result<Self, NoStyle> {
        let mut reader = Reader::from_str(xml);
        let mut form = Self { root_line: 0, macros: BTreeMap::new() };
        let (mut depth, mut inside): (usize, Option<String>) = (0, None);
        loop {
            let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            let line = line_of(xml, at);
            match reader.read_event() {
                Err(e) => {
                    let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
                    return Err(wrong(path, line_of(xml, at), format!("the XML is broken: {e}")));
                }
                Ok(Event::Eof) if form.root_line == 0 => return Err(wrong(path, 1, "it holds no XML")),
                Ok(Event::Eof) if depth > 0 => {
                    return Err(wrong(path, line, "the XML is cut off: an element is not closed"));
                }
                Ok(Event::Eof) => return Ok(form),
                Ok(Event::Start(tag)) => {
                    form.open(&tag, line, depth, path, &mut inside)?;
                    depth += 1;
                    if depth > DEEPEST {
                        return Err(wrong(path, line, format!("elements are nested more than {DEEPEST} deep")));
                    }
                }
                Ok(Event::Empty(tag)) => {
                    let mut none = inside.clone();
                    form.open(&tag, line, depth, path, &mut none)?;
                }
                Ok(Event::End(tag)) => {
                    depth = depth.saturating_sub(1);
                    if tag.local_name().as_ref() == "macro" {
                        inside = None;
                    }
                }
                Ok(_) => {}
            }
        }
    }

    fn open(
        &mut self,
        tag: &BytesStart<'_>,
        line: usize,
        depth: usize,
        path: &Path,
        inside: &mut Option<String>,
    ) -> Result<(), NoStyle> {
        let name = tag.local_name();
        if depth == 0 {
            self.root_line = line;
            if name.as_ref() != "style" {
                let got = name.as_ref().to_owned();
                return Err(wrong(path, line, format!("it is no CSL style: its root element is <{got}>")));
            }
        }
        let attribute = |wanted: &str| {
            let found = tag.attributes().flatten().find(|a| a.key.as_ref() == wanted);
            found.map(|a| a.value.into_owned())
        };
        if name.as_ref() == "macro" {
            let called = attribute("name").unwrap_or_default();
            let fresh = Macro { line, depth, deepest: 0, calls: Vec::new() };
            self.macros.entry(called.clone()).or_insert(fresh);
            *inside = Some(called);
        } else if let Some(outer) = inside.as_ref().and_then(|outer| self.macros.get_mut(outer)) {
            let within = depth.saturating_sub(outer.depth);
            outer.deepest = outer.deepest.max(within);
            outer.calls.extend(attribute("macro").map(|called| (called, within)));
        }
        Ok(())
    }

    /// A macro that calls itself, by whatever way, would never end, and one that doubles again and again nearly so.
    fn every_macro_ends(&self, path: &Path) -> Result<(), NoStyle> {
        let mut under_way: BTreeSet<&str> = BTreeSet::new();
        let mut costs: BTreeMap<&str, Cost> = BTreeMap::new();
        for start in self.macros.keys() {
            // An explicit stack: the chain of calls may be long.
            let mut stack = vec![(start.as_str(), 0)];
            while let Some((name, next)) = stack.pop() {
                let Some(called) = self.macros.get(name).filter(|_| !costs.contains_key(name)) else { continue };
                let refuse = |reason: String| Err(wrong(path, called.line, format!("the macro “{name}” {reason}")));
                if next == 0 && !under_way.insert(name) {
                    return refuse("calls itself".to_owned());
                }
                if let Some((inner, _)) = called.calls.get(next) {
                    stack.extend([(name, next + 1), (inner, 0)]);
                    continue;
                }
                under_way.remove(name);
                let mut cost = Cost { calls: 1, depth: called.deepest };
                for (inner, within) in &called.calls {
                    let Some(of) = costs.get(inner.as_str()) else { continue };
                    cost.calls = cost.calls.saturating_add(of.calls);
                    cost.depth = cost.depth.max(within + of.depth);
                }
                match cost {
                    Cost { calls, .. } if calls > MOST_CALLS => {
                        return refuse(format!("comes to more than {MOST_CALLS} calls"));
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

fn line_of(xml: &str, at: usize) -> usize {
    xml.as_bytes().get(..at.min(xml.len())).unwrap_or_default().iter().filter(|b| **b == b'\n').count() + 1
}

fn asks_for_short(xml: &str) -> bool {
    xml.contains("container-title-short")
        || xml.split('<').any(|tag| tag.contains("\"container-title\"") && tag.contains("form=\"short\""))
}

/// Gives each `<names>` that has children a `<name/>`: without one the processor prints nothing for it.
pub(super) fn name_the_names(style: &mut IndependentStyle) {
    let layouts = [Some(&mut style.citation.layout), style.bibliography.as_mut().map(|b| &mut b.layout)];
    let elements = layouts.into_iter().flatten().map(|layout| &mut layout.elements);
    for elements in elements.chain(style.macros.iter_mut().map(|m| &mut m.children)) {
        elements.iter_mut().for_each(name_in);
    }
}

fn name_in(element: &mut LayoutRenderingElement) {
    match element {
        LayoutRenderingElement::Names(names) => name(names),
        LayoutRenderingElement::Group(group) => group.children.iter_mut().for_each(name_in),
        LayoutRenderingElement::Choose(choose) => {
            let branches = std::iter::once(&mut choose.if_).chain(&mut choose.else_if);
            let otherwise = choose.otherwise.iter_mut().map(|o| &mut o.children);
            branches.map(|b| &mut b.children).chain(otherwise).flatten().for_each(name_in);
        }
        _ => {}
    }
}

fn name(names: &mut Names) {
    for child in &mut names.children {
        if let NamesChild::Substitute(substitute) = child {
            substitute.children.iter_mut().for_each(name_in);
        }
    }
    let named = names.children.iter().any(|child| matches!(child, NamesChild::Name(_)));
    if !named && !names.children.is_empty() {
        names.children.insert(0, NamesChild::Name(Name::default()));
    }
}
