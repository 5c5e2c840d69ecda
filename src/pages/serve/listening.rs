//! Listening at the address: so many connections at a time, each for one request, cut where it takes too long, and the end
//! when nobody asks for anything any more.

use super::answer;
use super::gate::{Admission, Gate};
use super::line::DeskLine;
use super::served::ServedDesk;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode, header};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::{Notify, Semaphore};
use tokio::time::timeout;

/// What one request may take.
#[derive(Debug, Clone, Copy)]
pub struct ServeLimits {
    /// Connections at a time; others wait.
    pub connections: usize,
    /// Bytes of the head of a request.
    pub head_bytes: usize,
    /// Bytes of a form.
    pub form_bytes: usize,
    /// Bytes of a file that is handed in.
    pub file_bytes: usize,
    /// For the head of a request to come.
    pub head_time: Duration,
    /// For the whole of a request and its answer.
    pub time: Duration,
    /// Without a request, after which the page ends; none where it stays.
    pub idle: Option<Duration>,
}

impl Default for ServeLimits {
    fn default() -> Self {
        Self {
            connections: 64,
            head_bytes: 16 << 10,
            form_bytes: 256 << 10,
            file_bytes: 32 << 20,
            head_time: Duration::from_secs(5),
            time: Duration::from_secs(30),
            idle: None,
        }
    }
}

/// What every request needs.
pub(super) struct ServedPages {
    pub(super) gate: Gate,
    pub(super) line: DeskLine<ServedDesk>,
    pub(super) limits: ServeLimits,
    /// Told with each request.
    asked: Notify,
    /// Told when somebody ends the page.
    pub(super) ended: Notify,
}

impl ServedPages {
    pub(super) fn new(gate: Gate, line: DeskLine<ServedDesk>, limits: ServeLimits) -> Self {
        Self { gate, line, limits, asked: Notify::new(), ended: Notify::new() }
    }

    async fn answer(&self, router: Router, request: Request<Incoming>) -> Response<Body> {
        let admitted = self.gate.admit(request.method(), request.uri(), request.headers());
        match admitted {
            Err(refusal) => answer::refuse(refusal),
            Ok(Admission::Cookie(cookie)) => {
                self.asked.notify_one();
                let mut response = answer::send(answer::Answer::Go("/".to_owned()));
                answer::put_header(&mut response, header::SET_COOKIE, &cookie);
                response
            }
            Ok(Admission::Page | Admission::Change) => {
                self.asked.notify_one();
                let Ok(mut response) = TowerToHyperService::new(router).call(request.map(Body::new)).await;
                answer::protect(&mut response);
                response
            }
        }
    }
}

/// Answers requests until somebody ends the page, or nobody asks for anything any more.
pub(super) async fn listen(listener: TcpListener, served: Arc<ServedPages>, router: Router) {
    let room = Arc::new(Semaphore::new(served.limits.connections));
    tokio::select! {
        () = take_connections(&listener, &served, &router, &room) => {}
        () = served.ended.notified() => {}
        () = wait_until_idle(&served) => {}
        () = wait_for_signal() => {}
    }
    // What is being answered is answered.
    let all = u32::try_from(served.limits.connections).unwrap_or(u32::MAX);
    _ = timeout(Duration::from_secs(2), room.acquire_many(all)).await;
}

async fn take_connections(listener: &TcpListener, served: &Arc<ServedPages>, router: &Router, room: &Arc<Semaphore>) {
    loop {
        let Ok(place) = Arc::clone(room).acquire_owned().await else { return };
        let Ok((stream, from)) = listener.accept().await else {
            // Too many files are open, most often; some are closed soon.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        if !from.ip().is_loopback() {
            continue;
        }
        let (served, router, limits) = (Arc::clone(served), router.clone(), served.limits);
        tokio::spawn(async move {
            let service = service_fn(|request| {
                let (served, router) = (Arc::clone(&served), router.clone());
                async move { Ok::<_, Infallible>(served.answer(router, request).await) }
            });
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(limits.head_time)
                .max_buf_size(limits.head_bytes)
                .keep_alive(false)
                .serve_connection(TokioIo::new(stream), service);
            // Whoever is too slow, or goes away, is no error of ours.
            _ = timeout(limits.time, connection).await;
            drop(place);
        });
    }
}

async fn wait_until_idle(served: &ServedPages) {
    match served.limits.idle {
        Some(idle) => while timeout(idle, served.asked.notified()).await.is_ok() {},
        None => std::future::pending().await,
    }
}

#[cfg(unix)]
async fn wait_for_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match (signal(SignalKind::interrupt()), signal(SignalKind::terminate())) {
        (Ok(mut interrupt), Ok(mut terminate)) => tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        },
        _ => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn wait_for_signal() {
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending().await
    }
}

/// Too many wait at the desk, or nobody sits there.
pub(super) fn answer_busy() -> Response<Body> {
    answer::answer_plainly(
        StatusCode::SERVICE_UNAVAILABLE,
        "Not done",
        "There are too many requests at once. Nothing was changed; try again in a moment.",
    )
}
