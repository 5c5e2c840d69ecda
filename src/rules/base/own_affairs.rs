//! Sentences that speak of no one's health: they lead from one part of a text to another, say when a house is open and what goes on
//! there, announce who tells of themselves, say how a thing is called, or where a part of the body lies. No source has to bear them out.

use super::figures::list_figures;
use crate::text::lexicon::{CLAIMS, HEALTH, Phrases};
use crate::text::strength::find_effects;
use crate::text::tokens::{Token, scan};
use std::sync::LazyLock;

static LEADING: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: leads on"));
static LABELS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: leads on with a mark"));
static GATHERINGS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: gatherings"));
static HELD: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: when they are"));
static HOURS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: of a house"));
static HOUSES: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: our house"));
static DOINGS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: what a house does"));
static LYING: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: where parts lie"));
static BODY: LazyLock<Phrases> = LazyLock::new(|| HEALTH.phrases("health: the body"));
static ILLNESS: LazyLock<Vec<Phrases>> = LazyLock::new(|| {
    ["health: diseases", "health: symptoms", "health: treatments", "health: tests"]
        .map(|list| HEALTH.phrases(list))
        .into()
});
static TELLING: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: tells of itself"));
static NAMING: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: what a word means"));

static PAYING: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: what something costs"));
static MONEY: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: money"));
static DISCOUNTS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: discounts"));

/// A longer sentence that begins so says something besides.
const LONGEST_LEADING: usize = 12;
/// How far behind those who tell, or behind a house, what they do stands.
const NEAR: usize = 4;

/// Whether a sentence is one of these, and says of nothing what it does to somebody.
pub(super) fn is_own_affair(statement: &str, tokens: &[Token]) -> bool {
    let holds = |list: &Phrases| !list.find(tokens).is_empty();
    let is_label = || {
        statement.contains(':') && {
            let label = LABELS.match_at(tokens, 0);
            label.and_then(|label| tokens.get(label.after)).is_some_and(|next| next.after_break)
        }
    };
    let leads = || tokens.len() <= LONGEST_LEADING && (LEADING.match_at(tokens, 0).is_some() || is_label());
    let announces = || holds(&GATHERINGS) && holds(&HELD) || holds(&HOURS);
    let does = || {
        let houses = HOUSES.find(tokens).into_iter();
        houses.map(|house| house.after).any(|at| (at..at + NEAR).any(|at| DOINGS.match_at(tokens, at).is_some()))
    };
    // "… also called hypertension, is the main cause of stroke": what goes on says something.
    let names = || holds(&NAMING) && !statement.contains([',', ';', ':']) && list_figures(statement).is_empty();
    // "The kidneys lie under the ribs": any atlas says so.
    let is_anatomy = || holds(&LYING) && holds(&BODY) && !ILLNESS.iter().any(holds);
    let tells = || (0..=NEAR).any(|at| TELLING.match_at(tokens, at).is_some());
    (leads() || announces() || does() || tells() || names() || is_anatomy()) && find_effects(statement).is_empty()
}

/// "A foot check costs 12 pounds, and members get 20% off.": each figure is a price, or taken off one.
pub(super) fn is_price(statement: &str, tokens: &[Token]) -> bool {
    let holds = |list: &Phrases, tokens: &[Token]| !list.find(tokens).is_empty();
    let is_money = |figure: &str| figure.contains(['£', '$', '€']) || holds(&MONEY, &scan(figure));
    let is_discount = |figure: &str| {
        let place = statement.find(figure).map(|at| (at, at + figure.len()));
        place.is_some_and(|(at, after)| {
            let behind = scan(statement.get(after..).unwrap_or_default());
            let before = scan(statement.get(..at).unwrap_or_default());
            figure.contains('%')
                && (DISCOUNTS.match_at(&behind, 0).is_some()
                    || before.last().is_some_and(|word| word.word == "save" || word.word == "saves"))
        })
    };
    let figures = list_figures(statement);
    !figures.is_empty()
        && figures.iter().all(|figure| is_money(figure) || is_discount(figure))
        && holds(&PAYING, tokens)
        && !ILLNESS.iter().take(2).any(|list| holds(list, tokens))
        && find_effects(statement).is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_house_says_of_itself_needs_no_source_and_what_it_says_of_health_does() {
        let says = |statements: &[&'static str], is: bool| -> Vec<&'static str> {
            statements.iter().filter(|s| is_own_affair(s, &scan(s)) != is).copied().collect()
        };
        let free = says(
            &[
                "Return to the asthma pages.",
                "Next: sleep in the second year.",
                "Now for the feet.",
                "But first, a word about needles.",
                "The course on stroke starts at 18.00.",
                "Our diabetes week runs from 2 to 8 June.",
                "Opening hours: Tue-Fri 8-11.",
                "Places are limited to forty.",
                "In this film, we follow six people with gout for a year.",
                "The practice looks after 5,100 people with asthma.",
                "Four men tell how they live with a stoma.",
                "An optometrist is someone who tests eyes.",
                "The liver lies under the ribs on the right.",
                "Seven bones make up the ankle.",
                "Varicella is also called chickenpox.",
                "The term \"relapse\" refers to the time after treatment.",
            ],
            true,
        );
        assert!(free.is_empty(), "{free:#?}");
        let claims = says(
            &[
                "Previous surgery is a risk factor.",
                "Return to sport after six weeks.",
                "Next, ginger eases nausea.",
                "High blood pressure, also called hypertension, is the main cause of stroke.",
                "Eczema, also known as atopic dermatitis, affects one in five children.",
                "Our clinic heals migraine.",
                "The course lowers blood pressure.",
                "We cure arthritis.",
                "So far no vaccine exists.",
                "Stones that lie in the kidneys grow.",
                "Cancer cells make up half of the liver.",
            ],
            false,
        );
        assert!(claims.is_empty(), "{claims:#?}");
    }
}
