//! Effects: what helps, what causes, what does harm, what makes something more likely.

use super::{Mark, Reason, Signal};
use crate::detect::sentence::Sentence;
use crate::text::phrases::{PhraseMatch, Phrases};
use std::sync::LazyLock;

pub(in crate::detect) const SIGNAL: Signal = Signal { find };

fn find(sentence: &Sentence) -> Vec<Reason> {
    let families: [(&Phrases, Mark, &str); 4] = [
        (&RISKS, Mark::Risk, "speaks of a link or risk"),
        (&HARMS, Mark::Harm, "speaks of harm"),
        (&HELPS, Mark::Help, "effect verb"),
        (&CAUSES, Mark::Cause, "cause verb"),
    ];
    let mut reasons = Vec::new();
    for (list, mark, what) in families {
        let hit = list.find(&sentence.tokens).into_iter().find(|h| !is_instruction(sentence, *h));
        reasons.extend(hit.map(|h| Reason::new(mark, what, &sentence.words(h))));
    }
    reasons
}

/// An imperative at the head of a sentence ("Support your back with a pillow") tells what to do, not what it does.
fn is_instruction(sentence: &Sentence, hit: PhraseMatch) -> bool {
    hit.first == 0
        && sentence.tokens.get(hit.after.saturating_sub(1)).is_some_and(|t| !t.word.ends_with('s'))
        && hit.after == 1
}

static HELPS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::from_list(
        "can help, may help, might help, could help, will help, helps, helped, to help, help to, help reduce, \
         help relieve, help ease, help prevent, help manage, help improve, help support, help strengthen, they \
         help, that help, help your, help you, help the, help people, which help, helping, helpful, can also \
         help, may also help, help with, relieve, relieves, relieved, relieving, ease, eases, easing, eased, \
         alleviat*, sooth*, reduce, reduces, reduced, reducing, improve, improves, improved, improving, \
         strengthen*, stabilize*, stabilise*, stabiliz*, prevent, prevents, prevented, preventing, protect*, \
         boost*, promote, promotes, calm, calms, relax tense, relaxes, can relax, lowers, lower the risk, \
         decrease, decreases, allows for, provide relief, provides relief, provide support, provides support, \
         provide better, added support, abdominal support, support your, supports, pain relief, relief, \
         effective, effectively, beneficial, benefit, benefits, good for, great for, better for, best for, key \
         to, great options, great option, good option, good options, works for, work well, works well, works by, \
         treats, can treat, heals, cures, cure, speeds up, speed up, shortens, keeps you, is medicine, recover \
         faster",
    )
});

static CAUSES: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::from_list(
        "cause, causes, caused, causing, can cause, may cause, lead to, leads to, leading to, led to, can lead \
         to, may lead to, result in, results in, resulting in, resulted in, due to, because of, stems from, stem \
         from, comes from, contribut*, trigger*, affects, can affect, may affect, affect, affecting, makes it \
         harder, can make, may make, makes your, put pressure, puts pressure, put strain, puts strain, add \
         strain, adds strain, can strain, strains, produces, produce more, releases, loosens, loosen, can \
         stretch, weaken, weakens, weakened, softens, tenses, tighten, tightens, stimulat*, increases, increase \
         blood flow, increase in, increased, raises, raise your, disrupts, slows, interfere*, responsible for \
         causing, responsible for the, plays a role, play a role, role in, brought on by, a result of, the \
         reason, influences, is why",
    )
});

static HARMS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::from_list(
        "worse, worsen*, aggravat*, exacerbat*, harmful, harms, harm, dangerous, toxic, side effect, side \
         effects, adverse, injur*, damage, damages, complications, fatal, life threatening, miscarriage, \
         stillbirth, birth defect*, overdose, poisonous, unsafe",
    )
});

static RISKS: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::from_list(
        "increase your risk, increases your risk, increase the risk, increases the risk, increased risk, \
         increased risks, higher risk, greater risk, lower risk, reduced risk, reduces the risk, reduce the risk, \
         reduces your risk, reduce your risk, at risk, risk of, risk for, risk factor*, raises the risk, raises \
         your risk, more likely, less likely, likelihood, linked to, linked with, link between, links between, \
         associated with, association between, association with, correlat*, predispos*, prone to, odds of, chance \
         of, chances of, susceptible, risks, risky",
    )
});
