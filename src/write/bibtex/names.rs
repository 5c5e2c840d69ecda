//! Names as BibTeX and BibLaTeX take them apart.

use super::latex::escape;
use crate::model::Name;
use crate::write::entry::family_name;

/// Names with `and` between two; a list that was cut short ends in `and others`.
pub(super) fn write_names(names: &[Name], et_al: bool, keyed: bool) -> String {
    let mut all: Vec<String> = names.iter().map(|one| write_name(one, keyed)).filter(|name| !name.is_empty()).collect();
    if et_al && !all.is_empty() {
        all.push("others".to_owned());
    }
    all.join(" and ")
}

/// `von Family, Jr, Given`; a group's name in braces of its own, so that it is not taken apart. A particle that goes with
/// the given names can only be told by BibLaTeX's keys.
fn write_name(name: &Name, keyed: bool) -> String {
    let Some(whole) = family_name(name) else { return format!("{{{}}}", escape(&name.short_name())) };
    let own = name.family.as_deref().unwrap_or_default();
    if let Some(prefix) = name.dropping_particle.as_deref().filter(|_| keyed) {
        return with_keys(name, prefix);
    }
    let particle = name.dropping_particle.as_deref().or(name.non_dropping_particle.as_deref()).unwrap_or_default();
    // A particle is known by its small letter; what would be taken apart at a blank, a comma or “and” is held together.
    let small = |word: &str| word.starts_with(char::is_lowercase);
    let large = !particle.split_whitespace().all(small);
    let alone = name.given.is_none() && name.suffix.is_none() && whole.contains(' ');
    let others = whole.eq_ignore_ascii_case("others");
    let whole = match escape(own) {
        _ if large || alone || others => format!("{{{}}}", escape(&whole)),
        family if is_apart(own) || (small(own) && own.contains(' ')) => {
            format_family(particle, &format!("{{{family}}}"))
        }
        family => format_family(particle, &family),
    };
    let part = |part: &Option<String>| {
        part.as_deref().map(|part| if is_apart(part) { format!("{{{}}}", escape(part)) } else { escape(part) })
    };
    [Some(whole), part(&name.suffix), part(&name.given)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn format_family(particle: &str, family: &str) -> String {
    if particle.is_empty() { family.to_owned() } else { format!("{} {family}", escape(particle)) }
}

/// Whether a part would be taken for several.
fn is_apart(part: &str) -> bool {
    part.contains([',', ';']) || part.split_whitespace().any(|word| word.eq_ignore_ascii_case("and"))
}

/// `family={Silva}, given={Ana}, prefix={de}, useprefix=false`.
fn with_keys(name: &Name, prefix: &str) -> String {
    let given = name.given.as_deref().unwrap_or_default();
    let suffix = name.suffix.as_deref().unwrap_or_default();
    let parts = [("family", name.family.as_deref().unwrap_or_default()), ("given", given), ("suffix", suffix)];
    let parts = parts.iter().filter(|(_, part)| !part.is_empty());
    let parts: Vec<String> = parts.map(|(key, part)| format!("{key}={{{}}}", escape(part))).collect();
    format!("{}, prefix={{{}}}, useprefix=false", parts.join(", "), escape(prefix))
}
