//! The style sheet and the script, which stand in every page, and the policy that lets these two in and nothing else.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

/// The report's style sheet, and what this page adds to it.
pub(super) const STYLE: &str =
    concat!(include_str!("../templates/style.css"), include_str!("../templates/serve/style.css"));

/// The keys.
pub(super) const SCRIPT: &str = include_str!("../templates/serve/keys.js");

/// The page's `Content-Security-Policy`: our style sheet and our script by their hashes, forms to ourselves, and nothing else.
pub(super) static POLICY: LazyLock<String> = LazyLock::new(|| {
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; form-action 'self'; frame-ancestors 'none'; \
         base-uri 'none'",
        hash(STYLE),
        hash(SCRIPT)
    )
});
