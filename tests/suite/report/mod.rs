//! Findings, printed, and the policy of severities.

mod accepted;
mod baseline;
mod caps;
mod formats;
mod policy;
mod profiles;
mod screen;
