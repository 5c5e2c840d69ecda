//! Styles: what a paragraph is by the style that it has, and how its runs look, through all that a style is based on.

use crate::read::xml::Element;
use std::collections::BTreeMap;

/// What a style makes of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Heading(u8),
    Caption,
    Quote,
    /// A line of a table of contents.
    Contents,
    Other,
}

/// How a run looks, as far as it matters here; none where the place itself does not say.
#[derive(Debug, Clone, Default)]
pub(super) struct Look {
    pub(super) bold: Option<bool>,
    pub(super) hidden: Option<bool>,
    pub(super) struck: Option<bool>,
    pub(super) raised: Option<bool>,
    /// In half points.
    pub(super) size: Option<u32>,
    pub(super) language: Option<String>,
    pub(super) font: Option<String>,
}

impl Look {
    /// What properties of a run say.
    pub(super) fn read(properties: Option<&Element>) -> Self {
        let Some(properties) = properties else { return Self::default() };
        let on = |name: &str| properties.child(name).map(is_on);
        let value = |name: &str| properties.child(name).and_then(|e| e.attribute("val"));
        Self {
            bold: on("b"),
            hidden: on("vanish"),
            struck: on("strike").or_else(|| on("dstrike")),
            raised: value("vertAlign").map(|val| val == "superscript"),
            size: value("sz").and_then(|val| val.parse().ok()),
            language: value("lang").map(str::to_owned),
            font: properties.child("rFonts").and_then(|e| e.attribute("ascii")).map(str::to_owned),
        }
    }

    /// This look, and where it says nothing another.
    pub(super) fn or(self, other: &Self) -> Self {
        Self {
            bold: self.bold.or(other.bold),
            hidden: self.hidden.or(other.hidden),
            struck: self.struck.or(other.struck),
            raised: self.raised.or(other.raised),
            size: self.size.or(other.size),
            language: self.language.or_else(|| other.language.clone()),
            font: self.font.or_else(|| other.font.clone()),
        }
    }
}

/// Whether a property that is there is on.
pub(super) fn is_on(property: &Element) -> bool {
    !matches!(property.attribute("val"), Some("0" | "false" | "off" | "none"))
}

/// The list that a paragraph stands in, by number, and how deep, from 0.
pub(super) fn list_of(properties: Option<&Element>) -> Option<(Option<String>, Option<u8>)> {
    let list = properties?.child("numPr")?;
    let value = |name: &str| list.child(name).and_then(|e| e.attribute("val"));
    Some((value("numId").map(str::to_owned), value("ilvl").and_then(|val| val.parse().ok())))
}

/// The outline level of a paragraph, from 1; none for text.
pub(super) fn outline_of(properties: Option<&Element>) -> Option<Option<u8>> {
    let level: u8 = properties?.child("outlineLvl")?.attribute("val")?.parse().ok()?;
    Some((level < 9).then_some(level + 1))
}

#[derive(Debug, Clone)]
struct Style {
    name: String,
    based_on: Option<String>,
    outline: Option<Option<u8>>,
    list: Option<(Option<String>, Option<u8>)>,
    look: Look,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    styles: BTreeMap<String, Style>,
    /// The style of paragraphs that have none.
    default: Option<String>,
    look: Look,
}

/// Styles are based on one another no longer than this; some documents have circles of them.
const LONGEST_CHAIN: usize = 32;

impl Styles {
    pub(super) fn read(part: Option<&Element>) -> Self {
        let Some(part) = part else { return Self::default() };
        let mut styles = Self { look: Look::read(part.find(&["docDefaults", "rPrDefault", "rPr"])), ..Self::default() };
        for element in part.all("style") {
            let Some(id) = element.attribute("styleId") else { continue };
            let value = |name: &str| element.child(name).and_then(|e| e.attribute("val")).map(str::to_owned);
            let paragraph = element.child("pPr");
            let style = Style {
                name: fold_name(&value("name").unwrap_or_else(|| id.to_owned())),
                based_on: value("basedOn"),
                outline: outline_of(paragraph),
                list: list_of(paragraph),
                look: Look::read(element.child("rPr")),
            };
            let is_default = matches!(element.attribute("default"), Some("1" | "true" | "on"));
            if is_default && element.attribute("type") == Some("paragraph") {
                styles.default = Some(id.to_owned());
            }
            styles.styles.insert(id.to_owned(), style);
        }
        styles
    }

    /// The style of a paragraph that names this one, and those that it is based on.
    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = &'s Style> {
        let first = id.or(self.default.as_deref()).and_then(|id| self.styles.get(id));
        let next = |style: &&'s Style| style.based_on.as_deref().and_then(|id| self.styles.get(id));
        std::iter::successors(first, next).take(LONGEST_CHAIN)
    }

    /// What a style makes of its paragraphs.
    pub(super) fn role(&self, id: Option<&str>) -> Role {
        if let Some(role) = self.chain(id).find_map(|style| role_of_name(&style.name)) {
            return role;
        }
        let outline = self.chain(id).find_map(|style| style.outline).flatten();
        // A document without its styles still has their identifiers.
        let unknown = id.filter(|id| !self.styles.contains_key(*id)).and_then(|id| role_of_name(&fold_name(id)));
        outline.map(Role::Heading).or(unknown).unwrap_or(Role::Other)
    }

    /// The list that a style puts its paragraphs in.
    pub(super) fn list(&self, id: Option<&str>) -> (Option<String>, Option<u8>) {
        let number = self.chain(id).find_map(|style| style.list.as_ref()?.0.clone());
        (number, self.chain(id).find_map(|style| style.list.as_ref()?.1))
    }

    /// How runs of a paragraph look that have no properties of their own.
    pub(super) fn look(&self, paragraph: Option<&str>) -> Look {
        let styled = self.chain(paragraph).fold(Look::default(), |look, style| look.or(&style.look));
        styled.or(&self.look)
    }

    /// How a style of characters looks.
    pub(super) fn character(&self, id: Option<&str>) -> Look {
        let Some(id) = id else { return Look::default() };
        self.chain(Some(id)).fold(Look::default(), |look, style| look.or(&style.look))
    }

    /// The size of plain text, in half points.
    pub(super) fn body_size(&self) -> u32 {
        self.look(None).size.unwrap_or(20)
    }
}

/// A name of a style as it is compared: small letters, no spaces.
fn fold_name(name: &str) -> String {
    name.to_lowercase().chars().filter(|c| !matches!(c, ' ' | '_' | '-')).collect()
}

/// What headings are called in the languages of office programs, without spaces.
#[rustfmt::skip]
const HEADINGS: &[&str] = &[
    "heading", "überschrift", "berschrift", "titre", "título", "titulo", "ttulo", "titolo", "kop", "rubrik", "overskrift", "otsikko", "nagłówek",
    "nagwek", "nadpis", "címsor", "cmsor", "titlu", "naslov", "başlık", "balk", "επικεφαλίδα", "заголовок", "标题", "標題", "見出し", "제목", "عنوان",
    "כותרת", "tiêuđề",
];
#[rustfmt::skip]
const TITLES: &[&str] = &[
    "title", "titel", "titre", "título", "titulo", "ttulo", "titolo", "otsikko", "tytuł", "tytu", "název", "nzev", "cím", "cm", "titlu", "naslov",
    "konubaşlığı", "τίτλος", "название", "标题", "標題", "表題", "제목", "documenttitle", "articletitle", "papertitle",
];
const CAPTIONS: &[&str] = &["caption", "beschriftung", "légende", "lgende", "leyenda", "didascalia", "bijschrift"];
#[rustfmt::skip]
const QUOTES: &[&str] = &["quote", "intensequote", "blocktext", "quotations", "zitat", "intensiveszitat", "citation", "citationintense", "cita", "citazione", "citaat"];

fn role_of_name(name: &str) -> Option<Role> {
    let is = |names: &[&str]| names.contains(&name);
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let level: Option<u8> = name.get(stem.len()..).and_then(|digits| digits.parse().ok());
    match level {
        Some(level @ 1..=9) if HEADINGS.contains(&stem) => Some(Role::Heading(level)),
        Some(_) if ["toc", "verzeichnis", "inhaltsverzeichnis", "contents"].contains(&stem) => Some(Role::Contents),
        None if is(TITLES) => Some(Role::Title),
        None if is(CAPTIONS) => Some(Role::Caption),
        None if is(QUOTES) => Some(Role::Quote),
        None if is(&["tocheading", "contentsheading"]) => Some(Role::Contents),
        _ => None,
    }
}
