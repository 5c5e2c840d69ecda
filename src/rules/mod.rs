//! The rules: each a pure function of one article's snapshot, the settings and today. One file a rule, one line in
//! [`RULES`]; a page in `docs/rules/` that `explain` prints. A rule never asks the network and never decides how much
//! its finding matters in the end: that is policy (`report::policy`).

mod base;

mod article_changed_since_review;
mod article_dates_missing;
mod article_new;
mod article_no_reviewer;
mod article_review_overdue;
mod article_review_soon;
mod baseline_unmatched;
mod citation_abstract_only;
mod citation_level_low;
mod citation_no_locator;
mod citation_no_quote;
mod citation_quote_not_found;
mod citation_reworded;
mod citation_unmarked;
mod claim_absolute_word;
mod claim_causal_wording;
mod claim_conflicting_figures;
mod claim_contradicted;
mod claim_disputed;
mod claim_evidence_missing;
mod claim_figure_mismatch;
mod claim_figure_remark;
mod claim_figure_uncited;
mod claim_overstated;
mod claim_recency_word;
mod claim_relative_only;
mod claim_second_opinion;
mod claim_self_approved;
mod claim_single_primary;
mod claim_source_mismatch;
mod claim_stale;
mod claim_uncited;
mod claim_uncited_minor;
mod claim_unreviewed;
mod claim_vague_source;
mod doi_alias;
mod doi_deleted;
mod doi_malformed;
mod doi_no_target;
mod doi_not_found;
mod landing_lost;
mod occurrence_ambiguous;
mod occurrence_changed;
mod occurrence_orphaned;
mod reference_detail;
mod reference_doi_missing;
mod reference_duplicate;
mod reference_mismatch;
mod reference_order;
mod reference_retracted;
mod reference_uncited;
mod reference_unidentified;
mod reference_unlisted;
mod review_against_reading;
mod review_unread;
mod sync_conflict;
mod url_insecure;
mod url_moved;
mod url_not_found;
mod waiver_expired;
mod waiver_unmatched;
mod work_concern;
mod work_corrected;
mod work_is_notice;
mod work_maybe_retracted;
mod work_now_published;
mod work_old;
mod work_retracted;
mod work_superseded;
mod work_weak_type;

pub use base::{
    BaselineUse, Check, ClaimFigures, Context, DayRange, FindingBuilder, Findings, Lack, Need, Rule, RuleSubject,
    UNCITED, WaiverMeans, WaiverUse,
};

use crate::model::{Finding, SourceState, Unchecked, find_nearest};

/// Every rule, by what it looks at.
pub const RULES: &[&Rule] = &[
    &article_new::RULE,
    &article_review_overdue::RULE,
    &article_review_soon::RULE,
    &article_dates_missing::RULE,
    &article_no_reviewer::RULE,
    &article_changed_since_review::RULE,
    &claim_uncited::RULE,
    &claim_uncited_minor::RULE,
    &claim_figure_uncited::RULE,
    &claim_vague_source::RULE,
    &claim_unreviewed::RULE,
    &claim_stale::RULE,
    &claim_disputed::RULE,
    &sync_conflict::RULE,
    &claim_contradicted::RULE,
    &claim_evidence_missing::RULE,
    &review_unread::RULE,
    &review_against_reading::RULE,
    &claim_second_opinion::RULE,
    &claim_self_approved::RULE,
    &claim_figure_mismatch::RULE,
    &claim_figure_remark::RULE,
    &claim_source_mismatch::RULE,
    &claim_absolute_word::RULE,
    &claim_overstated::RULE,
    &claim_causal_wording::RULE,
    &claim_relative_only::RULE,
    &claim_recency_word::RULE,
    &claim_conflicting_figures::RULE,
    &claim_single_primary::RULE,
    &citation_level_low::RULE,
    &citation_no_quote::RULE,
    &citation_no_locator::RULE,
    &citation_abstract_only::RULE,
    &citation_quote_not_found::RULE,
    &citation_unmarked::RULE,
    &citation_reworded::RULE,
    &occurrence_orphaned::RULE,
    &occurrence_changed::RULE,
    &occurrence_ambiguous::RULE,
    &reference_uncited::RULE,
    &reference_unlisted::RULE,
    &reference_order::RULE,
    &reference_unidentified::RULE,
    &reference_duplicate::RULE,
    &reference_mismatch::RULE,
    &reference_detail::RULE,
    &reference_doi_missing::RULE,
    &reference_retracted::RULE,
    &doi_malformed::RULE,
    &doi_not_found::RULE,
    &doi_deleted::RULE,
    &doi_no_target::RULE,
    &doi_alias::RULE,
    &url_not_found::RULE,
    &url_moved::RULE,
    &url_insecure::RULE,
    &landing_lost::RULE,
    &work_retracted::RULE,
    &work_maybe_retracted::RULE,
    &work_is_notice::RULE,
    &work_concern::RULE,
    &work_corrected::RULE,
    &work_superseded::RULE,
    &work_now_published::RULE,
    &work_weak_type::RULE,
    &work_old::RULE,
    &waiver_expired::RULE,
    &waiver_unmatched::RULE,
    &baseline_unmatched::RULE,
];

/// The rule with this id.
pub fn find_rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|r| r.id == id)
}

/// For a name that is no rule's: which rule may be meant, as the end of a sentence.
fn suggest_rule(name: &str) -> String {
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    find_nearest(name, &ids).map(|id| format!("; did you mean {id}?")).unwrap_or_default()
}

/// What the rules said about one article, at their own severities.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// What was found.
    pub findings: Vec<Finding>,
    /// What could not be looked at.
    pub unchecked: Vec<Unchecked>,
}

/// Runs these rules on one article.
pub fn run(ctx: &Context, rules: &[&Rule]) -> Outcome {
    let mut outcome = Outcome::default();
    for rule in rules {
        let Check::Article(check) = rule.check else { continue };
        let mut findings = Findings::new(rule);
        match find_missing_need(rule, ctx) {
            Some((source, reason)) => findings.add_unchecked(ctx.snapshot.key(), source, reason),
            None => check(ctx, &mut findings),
        }
        outcome.findings.append(&mut findings.found);
        outcome.unchecked.append(&mut findings.unchecked);
    }
    outcome
}

/// What the rule needs and this article does not have: the source that is missing, and why.
fn find_missing_need(rule: &Rule, ctx: &Context) -> Option<(String, String)> {
    rule.needs.iter().find_map(|need| match need {
        Need::Stored | Need::Answers(..) => None,
        Need::Text => match (&ctx.snapshot.version, &ctx.snapshot.source) {
            (None, _) => Some(("article text".to_owned(), "no text of the article is stored".to_owned())),
            (Some(version), SourceState::Missing(why)) => {
                Some((version.source.clone().unwrap_or_else(|| "source file".to_owned()), why.clone()))
            }
            _ => None,
        },
        Need::English if ctx.is_english() => None,
        Need::English => {
            let language = ctx.article().map(|a| a.language.as_str()).filter(|l| !l.is_empty()).unwrap_or("not known");
            Some((
                "wording".to_owned(),
                format!("the language of the article is {language}, and this rule only knows English"),
            ))
        }
    })
}
