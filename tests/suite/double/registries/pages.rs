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
        "article" => Answer::Whole(
            200,
            vec![("content-type".into(), "text/markdown; charset=utf-8".into())],
            b"# Stairs\n\nClimbing stairs lowers the risk of falls by 20% [1].\n\n## References\n\n\
              1. Poe A. Stairs and falls. Stair Lett. 2024;2(1):3-9.\n"
                .to_vec(),
        ),
        "pdf" => Answer::Whole(200, vec![("content-type".into(), "application/pdf".into())], b"%PDF-1.7".to_vec()),
        "robots" => Answer::page("Just a moment..."),
        _ => Answer::page("Stairs for beginners"),
    })
}
