//! Signatures by SSH keys: whether a key made a signature over a text.
//!
//! Only what says that is here, in the shapes of OpenSSH (PROTOCOL.sshsig, PROTOCOL.u2f, RFC 4253, 5656 and 8332), so that
//! anybody can check a catalogue without having SSH. Signing is left to the user's own `ssh-keygen`, which knows their
//! passphrases, agents and security keys.

mod key;
mod signature;
mod wire;

pub use key::{NotAKey, PublicKey};
pub use signature::{BadSignature, check_signature};
