//! An entry of the list that nothing cites.

use super::base::{Check, Context, Findings, Need, Rule};
use crate::model::{Reference, Severity};
use crate::text::citing::parse_numbers;
use crate::text::{CharIndex, format_count};

/// `reference-uncited`.
pub(super) const RULE: Rule = Rule {
    id: "reference-uncited",
    severity: Severity::Warn,
    needs: &[Need::Stored],
    summary: "no claim cites this entry of the list",
    standard: "AMA Manual of Style, 11th edition, chapter 3: every entry of the list is cited, and every citation is in the list",
    help: "link it to the claim it backs, or remove it from the list",
    page: include_str!("../../docs/rules/reference-uncited.md"),
    check: Check::Article(check),
};

fn check(ctx: &Context, findings: &mut Findings) {
    let Some(article) = ctx.article() else { return };
    if ctx.snapshot.version.is_none() && ctx.list().next().is_some() && ctx.claims().next().is_none() {
        return findings.add_unchecked(
            &article.key,
            "article text",
            "the list has no article yet, so nothing can cite it",
        );
    }
    if !ctx.is_english() && ctx.list().next().is_some() && ctx.claims().next().is_none() {
        let reason = "claims are only looked for in English, so it is not known which entries the text cites";
        return findings.add_unchecked(&article.key, "article text", reason);
    }
    let open = MarkedProposals::find(ctx);
    for reference in ctx.list().filter(|r| ctx.citing_claims(r).next().is_none()) {
        let address = ctx.snapshot.reference_address(reference);
        if let Some(claim) = open.find_naming(reference) {
            let reason = format!(
                "a marker may name it in a sentence that seems to make {claim}, which nobody has \
                confirmed"
            );
            findings.add_unchecked(address, "a person's word", reason);
            continue;
        }
        let suggested = ctx.snapshot.citations_of_reference(reference.uid).filter(|c| c.is_offered()).count();
        let message = match suggested {
            0 => "no claim cites it".to_owned(),
            n => format!("no claim cites it; {} to look at", format_count(n, "suggestion")),
        };
        let help = match suggested {
            0 => {
                let link = ctx.offer_command(format!(": `claimbook link CLAIM {address}`"));
                format!("if it backs a claim, cite it there{link}; otherwise remove it from the list")
            }
            _ => {
                format!("look at the suggestions: `claimbook show {address}`; then link it, or remove it from the list")
            }
        };
        findings.add_reference(ctx, reference, message).with_help(help);
    }
}

/// What markers name at places where claims of other articles are proposed: they cite nothing before a person confirms those.
struct MarkedProposals<'a> {
    /// The claim's address, and the numbers named; none where they are no numbers.
    all: Vec<(&'a str, Option<Vec<String>>)>,
}

impl<'a> MarkedProposals<'a> {
    fn find(ctx: &Context<'a>) -> Self {
        /// How far behind its sentence a marker may stand: a space or two.
        const BEHIND: u32 = 2;
        let mut all = Vec::new();
        let Some(version) = &ctx.snapshot.version else { return Self { all } };
        let text = CharIndex::new(&version.text);
        for place in &ctx.snapshot.proposed {
            let marks = version.blocks.marks_within(place.occurrence.start, place.occurrence.end + BEHIND);
            let named = |(start, end): (u32, u32)| (place.address.as_str(), parse_numbers(text.slice(start, end)));
            all.extend(marks.into_iter().map(named));
        }
        Self { all }
    }

    /// The claim at whose proposed place a marker names an entry, or names something that is no number.
    fn find_naming(&self, reference: &Reference) -> Option<&'a str> {
        let names = |numbers: &Vec<String>| reference.number.as_ref().is_some_and(|own| numbers.contains(own));
        self.all.iter().find(|(_, numbers)| numbers.as_ref().is_none_or(names)).map(|(claim, _)| *claim)
    }
}
