//! Pages of publishers and others: `/page/CLASS/…`, where the class is what becomes of them.

use super::{Answer, Asked, Script};

/// The answer to a request that is made for the `nth` time.
pub fn answer(script: &Script, asked: &Asked, nth: usize) -> Option<Answer> {
    if script.all.is_some() {
        return None;
    }
    if asked.path == "/" || asked.path == "/login" {
        return Some(Answer::page("Stairs Society"));
    }
    let class = asked.path.strip_prefix("/page/")?.split('/').next().unwrap_or_default();
    Some(match class {
        "lost" => Answer::html(404),
        "gone" => Answer::html(410),
        "lost-once" if nth <= 2 => Answer::html(404),
        "lost-later" if nth > 2 => Answer::html(404),
        "no-head" if asked.method == "HEAD" => Answer::html(405),
        "walled" => Answer::html(403).with("cf-mitigated", "challenge"),
        "accepted" => Answer::html(202),
        "teapot" => Answer::html(418),
        "busy" => Answer::html(429).with("retry-after", "30"),
        "moved" => Answer::Whole(301, vec![("location".into(), "/page/ok/new".into())], Vec::new()),
        "front" => Answer::Whole(302, vec![("location".into(), "/".into())], Vec::new()),
        "soft" => Answer::page("404 - Page not found"),
        "log-in" => Answer::page("Stairs Society | Log in"),
        "sent-to-log-in" => Answer::redirect(&format!("/login?next={}", asked.path)),
        "robots" => Answer::page("Just a moment..."),
        _ => Answer::page("Stairs for beginners"),
    })
}
