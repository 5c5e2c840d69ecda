//! Notices in the registries' words, made one: a kind each, every notice once, contradictions named, and what a publisher's
//! habits mean.

use crate::model::{Doi, NoticeKind, NoticesAnswer, RegisteredNotice, Word};
use crate::text::fate::{is_notice, read_fate};
use std::collections::BTreeSet;

/// The kind that a registry's word means; a word that is in no dictionary is some other notice, never none.
pub(super) fn parse_kind(word: &str) -> NoticeKind {
    let word = word.trim().to_lowercase().replace(['_', '-'], " ");
    match word.as_str() {
        "retraction" | "retraction in" | "retracted publication" => NoticeKind::Retraction,
        "partial retraction" | "partial retraction in" => NoticeKind::PartialRetraction,
        "withdrawal" => NoticeKind::Withdrawal,
        "removal" => NoticeKind::Removal,
        "expression of concern" | "expression of concern in" => NoticeKind::Concern,
        "correction" | "corrigendum" | "erratum" | "addendum" | "clarification" | "erratum in" => {
            NoticeKind::Correction
        }
        "corrected and republished in" => NoticeKind::Correction,
        "retracted and republished in" => NoticeKind::Retraction,
        "reinstatement" => NoticeKind::Reinstatement,
        "new version" | "new edition" | "update in" => NoticeKind::NewVersion,
        _ => NoticeKind::Other,
    }
}

/// The source's word, where it says more than the kind does.
pub(super) fn choose_label(word: &str, kind: NoticeKind) -> Option<String> {
    let plain = word.trim().to_lowercase().replace(['_', ' '], "-");
    (!plain.is_empty() && plain != kind.token()).then(|| word.trim().to_owned())
}

/// One notice on the work `own`, as meant.
pub(super) fn read_for(own: Option<&Doi>, mut notice: RegisteredNotice, word: &str) -> RegisteredNotice {
    notice.label = choose_label(word, notice.kind);
    let withdrawn = match notice.kind {
        NoticeKind::Withdrawal => true,
        // Retraction Watch files Cochrane's withdrawals as retractions.
        NoticeKind::Retraction => notice.source == "retraction-watch",
        _ => false,
    };
    if withdrawn && is_later_version(own, notice.doi.as_ref()) {
        notice.label = Some(word.trim().to_owned());
        notice.kind = NoticeKind::NewVersion;
    }
    notice
}

/// Whether a notice's DOI is a later version of the same Cochrane review: the older one is then marked "withdrawn",
/// which means that there is a newer one.
fn is_later_version(own: Option<&Doi>, notice: Option<&Doi>) -> bool {
    let version = |doi: Option<&Doi>| {
        let suffix = doi?.key().strip_prefix("10.1002/14651858.")?.to_owned();
        let (review, n) = suffix.split_once(".pub").map_or((suffix.as_str(), Ok(1)), |(r, n)| (r, n.parse::<u32>()));
        Some((review.to_owned(), n.ok()?))
    };
    matches!((version(own), version(notice)), (Some((a, old)), Some((b, new))) if a == b && new > old)
}

/// What a title says: that the work was taken back, or that it is itself the notice.
pub(super) fn add_from_title(title: Option<&str>, answer: &mut NoticesAnswer) {
    let Some(title) = title else { return };
    if let Some((kind, _)) = read_fate(title) {
        answer.notices.push(RegisteredNotice::new(kind, "title"));
    } else if is_notice(title) && answer.about.is_empty() {
        answer.about.push(RegisteredNotice::new(NoticeKind::Retraction, "title"));
    }
}

/// Every notice once, in order of date: the same retraction comes from the publisher and from Retraction Watch, the same
/// concern under two dates. What a title says counts only where nobody says it better.
pub(super) fn settle_notices(answer: &mut NoticesAnswer) {
    for list in [&mut answer.notices, &mut answer.about] {
        list.sort_by(|a, b| (a.on.is_none(), a.on, a.kind, &a.source).cmp(&(b.on.is_none(), b.on, b.kind, &b.source)));
        let mut kept: Vec<RegisteredNotice> = Vec::new();
        for notice in std::mem::take(list) {
            if !kept.iter().any(|k| is_same(k, &notice)) {
                kept.push(notice);
            }
        }
        let said: BTreeSet<NoticeKind> = kept.iter().filter(|n| n.source != "title").map(|n| n.kind).collect();
        let gone = |k: NoticeKind| k == NoticeKind::Withdrawal && said.contains(&NoticeKind::NewVersion);
        kept.retain(|n| n.source != "title" || !said.contains(&n.kind) && !gone(n.kind));
        *list = kept;
    }
}

fn is_same(a: &RegisteredNotice, b: &RegisteredNotice) -> bool {
    let other_word = a.kind == NoticeKind::Other && a.label != b.label;
    a.kind == b.kind && !other_word && (a.doi == b.doi || a.pmid.is_some() && a.pmid == b.pmid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_words_are_other_notices_and_known_ones_a_kind() {
        for (word, expected) in [
            ("retraction", NoticeKind::Retraction),
            ("Expression of Concern", NoticeKind::Concern),
            ("partial_retraction", NoticeKind::PartialRetraction),
            ("corrigendum", NoticeKind::Correction),
            ("new_edition", NoticeKind::NewVersion),
            ("err", NoticeKind::Other),
            ("", NoticeKind::Other),
        ] {
            assert_eq!(parse_kind(word), expected, "{word}");
        }
        assert_eq!(choose_label("retraction", NoticeKind::Retraction), None);
        assert_eq!(choose_label("partial_retraction", NoticeKind::PartialRetraction), None);
        assert_eq!(choose_label("erratum", NoticeKind::Correction).as_deref(), Some("erratum"));
    }

    #[test]
    fn only_a_later_version_of_the_same_review_supersedes() {
        let review = |suffix: &str| -> Doi { format!("10.1002/14651858.{suffix}").parse().unwrap() };
        for (own, notice, expected) in [
            ("cd001139.pub3", "cd001139.pub4", true),
            ("CD001139", "cd001139.pub2", true),
            ("cd001139.pub4", "cd001139.pub4", false),
            ("cd001139.pub4", "cd001139.pub3", false),
            ("cd001139.pub3", "cd001140.pub4", false),
            ("cd001139.pubx", "cd001139.pub4", false),
        ] {
            assert_eq!(is_later_version(Some(&review(own)), Some(&review(notice))), expected, "{own} {notice}");
        }
        assert!(!is_later_version(Some(&"10.5555/a".parse().unwrap()), Some(&"10.5555/a.pub2".parse().unwrap())));
    }
}
