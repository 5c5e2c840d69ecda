//! How far two people who judged the same claims agree, article by article and in total, and how a report says so.

use super::Failure;
use crate::catalogue::View;
use crate::evidence::{Agreement, OpinionPair, compute_agreement, find_opinion_pair};
use crate::model::{Action, Article, Claim, Person, Review, Settings, Snapshot, Status, Uid};
use crate::text::format_count;
use serde::Serialize;
use std::collections::BTreeMap;

/// The agreement on an article's claims, or on all. Field names are contracts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AgreementRow {
    /// The article's key; none for the total.
    pub article: Option<String>,
    /// The numbers.
    #[serde(flatten)]
    pub agreement: Agreement,
    /// Claims on which the two differed and a third person has decided.
    pub settled: usize,
}

/// What is known of the agreement.
#[derive(Debug, Clone, PartialEq)]
pub struct AgreementTable {
    /// An article each, where any claim has two opinions; then the total.
    pub rows: Vec<AgreementRow>,
    /// Who gave the opinions that were compared.
    pub people: Vec<String>,
    /// How often somebody looked at others' opinions before giving theirs.
    pub looks: usize,
    /// Whether two opinions were wanted on every claim that was compared, so that each was given without sight of the other.
    pub is_blind: bool,
    /// Claims on which one of the two took back an earlier verdict of their own first, and may have seen the other's in between.
    pub retaken: usize,
}

impl AgreementTable {
    /// The total.
    pub fn total(&self) -> Option<&AgreementRow> {
        self.rows.iter().find(|row| row.article.is_none())
    }
}

/// The opinions on an article's claims that two people judged.
#[derive(Debug, Clone)]
pub struct ArticleOpinions {
    /// The article's key.
    article: String,
    pairs: Vec<OpinionPair>,
    /// Whose they are, with their names.
    people: BTreeMap<Uid, String>,
    is_blind: bool,
    retaken: usize,
}

/// Compares the opinions on the claims that these articles are home to.
pub fn compare_opinions(view: View<'_>, articles: &[Article], settings: &Settings) -> Result<AgreementTable, Failure> {
    let mut opinions = Vec::new();
    for article in articles {
        opinions.push(find_opinions(view, article, &view.snapshot(article)?, settings)?);
    }
    Ok(tabulate_agreement(&opinions, view.count_looks()? as usize))
}

/// Finds the opinions of two people on the claims that an article is home to.
pub fn find_opinions(
    view: View<'_>,
    article: &Article,
    snapshot: &Snapshot,
    settings: &Settings,
) -> Result<ArticleOpinions, Failure> {
    let (pairs, people) = (Vec::new(), BTreeMap::new());
    let mut found = ArticleOpinions { article: article.key.clone(), pairs, people, is_blind: true, retaken: 0 };
    let stands = |status| matches!(status, Status::Proposed | Status::Accepted);
    for claim in snapshot.claims.iter().filter(|claim| snapshot.is_home(claim) && stands(claim.status)) {
        if let Some(pair) = find_opinion_pair(claim, snapshot) {
            found.is_blind &= settings.opinions.count_wanted(claim.kind, &article.key) > 1;
            found.retaken += usize::from(has_retaken(view, claim, &pair, snapshot)?);
            found.pairs.push(pair);
        }
    }
    for uid in found.pairs.iter().flat_map(|pair| pair.people) {
        if !found.people.contains_key(&uid)
            && let Some(person) = view.get::<Person>(uid)?
        {
            found.people.insert(uid, person.name);
        }
    }
    Ok(found)
}

/// How far the opinions on each of these articles agree, and in total. `looks` tells how often somebody looked at others'.
pub fn tabulate_agreement(opinions: &[ArticleOpinions], looks: usize) -> AgreementTable {
    let compared = || opinions.iter().filter(|of| !of.pairs.is_empty());
    let mut rows: Vec<AgreementRow> = compared().map(|of| make_row(Some(of.article.clone()), &of.pairs)).collect();
    rows.push(make_row(None, &compared().flat_map(|of| of.pairs.iter().copied()).collect::<Vec<_>>()));
    let people: BTreeMap<Uid, &String> = compared().flat_map(|of| &of.people).map(|(uid, name)| (*uid, name)).collect();
    let mut people: Vec<String> = people.into_values().cloned().collect();
    people.sort();
    let is_blind = compared().all(|of| of.is_blind);
    AgreementTable { rows, people, looks, is_blind, retaken: compared().map(|of| of.retaken).sum() }
}

/// Whether one of the two had given a verdict before the one that is compared, and had taken it back. From then on they could
/// see the other's, so that the one that is compared may not be independent.
fn has_retaken(view: View<'_>, claim: &Claim, pair: &OpinionPair, snapshot: &Snapshot) -> Result<bool, Failure> {
    for withdrawn in view.withdrawn_with::<Review>("claim", &claim.uid.to_string())? {
        let Some(earlier) = view.read_withdrawn::<Review>(&withdrawn)? else { continue };
        let Some(person) = view.get::<Person>(earlier.person)? else { continue };
        let person = view.find_surviving_person(person)?.uid;
        let mut theirs = snapshot.reviews_of(claim.uid).filter(|review| review.person == person);
        let Some(compared) = theirs.find(|review| review.settles.is_none() && pair.people.contains(&person)) else {
            continue;
        };
        let events = view.events_of(&[earlier.uid, compared.uid])?;
        let added =
            |uid| events.iter().filter(|e| e.row == uid && e.action == Action::Add).map(|e| (e.rank, e.seq)).min();
        if added(earlier.uid) < added(compared.uid) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn make_row(article: Option<String>, pairs: &[OpinionPair]) -> AgreementRow {
    let verdicts: Vec<_> = pairs.iter().map(|pair| pair.verdicts).collect();
    let settled = pairs.iter().filter(|pair| pair.verdicts[0] != pair.verdicts[1] && pair.settled).count();
    AgreementRow { article, agreement: compute_agreement(&verdicts), settled }
}

/// A paragraph of method for a report, with the numbers filled in.
pub fn describe_method(table: &AgreementTable) -> String {
    let Some((total, observed)) = table.total().and_then(|total| Some((total, total.agreement.observed?))) else {
        return "No claim has been judged by two people yet, so there is no agreement to report.".to_owned();
    };
    let Agreement { claims, agreed, expected, kappa, .. } = total.agreement;
    let raters = match table.people.as_slice() {
        [one, other] => format!("two people ({one} and {other})"),
        several => format!("two of {} people ({})", several.len(), several.join(", ")),
    };
    let mut said = vec![format!(
        "{} judged by {raters}.",
        match claims {
            1 => "1 claim was".to_owned(),
            n => format!("{n} claims were"),
        }
    )];
    said.push(match (table.is_blind, table.looks) {
        (false, _) => "Two opinions were not required on every one of them, so the second reviewer may have seen \
            what the first had found.".to_owned(),
        (true, 0) => "Neither was shown the other's verdict or readings before giving a verdict, and the log has no entry of anybody who looked.".to_owned(),
        (true, looks) => format!(
            "Neither was shown the other's verdict or readings before giving a verdict, unless they asked to see them, which the log records {}.",
            format_count(looks, "time")
        ),
    });
    if table.retaken > 0 {
        said.push(format!(
            "On {} one of the two had taken back an earlier verdict of their own and may have seen the other's before giving the one that is compared, which is therefore not independent.",
            match table.retaken {
                1 => "1 claim".to_owned(),
                n => format!("{n} claims"),
            }
        ));
    }
    said.push(format!("They gave the same verdict, one of five, on {agreed} ({:.0}%).", observed * 100.0));
    said.push(match (kappa, expected) {
        (Some(kappa), Some(expected)) => format!(
            "Cohen's kappa is {kappa:.2}: (observed − expected) / (1 − expected), with {:.0}% expected by chance from how often each gave each verdict.",
            expected * 100.0
        ),
        _ => "Cohen's kappa is undefined, since both gave the same verdict on every claim.".to_owned(),
    });
    let (differed, settled) = (claims - agreed, total.settled);
    said.push(match (differed, settled) {
        (0, _) => "There was nothing to settle.".to_owned(),
        (1, 1) => "A third person settled the one on which they differed, with a reason.".to_owned(),
        (n, settled) if n == settled => format!(
            "A third person settled all of the {} on which they differed, with a reason.",
            format_count(n, "claim")
        ),
        (n, settled) => format!(
            "Of the {} on which they differed, a third person has settled {settled}, with a reason.",
            format_count(n, "claim")
        ),
    });
    said.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(verdicts: (usize, usize, Option<f64>), settled: usize, looks: usize, is_blind: bool) -> AgreementTable {
        let (claims, agreed, kappa) = verdicts;
        let observed = (claims > 0).then(|| agreed as f64 / claims as f64);
        let agreement = Agreement { claims, agreed, observed, expected: observed.map(|_| 0.5), kappa };
        let rows = vec![AgreementRow { article: None, agreement, settled }];
        AgreementTable { rows, people: vec!["A. First".into(), "B. Second".into()], looks, is_blind, retaken: 0 }
    }

    #[test]
    fn the_paragraph_says_what_was_done_and_what_was_not() {
        for (table, said) in [
            (
                table((20, 15, Some(0.5)), 5, 0, true),
                "20 claims were judged by two people (A. First and B. Second). Neither was shown the other's verdict or readings before giving a verdict, and the log has no entry of anybody who looked. They gave the same verdict, one of five, on 15 (75%). Cohen's kappa is 0.50: (observed − expected) / (1 − expected), with 50% expected by chance from how often each gave each verdict. A third person settled all of the 5 claims on which they differed, with a reason.",
            ),
            (
                table((4, 4, None), 0, 2, true),
                "4 claims were judged by two people (A. First and B. Second). Neither was shown the other's verdict or readings before giving a verdict, unless they asked to see them, which the log records 2 times. They gave the same verdict, one of five, on 4 (100%). Cohen's kappa is undefined, since both gave the same verdict on every claim. There was nothing to settle.",
            ),
            (
                table((0, 0, None), 0, 0, true),
                "No claim has been judged by two people yet, so there is no agreement to report.",
            ),
        ] {
            assert_eq!(describe_method(&table), said);
        }
        let unblinded = describe_method(&table((3, 1, Some(-0.2)), 1, 0, false));
        assert!(unblinded.contains("the second reviewer may have seen"), "{unblinded}");
        assert!(
            unblinded.ends_with("Of the 2 claims on which they differed, a third person has settled 1, with a reason."),
            "{unblinded}"
        );
    }
}
