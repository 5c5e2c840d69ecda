//! HTTP/1.1 as far as the double needs it, and every way to get it wrong on purpose.

use super::{Answer, Asked};
use std::io::{BufRead, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::time::Duration;

/// 10 MiB of blanks, compressed to 10 KiB.
pub const BOMB: &[u8] = include_bytes!("../../../fixtures/http/ten-mebibytes.gz");

/// Reads one request; nothing at the end of the connection.
pub fn read(reader: &mut impl BufRead) -> Option<Asked> {
    let mut line = String::new();
    reader.read_line(&mut line).ok().filter(|n| *n > 0)?;
    let mut parts = line.split_whitespace();
    let (method, target) = (parts.next()?.to_owned(), parts.next()?.to_owned());
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok().filter(|n| *n > 0)?;
        let Some((name, value)) = line.trim_end().split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let user_agent = headers.iter().find(|(n, _)| n == "user-agent").map(|(_, v)| v.clone()).unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    Some(Asked { method, path: path.to_owned(), query: query.to_owned(), user_agent, headers })
}

/// Writes an answer; whether the connection goes on.
pub fn write(
    stream: &mut TcpStream,
    answer: &Answer,
    extra: &[(String, String)],
    method: &str,
    stopping: &AtomicBool,
) -> bool {
    let ok = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
    let go_on = |pause: Duration| {
        std::thread::sleep(pause);
        !stopping.load(SeqCst)
    };
    match answer {
        Answer::Whole(status, headers, body) => {
            let mut text = format!("HTTP/1.1 {status} Whatever\r\ncontent-length: {}\r\n", body.len());
            for (name, value) in headers.iter().chain(extra) {
                text.push_str(&format!("{name}: {value}\r\n"));
            }
            text.push_str("\r\n");
            let mut bytes = text.into_bytes();
            if method != "HEAD" {
                bytes.extend_from_slice(body);
            }
            return stream.write_all(&bytes).is_ok();
        }
        Answer::Hang(time) => {
            let mut left = *time;
            while !left.is_zero() && go_on(left.min(Duration::from_millis(50))) {
                left = left.saturating_sub(Duration::from_millis(50));
            }
        }
        Answer::Drip(pause) => {
            let _ = stream.write_all(format!("{ok}content-length: 10000\r\n\r\n").as_bytes());
            while go_on(*pause) && stream.write_all(b" ").is_ok() {}
        }
        Answer::Reset => {}
        Answer::Truncated => {
            let _ = stream.write_all(format!("{ok}content-length: 10000\r\n\r\n[{{\"DOI\":").as_bytes());
        }
        Answer::CutHeader => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-ty");
        }
        // Whole as HTTP, so the connection goes on: to close it would race with the client's next request.
        Answer::BadGzip => {
            let head = format!("{ok}content-encoding: gzip\r\ncontent-length: 9\r\n\r\n");
            return stream.write_all(format!("{head}not gzip!").as_bytes()).is_ok();
        }
        Answer::Bomb => {
            let head = format!("{ok}content-encoding: gzip\r\ncontent-length: {}\r\n\r\n", BOMB.len());
            return stream.write_all(&[head.as_bytes(), BOMB].concat()).is_ok();
        }
        Answer::Endless => {
            let _ = stream.write_all(format!("{ok}transfer-encoding: chunked\r\n\r\n").as_bytes());
            let chunk = format!("1000\r\n{}\r\n", " ".repeat(0x1000));
            while !stopping.load(SeqCst) && stream.write_all(chunk.as_bytes()).is_ok() {}
        }
        Answer::HugeHeader => {
            let _ = stream.write_all(ok.as_bytes());
            let line = format!("x-filler: {}\r\n", "y".repeat(8_000));
            for _ in 0..90 {
                if stream.write_all(line.as_bytes()).is_err() {
                    break;
                }
            }
            let _ = stream.write_all(b"content-length: 2\r\n\r\n[]");
        }
        Answer::Gibberish => {
            let _ = stream.write_all(b"220 mail.example ESMTP ready\r\n");
        }
    }
    let _ = stream.shutdown(Shutdown::Both);
    false
}
