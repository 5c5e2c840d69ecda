//! The catalogue: records, the log, the text form, copies that come together.

mod desks;
mod log;
mod records;
mod text_form;
