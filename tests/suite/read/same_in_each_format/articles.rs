//! Articles of our own, each of another shape; the works that they name are invented.

use super::article::{Article, List, Markers};

const BLADDER: &[&str] = &[
    "Ames R, Holt J. Bladder training in adults. J Invent Urol. 2019;12(3):201–9. doi:10.5555/jiu.2019.201",
    "Sørensen K, Vega M. Pelvic floor exercise after birth. Fict Obstet. 2021;8:14–22. doi:10.5555/fo.2021.14",
    "Quist P. Coffee and the bladder. Invent Med. 2017;44(1):5–9. PMID: 99917001",
];

const SLEEP: &[&str] = &[
    "Abara, C., & Wren, L. (2020). Screens before bed. Journal of Invented Sleep, 14(2), 101–110. https://doi.org/10.5555/jis.2020.101",
    "Müller, É., Ortiz, P., & Zhou, Q. (2018). Naps of old people. Fictional Ageing, 3(1), 7–15.",
    "Okoye, N. (2022). Noise at night. Invented Health, 9(4), 55–61. https://doi.org/10.5555/ih.2022.55",
];

pub(super) const ARTICLES: &[Article] = &[
    Article {
        name: "numbers in brackets",
        title: "Training the bladder",
        byline: &["Medically reviewed by Ida Holm, MD, on May 3, 2025", "Last updated: June 1, 2025"],
        body: "About 30% of women over 40 leak urine [sometimes](https://bladder.example/a). {1}
            ## What helps
            Bladder training cures 2 in 5 adults within 12 weeks {1,3}.
            Exercise of the pelvic floor halves leaks after birth {2}.
            ## What does not
            Drinking less than 1 litre a day does not reduce leaks {1}.",
        markers: Markers::Brackets,
        lists: &[List { heading: "References", numbered: true, entries: BLADDER }],
        not_in: &[],
    },
    Article {
        name: "raised numbers",
        title: "Coffee and leaks",
        byline: &["By Jo Marsh", "Reviewed by Ada Poe, PT, DPT"],
        body: "Three cups of coffee a day raise the risk of leaks by 40%.{3}
            ## Less coffee
            People who stopped drinking coffee had 25% fewer leaks after 4 weeks.{1,3}
            Exercise works better than stopping coffee.{2}",
        markers: Markers::Raised,
        lists: &[List { heading: "References", numbered: true, entries: BLADDER }],
        not_in: &[],
    },
    Article {
        name: "round brackets",
        title: "After the birth",
        byline: &["Written by Lea Brandt, RN"],
        body: "Leaks affect about 1 in 3 women after birth (2).
            ## Exercise
            Exercise three times a day cuts leaks by half {2}. Training helps 40% of adults {1,3}.",
        markers: Markers::Round,
        lists: &[List { heading: "Selected references", numbered: true, entries: BLADDER }],
        not_in: &[],
    },
    Article {
        name: "authors and years",
        title: "Sleeping better",
        byline: &["By Zoë Åkesson", "Updated 14 March 2024"],
        body: "Screens before bed delay sleep by 30 minutes (Abara & Wren, 2020).
            ## Naps
            Müller et al. (2018) found that naps of 20 minutes improve memory in older adults.
            Noise above 45 decibels wakes 1 in 4 people (Okoye, 2022).",
        markers: Markers::Words,
        lists: &[List { heading: "References", numbered: false, entries: SLEEP }],
        not_in: &[],
    },
    Article {
        name: "footnotes",
        title: "Notes on sleep",
        byline: &["By Cem Özgür"],
        body: "Teenagers need about 9 hours of sleep a night.{1}
            ## Light
            Bright light in the morning shortens the time to fall asleep by 15 minutes.{2}
            Blue light delays sleep in 60% of teenagers.{1}",
        markers: Markers::Footnotes,
        lists: &[List {
            heading: "Footnotes",
            numbered: true,
            entries: &[
                "Ruiz T. Sleep of teenagers. J Invent Pediatr. 2016;5:33–41. doi:10.5555/jip.2016.33",
                "Lund H, Baker S. Morning light. Fict Chronobiol. 2020;2(2):8–12.",
            ],
        }],
        not_in: &["text"],
    },
    Article {
        name: "linked DOIs",
        title: "Ginger and sickness",
        byline: &["By Mia Okafor"],
        body: "Ginger reduces nausea in pregnancy by 35%, [a review of 12 trials](https://doi.org/10.5555/ginger.2021.4) found.
            ## Dose
            Doses above 1 gram a day [cause heartburn in 1 in 10 women](https://pubmed.ncbi.nlm.nih.gov/99920444/).",
        markers: Markers::Words,
        lists: &[],
        not_in: &["text"],
    },
    Article {
        name: "a heading in other words",
        title: "Heat for sore necks",
        byline: &["Date reviewed: 2 February 2025"],
        body: "Heat eases neck pain within 20 minutes in most adults {1}.
            ## How to use it
            + Warm the pack for 2 minutes.
            + Put it on the neck for 15 minutes {2}.",
        markers: Markers::Brackets,
        lists: &[List {
            heading: "Scientific sources",
            numbered: true,
            entries: &[
                "Lindqvist A. Heat for the neck. J Fict Med. 2021;14(2):88–91. doi:10.5555/jfm.2021.88",
                "Neck Alliance. Heat packs at home. 2023. https://necks.example/heat",
            ],
        }],
        not_in: &[],
    },
    Article {
        name: "a table of figures",
        title: "How long a cough lasts",
        byline: &[],
        body: "Most coughs end within 3 weeks {1}.
            ## By cause
            | Cause | Days
            | Cold | 18
            | Flu | 21
            ## When to see a doctor
            See a doctor if a cough lasts longer than 8 weeks {2}.",
        markers: Markers::Brackets,
        lists: &[List {
            heading: "Sources",
            numbered: true,
            entries: &[
                "Ebb M, Lund J. How long does a cough last? Ann Fict Med. 2013;11(1):5–13. PMID: 99923319",
                "Moreno A. Chronic cough. Invent Lung. 2018;4:61–70. doi:10.5555/il.2018.61",
            ],
        }],
        not_in: &[],
    },
    Article {
        name: "bullets with a lead-in",
        title: "Who gets frozen shoulder",
        byline: &["By Pat Reed, PT"],
        body: "Frozen shoulder affects 3% of adults {1}.
            ## Risks
            You may be more likely to get it if you:
            * are 40 to 60 years of age {1}
            * have diabetes {2}
            ## Treatment
            Exercise improves movement in 80% of people within 6 months {2}.",
        markers: Markers::Brackets,
        lists: &[List {
            heading: "References",
            numbered: true,
            entries: &[
                "Hand C, Close K. Frozen shoulder: who gets it. Invent Orthop. 2012;21:23–9. doi:10.5555/io.2012.23",
                "Dyer B, et al. Diabetes and shoulders. Fict Diabet. 2022;6(1):e77. PMID: 99931777",
            ],
        }],
        not_in: &[],
    },
    Article {
        name: "a list behind each part",
        title: "Hiccups and what stops them",
        byline: &["Updated: 7 July 2024"],
        body: "## Causes
            Hiccups last more than 48 hours in 4% of patients with cancer {1}.
            Reflux causes half of long hiccups {2}.
            ---
            ## Drugs
            Baclofen stops hiccups in 60% of patients {1}.
            ---",
        markers: Markers::Brackets,
        lists: &[
            List {
                heading: "References",
                numbered: true,
                entries: &[
                    "Porz G, Ellis F. Hiccups in patients. Invent J Pall. 2010;27(4):179–80. PMID: 99903411",
                    "Chou C. Reflux and hiccups. Fict Gastro. 2015;3:4–9.",
                ],
            },
            List {
                heading: "References",
                numbered: true,
                entries: &["Smith H. Baclofen for hiccups. J Invent Support. 2001;1(1):9–10. PMID: 99911135"],
            },
        ],
        not_in: &[],
    },
    Article {
        name: "many people",
        title: "Iron for runners",
        byline: &[
            "Medically reviewed by Søren Ødegård, MD, PhD, and Ana María Ríos, RD",
            "Written by José Ñáñez",
            "Last reviewed: 12 January 2025",
        ],
        body: "Runners lose about 1 mg of iron a day {1}.
            ## Tests
            A ferritin below 30 µg/L doubles the risk of fatigue {2}.
            > Iron tablets raised ferritin by 20 µg/L in 12 weeks {2}.",
        markers: Markers::Brackets,
        lists: &[List {
            heading: "References",
            numbered: true,
            entries: &[
                "Clémént Ď, Žák Š. Iron losses in runners. Invented Sports Med. 2004;1:65–74.",
                "Łuczak Ż. Ferritin and fatigue. Fict J Physiol. 2019;119:1463–78. doi:10.5555/fjp.2019.1463",
            ],
        }],
        not_in: &[],
    },
    Article {
        name: "organisations and pages of the web",
        title: "Vaccines in pregnancy",
        byline: &["By Health Desk", "Published on 9 September 2024"],
        body: "Flu vaccines lower the risk of flu by 40% in pregnancy {1}.
            ## Whooping cough
            Vaccination in week 28 protects 9 in 10 newborns {2}.
            ## Safety
            ### Side effects
            Sore arms affect 1 in 2 women and end within 2 days {1,2}.",
        markers: Markers::Brackets,
        lists: &[List {
            heading: "References and further reading",
            numbered: true,
            entries: &[
                "Centers for Invented Control. Flu vaccines in pregnancy. 2023. https://cic.example/flu/pregnancy.html",
                "Invented Health Service. Whooping cough vaccination. 2024. https://ihs.example/vaccines/whooping-cough",
            ],
        }],
        not_in: &[],
    },
    Article {
        name: "entities and signs",
        title: "Blood pressure & salt",
        byline: &["By Ann Poe"],
        body: "Salt above 5 g a day raises blood pressure by 3–5 mmHg (p < 0.05) {1}.
            ## Café culture
            Café meals hold > 2 g of salt; R&D lowered it by 30% {2}.",
        markers: Markers::Brackets,
        lists: &[List {
            heading: "Works cited",
            numbered: true,
            entries: &[
                "Hébert L. Salt & pressure. Invent Heart. 2011;2:1–8. doi:10.5555/ih<2011>1",
                "Roe B, Day D. Salt in cafés. Fict Nutr. 2014;9(2):77–80.",
            ],
        }],
        not_in: &[],
    },
];
