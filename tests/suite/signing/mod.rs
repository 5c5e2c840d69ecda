//! Signatures by SSH keys, as OpenSSH makes them.

mod made;
