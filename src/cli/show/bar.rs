//! A bar of a few shades: how much of a whole has come how far.

use crate::model::Progress;

/// Its width in columns.
const WIDTH: u64 = 20;
/// Shades, the farthest first; the second row for terminals that know letters alone, or where colours are not wanted.
const SHADES: [[char; 5]; 2] = [['█', '×', '▓', '▒', '░'], ['#', 'x', '+', '-', '.']];

/// Draws a bar; empty where there is nothing to show a share of.
pub(crate) fn draw_bar(progress: &Progress, plain: bool) -> String {
    let [shades, letters] = SHADES;
    let shades = if plain { letters } else { shades };
    let parts = [progress.holding, progress.stale, progress.read, progress.cited, progress.bare].map(u64::from);
    let whole: u64 = parts.iter().sum();
    let (mut bar, mut so_far, mut drawn) = (String::new(), 0, 0);
    for (part, shade) in parts.into_iter().zip(shades) {
        so_far += part;
        // Rounded, so that the whole is always as wide; what there is some of is never left out but for want of room.
        let mut end = if whole == 0 { 0 } else { (so_far * WIDTH * 2 + whole) / (whole * 2) };
        if part > 0 && end == drawn && drawn < WIDTH {
            end += 1;
        }
        let cells = end.saturating_sub(drawn);
        bar.extend(std::iter::repeat_n(shade, usize::try_from(cells).unwrap_or(0)));
        drawn = drawn.max(end);
    }
    bar
}

/// What the shades mean, in a line.
pub(crate) fn explain_bar(plain: bool) -> String {
    let [shades, letters] = SHADES;
    let [holding, stale, read, cited, bare] = if plain { letters } else { shades };
    format!("{holding} reviewed, {stale} stale, {read} read, {cited} cited, {bare} without a source")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_wide_whatever_it_shows_and_leaves_nothing_out() {
        let progress = |parts: [u32; 5]| {
            let [holding, stale, read, cited, bare] = parts;
            Progress { holding, stale, read, cited, bare }
        };
        for (parts, expected) in [
            ([0, 0, 0, 0, 0], ""),
            ([1, 0, 0, 0, 0], "####################"),
            ([1, 1, 1, 1, 0], "#####xxxxx+++++-----"),
            ([1000, 1, 0, 0, 0], "####################"),
            ([0, 1, 0, 0, 1000], "x..................."),
            ([5, 0, 0, 0, 5], "##########.........."),
        ] {
            assert_eq!(draw_bar(&progress(parts), true), expected, "{parts:?}");
        }
        assert_eq!(draw_bar(&progress([1, 0, 0, 0, 1]), false), "██████████░░░░░░░░░░");
    }
}
