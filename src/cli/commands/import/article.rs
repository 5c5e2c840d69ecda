//! An article, with its references: what no other kind claims.

use super::Failure;
use super::guessing::{MAIL, describe_file};
use super::kind::{FileKind, GivenFile};
use super::outcome;
use super::outcome::{DescribeOutcome, Stored, list_some, write_doubts};
use crate::catalogue::Writing;
use crate::cli::show::table::wrap;
use crate::detect::NoClaim;
use crate::import::{self, ArticleSource, ImportReport, ReadyArticle};
use crate::model::is_address;
use crate::read::article::{find_most_bytes, read_article};
use crate::tasks::known_claims;
use crate::tasks::libraries::cite_from_libraries;
use crate::text::format_count;
use std::path::Path;

pub(super) const KIND: FileKind = FileKind {
    name: "article",
    noun: "an article",
    summary: "An article, with its references",
    sniff: |_| true,
    most_bytes: |settings, name| find_most_bytes(name, settings.max_text_bytes),
    store,
};

fn store(writing: &mut Writing<'_>, given: &GivenFile<'_>) -> Stored {
    if !given.is_said && given.is_named([".csv", ".tsv"]) {
        return Err(Failure::usage(explain_unknown_table(given.name)));
    }
    let read = || read_article(given.bytes, given.name, given.reader, given.limit).map(ReadyArticle::from);
    let mut ready = given.read.take().unwrap_or_else(read).map_err(|e| Failure::usage(e.to_string()))?;
    let within = given.sources.map(|sources| &sources.within);
    let base = given.sources.map_or(Path::new(""), |sources| &sources.base);
    cite_from_libraries(&mut ready.read, given.path, (base, within), given.libraries, given.limit);
    let source = ArticleSource { bytes: given.bytes, path: given.path, article: given.article, is_only_judged: false };
    let address = given.path.filter(|path| is_address(path));
    ready.read.url = ready.read.url.or(address.map(str::to_owned));
    let is_titled = ready.read.title.is_some();
    let mut works = given.works.take();
    let mut imported = import::store_article(writing, &source, ready, &mut works)?;
    known_claims::bring_verdicts(writing.view(), &mut imported.claims.known, |uid| Ok(writing.withholds_claim(uid)?))?;
    let seems = describe_file(given.name, given.bytes);
    if !given.is_said && imported.version == 1 && seems == Some(MAIL) {
        return Err(Failure::usage(format!(
            "{0} seems to be {MAIL}, which may be about a patient; nothing was stored.\n\
             If it is an article anyway: claimbook import --as article {0}",
            given.name
        )));
    }
    if !given.is_said && imported.holds_nothing() {
        let is_prose = is_titled && imported.claims.sentences >= PROSE;
        match (given.is_found, seems) {
            (true, _) => return Err(Failure::usage(format!("{}: it holds no claims and no references", given.name))),
            // Somebody names it, and it reads like an article: one without a claim is an article too.
            (false, None) if is_prose || !imported.claims.proposed.is_empty() => {}
            (false, seems) => return Err(Failure::usage(explain_nothing(given.name, seems))),
        }
    }
    if !given.is_said && is_another_text(&imported) {
        return Err(Failure::usage(explain_other_text(given.name, &imported)));
    }
    given.works.set(works);
    Ok(Box::new(imported))
}

/// A text under a title with so many sentences reads like an article.
const PROSE: usize = 5;

/// What to do with a table whose headings nobody knows: its rows are no article's sentences.
fn explain_unknown_table(name: &str) -> String {
    format!(
        "{name} is a table whose headings name neither references nor claims; nothing was stored.\n\
         If it lists claims, say which column holds them: claimbook import {name} --column statement=HEADING\n\
         If it lists references: claimbook import --as csv {name}"
    )
}

fn explain_nothing(name: &str, seems: Option<&str>) -> String {
    let what = seems.unwrap_or("a text without statements about health");
    format!(
        "{name} holds no claims and no references: it seems to be {what}. Nothing was stored.\n\
         If it is an article anyway: claimbook import --as article {name}"
    )
}

/// Whether a new version has nothing of what the article claimed: more likely, the file is something else. One claim may
/// go where the list is still there.
fn is_another_text(new: &ImportReport) -> bool {
    let claims = &new.claims;
    let carried = claims.kept + claims.moved + claims.changed.len() + claims.ambiguous.len();
    let lost = claims.orphaned.len();
    carried == 0 && (lost > 1 || lost == 1 && new.references.kept == 0)
}

fn explain_other_text(file: &str, new: &ImportReport) -> String {
    let (key, lost) = (&new.article, format_count(new.claims.orphaned.len(), "claim"));
    format!(
        "{file} holds none of the claims of {key}, so all its {lost} would be lost from the text; nothing was stored.\n\
         If it is a list of references for the article: claimbook import --as printed --article {key} {file}\n\
         If it is the article's new text: claimbook import --as article --article {key} {file}"
    )
}

impl DescribeOutcome for ImportReport {
    fn json(&self) -> serde_json::Value {
        serde_json::json!(self)
    }

    fn headline(&self, dry_run: bool) -> String {
        let stored = if dry_run { "would be version" } else { "version" };
        match self.unchanged {
            true => format!("{}: unchanged since version {}", self.article, self.version),
            false => {
                let unsure = match self.notes.len() {
                    0 => String::new(),
                    n => format!("; {}, which --format json lists", format_count(n, "note")),
                };
                let twins = describe_twins(self).map(|line| format!(". {line}")).unwrap_or_default();
                format!(
                    "{}: “{}”, {stored} {}: {}{unsure}{twins}",
                    self.article,
                    self.title,
                    self.version,
                    describe_found(self)
                )
            }
        }
    }

    fn words(&self, out: &mut String, dry_run: bool, width: usize) {
        let i = self;
        if i.unchanged {
            let nothing =
                format!("{}: nothing has changed since version {}; nothing was stored.", i.article, i.version);
            return out.push_str(&wrap(&nothing, width, ""));
        }
        let stored = if dry_run { "would be stored" } else { "stored" };
        out.push_str(&wrap(&format!("{}: “{}”, {stored} as version {}.", i.article, i.title, i.version), width, ""));
        let claims = &i.claims;
        let references = &i.references;
        out.push_str(&wrap(&format!("Found: {}.", describe_found(i)), width, "  "));
        if i.suggested.without > 0 && references.added.len() + references.kept > 0 {
            out.push_str(&wrap(&i.suggested.describe(), width, "  "));
        }
        if let Some(line) = describe_sentences(i) {
            out.push_str(&wrap(&line, width, "  "));
        }
        let to_look_at = [
            ("changed", &claims.changed),
            ("could be in two places", &claims.ambiguous),
            ("gone from the text", &claims.orphaned),
            ("the marker is gone", &claims.no_longer_cited),
            ("no longer listed", &references.gone),
        ];
        for (what, which) in to_look_at.iter().filter(|(_, which)| !which.is_empty()) {
            out.push_str(&wrap(&format!("Look at: {what}: {}.", list_some(which)), width, "  "));
        }
        if let Some(line) = describe_twins(i) {
            out.push_str(&wrap(&line, width, "  "));
        }
        if let Some(line) = describe_known(i) {
            out.push_str(&wrap(&line, width, "  "));
        }
        if let Some(language) = &i.undetected {
            out.push_str(&wrap(&format!("Unchecked: claims are found in English only, and this is “{language}”; add them with claimbook add claim."), width, "  "));
        }
        write_doubts(out, &i.reader, references, &i.notes, width);
        let next = match (dry_run, claims.proposed.is_empty()) {
            (true, _) => format!("claimbook import again without --dry-run, to store {}", i.article),
            (false, false) => format!(
                "claimbook claims --article {0}; then claimbook show {0}/c1, and link, accept or dismiss",
                i.article
            ),
            (false, true) => format!("claimbook audit {}", i.article),
        };
        outcome::write_next(out, &next, width);
    }
}

/// How many sentences were looked at, and why some were passed over, the commonest reason first.
fn describe_sentences(i: &ImportReport) -> Option<String> {
    let passed: usize = i.claims.passed_over.values().sum();
    let mut reasons: Vec<(usize, NoClaim)> =
        NoClaim::ALL.iter().filter_map(|why| Some((*i.claims.passed_over.get(why.token())?, *why))).collect();
    reasons.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let describe = |(count, why): &(usize, NoClaim)| match count {
        1 => format!("1 {why}"),
        _ => format!("{count} {}", why.describe_several()),
    };
    let first: Vec<String> = reasons.iter().take(2).map(describe).collect();
    let sentences = format_count(i.claims.sentences, "sentence");
    let most = if reasons.len() > 2 { "mostly: " } else { "" };
    if passed == 0 {
        return (i.claims.sentences > 0).then(|| format!("Looked at {sentences}, passed over none."));
    }
    Some(format!(
        "Looked at {sentences}, passed over {passed} ({most}{}): claimbook claims --passed-over {}",
        first.join(", "),
        i.article
    ))
}

/// Which other articles say the same, word for word.
fn describe_twins(i: &ImportReport) -> Option<String> {
    let same = &i.same_text_as;
    (!same.is_empty()).then(|| format!("Look at: its text is word for word that of {}.", list_some(same)))
}

/// Which claims of other articles are worded here, with what was decided on them there.
fn describe_known(i: &ImportReport) -> Option<String> {
    let known: Vec<String> = i.claims.known.iter().map(known_claims::describe).collect();
    let first = i.claims.known.first()?;
    Some(format!(
        "Known: other articles already make these claims: {}. They do not count here until a person says that it is \
            the same claim: claimbook confirm {2} --in {1}, or dismiss.",
        list_some(&known),
        i.article,
        first.address
    ))
}

/// What there was, counted; what there was none of is left out.
fn describe_found(i: &ImportReport) -> String {
    let (claims, references) = (&i.claims, &i.references);
    let how_sure = format!(" proposed ({} sure)", claims.sure);
    let counted = [
        (claims.proposed.len(), "claim", how_sure.as_str()),
        (claims.known.len(), "known claim", ""),
        (references.added.len(), "reference", " new"),
        (claims.kept, "claim", " unchanged"),
        (claims.moved, "claim", " moved"),
        (references.kept, "reference", " as before"),
        (i.cited, "citation", " from printed markers"),
        (i.suggested.strong + i.suggested.fair, "suggestion", ""),
    ];
    let found: Vec<String> = counted
        .into_iter()
        .filter(|(n, ..)| *n > 0)
        .map(|(n, what, how)| format!("{}{how}", format_count(n, what)))
        .collect();
    if found.is_empty() { "no claims and no references".to_owned() } else { found.join(", ") }
}
