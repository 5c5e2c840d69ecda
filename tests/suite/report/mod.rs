//! Findings, printed, and the policy of severities.

mod baseline;
mod formats;
mod policy;
mod profiles;
