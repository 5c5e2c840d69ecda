//! Letters above and below the line, where Unicode has all of them: CO₂, 10⁻³. Words stay on the line.

use std::borrow::Cow;

const PLAIN: &str = "0123456789+-=()";
const BELOW: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎";
const ABOVE: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾";

pub(super) fn to_subscript(text: &str) -> Cow<'_, str> {
    translate(text, BELOW)
}

pub(super) fn to_superscript(text: &str) -> Cow<'_, str> {
    match text {
        "∘" | "o" => Cow::Borrowed("°"),
        "n" => Cow::Borrowed("ⁿ"),
        text => translate(text, ABOVE),
    }
}

fn translate<'t>(text: &'t str, to: &str) -> Cow<'t, str> {
    let all: Option<String> =
        text.chars().map(|c| to.chars().nth(PLAIN.chars().position(|plain| plain == c)?)).collect();
    all.map_or(Cow::Borrowed(text), Cow::Owned)
}
