//! What commands take beside what is their own: global options, who decides, formats, what is judged, typed values.

mod choosing;
pub(super) mod claim_filter;
pub(super) mod decider;
pub(super) mod formats;
pub(super) mod globals;
pub(super) mod hub;
pub(super) mod judging;
pub(super) mod styles;
pub(super) mod values;
