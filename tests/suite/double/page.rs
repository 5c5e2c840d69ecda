//! The review page, open at an address of this machine, and a browser that knows no more of it than the address and its cookie.

use super::terminal::{Terminal, name_program};
use claimbook::cli;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::mpsc;
use std::thread::JoinHandle;
use std::time::Duration;

/// A review page that was opened, and its browser.
pub(crate) struct OpenPage {
    /// `127.0.0.1:43127`
    pub(crate) host: String,
    /// The path of the first address.
    pub(crate) start: String,
    /// `name=value`
    pub(crate) cookie: String,
    /// The token of forms.
    pub(crate) token: String,
    process: Option<JoinHandle<u8>>,
}

/// What was answered.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reply {
    /// 0 where nothing was answered.
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value of the first field of a name.
    pub(crate) fn field(&self, name: &str) -> String {
        let head = format!("name=\"{name}\" value=\"");
        let from = self.body.find(&head).unwrap_or_else(|| panic!("no field {name}:\n{}", self.body)) + head.len();
        self.body[from..].split('"').next().unwrap().to_owned()
    }
}

struct Line(mpsc::Sender<String>);

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        _ = self.0.send(String::from_utf8_lossy(bytes).into_owned());
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl OpenPage {
    /// Opens the page and follows the first address.
    pub(crate) fn open(terminal: &Terminal, options: &[&str]) -> Self {
        let mut page = Self::begin(terminal, options);
        let first = page.send_plain("GET", &page.start.clone());
        assert_eq!(first.status, 303, "{first:?}");
        let cookie = first.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        page.cookie = cookie;
        let mut shown = page.get("/");
        if let Some(there) = shown.header("location") {
            shown = page.get(there);
        }
        if shown.body.contains("name=\"token\"") {
            page.token = shown.field("token");
        }
        page
    }

    /// Opens the page, whose first address nobody has followed.
    pub(crate) fn begin(terminal: &Terminal, options: &[&str]) -> Self {
        let (lines, told) = mpsc::channel();
        let there = terminal.at_the_same_desk();
        let options: Vec<String> =
            ["serve", "--no-browser"].iter().chain(options).map(|word| (*word).to_owned()).collect();
        let process = std::thread::spawn(move || {
            let mut ambient = there.ambient(Box::new(Line(lines)), Box::new(std::io::sink()));
            let words: Vec<&str> = options.iter().map(String::as_str).collect();
            cli::run(name_program(&words), &mut ambient)
        });
        let address = told.recv_timeout(Duration::from_secs(60)).expect("the address is printed");
        let (host, start) = address.trim().strip_prefix("http://").unwrap().split_once('/').unwrap();
        let (host, start) = (host.to_owned(), format!("/{start}"));
        Self { host, start, cookie: String::new(), token: String::new(), process: Some(process) }
    }

    /// Asks for a page as the browser does.
    pub(crate) fn get(&self, path: &str) -> Reply {
        self.send(&self.request("GET", path, &[], ""))
    }

    /// Sends a form as the page does.
    pub(crate) fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let all = [("token", self.token.as_str())].into_iter().chain(fields.iter().copied());
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(all).finish();
        let origin = format!("Origin: http://{}", self.host);
        self.send(&self.request("POST", path, &[&origin, "Content-Type: application/x-www-form-urlencoded"], &body))
    }

    /// Sends a form with a file as the page does.
    pub(crate) fn post_file(&self, path: &str, fields: &[(&str, &str)], (name, text): (&str, &str)) -> Reply {
        let boundary = "----boundary7MA4YWxk";
        let mut body = String::new();
        for (field, value) in [("token", self.token.as_str())].iter().chain(fields) {
            body.push_str(&format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n"
            ));
        }
        body.push_str(&format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/octet-stream\r\n\r\n{text}\r\n--{boundary}--\r\n"
        ));
        let origin = format!("Origin: http://{}", self.host);
        let kind = format!("Content-Type: multipart/form-data; boundary={boundary}");
        self.send(&self.request("POST", path, &[&origin, &kind], &body))
    }

    /// The page that a form leads to.
    pub(crate) fn follow(&self, reply: &Reply) -> Reply {
        let place =
            reply.header("location").unwrap_or_else(|| panic!("leads nowhere: {}\n{}", reply.status, reply.body));
        self.get(place)
    }

    /// A request with the browser's own headers and others.
    pub(crate) fn request(&self, method: &str, path: &str, headers: &[&str], body: &str) -> String {
        let mut all = vec![format!("Host: {}", self.host)];
        if !self.cookie.is_empty() {
            all.push(format!("Cookie: {}", self.cookie));
        }
        all.extend(headers.iter().map(|header| (*header).to_owned()));
        if method != "GET" {
            all.push(format!("Content-Length: {}", body.len()));
        }
        format!("{method} {path} HTTP/1.1\r\n{}\r\n\r\n{body}", all.join("\r\n"))
    }

    fn send_plain(&self, method: &str, path: &str) -> Reply {
        self.send(&self.request(method, path, &[], ""))
    }

    /// Sends something to the letter.
    pub(crate) fn send(&self, request: &str) -> Reply {
        let mut stream = self.connect();
        _ = stream.write_all(request.as_bytes());
        let mut answer = Vec::new();
        _ = stream.read_to_end(&mut answer);
        read_reply(&answer)
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    /// Ends the page; answers the exit code.
    pub(crate) fn end(mut self) -> u8 {
        let ended = self.post("/end", &[]);
        assert_eq!(ended.status, 200, "{ended:?}");
        self.process.take().unwrap().join().unwrap()
    }
}

fn read_reply(answer: &[u8]) -> Reply {
    let text = String::from_utf8_lossy(answer);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return Reply::default() };
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
    let headers = lines.filter_map(|line| line.split_once(':'));
    Reply {
        status: status.unwrap_or_default(),
        headers: headers.map(|(name, value)| (name.to_lowercase(), value.trim().to_owned())).collect(),
        body: if head.to_lowercase().contains("transfer-encoding: chunked") { unchunk(body) } else { body.to_owned() },
    }
}

fn unchunk(mut rest: &str) -> String {
    let mut body = String::new();
    while let Some((length, after)) = rest.split_once("\r\n") {
        let Ok(length) = usize::from_str_radix(length.trim(), 16) else { break };
        body.push_str(after.get(..length).unwrap_or_default());
        rest = after.get(length + 2..).unwrap_or_default();
    }
    body
}
