//! Sentences with figures, or with advice, of which no source has to say anything: how a movement or a dish is made, when to call for
//! help, and what readers think of what they read.

use super::figures::list_figures;
use super::own_affairs::{is_own_affair, is_price};
use crate::text::lexicon::{CLAIMS, HEALTH, Phrases};
use crate::text::strength::find_effects;
use crate::text::tokens::{Token, scan};
use std::sync::LazyLock;

static MOVEMENTS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: movements"));
static KITCHEN: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: kitchen"));
static DOSES: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: doses of movements"));
static PROMISES: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: promises"));
static GREAT_PROMISES: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("lines: promises"));
static CALLS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: calls"));
static HELPERS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: helpers"));
static CALLS_WITHOUT_HELPER: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: calls without a helper"));
static VISITS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: visits"));
static LENGTHS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: how long a visit is"));
static DAYS_OF_VISITS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: days of visits"));
static READERS: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: readers"));
static READING: LazyLock<Phrases> = LazyLock::new(|| CLAIMS.phrases("no source: what readers do"));
static DISEASES: LazyLock<Phrases> = LazyLock::new(|| HEALTH.phrases("health: diseases"));
static SYMPTOMS: LazyLock<Phrases> = LazyLock::new(|| HEALTH.phrases("health: symptoms"));

/// Words that lead to a condition.
const CONDITIONS: [&str; 7] = ["if", "when", "before", "unless", "while", "as", "or"];
/// Words that say when.
const TIMES: [&str; 6] = ["day", "days", "week", "weeks", "month", "months"];
/// What a visit is measured in.
const LENGTHS_OF_VISITS: [&str; 5] = ["minute", "minutes", "hour", "hours", "seconds"];
/// How far behind a call the one who is called stands.
const NEAR: usize = 4;
/// So few words beside a call say nothing by themselves: "do not wait".
const ASIDE: usize = 3;

/// Whether no source has to say what a statement says.
pub(super) fn needs_no_source(statement: &str) -> bool {
    let tokens = scan(statement);
    let names_illness = || contains_phrase(&DISEASES, &tokens) || contains_phrase(&SYMPTOMS, &tokens);
    let promises = statement.contains('%') || contains_phrase(&PROMISES, &tokens);
    // Whoever says when to call promises nothing by that.
    let is_time = |at: usize| tokens.get(at).is_some_and(|token| TIMES.contains(&token.word.as_str()));
    let calls = CALLS_WITHOUT_HELPER.find(&tokens);
    let is_call = |at: usize| calls.iter().any(|call| (call.first..call.after).contains(&at));
    let promises_but_when = || {
        let mut promises = PROMISES.find(&tokens).into_iter().map(|promise| promise.first);
        statement.contains('%') || promises.any(|at| !is_time(at) && !is_call(at))
    };
    let promises_much = || statement.contains('%') || contains_phrase(&GREAT_PROMISES, &tokens);
    is_about_readers(&tokens) && !names_illness()
        || !promises_much() && is_own_affair(statement, &tokens)
        || is_price(statement, &tokens)
        || !promises_but_when() && is_call_for_help(statement, &tokens)
        || !promises && is_instruction(statement) && !names_illness()
        || !promises_but_when() && is_about_visit(statement, &tokens)
}

fn contains_phrase(list: &Phrases, tokens: &[Token]) -> bool {
    !list.find(tokens).is_empty()
}

/// "87% of readers liked the short videos best."
fn is_about_readers(tokens: &[Token]) -> bool {
    contains_phrase(&READERS, tokens) && contains_phrase(&READING, tokens)
}

/// "The scan takes about fifteen minutes, and you stay dressed.", "On the day of the test, leave your rings at home."
fn is_about_visit(statement: &str, tokens: &[Token]) -> bool {
    let figures = list_figures(statement);
    let is_length =
        |figure: &String| scan(figure).last().is_some_and(|unit| LENGTHS_OF_VISITS.contains(&unit.word.as_str()));
    let visits = VISITS.find(tokens);
    let lasts = || visits.iter().any(|visit| LENGTHS.match_at(tokens, visit.after).is_some());
    let names_day = || {
        let days = DAYS_OF_VISITS.find(tokens).into_iter();
        days.map(|day| day.after).any(|at| (at..at + NEAR).any(|at| VISITS.match_at(tokens, at).is_some()))
    };
    figures.iter().all(is_length)
        && (!figures.is_empty() && lasts() || names_day())
        && find_effects(statement).is_empty()
}

/// Each figure is one of a movement or of a recipe: "Lie on your back, lift your hips, and hold for 10 seconds."
fn is_instruction(statement: &str) -> bool {
    let figures = list_figures(statement);
    let clauses = cut_clauses(statement);
    let is_dose =
        |figure: &str| scan(figure).last().is_some_and(|unit| DOSES.match_at(std::slice::from_ref(unit), 0).is_some());
    let is_told = |figure: &String| {
        let counted = is_dose(figure);
        clauses.iter().any(|clause| {
            clause.contains(figure.as_str())
                && (begins_with(&KITCHEN, clause) || counted && begins_with(&MOVEMENTS, clause))
        })
    };
    // "… for 15 seconds, three times each": what goes on with a movement is one.
    let goes_on = |figure: &String| {
        let is_movement = |clause: &&str| begins_with(&MOVEMENTS, clause);
        is_dose(figure)
            && clauses
                .iter()
                .skip_while(|clause| !is_movement(clause))
                .any(|clause| clause.starts_with(figure.as_str()))
    };
    !figures.is_empty() && figures.iter().all(|figure| is_told(figure) || goes_on(figure))
}

/// "If the pain does not let up, call your doctor."
fn is_call_for_help(statement: &str, tokens: &[Token]) -> bool {
    let clauses = cut_tokens(tokens);
    let calls = |clause: &&[Token]| {
        if CALLS_WITHOUT_HELPER.match_at(clause, 0).is_some() {
            return true;
        }
        let call = CALLS.match_at(clause, 0);
        let is_helper = |at: usize| {
            let is_number = clause.get(at).is_some_and(|t| t.word.bytes().all(|b| b.is_ascii_digit()));
            is_number || HELPERS.match_at(clause, at).is_some()
        };
        call.is_some_and(|call| (call.after..call.after + NEAR).any(is_helper))
    };
    let is_condition = |clause: &&[Token]| {
        clause.first().is_some_and(|first| CONDITIONS.contains(&first.word.as_str())) || clause.len() <= ASIDE
    };
    // "Go to hospital if you have a fever, a stiff neck or a rash": the condition goes on behind its commas.
    let holds_condition =
        |clause: &&[Token]| clause.iter().any(|token| ["if", "when", "unless"].contains(&token.word.as_str()));
    let goes_on = |at: usize| {
        clauses.iter().take(at).any(&holds_condition)
            && list_figures(statement).is_empty()
            && find_effects(statement).is_empty()
    };
    let is_of_call = |(at, clause): (usize, &&[Token])| calls(clause) || is_condition(clause) || goes_on(at);
    clauses.iter().any(calls) && clauses.iter().enumerate().all(is_of_call)
}

fn begins_with(list: &Phrases, clause: &str) -> bool {
    list.match_at(&scan(clause), 0).is_some()
}

/// The words of a statement, parted where a mark parts them.
fn cut_tokens(tokens: &[Token]) -> Vec<&[Token]> {
    tokens.chunk_by(|_, next| !next.after_break).collect()
}

/// The parts of a statement, each as it begins behind a mark, "and" or "then".
fn cut_clauses(statement: &str) -> Vec<&str> {
    let parts = statement.split(['.', ',', ';', ':', '!']).flat_map(|part| part.split(" and ")).map(str::trim);
    let bare = |part: &str| ["and ", "then "].iter().find(|word| part.starts_with(**word)).map_or(0, |word| word.len());
    parts.filter(|part| !part.is_empty()).map(|part| part.get(bare(part)..).unwrap_or(part)).collect()
}

#[cfg(test)]
mod tests {
    use super::needs_no_source;

    #[test]
    fn movements_recipes_calls_for_help_and_readers_need_no_source_and_promises_do() {
        let says = |statements: &[&'static str], is: bool| -> Vec<&'static str> {
            statements.iter().filter(|statement| needs_no_source(statement) != is).copied().collect()
        };
        let free = says(
            &[
                "Lie on your back, lift your hips, and hold for 10 seconds.",
                "Rise onto your toes 15 times, rest for 30 seconds, and do 3 sets.",
                "Lean against a wall and slide down until your knees are bent at 45 degrees.",
                "Stand on one leg for 15 seconds, three times each.",
                "Bend the knee to about 90 degrees and breathe out as you rise.",
                "Simmer 200 g of red lentils for 20 minutes and stir in two spoons of cream.",
                "Call 999 if you have chest pain or trouble breathing.",
                "If the pain does not let up, call your doctor.",
                "Ask your pharmacist before you take iron with other medicines.",
                "See your dentist the same week if the gum bleeds.",
                "Go to the emergency department if your face droops.",
                "If your leg swells, do not wait: phone us today.",
                "Come back if the rash is still there after three weeks.",
                "Come sooner if the wound smells, or is hot again.",
                "Get help at once if your lips turn blue.",
                "Go to the emergency department if you also have a fever, a stiff neck or trouble speaking.",
                "Make an appointment if the cough lasts, you have a fever or you bring up blood.",
                "A foot check costs 12 pounds, and members get 20% off.",
                "Students save 10% on all courses.",
                "The blood test takes about ten minutes, and you sit in a chair.",
                "On the day of the scan, leave your rings and your watch at home.",
                "Do not eat grapefruit after noon on the day of your test.",
                "In our last survey, 87% of readers liked the short videos.",
                "More than 1.2 million people read our newsletter.",
            ],
            true,
        );
        assert!(free.is_empty(), "{free:#?}");
        let claims = says(
            &[
                "Hold for 10 seconds to cure back pain.",
                "Stretch 3 times a week.",
                "Walk 30 minutes a day.",
                "Take 1,500 mg of glucosamine.",
                "Hold for 10 seconds, and 9 in 10 people are free of pain.",
                "Lift your hips 10 times and the risk falls.",
                "Rest for 3 weeks.",
                "Add 2 g of turmeric to your tea against arthritis.",
                "Turmeric melts pain in 10 seconds.",
                "Call your doctor, garlic lowers blood pressure.",
                "See your doctor every year to halve the risk.",
                "Do not call a doctor if you have chest pain.",
                "The scan finds 99% of tumours in ten minutes.",
                "On the day of the test, ginger lowers blood pressure.",
                "Get help to halve the risk of a stroke.",
                "Call your doctor if you smoke, one in four smokers dies of it.",
                "Call your doctor if you smoke, nicotine raises blood pressure.",
                "The cream costs 12 pounds and clears eczema in 9 of 10 people.",
                "The cream takes 20% off your cholesterol.",
                "The session takes an hour and cures back pain.",
                "87% of readers liked the cream, and their arthritis went away.",
                "Garlic lowers blood pressure.",
            ],
            false,
        );
        assert!(claims.is_empty(), "{claims:#?}");
    }
}
