//! Lists that stand in the order of the text: what a sentence cites is mostly the entry behind those that the text has cited so
//! far, or one of these again. Claims and entries are laid side by side by a chain whose state is how far in the list the text
//! has come (forward and backward over all claims), so that the words of one claim help to place its neighbours.

/// Of the claims that cite, how many cite something that the text has not cited yet.
const CITES_NEW: f64 = 0.67;
/// Of those, how many cite one entry more, and again one more, up to the most that are cited at once.
const ONE_MORE: f64 = 0.5;
const MOST_AT_ONCE: usize = 8;
/// Of the claims that cite an entry again, how many cite a recent one; and how fast an entry is no longer recent.
const RECENT: f64 = 0.4;
const FORGOTTEN: f64 = 0.3;
/// Fewer claims or entries than this have no order to speak of.
const FEWEST: usize = 4;
/// No article is laid beside its list that has more pairs of a claim and an entry.
const MOST_PAIRS: usize = 2_000_000;

/// How likely each claim cites each entry, if the list follows the text.
#[derive(Debug)]
pub(super) struct CiteCourse {
    /// How much likelier the words are so than if the list had no order: the logarithm of the ratio.
    pub(super) evidence: f64,
    /// For each claim, the share of each entry.
    pub(super) shares: Vec<Vec<f64>>,
}

/// Whether so many claims can be laid beside so many entries, and it is worth it.
pub(super) fn is_feasible(claims: usize, entries: usize) -> bool {
    claims >= FEWEST && entries >= FEWEST && claims.saturating_mul(entries) <= MOST_PAIRS
}

/// Lays claims beside entries. `fits` tells for each claim how much better each entry fits its words than entries do on average,
/// `cites` how likely the claim cites anything. None where there is nothing to lay.
pub(super) fn follow(fits: &[Vec<f64>], cites: &[f64]) -> Option<CiteCourse> {
    let entries = fits.first()?.len();
    let steps: Vec<f64> = {
        let most = MOST_AT_ONCE.min(entries);
        let open: Vec<f64> = (0..most).map(|more| ONE_MORE.powi(i32::try_from(more).unwrap_or_default())).collect();
        let all: f64 = open.iter().sum();
        open.iter().enumerate().map(|(more, share)| share / all / (more + 1) as f64).collect()
    };
    let places: Vec<ClaimPlace<'_>> =
        fits.iter().zip(cites).map(|(fits, cites)| ClaimPlace::new(fits, *cites)).collect();
    // Forward: how likely the text has come so far before each claim, by what stands before.
    let mut before: Vec<Vec<f64>> = Vec::with_capacity(places.len());
    let mut state = vec![0.0; entries + 1];
    state.iter_mut().take(1).for_each(|start| *start = 1.0);
    let mut evidence = 0.0;
    for place in &places {
        let mut next: Vec<f64> = state.iter().zip(&place.stays).map(|(s, stays)| s * stays).collect();
        for (more, step) in steps.iter().enumerate() {
            let gained = place.list_gains(more + 1).zip(&state).map(|(gain, s)| s * gain * step * place.cites_new);
            next.iter_mut().skip(more + 1).zip(gained).for_each(|(n, gained)| *n += gained);
        }
        let all = scale(&mut next);
        evidence += all.ln();
        before.push(std::mem::replace(&mut state, next));
    }
    // Backward: how well what stands behind goes with it.
    let mut after = vec![1.0; entries + 1];
    let mut shares = Vec::with_capacity(places.len());
    for (place, before) in places.iter().zip(&before).rev() {
        let (share, earlier) = place.share_points(before, &after, &steps);
        shares.push(share);
        after = earlier;
        scale(&mut after);
    }
    shares.reverse();
    Some(CiteCourse { evidence, shares })
}

/// Scales numbers to a sum of one; answers the sum.
fn scale(numbers: &mut [f64]) -> f64 {
    let all: f64 = numbers.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    numbers.iter_mut().for_each(|n| *n /= all);
    all
}

/// A claim in the chain. States are how many entries of the list the text has cited so far.
struct ClaimPlace<'f> {
    fits: &'f [f64],
    /// For each state, the sum of the fits of the entries before it.
    sums: Vec<f64>,
    /// For each state, how likely it stays: nothing is cited, or something that was.
    stays: Vec<f64>,
    cites_new: f64,
    cites_again: f64,
}

impl<'f> ClaimPlace<'f> {
    fn new(fits: &'f [f64], cites: f64) -> Self {
        let (cites_new, cites_again) = (cites * CITES_NEW, cites * (1.0 - CITES_NEW));
        let mut sums = vec![0.0];
        let mut stays = vec![1.0 - cites];
        let (mut sum, mut recent) = (0.0, 0.0);
        for (at, fit) in fits.iter().enumerate() {
            sum += fit;
            recent = recent * (1.0 - FORGOTTEN) + fit;
            sums.push(sum);
            let again = RECENT * recent / weigh_recency(at + 1) + (1.0 - RECENT) * sum / (at + 1) as f64;
            stays.push(1.0 - cites + cites_again * again);
        }
        Self { fits, sums, stays, cites_new, cites_again }
    }

    /// For each state that has so many entries behind it, the sum of their fits.
    fn list_gains(&self, steps: usize) -> impl Iterator<Item = f64> {
        self.sums.iter().zip(self.sums.iter().skip(steps)).map(|(before, behind)| behind - before)
    }

    /// The share of each entry in what the claim cites, and the backward numbers of the states before the claim.
    fn share_points(&self, before: &[f64], after: &[f64], steps: &[f64]) -> (Vec<f64>, Vec<f64>) {
        let mut share = vec![0.0; self.fits.len()];
        let mut earlier: Vec<f64> = after.iter().zip(&self.stays).map(|(after, stays)| after * stays).collect();
        let mut all: f64 = before.iter().zip(&earlier).map(|(before, earlier)| before * earlier).sum();
        for (more, step) in steps.iter().enumerate() {
            let states = self.list_gains(more + 1).zip(before).zip(after.iter().skip(more + 1));
            for (at, ((gain, before), after)) in states.enumerate() {
                let weight = step * self.cites_new * after;
                all += before * weight * gain;
                earlier.iter_mut().skip(at).take(1).for_each(|earlier| *earlier += weight * gain);
                let cited = share.iter_mut().zip(self.fits).skip(at).take(more + 1);
                cited.for_each(|(share, fit)| *share += before * weight * fit);
            }
        }
        // Cited again: recent ones, and any.
        let (mut recent, mut any) = (0.0, 0.0);
        for at in (0..self.fits.len()).rev() {
            let state = |of: &[f64]| of.get(at + 1).copied().unwrap_or_default();
            let again = state(before) * state(after) * self.cites_again;
            recent = recent * (1.0 - FORGOTTEN) + again / weigh_recency(at + 1);
            any += again / (at + 1) as f64;
            let cited = share.iter_mut().zip(self.fits).skip(at).take(1);
            cited.for_each(|(share, fit)| *share += fit * (RECENT * recent + (1.0 - RECENT) * any));
        }
        let all = all.max(f64::MIN_POSITIVE);
        share.iter_mut().for_each(|share| *share /= all);
        (share, earlier)
    }
}

/// The sum of the weights of so many entries, the last of them the most recent.
fn weigh_recency(entries: usize) -> f64 {
    let forgotten = (1.0 - FORGOTTEN).powi(i32::try_from(entries).unwrap_or(i32::MAX));
    (1.0 - forgotten) / FORGOTTEN
}
