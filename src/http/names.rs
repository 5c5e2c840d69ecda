//! Names to addresses, public ones only. The connection goes to exactly the addresses that were checked, so a name
//! that answers differently the next time gains nothing.

use super::public;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::collections::BTreeSet;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

/// The addresses of a name, to come.
pub type Looking = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// Who is asked for the addresses of a name.
pub trait Names: Send + Sync {
    /// Every address of a name.
    fn look_up(&self, name: &str) -> Looking;
}

/// The operating system's resolver.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemNames;

impl Names for SystemNames {
    fn look_up(&self, name: &str) -> Looking {
        let name = name.to_owned();
        Box::pin(async move { Ok(tokio::net::lookup_host((name, 0)).await?.map(|a| a.ip()).collect()) })
    }
}

/// The name has no public address.
#[derive(Debug, thiserror::Error)]
#[error("the name leads to an inner address")]
pub(super) struct InnerAddress;

/// A resolver for reqwest that leaves out whatever is not public.
pub(super) struct Guarded {
    pub(super) names: Arc<dyn Names>,
    /// Whether only public addresses are handed out.
    pub(super) public_only: bool,
    /// Names that may have any address: our own proxies, which connect on our behalf.
    pub(super) exempt: BTreeSet<String>,
}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.public_only && !self.exempt.contains(name.as_str());
        let looking = self.names.look_up(name.as_str());
        Box::pin(async move {
            let mut found = looking.await?;
            if guard {
                let all = found.len();
                found.retain(|ip| public(*ip));
                if found.is_empty() && all > 0 {
                    return Err(InnerAddress.into());
                }
            }
            Ok(Box::new(found.into_iter().map(|ip| SocketAddr::new(ip, 0))) as Addrs)
        })
    }
}
