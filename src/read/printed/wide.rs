//! What Chinese, Japanese and Korean lists print, with the marks and the counters of other lists: full-width figures and stops,
//! `《…》` and `「…」`, `第35卷第3期`, `44巻2号`, `312页`, `[J]` behind a title.

/// Whether a letter is Chinese, Japanese or Korean.
pub(super) fn is_east_asian(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '々' | '〆')
}

/// Marks of the sort of work behind a title, as the Chinese standard has them: `[J]`, `[EB/OL]`.
const SORTS: [&str; 14] =
    ["[J]", "[M]", "[D]", "[R]", "[C]", "[N]", "[S]", "[P]", "[Z]", "[J/OL]", "[M/OL]", "[R/OL]", "[EB/OL]", "[DB/OL]"];

/// The text with such marks as other lists print them; none where it holds none.
pub(super) fn to_narrow(text: &str) -> Option<String> {
    let sorted = SORTS.iter().find_map(|sort| {
        let (title, rest) = text.split_once(*sort)?;
        // "Yoga and gout[J]. Pain": the stop stands behind; ahead of a comma, it stands for one.
        let rest = rest.trim_start_matches([' ', '.', '．', ',', '，', '。']);
        (!title.trim().is_empty()).then(|| format!("{}. {rest}", title.trim_end()))
    });
    let text = sorted.as_deref().unwrap_or(text);
    if !text.contains(is_east_asian) {
        return sorted;
    }
    let marked = exchange_marks(text);
    let counted = exchange_counters(&marked);
    (counted != text || sorted.is_some()).then_some(counted)
}

/// Full-width figures, letters and marks as half-width ones, with the spaces that stand beside those.
fn exchange_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Where both are printed, 「…」 is the title and 『…』 what it stands in; the title comes first.
    let outer = text.find(['「', '《', '『']).and_then(|at| text.get(at..)?.chars().next());
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let before_word = next.is_some_and(char::is_alphanumeric);
        let space = if before_word { " " } else { "" };
        match c {
            '．' | '。' | '｡' => out.extend([".", space]),
            '，' | '、' | '､' => out.extend([",", space]),
            '；' => out.extend([";", if next.is_some_and(|c| c.is_ascii_digit()) { "" } else { space }]),
            '：' => out.extend([":", if next.is_some_and(|c| c.is_numeric()) { "" } else { space }]),
            '（' => {
                if out.ends_with(is_east_asian) {
                    out.push(' ');
                }
                out.push('(');
            }
            '）' => out.extend([")", if next.is_some_and(is_east_asian) { " " } else { "" }]),
            '［' | '【' => out.push('['),
            '］' | '】' => out.push(']'),
            '－' | '〜' | '～' | '―' => out.push('-'),
            '「' | '《' | '『' if !quoted && Some(c) == outer => {
                out.push_str(if out.ends_with([' ', '(']) || out.is_empty() { "“" } else { " “" });
                quoted = true;
            }
            '」' | '》' | '』' if quoted && closes(outer, c) && !out.contains('”') => {
                // What it stands in follows, and nothing but the mark parts them.
                let is_parted =
                    next.is_none_or(|c| matches!(c, '．' | '。' | '，' | '、' | '.' | ',' | '；' | '：' | ')' | '）'));
                out.push_str(if is_parted { "”" } else { "”, " });
            }
            '「' | '《' | '『' | '」' | '》' | '』' => out.push(' '),
            // Between names; within one, of a foreigner, it stays.
            '・' | '·' if out.ends_with(is_east_asian) && next.is_some_and(is_east_asian) => out.push_str(", "),
            '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
                out.extend(u32::from(c).checked_sub(0xfee0).and_then(char::from_u32));
            }
            // "王芳,李明.膝痛[J].康复,2020,35(3)": half-width marks without a space. Within figures, they part no words.
            ',' | ';' | '.' if before_word && parts_words(&out, c, next) => out.extend([c, ' ']),
            c => out.push(c),
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a mark stands beside a wide letter, or a comma behind a year.
fn parts_words(before: &str, mark: char, next: Option<char>) -> bool {
    // `2019;31(1)`: where a volume follows, none stands beside a semicolon.
    if mark == ';' && next.is_some_and(|c| c.is_ascii_digit()) {
        return false;
    }
    let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let year = before.get(before.len() - digits..).filter(|year| digits == 4 && year.starts_with(['1', '2']));
    before.ends_with(is_east_asian) || next.is_some_and(is_east_asian) || mark == ',' && year.is_some()
}

fn closes(open: Option<char>, c: char) -> bool {
    matches!((open, c), (Some('「'), '」') | (Some('《'), '》') | (Some('『'), '』'))
}

/// `第35卷第3期` is `35(3)`, `2020年5月` is `2020 May`, `312-317页` is `312-317`.
fn exchange_counters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let behind = rest.get(digits..).unwrap_or_default();
        let unit = behind.trim_start().chars().next().unwrap_or(' ');
        let after = behind.trim_start().get(unit.len_utf8()..).unwrap_or_default();
        let figures = rest.get(..digits).unwrap_or_default();
        if c == '第' && rest.get(c.len_utf8()..).is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit())) {
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            continue;
        }
        if digits == 0 || !is_counter(unit) {
            out.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            continue;
        }
        rest = after;
        match unit {
            '卷' | '巻' | '권' => {
                out.push_str(figures);
                rest = after.trim_start_matches([' ', ',']);
            }
            '期' | '号' | '號' | '호' => {
                let volume = out.trim_end().len();
                out.truncate(volume);
                out.extend(["(", figures, ")"]);
            }
            '年' | '년' => {
                out.push_str(figures);
                let month: String = after.trim_start().chars().take_while(char::is_ascii_digit).collect();
                let name = month.parse::<usize>().ok().and_then(|n| crate::model::MONTHS.get(n.checked_sub(1)?));
                let behind = after.trim_start().get(month.len()..).and_then(|b| b.strip_prefix(['月', '월']));
                if let Some((name, behind)) = name.zip(behind) {
                    out.extend([" ", name.get(..3).unwrap_or(name)]);
                    rest = behind;
                } else if after.starts_with(|c: char| c == '第' || c.is_ascii_digit()) {
                    out.push(' ');
                }
            }
            // Pages.
            _ => out.push_str(figures),
        }
    }
    out
}

fn is_counter(c: char) -> bool {
    matches!(c, '卷' | '巻' | '권' | '期' | '号' | '號' | '호' | '年' | '년' | '页' | '頁' | '面' | '쪽')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_marks_become_narrow() {
        for (text, want) in [
            (
                "王伟，李娜．太极拳的影响．中国康复医学杂志，2020，35（3）：312－317．",
                "王伟, 李娜. 太极拳的影响. 中国康复医学杂志, 2020, 35(3):312-317.",
            ),
            (
                "王伟. 太极拳的影响[J]. 康复, 2020年第35卷第3期:312-317页",
                "王伟. 太极拳的影响. 康复, 2020 35(3):312-317",
            ),
            (
                "田中太郎・佐藤花子（2017）「運動療法」『理学療法学』44巻2号、101-108頁。",
                "田中太郎, 佐藤花子 (2017) “運動療法”, 理学療法学 44(2), 101-108.",
            ),
            (
                "김민수. 운동 효과. 학회지. 2019년 5월;31권 1호:22-29쪽",
                "김민수. 운동 효과. 학회지. 2019 May;31(1):22-29",
            ),
            ("王伟．《太极拳》．２０２０", "王伟. “太极拳”. 2020"),
            (
                "王芳,李明.膝痛的康复[J].虚构康复,2020,35(3):12-18.",
                "王芳, 李明. 膝痛的康复. 虚构康复, 2020, 35(3):12-18.",
            ),
            ("Roe B. Yoga and gout[J]. Pain, 2019, 12(3): 45-50", "Roe B. Yoga and gout. Pain, 2019, 12(3): 45-50"),
        ] {
            assert_eq!(to_narrow(text).as_deref(), Some(want), "{text}");
        }
        for text in ["Roe B. Yoga. Pain. 2019;12:45", "", "王伟. 太极拳. 康复. 2020;35(3):312-317."] {
            assert_eq!(to_narrow(text), None, "{text}");
        }
    }
}
