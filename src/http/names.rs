//! Names to addresses, public ones only. The connection goes to exactly the addresses that were checked, so a name
//! that answers differently the next time gains nothing.

use super::is_public;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::collections::BTreeSet;
use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;

/// The addresses of a name, to come.
pub type LookupFuture = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// Who is asked for the addresses of a name.
pub trait Names: Send + Sync {
    /// Every address of a name.
    fn look_up(&self, name: &str) -> LookupFuture;
}

/// The operating system's resolver.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemNames;

impl Names for SystemNames {
    fn look_up(&self, name: &str) -> LookupFuture {
        let name = name.to_owned();
        Box::pin(async move { Ok(tokio::net::lookup_host((name, 0)).await?.map(|a| a.ip()).collect()) })
    }
}

/// The name has no public address.
#[derive(Debug, thiserror::Error)]
#[error("the name leads to an address inside the local network")]
pub(super) struct InnerAddress;

/// The name has no address at all.
#[derive(Debug, thiserror::Error)]
#[error("the name has no address")]
pub(super) struct NoAddress;

/// A resolver for reqwest that leaves out whatever is not public.
pub(super) struct GuardedNames {
    pub(super) names: Arc<dyn Names>,
    /// Whether only public addresses are handed out.
    pub(super) public_only: bool,
    /// Names that may have any address: our own proxies, which connect on our behalf.
    pub(super) exempt: BTreeSet<String>,
}

impl Resolve for GuardedNames {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = self.public_only && !self.exempt.contains(name.as_str());
        let looking = self.names.look_up(name.as_str());
        Box::pin(async move {
            let mut found = looking.await?;
            if found.is_empty() {
                return Err(NoAddress.into());
            }
            if guard {
                found.retain(|ip| is_public(*ip));
                if found.is_empty() {
                    return Err(InnerAddress.into());
                }
            }
            Ok(Box::new(found.into_iter().map(|ip| SocketAddr::new(ip, 0))) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    /// Answers in turn.
    struct InTurn(Mutex<Vec<Vec<&'static str>>>);

    impl Names for InTurn {
        fn look_up(&self, _: &str) -> LookupFuture {
            let next = self.0.lock().unwrap().remove(0);
            Box::pin(async move { Ok(next.into_iter().map(|ip| ip.parse().unwrap()).collect()) })
        }
    }

    fn resolve(guarded: &GuardedNames) -> Result<Vec<String>, String> {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let found = runtime.block_on(guarded.resolve("a.example".parse().unwrap()));
        found.map(|all| all.map(|a| a.ip().to_string()).collect()).map_err(|e| e.to_string())
    }

    #[test]
    fn only_public_addresses_are_handed_out_each_time() {
        let answers = vec![
            vec!["1.1.1.1"],
            vec!["127.0.0.1"], // the second answer of the same name
            vec!["1.1.1.1", "::1"],
            vec!["10.0.0.1", "2606:4700::1111"],
            vec!["::ffff:169.254.169.254"],
            vec![],
        ];
        let names = Arc::new(InTurn(Mutex::new(answers)));
        let guarded = GuardedNames { names, public_only: true, exempt: BTreeSet::new() };
        let inner = Err(InnerAddress.to_string());
        let ips = |list: &[&str]| Ok(list.iter().map(|ip| (*ip).to_owned()).collect::<Vec<_>>());
        let none = Err(NoAddress.to_string());
        for expected in [ips(&["1.1.1.1"]), inner.clone(), ips(&["1.1.1.1"]), ips(&["2606:4700::1111"]), inner, none] {
            assert_eq!(resolve(&guarded), expected);
        }
    }

    #[test]
    fn a_proxy_of_ours_may_be_inside() {
        let names = Arc::new(InTurn(Mutex::new(vec![vec!["10.0.0.1"]])));
        let guarded = GuardedNames { names, public_only: true, exempt: BTreeSet::from(["a.example".to_owned()]) };
        assert_eq!(resolve(&guarded), Ok(vec!["10.0.0.1".to_owned()]));
    }
}
