//! What PostgreSQL says when something goes wrong, in the border's words.

use super::HubAddress;
use crate::sync::{HubError, Refusal};
use std::error::Error;
use tokio_postgres::error::SqlState;

/// What a failed question means.
pub(super) fn explain(error: &tokio_postgres::Error) -> HubError {
    let Some(server) = error.as_db_error() else { return HubError::Lost(join_causes(error)) };
    let said = server.message().to_owned();
    let why = match server.code().code() {
        "CB001" => Refusal::NotInvited,
        "CB002" => Refusal::Who,
        "CB003" => Refusal::Writer,
        "CB004" => Refusal::Gap,
        "CB005" => Refusal::Fork,
        // The rest are casts that failed while the bytes of an event were looked at.
        "CB006" | "22021" | "22P02" | "22007" | "22008" | "22023" => Refusal::Bytes,
        "CB007" => Refusal::Size,
        "CB008" => Refusal::Abstracts,
        // Waited too long, a deadlock, a collision, cancelled, too many at once.
        "55P03" | "40P01" | "40001" | "57014" | "53300" => return HubError::Busy(said),
        // The server is being stopped.
        "57P01" | "57P02" | "57P03" => return HubError::Lost(said),
        "3F000" | "42P01" => {
            return HubError::NoHub("this database has no hub: `claimbook hub init` makes one".to_owned());
        }
        "42501" => Refusal::NotInvited,
        _ => Refusal::Other,
    };
    HubError::Refused { why, said }
}

/// What a failed login means.
pub(super) fn explain_login(error: &tokio_postgres::Error, address: &HubAddress) -> HubError {
    let whole = join_causes(error);
    let advice = match error.as_db_error().map(|e| e.code()) {
        Some(code) if *code == SqlState::INVALID_PASSWORD => {
            ": is the password in PGPASSWORD, or in the file that PGPASSFILE names, the right one?"
        }
        None if whole.contains("password missing") => {
            ": set PGPASSWORD, or write a line for it into ~/.pgpass (or the file that PGPASSFILE names)"
        }
        None if whole.contains("server does not support TLS") => {
            ": others could read what is sent. Turn on TLS there; if the connection itself is secure, add \
                ?sslmode=disable to the address"
        }
        _ => "",
    };
    HubError::Unreachable(format!("{address}: {whole}{advice}"))
}

/// An error with its causes.
fn join_causes(error: &dyn Error) -> String {
    let (mut words, mut cause) = (vec![error.to_string()], error.source());
    while let Some(error) = cause {
        words.push(error.to_string());
        cause = error.source();
    }
    // Each tells its cause already in its own words, or leaves that to the cause.
    words.dedup_by(|cause, told| told.ends_with(cause.as_str()));
    words.join(": ")
}

/// That what the hub sent is what it should be.
pub(super) fn demand(is_so: bool, otherwise: &str) -> Result<(), HubError> {
    if is_so { Ok(()) } else { Err(HubError::Damaged(otherwise.to_owned())) }
}
