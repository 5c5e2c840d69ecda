//! Waivers: a person accepts what a rule finds about a record, until a day and with a reason.

use super::Failure;
use super::addresses::{self, AddressedRecord};
use super::persons::TypedPerson;
use crate::catalogue::{View, Writing};
use crate::model::{Uid, Waiver};
use crate::text::visible::is_blank;
use jiff::civil::Date;

/// Why a finding is accepted, and for how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaiverTerms {
    /// Why.
    pub reason: String,
    /// The last day.
    pub until: Date,
}

impl WaiverTerms {
    /// Terms that others can judge later: with words, and an end to come.
    pub fn new(reason: Option<&str>, until: Date, today: Date) -> Result<Self, Failure> {
        if until < today {
            return Err(Failure::usage(format!(
                "--until {until} is in the past; a waiver ends on a day in the future"
            )));
        }
        match reason.filter(|reason| !is_blank(reason)) {
            Some(reason) => Ok(Self { reason: reason.to_owned(), until }),
            None => Err(Failure::usage("a waiver needs a reason that others can judge later: --reason \"…\"")),
        }
    }
}

/// What is accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaivedSubject {
    /// The rule.
    pub rule: String,
    /// The record that its finding is about.
    pub address: String,
    /// The record's row; none where only a file has it.
    pub record: Option<Uid>,
    /// What the finding is known by, where only a file has the record.
    pub fingerprint: Option<String>,
}

impl WaivedSubject {
    /// What a rule finds about the record that was typed.
    pub fn from_record(view: View<'_>, rule: &str, typed: &str) -> Result<Self, Failure> {
        let (address, record) = find_waivable(view, typed)?;
        Ok(Self { rule: rule.to_owned(), address, record: Some(record), fingerprint: None })
    }
}

/// Accepts it; says so.
pub fn waive(
    writing: &mut Writing<'_>,
    person: &TypedPerson,
    subject: WaivedSubject,
    terms: WaiverTerms,
) -> Result<Vec<String>, Failure> {
    let (row, waived_on) = (person.find_or_add(writing)?, writing.today());
    let WaivedSubject { rule, address, record, fingerprint } = subject;
    let WaiverTerms { reason, until } = terms;
    let same =
        |w: &&Waiver| w.rule == rule && w.record == record && w.fingerprint == fingerprint && w.expires_on >= waived_on;
    let earlier = writing.view().waivers()?.iter().rfind(same).map(|w| w.expires_on);
    let replaced = earlier.map(|on| format!(" It takes the place of the waiver until {on}.")).unwrap_or_default();
    let said = format!("Waived: {rule} for {address} until {until}, by {}.{replaced}", person.name);
    writing.add(&Waiver {
        uid: writing.uid(),
        rule,
        address,
        reason,
        person: row.uid,
        waived_on,
        expires_on: until,
        record,
        retired_on: None,
        fingerprint,
    })?;
    Ok([vec![said], row.namesakes].concat())
}

/// Ends waivers, so that what they are about counts again; `subject` is what is said to be waived no longer.
pub fn end_waivers(writing: &mut Writing<'_>, subject: &str, waivers: Vec<Waiver>) -> Result<String, Failure> {
    let retired_on = Some(writing.today());
    for waiver in waivers {
        writing.edit(&Waiver { retired_on, ..waiver })?;
    }
    Ok(format!("{subject} is no longer waived."))
}

/// The waivers of a rule for what was typed, as they are stored, with its whole address. An address that names no record, or
/// names one only by how its key begins, may be that of a waiver whose record is gone.
pub fn find_in_force(view: View<'_>, rule: &str, typed: &str) -> Result<(String, Vec<Waiver>), Failure> {
    let found = find_waivable(view, typed);
    let (mut of_record, mut of_address) = (Vec::new(), Vec::new());
    for now in view.waivers()?.into_iter().filter(|w| w.rule == rule && w.fingerprint.is_none()) {
        let Some(stored) = view.get::<Waiver>(now.uid)? else { continue };
        if found.as_ref().is_ok_and(|(address, record)| now.record == Some(*record) || now.address == *address) {
            of_record.push(stored);
        } else if stored.address == typed {
            of_address.push(stored);
        }
    }
    let is_whole = addresses::is_whole(view, typed)?;
    match found {
        Ok((address, _)) if !of_record.is_empty() && (is_whole || of_address.is_empty()) => Ok((address, of_record)),
        _ if !of_address.is_empty() => Ok((typed.to_owned(), of_address)),
        Ok((address, _)) => Err(Failure::usage(format!("no waiver of {rule} for {address} is in force"))),
        Err(wrong) => Err(wrong),
    }
}

/// The whole address and the uid of a record that findings are about.
pub fn find_waivable(view: View<'_>, typed: &str) -> Result<(String, Uid), Failure> {
    let record = match addresses::find_record(view, typed)? {
        AddressedRecord::Article(article) => article.uid,
        AddressedRecord::Claim(_, claim) => claim.uid,
        AddressedRecord::Reference(_, reference) => reference.uid,
        AddressedRecord::Work(work) => {
            return Err(Failure::usage(format!(
                "findings are about articles, claims and references, not works; waive those of the references to {0}: `claimbook where-used {0}`",
                work.key
            )));
        }
    };
    Ok((addresses::canonicalise(view, typed)?, record))
}
