//! Reading a style file: what is wrong with it is said with file and line, and what would run away with the processor
//! (styles that call themselves, deep nesting) is found before it does.

use super::csl_xml::parse;
use super::locale::UnknownLocale;
use super::style_form::Form;
use hayagriva::citationberg::{
    IndependentStyle, InfoLinkRel, LayoutRenderingElement, LocaleCode, Name, Names, NamesChild, Style,
};
use std::path::{Path, PathBuf};

/// The largest style file that is read, in bytes; the largest public one has 200 kB.
const LARGEST: usize = 4 << 20;
/// A style that cannot be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StyleError {
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
pub(super) struct FoundStyle {
    pub(super) style: IndependentStyle,
    /// The locale of the dependent style that led here.
    pub(super) locale: Option<LocaleCode>,
    /// It asks for the short names of journals.
    pub(super) short_journals: bool,
}

/// Reads a style, and for a dependent one its parent, which is looked for beside it.
pub(super) fn load(path: &Path, read: &dyn Fn(&Path) -> std::io::Result<Vec<u8>>) -> Result<FoundStyle, StyleError> {
    let mut visited: Vec<PathBuf> = Vec::new();
    let mut locale = None;
    let mut path = path.to_owned();
    let mut wanted: Option<(String, String)> = None;
    loop {
        visited.push(path.clone());
        let bytes = read(&path).map_err(|e| match wanted.take() {
            Some((file, parent)) if e.kind() == std::io::ErrorKind::NotFound => {
                StyleError::NoParent { file, parent, looked: path.display().to_string() }
            }
            None if e.kind() == std::io::ErrorKind::NotFound => StyleError::Missing(path.display().to_string()),
            _ if e.kind() == std::io::ErrorKind::IsADirectory => StyleError::Unread {
                file: path.display().to_string(),
                reason: "it is a folder; name a CSL file in it".to_owned(),
            },
            _ => StyleError::Unread { file: path.display().to_string(), reason: e.to_string() },
        })?;
        let xml = decode(bytes, &path)?;
        let dependent = match check_form(&xml, &path)? {
            Style::Independent(style) => {
                return Ok(FoundStyle { style, locale, short_journals: asks_for_short(&xml) });
            }
            Style::Dependent(dependent) => dependent,
        };
        locale = locale.or(dependent.default_locale);
        let parent = dependent.parent_link.href;
        let name = parent.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let next = path.with_file_name(format!("{}.csl", name.trim_end_matches(".csl")));
        if let Some(at) = visited.iter().position(|seen| *seen == next) {
            let ring = visited.iter().skip(at).chain([&next]).map(|p| p.display().to_string());
            return Err(StyleError::Ring(ring.collect()));
        }
        wanted = Some((path.display().to_string(), parent));
        path = next;
    }
}

fn decode(bytes: Vec<u8>, path: &Path) -> Result<String, StyleError> {
    let file = || path.display().to_string();
    if bytes.len() > LARGEST {
        return Err(StyleError::Unread {
            file: file(),
            reason: "it is larger than 4 MB, which no style is".to_owned(),
        });
    }
    let text = String::from_utf8(bytes).map_err(|e| {
        let valid = e.as_bytes().get(..e.utf8_error().valid_up_to()).unwrap_or_default();
        let line = valid.iter().filter(|b| **b == b'\n').count() + 1;
        StyleError::NotCsl { file: file(), line, reason: "it is not UTF-8".to_owned() }
    })?;
    Ok(text.trim_start_matches('\u{feff}').to_owned())
}

/// A style of ours, which stands alone.
pub(super) fn parse_style(xml: &str, path: &Path) -> Result<IndependentStyle, StyleError> {
    match check_form(xml, path)? {
        Style::Independent(style) => Ok(style),
        Style::Dependent(_) => Err(describe_fault(path, 1, "it depends on another style")),
    }
}

fn describe_fault(path: &Path, line: usize, reason: impl Into<String>) -> StyleError {
    StyleError::NotCsl { file: path.display().to_string(), line, reason: reason.into() }
}

/// Reads the XML twice: once for its form, which tells lines, and once for its meaning.
fn check_form(xml: &str, path: &Path) -> Result<Style, StyleError> {
    let form = Form::read(xml).and_then(|form| form.check_macros_end().map(|()| form));
    let form = form.map_err(|e| describe_fault(path, e.line, e.reason))?;
    let read = super::press::run_quietly(|| parse(xml));
    let style = match read {
        Some(Ok(style)) => style,
        Some(Err(e)) => {
            return Err(describe_fault(path, form.root_line, format!("it is not a CSL style: {e}")));
        }
        None => return Err(describe_fault(path, form.root_line, "it is not a CSL style that can be read")),
    };
    if let Style::Dependent(dependent) = &style
        && dependent.parent_link.rel != InfoLinkRel::IndependentParent
    {
        return Err(describe_fault(path, form.root_line, "it depends on a style that it does not name"));
    }
    Ok(style)
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
        LayoutRenderingElement::Names(names) => fix_name(names),
        LayoutRenderingElement::Group(group) => group.children.iter_mut().for_each(name_in),
        LayoutRenderingElement::Choose(choose) => {
            let branches = std::iter::once(&mut choose.if_).chain(&mut choose.else_if);
            let otherwise = choose.otherwise.iter_mut().map(|o| &mut o.children);
            branches.map(|b| &mut b.children).chain(otherwise).flatten().for_each(name_in);
        }
        _ => {}
    }
}

fn fix_name(names: &mut Names) {
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
