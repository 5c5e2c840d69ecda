//! What every rule is made of: what it declares, what it sees, where it puts what it finds.

mod context;
mod figures;
mod instruction;
mod lack;
pub(super) mod levels;
mod own_affairs;
pub(super) mod paged;
pub(super) mod phrase;
pub(super) mod reading;
pub(super) mod registered;
pub(super) mod reliance;
mod rule;
mod sink;
mod today;

pub use context::Context;
pub use figures::ClaimFigures;
pub use lack::{Lack, UNCITED};
pub use rule::{BaselineUse, Check, Need, Rule, RuleSubject, WaiverMeans, WaiverUse};
pub use sink::{FindingBuilder, Findings};
pub use today::DayRange;
use today::Today;
