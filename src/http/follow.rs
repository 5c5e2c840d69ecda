//! Redirects, followed by us: each hop is a new request that passes the layers below, so each is checked, paced and
//! pooled by the host that answers it.

use super::{Failure, Fault, Redirects, Request, Response, Transport};
use url::Url;

/// Follows redirects over another transport.
pub struct RedirectFollower<T> {
    inner: T,
}

impl<T> RedirectFollower<T> {
    /// Follows over `inner`.
    pub fn new(inner: T) -> Self {
        Self { inner }
    }
}

impl<T: Transport> Transport for RedirectFollower<T> {
    async fn send(&self, mut request: Request) -> Result<Response, Failure> {
        let mut hops: Vec<(u16, Url)> = Vec::new();
        loop {
            let from = request.url.clone();
            let mut response = self.inner.send(request.clone()).await?;
            let Some(target) = find_target(&response, &from) else {
                response.hops = hops;
                return Ok(response);
            };
            let target = target?;
            check(&request, &from, &target, &response)?;
            hops.push((response.status, from));
            if hops.len() > request.limits.hops || hops.iter().any(|(_, seen)| *seen == target) {
                return Err(Failure::from_answer(Fault::RedirectLoop, &response, "redirects in a loop"));
            }
            request.limits.time = request.limits.time.saturating_sub(response.took);
            request.url = target;
        }
    }
}

/// Where a redirect leads; nothing for an answer that is none.
fn find_target(response: &Response, from: &Url) -> Option<Result<Url, Failure>> {
    if !matches!(response.status, 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let nowhere = |why| Err(Failure::from_answer(Fault::Unexpected, response, why));
    Some(match response.header("location") {
        None => nowhere("redirects without saying where to"),
        Some(location) => from.join(location).or_else(|_| nowhere("redirects to something that is not an address")),
    })
}

fn check(request: &Request, from: &Url, to: &Url, response: &Response) -> Result<(), Failure> {
    let refuse = |fault, why| Err(Failure::from_answer(fault, response, why));
    if from.scheme() == "https" && to.scheme() != "https" {
        return refuse(Fault::RefusedByPolicy, "redirects from https to plain http, which is not followed");
    }
    let upgraded = from.scheme() == "http" && to.scheme() == "https";
    let same = from.host() == to.host() && (upgraded || from.port_or_known_default() == to.port_or_known_default());
    if request.redirects == Redirects::SameHost && !same {
        return refuse(Fault::RedirectedAway, "redirects to another host: perhaps a log-in page of this network");
    }
    Ok(())
}
