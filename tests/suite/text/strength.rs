//! How sure sentences are of an effect: the words that say it, and the senses in which they say nothing of the kind.

use claimbook::text::strength::{EffectWords, find_effects};

fn list_words(text: &str) -> Vec<String> {
    let mark = |e: &EffectWords| match (e.is_causal, e.is_probable) {
        (true, false) => "!",
        (false, true) => "?",
        (true, true) => "!?",
        (false, false) => "",
    };
    find_effects(text).iter().map(|e| format!("{}{} > {}", e.words, mark(e), e.plain)).collect()
}

#[test]
fn an_effect_without_a_hedge_is_found_with_what_stands_behind_may() {
    for (text, expected) in [
        ("Walking reduces knee pain.", vec!["reduces > reduce"]),
        ("Daily stretches relieve a stiff neck.", vec!["relieve > relieve"]),
        ("Swimming and cycling strengthen the thighs.", vec!["strengthen > strengthen"]),
        ("Women say that ginger tea calms the stomach.", vec!["calms > calm"]),
        ("A warm bath eases tired legs.", vec!["eases > ease"]),
        ("Knee braces are effective.", vec!["are effective > be effective"]),
        ("Ginger tea will reduce sickness.", vec!["will reduce > reduce"]),
        ("Ginger is known to reduce sickness.", vec!["known to reduce > reduce"]),
        ("Massage has been shown to improve sleep.", vec!["been shown to improve > improve"]),
        ("It does help against cramps.", vec!["does help > help"]),
        ("Yoga works better than tablets.", vec!["works better > work better"]),
        ("Walking probably reduces knee pain.", vec!["probably reduces? > reduce"]),
        ("Walking is likely to reduce knee pain.", vec!["likely to reduce? > reduce"]),
        ("Knee braces most likely ease the pain.", vec!["most likely ease? > ease"]),
        ("Smoking causes gum disease.", vec!["causes! > cause"]),
        ("High heels lead to bunions.", vec!["lead to! > lead to"]),
        ("Fibre prevents constipation.", vec!["prevents! > prevent"]),
        ("Cramps are caused by tired muscles.", vec!["are caused by! > be caused by"]),
        ("Heartburn is due to acid.", vec!["is due to! > be due to"]),
        ("Poor sleep triggers migraine.", vec!["triggers! > trigger"]),
        ("Long sitting results in stiff hips.", vec!["results in! > result in"]),
        ("Smoking is the leading cause of gum disease.", vec!["is the leading cause of! > be a cause of"]),
        ("Sun cream protects against burns.", vec!["protects against! > protect against"]),
        ("Bad posture probably causes neck pain.", vec!["probably causes!? > cause"]),
        ("These help you to sleep.", vec!["help > help"]),
        ("Gas is usually caused by swallowed air.", vec!["usually caused by! > be caused by"]),
        ("Painkillers help with cramps.", vec!["help > help"]),
        ("Heat relaxes the muscles and relieves pain.", vec!["relaxes > relax", "relieves > relieve"]),
        ("When you walk daily, it reduces stiffness.", vec!["reduces > reduce"]),
        ("It is not new, but it reduces pain.", vec!["reduces > reduce"]),
        ("It not only eases pain but lowers blood pressure.", vec!["eases > ease", "lowers > lower"]),
        ("Did you know that walking reduces pain?", vec!["reduces > reduce"]),
        ("There is no doubt that walking reduces pain.", vec!["reduces > reduce"]),
    ] {
        assert_eq!(list_words(text), expected, "{text}");
    }
}

#[test]
fn what_is_hedged_denied_asked_a_condition_or_a_noun_asserts_no_effect() {
    for text in [
        "Walking may reduce knee pain.",
        "Walking can help.",
        "Massage could ease the pain.",
        "It is thought to relieve pain.",
        "Walking might possibly improve sleep.",
        "Early findings suggest that ginger relieves nausea.",
        "It seems that walking eases stiffness.",
        "Walking helps in some people.",
        "Braces sometimes help.",
        "Walking does not reduce pain.",
        "Coffee does not cause stones.",
        "No one knows what causes acne.",
        "It is unclear whether vaccines prevent colds.",
        "There is no evidence that braces prevent falls.",
        "It is a myth that cold air causes colds.",
        "Does walking reduce pain?",
        "If exercise causes pain, stop.",
        "Stop when bending increases your pain.",
        "Ask your doctor whether ibuprofen helps.",
        "Find out what helps.",
        "Avoid movements that cause pain.",
        "Write down anything that triggers it.",
        "The causes of acne are many.",
        "Common causes include falls.",
        "Migraine triggers vary.",
        "Relieve your pain with a warm bath.",
        "Rest to reduce swelling.",
        "Use a cushion to help prevent sores.",
        "Ways to prevent falls.",
        "Your midwife helps you to breathe.",
        "Some sellers claim that magnets relieve pain.",
        "Doctors once thought that bed rest heals backs.",
        "Symptoms improve after birth.",
        "The pain increases at night.",
        "The drug was designed to lower blood pressure.",
        "Braces are unlikely to prevent falls.",
        "It is unknown how aspirin prevents clots.",
        "Small studies hint that yoga calms the nerves.",
        "They swallow air because they believe that it helps.",
        "Coverage remains lower than before.",
        "Women's lower back pain is common.",
        "She needs help with stairs.",
        "These causes are rare.",
        "Whatever activity helps you unwind is fine.",
    ] {
        assert_eq!(list_words(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn the_words_are_found_at_their_place() {
    let text = "Café – “tea” is known to reduce sickness.";
    let found = find_effects(text);
    let place = |e: &EffectWords| text.chars().skip(e.start as usize).take((e.end - e.start) as usize).collect();
    let words: Vec<String> = found.iter().map(place).collect();
    assert_eq!(words, ["known to reduce"]);
    assert_eq!(find_effects(""), []);
}

proptest::proptest! {
    #[test]
    fn no_text_upsets_it(text in "\\PC{0,80}|((causes|reduce|may|not|that|is|due|to|likely|pains|and)[ ,.?]){0,20}") {
        let length = text.chars().count() as u32;
        for effect in find_effects(&text) {
            proptest::prop_assert!(effect.start < effect.end && effect.end <= length);
        }
    }
}
