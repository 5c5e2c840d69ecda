//! Outcomes as bytes, to be kept for another run of the same program: nothing else has to understand them, so that they have no
//! version of their own. What cannot be read back is taken for not kept.

mod bytes;

pub use bytes::{Packed, Packer, Unpacker};

use super::allowances::PlacedAllowance;
use super::found::{FoundPart, RuleCount};
use super::outcome::ArticleOutcome;
use super::{Consequence, Excerpt, Fingerprint, ReportedFinding, WorkLine};
use crate::model::{AllowanceTerms, FieldResult, Finding, Place, RegisteredNotice, Unchecked};
use crate::rules::{self, DayRange, RULES, Rule};
use std::borrow::Cow;

impl ArticleOutcome {
    /// The outcome as bytes.
    pub fn pack(&self) -> Vec<u8> {
        let mut to = Packer::default();
        self.key.pack(&mut to);
        self.file.pack(&mut to);
        self.found.pack(&mut to);
        self.unchecked.pack(&mut to);
        self.claims.pack(&mut to);
        self.references.pack(&mut to);
        self.works.pack(&mut to);
        self.allowances.pack(&mut to);
        self.holds.pack(&mut to);
        to.finish()
    }

    /// Reads what [`pack`](Self::pack) wrote; none where that is damaged. Outcomes that are compared with an earlier revision are
    /// never kept, so that there is no wording to read.
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        let mut from = Unpacker::new(bytes);
        let outcome = Self {
            key: from.take()?,
            file: from.take()?,
            found: from.take()?,
            unchecked: from.take()?,
            claims: from.take()?,
            references: from.take()?,
            works: from.take()?,
            allowances: from.take()?,
            wordings: Vec::new(),
            holds: from.take()?,
        };
        from.is_at_end().then_some(outcome)
    }
}

/// A rule by its place among them, which the build decides.
impl Packed for &'static Rule {
    fn pack(&self, to: &mut Packer) {
        RULES.iter().position(|rule| rule.id == self.id).unwrap_or(RULES.len()).pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        RULES.get(from.take::<usize>()?).copied()
    }
}

impl Packed for ReportedFinding {
    fn pack(&self, to: &mut Packer) {
        let finding = &self.finding;
        let rule = rules::find_rule(finding.rule);
        rule.pack(to);
        finding.severity.pack(to);
        finding.address.pack(to);
        finding.message.pack(to);
        let help = Some(&finding.help).filter(|help| rule.is_none_or(|rule| ***help != *rule.help));
        help.map(|help| help.clone().into_owned()).pack(to);
        finding.place.pack(to);
        finding.related.pack(to);
        finding.cause.pack(to);
        finding.proposed.pack(to);
        finding.background.pack(to);
        finding.at_most.pack(to);
        self.fingerprint.pack(to);
        self.formerly.pack(to);
        self.excerpt.pack(to);
        self.sentence.pack(to);
        self.context.pack(to);
        self.consequence.pack(to);
        self.only_in_file.pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let rule = from.take::<Option<&'static Rule>>()??;
        Some(Self {
            standard: rule.standard,
            finding: Finding {
                rule: rule.id,
                severity: from.take()?,
                address: from.take()?,
                message: from.take()?,
                help: from.take::<Option<String>>()?.map_or(Cow::Borrowed(rule.help), Cow::Owned),
                place: from.take()?,
                related: from.take()?,
                cause: from.take()?,
                proposed: from.take()?,
                background: from.take()?,
                at_most: from.take()?,
            },
            fingerprint: from.take()?,
            formerly: from.take()?,
            excerpt: from.take()?,
            sentence: from.take()?,
            context: from.take()?,
            consequence: from.take()?,
            only_in_file: from.take()?,
        })
    }
}

/// What was found is packed by itself already, so that a report can take it over as it is.
impl Packed for FoundPart {
    fn pack(&self, to: &mut Packer) {
        self.article.pack(to);
        self.is_own.pack(to);
        self.counts.pack(to);
        self.bytes.len().pack(to);
        to.push(&self.bytes);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let (article, is_own, counts) = (from.take()?, from.take()?, from.take()?);
        let length = from.take()?;
        Some(Self { article, is_own, counts, bytes: from.cut(length)?.to_vec() })
    }
}

impl Packed for RuleCount {
    fn pack(&self, to: &mut Packer) {
        (u32::from(self.rule), (self.severity, self.count)).pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let (rule, (severity, count)): (u32, _) = from.take()?;
        Some(Self { rule: rule.try_into().ok()?, severity, count })
    }
}

impl Packed for Fingerprint {
    fn pack(&self, to: &mut Packer) {
        to.push(self.bytes());
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        from.cut(16)?.try_into().ok().map(Self::from_bytes)
    }
}

impl Packed for DayRange {
    fn pack(&self, to: &mut Packer) {
        (self.first(), self.last()).pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Some(Self::new(from.take()?, from.take()?))
    }
}

impl Packed for Consequence {
    fn pack(&self, to: &mut Packer) {
        Self::ALL.iter().position(|one| one == self).unwrap_or(Self::ALL.len()).pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Self::ALL.get(from.take::<usize>()?).copied()
    }
}

/// Declares how a record is packed: each of its fields, in this order.
macro_rules! fields {
    ($($record:ident { $($field:ident),+ })+) => {
        $(impl Packed for $record {
            fn pack(&self, to: &mut Packer) {
                $(self.$field.pack(to);)+
            }

            fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
                Some(Self { $($field: from.take()?),+ })
            }
        })+
    };
}

fields! {
    Place { file, line, column, span, end }
    Excerpt { text, start, end }
    Unchecked { rule, address, source, reason }
    WorkLine { key, references, doi, doi_state, agency, compared, notices, source, asked_at }
    FieldResult { field, result, printed, registered, remark, slip }
    RegisteredNotice { kind, source, on, doi, pmid, label, reasons }
    PlacedAllowance { article, file, line, column, terms, words, block }
    AllowanceTerms { rule, by, until, reason }
}
