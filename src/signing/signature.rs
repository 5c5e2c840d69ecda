//! Signatures as `ssh-keygen -Y sign` writes them: armoured, over a text, for one purpose.

use super::key::{NotAKey, PublicKey};
use super::wire::{Wire, add_bytes, hash_sha256, hash_sha512};
use crate::read::base64;

const BEGIN: &str = "-----BEGIN SSH SIGNATURE-----";
const END: &str = "-----END SSH SIGNATURE-----";
/// How a signature begins, and what is signed.
const MAGIC: &[u8] = b"SSHSIG";
/// A signature of a key of 16,384 bits is a fifth of this.
const MOST: usize = 16 * 1024;

/// Why a signature does not count.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadSignature {
    /// It cannot be read.
    #[error("it is no signature of SSH, or only a part of one")]
    Unreadable,
    /// It was made for something else.
    #[error("it was made for “{0}”, not for claimbook")]
    Elsewhere(String),
    /// The key in it is none that can be used.
    #[error("its key cannot be used: {0}")]
    Key(NotAKey),
    /// The key did not make it over this text.
    #[error("it was made over another text, or is damaged")]
    Text,
}

/// A signature, taken apart.
struct Armoured {
    key: PublicKey,
    namespace: String,
    hash: String,
    made: Vec<u8>,
}

/// Checks a signature that was made for `namespace` over a text; gives the key that made it. Whose that is, is for the caller
/// to say.
pub fn check_signature(armoured: &str, namespace: &str, text: &[u8]) -> Result<PublicKey, BadSignature> {
    let read = read(armoured)?;
    if read.namespace != namespace {
        return Err(BadSignature::Elsewhere(read.namespace));
    }
    let hashed = if read.hash == "sha512" { hash_sha512(text) } else { hash_sha256(text) };
    let mut over = MAGIC.to_vec();
    for part in [read.namespace.as_bytes(), b"", read.hash.as_bytes(), &hashed] {
        add_bytes(&mut over, part);
    }
    match read.key.is_signature(&read.made, &over) {
        true => Ok(read.key),
        false => Err(BadSignature::Text),
    }
}

fn read(armoured: &str) -> Result<Armoured, BadSignature> {
    let inside = armoured.trim().strip_prefix(BEGIN).and_then(|rest| rest.strip_suffix(END));
    let inside = inside.filter(|inside| inside.len() <= MOST).ok_or(BadSignature::Unreadable)?;
    let bytes = base64::decode(inside).ok_or(BadSignature::Unreadable)?;
    let (key, namespace, hash, made) = take_apart(Wire(&bytes)).ok_or(BadSignature::Unreadable)?;
    let key = PublicKey::from_blob(key).map_err(BadSignature::Key)?;
    Ok(Armoured { key, namespace: namespace.to_owned(), hash: hash.to_owned(), made: made.to_vec() })
}

/// The key, the namespace, the hash and what the key made.
fn take_apart(mut wire: Wire<'_>) -> Option<(&[u8], &str, &str, &[u8])> {
    wire.take(MAGIC.len()).filter(|magic| *magic == MAGIC)?;
    wire.read_number().filter(|version| *version == 1)?;
    let (key, namespace) = (wire.read_bytes()?, wire.read_text()?);
    wire.read_bytes().filter(|reserved| reserved.is_empty())?;
    let hash = wire.read_text().filter(|hash| matches!(*hash, "sha256" | "sha512"))?;
    let made = wire.read_bytes()?;
    wire.is_read().then_some((key, namespace, hash, made))
}
