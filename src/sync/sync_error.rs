//! Why a sync stopped, what was kept, and what to do.

use super::hub::{HubError, Refusal};
use crate::catalogue::Error;
use crate::model::Uid;

/// Why a sync stopped. What it did until then stays, and nothing that was decided at this desk is lost.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The hub, or the way to it.
    #[error("{0}{advice}", advice = advise(.0))]
    Hub(HubError),
    /// The chain of this desk goes on elsewhere, from a place on that the hub had confirmed.
    #[error(
        "the hub has something else in the place of what it had taken from this desk, as one that was restored from a backup before \
         another copy of this catalogue synced. Nothing was sent, and nothing was changed here.\n{}",
        COPY
    )]
    Copy,
    /// The catalogue.
    #[error(transparent)]
    Catalogue(Error),
    /// The hub lost events that others hand in first.
    #[error(
        "the hub was restored from a backup, and lacks {events} of the events that this desk had from it. They go back in the order \
         in which they had come: the next is one by {who}, from the desk where it was made, as soon as that syncs. Or the administrator brings \
         all of them at once from a catalogue like this one, which has them: `claimbook hub init URL --history`, then `claimbook sync --hub \
         URL`. Whatever was decided here since is kept; sync again afterwards"
    )]
    HubLost {
        /// How many.
        events: u64,
        /// Whom the next one names.
        who: String,
    },
    /// The hub lost events, and got others before they came back.
    #[error(
        "the hub was restored from a backup, and others handed in something new before it had back what it lost: it all stands there in \
         another order than the one in which this catalogue took it in. What was decided here is there now.\n{}",
        ANEW
    )]
    Reordered,
    /// The catalogue belongs to another hub.
    #[error(
        "this catalogue belongs to another hub ({0}); nothing was sent. For this one, make a catalogue in a folder of its own \
         with `claimbook init`, and sync that"
    )]
    OtherHub(Uid),
    /// The catalogue holds the logs of files that the hub does not know.
    #[error(
        "this catalogue holds the log of {0} that the hub does not have, and nothing was sent. Only the hub's administrator may \
         bring a history, before anybody is invited, or after `claimbook hub init URL --history`. To join with nothing of your \
         own, make a catalogue in a folder of its own with `claimbook init`, and sync that"
    )]
    History(String),
    /// Whoever sits here is called otherwise than the hub knows them.
    #[error(
        "what you decide here bears the name “{who}”, and {role} writes to this hub as {names}; nothing was sent. Set `name` \
         below [me] in your own settings, or have the administrator run `claimbook hub invite {role} \"{who}\"`"
    )]
    OtherName {
        /// The name in what this desk logs.
        who: String,
        /// The login.
        role: String,
        /// The names to which it was invited.
        names: String,
    },
}

/// What to do with a catalogue whose chain goes on elsewhere.
const COPY: &str = "\
Put this catalogue aside and start again from the hub; what only this copy has is in its log, to be decided again:
  mv claimbook.db copy.db
  claimbook init
  claimbook sync
  claimbook --catalogue copy.db history";

/// What to do with a catalogue that took things in in another order.
const ANEW: &str = "\
Put this catalogue aside, and begin anew from the hub:
  mv claimbook.db before.db
  claimbook init
  claimbook sync";

impl From<HubError> for SyncError {
    fn from(error: HubError) -> Self {
        Self::Hub(error)
    }
}

impl From<Error> for SyncError {
    fn from(error: Error) -> Self {
        match error {
            Error::Forked { .. } => Self::Copy,
            other => Self::Catalogue(other),
        }
    }
}

/// What was kept, and what to do, where the hub or the way to it failed.
fn advise(error: &HubError) -> &'static str {
    match error {
        HubError::Unreachable(_) => ". Nothing was sent, and whatever you decide is kept here until you sync",
        HubError::Refused { why, .. } => match why {
            Refusal::NotInvited => {
                ". Nothing was sent. The administrator lets you in with `claimbook hub invite LOGIN \"NAME\"`"
            }
            Refusal::Who => {
                ". It is kept here, and nothing of it was stored there. The administrator may let your login write under that name, \
                 too, with `claimbook hub invite LOGIN \"NAME\"`; then sync again"
            }
            Refusal::Writer => {
                ". Nothing was sent. Sync with the login that this catalogue has synced with before, or make a catalogue in a folder \
                 of its own with `claimbook init`, and sync that"
            }
            Refusal::Size => {
                ". It is kept here, and was not stored there. The administrator may raise the hub's limits with `claimbook hub init \
                 URL --most-event-bytes N --most-blob-bytes N`; then sync again"
            }
            Refusal::Gap | Refusal::Fork => ". Nothing of it was stored; sync again",
            Refusal::Bytes | Refusal::Abstracts | Refusal::Other => {
                ". It is kept here, and nothing of it was stored there"
            }
        },
        HubError::Lost(_) | HubError::Busy(_) | HubError::NoHub(_) | HubError::Damaged(_) => "",
    }
}
