//! Pages that people look at: the report, read as a browser reads it.

pub(crate) mod hostile;
mod html;
mod packet;
mod report;
mod serve;
mod templates;
