//! What `check` asks the agencies that registered the DOIs: their records, for metadata and for notices.

use super::Failure;
use super::answers::Answers;
use super::asking::{self, Asking, What};
use crate::catalogue::Catalogue;
use crate::model::{Doi, DoiState, ExistsAnswer, Observation, Subject};
use crate::refresh::{self, Kept, METADATA_HOLD, NOTICES_HOLD, REGISTRARS, RecordHeard, RecordPlan, registrar};
use crate::registry::doi_org;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// Asks each agency about the DOIs it registered, as far as what it said no longer holds. `unknown` are those of which
/// doi.org could not be asked who that is.
pub(super) fn ask(
    asking: &Asking<'_, '_>,
    catalogue: &mut Catalogue,
    wanted: &[What],
    unknown: &[refresh::Unchecked],
    answers: &mut Answers,
) -> Result<(), Failure> {
    let known = asking::known(catalogue)?;
    let mut by_agency: BTreeMap<&'static str, Vec<Doi>> = BTreeMap::new();
    for doi in asking.cited.keys() {
        match whom(known.get(doi).map(|(answer, _)| answer)) {
            Whom::Agency(agency) => by_agency.entry(agency).or_default().push(doi.clone()),
            Whom::Nobody { source, reason } => answers.leave(asking.cited, wanted, doi, &source, &reason),
            Whom::NotThere => {}
            Whom::Unknown => {
                let of_doi_org = unknown.iter().find(|u| u.doi == *doi);
                let reason = of_doi_org.map_or("it has not said which agency registered the DOI", |u| &u.reason);
                answers.leave(asking.cited, wanted, doi, doi_org::SERVICE.name, reason);
            }
        }
    }
    for registrar in REGISTRARS {
        let Some(dois) = by_agency.remove(registrar.agency) else { continue };
        let Some(base) = asking.bases.get(registrar.service) else { continue };
        let plan = RecordPlan {
            registrar,
            base: base.clone(),
            mailto: asking.session.settings.mailto.clone(),
            offline: asking.session.globals.offline,
            now: asking.session.ambient.now,
            kept: kept(catalogue, wanted, asking.max_age)?,
        };
        let deed = asking.session.deed("check");
        let mut store = asking::store(catalogue, deed, &mut answers.observations, observations);
        let outcome = refresh::records(dois, &plan, asking.transport(), &mut store).map_err(asking::halted)?;
        drop(store);
        answers.take(asking.cited, wanted, &outcome, registrar.service.name);
    }
    Ok(())
}

/// Whom to ask about a DOI.
enum Whom {
    Agency(&'static str),
    /// Nobody keeps a record that can be read.
    Nobody {
        source: String,
        reason: String,
    },
    /// Another rule says that the DOI is not there.
    NotThere,
    Unknown,
}

fn whom(known: Option<&ExistsAnswer>) -> Whom {
    let nobody = |source: &str, reason: String| Whom::Nobody { source: source.to_owned(), reason };
    let Some(answer) = known else { return Whom::Unknown };
    match (answer.state, answer.agency.as_deref()) {
        (DoiState::Absent | DoiState::Malformed, _) => Whom::NotThere,
        (DoiState::Deleted, _) => nobody(doi_org::SERVICE.name, "says that the DOI was deleted".to_owned()),
        (DoiState::Unchecked, _) | (_, None) => Whom::Unknown,
        (_, Some(agency)) => registrar(agency).map_or_else(
            || nobody(agency, format!("registered with {agency}; its metadata are not compared")),
            |registrar| Whom::Agency(registrar.agency),
        ),
    }
}

/// When each wanted kind of answer was last heard, and how long it holds.
fn kept(catalogue: &Catalogue, wanted: &[What], max_age: Option<SignedDuration>) -> Result<Vec<Kept>, Failure> {
    let subjects =
        [(What::Metadata, Subject::Metadata, METADATA_HOLD), (What::Notices, Subject::Notices, NOTICES_HOLD)];
    let of = |(_, subject, holds): (What, Subject, SignedDuration)| {
        let answers = catalogue.view().newest_answers(subject, "doi")?;
        let read = |(doi, _, at): (String, String, Timestamp)| Some((doi.parse::<Doi>().ok()?, at));
        Ok(Kept { heard: answers.into_iter().filter_map(read).collect(), holds: max_age.unwrap_or(holds) })
    };
    subjects.into_iter().filter(|(what, ..)| wanted.contains(what)).map(of).collect()
}

/// One record is an answer about metadata and one about notices; where the service keeps none, both are `null`.
fn observations(heard: RecordHeard) -> Vec<Observation> {
    let (metadata, notices) = heard.record.map(|r| (r.metadata, r.notices)).unzip();
    let answers = [
        (Subject::Metadata, serde_json::to_string(&metadata).unwrap_or_default()),
        (Subject::Notices, serde_json::to_string(&notices).unwrap_or_default()),
    ];
    let at = (heard.asked_at, heard.body_sha256);
    answers.map(|(subject, answer)| asking::observation(heard.service, subject, &heard.doi, answer, at.clone())).into()
}
