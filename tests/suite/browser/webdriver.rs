//! A real browser, driven as people drive it: chromium by its chromedriver, over the WebDriver protocol.
//!
//! The protocol is JSON over plain HTTP on the loopback address, and the tests need a dozen of its commands. A crate for it would
//! change the features of serde and syn for the tests alone (thirtyfour), so that everything would be built twice, or bring `time`
//! and second copies of `http` and `base64`, which `deny.toml` keeps out (fantoccini). So the commands are spelled out here.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

/// The key under which the protocol hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
/// How long the browser may take to do what is waited for.
const PATIENCE: Duration = Duration::from_secs(30);
/// What the driver answers about an element of a page that has been left meanwhile: the protocol's word, and two of
/// chromium's own that reach it while the next page is being put in place.
const LEFT_THE_PAGE: [&str; 3] =
    ["stale element reference", "No node with given id found", "does not belong to the document"];
/// How many browsers run at once.
const MOST: usize = 2;

static RUNNING: (Mutex<usize>, Condvar) = (Mutex::new(0), Condvar::new());

/// A browser with one window and a profile of its own; it ends with the test.
pub(crate) struct Browser {
    driver: Child,
    port: u16,
    session: String,
    /// What the driver says: a pipe that nobody holds would end it.
    _said: BufReader<ChildStdout>,
    _profile: tempfile::TempDir,
    _turn: Turn,
}

/// One of the places for browsers that run at once.
struct Turn;

impl Turn {
    fn wait() -> Self {
        let (count, freed) = &RUNNING;
        let count = count.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        *freed.wait_while(count, |running| *running >= MOST).unwrap() += 1;
        Self
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *RUNNING.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) -= 1;
        RUNNING.1.notify_one();
    }
}

impl Browser {
    /// A window of 1280 by 900, light; none where no browser is installed, which the gate does not let pass.
    pub(crate) fn start() -> Option<Self> {
        let answers = |program: &str| {
            let mut command = Command::new(program);
            command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
        };
        if !answers("chromium") || !answers("chromedriver") {
            assert!(super::axe::path().is_none(), "the gate has no browser: chromium and chromedriver are missing");
            println!("skipped: needs chromium and chromedriver (Debian: chromium, chromium-driver)");
            return None;
        }
        let turn = Turn::wait();
        let mut driver = Command::new("chromedriver")
            .args(["--port=0"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(driver.stdout.take().unwrap());
        let port = said.by_ref().lines().map_while(Result::ok).find_map(|line| {
            let (_, behind) = line.split_once("started successfully on port ")?;
            behind.trim_end_matches('.').parse::<u16>().ok()
        });
        let profile = tempfile::tempdir().unwrap();
        let mut browser = Self {
            driver,
            port: port.expect("chromedriver says on which port it listens"),
            session: String::new(),
            _said: said,
            _profile: profile,
            _turn: turn,
        };
        let arguments = [
            "--headless=new".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--hide-scrollbars".to_owned(),
            "--force-prefers-reduced-motion".to_owned(),
            "--no-first-run".to_owned(),
            "--window-size=1280,900".to_owned(),
            format!("--user-data-dir={}", browser._profile.path().display()),
        ];
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "unhandledPromptBehavior": "ignore",
            "goog:chromeOptions": {"binary": "/usr/bin/chromium", "args": arguments},
            "goog:loggingPrefs": {"performance": "ALL"},
        }}});
        let made = browser.send("POST", "/session", &wanted).expect("a browser starts");
        browser.session = made["sessionId"].as_str().unwrap().to_owned();
        browser.set_size(1280, 900);
        Some(browser)
    }

    /// One command; its error is the protocol's own word, such as `no such element`, with what it says.
    fn send(&self, method: &str, path: &str, body: &Value) -> Result<Value, String> {
        let body = if method == "POST" { body.to_string() } else { String::new() };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).map_err(|e| e.to_string())?;
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n",
            body.len()
        );
        stream
            .write_all(head.as_bytes())
            .and_then(|()| stream.write_all(body.as_bytes()))
            .map_err(|e| e.to_string())?;
        let mut answer = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            if answer.read_line(&mut line).map_err(|e| e.to_string())? == 0 || line == "\r\n" {
                break;
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut text = vec![0; length];
        answer.read_exact(&mut text).map_err(|e| e.to_string())?;
        let answer: Value = serde_json::from_slice(&text).map_err(|e| e.to_string())?;
        match &answer["value"]["error"] {
            Value::String(error) => Err(format!("{error}: {}", answer["value"]["message"])),
            _ => Ok(answer["value"].clone()),
        }
    }

    fn command(&self, method: &str, path: &str, body: Value) -> Result<Value, String> {
        self.send(method, &format!("/session/{}{path}", self.session), &body)
    }

    #[track_caller]
    fn ask(&self, method: &str, path: &str, body: Value) -> Value {
        let asked = format!("{method} {path}");
        self.command(method, path, body).unwrap_or_else(|error| panic!("{asked}: {error}"))
    }

    #[track_caller]
    pub(crate) fn open(&self, address: &str) {
        self.ask("POST", "/url", json!({ "url": address }));
    }

    /// Opens a file.
    #[track_caller]
    pub(crate) fn open_file(&self, path: &Path) {
        self.open(&format!("file://{}", path.display()));
    }

    #[track_caller]
    pub(crate) fn address(&self) -> String {
        self.ask("GET", "/url", Value::Null).as_str().unwrap().to_owned()
    }

    /// What a function body returns in the page.
    #[track_caller]
    pub(crate) fn run(&self, script: &str, arguments: &[Value]) -> Value {
        self.ask("POST", "/execute/sync", json!({"script": script, "args": arguments}))
    }

    /// The same for one that hands its result to the last of its arguments.
    #[track_caller]
    pub(crate) fn run_later(&self, script: &str, arguments: &[Value]) -> Value {
        self.ask("POST", "/execute/async", json!({"script": script, "args": arguments}))
    }

    /// A command of the browser's own protocol.
    #[track_caller]
    pub(crate) fn tell(&self, command: &str, parameters: Value) -> Value {
        self.ask("POST", "/goog/cdp/execute", json!({"cmd": command, "params": parameters}))
    }

    /// The size of the window, in its own pixels.
    #[track_caller]
    pub(crate) fn set_size(&self, width: u32, height: u32) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.tell("Emulation.setDeviceMetricsOverride", size);
    }

    /// `light` or `dark`, as the system would ask for it.
    #[track_caller]
    pub(crate) fn set_theme(&self, theme: &str) {
        let features = json!([{"name": "prefers-color-scheme", "value": theme}]);
        self.tell("Emulation.setEmulatedMedia", json!({ "features": features }));
    }

    /// The size of the text that pages get unless they say otherwise, in per cent of the usual.
    #[track_caller]
    pub(crate) fn set_text_size(&self, percent: u32) {
        let sizes = json!({"standard": 16 * percent / 100, "fixed": 13 * percent / 100});
        self.tell("Page.setFontSizes", json!({ "fontSizes": sizes }));
    }

    /// Whether pages may run scripts; those of the test run all the same.
    #[track_caller]
    pub(crate) fn set_scripts(&self, may_run: bool) {
        self.tell("Emulation.setScriptExecutionDisabled", json!({ "value": !may_run }));
    }

    /// The element that a CSS selector finds; it is waited for.
    #[track_caller]
    pub(crate) fn find(&self, selector: &str) -> String {
        let find = || self.command("POST", "/element", json!({"using": "css selector", "value": selector}));
        let found = self.wait_until(&format!("{selector} to be there"), || find().ok());
        found[ELEMENT].as_str().unwrap().to_owned()
    }

    pub(crate) fn has(&self, selector: &str) -> bool {
        self.command("POST", "/element", json!({"using": "css selector", "value": selector})).is_ok()
    }

    /// Asks for something of the element that a CSS selector finds. A page that comes between finding it and asking
    /// takes the element away; then it is found anew, on the page that came.
    #[track_caller]
    fn ask_of(&self, selector: &str, method: &str, path: &str, body: Value) -> Value {
        self.wait_until(&format!("{method} {path} of {selector}"), || {
            let element = self.find(selector);
            match self.command(method, &format!("/element/{element}/{path}"), body.clone()) {
                Ok(answer) => Some(answer),
                Err(error) if LEFT_THE_PAGE.iter().any(|word| error.contains(word)) => None,
                Err(error) => panic!("{method} {path} of {selector}: {error}"),
            }
        })
    }

    #[track_caller]
    pub(crate) fn text_of(&self, selector: &str) -> String {
        self.ask_of(selector, "GET", "text", Value::Null).as_str().unwrap().to_owned()
    }

    /// Types into a field; the path of a file, where the field takes one.
    #[track_caller]
    pub(crate) fn type_into(&self, selector: &str, text: &str) {
        self.ask_of(selector, "POST", "value", json!({ "text": text }));
    }

    #[track_caller]
    pub(crate) fn click(&self, selector: &str) {
        self.ask_of(selector, "POST", "click", json!({}));
    }

    /// Presses keys, one after the other, wherever the focus is.
    #[track_caller]
    pub(crate) fn press(&self, keys: &str) {
        let strokes = keys.chars().flat_map(|key| {
            [json!({"type": "keyDown", "value": key.to_string()}), json!({"type": "keyUp", "value": key.to_string()})]
        });
        let keyboard = json!({"type": "key", "id": "keyboard", "actions": strokes.collect::<Vec<_>>()});
        self.ask("POST", "/actions", json!({ "actions": [keyboard] }));
    }

    /// Waits until a thing is there.
    #[track_caller]
    pub(crate) fn wait_until<T>(&self, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(found) = look() {
                return found;
            }
            if begun.elapsed() > PATIENCE {
                let script = json!({"script": "return document.body.innerText", "args": []});
                let shown = self.command("POST", "/execute/sync", script).unwrap_or_default();
                let shown: String = shown.as_str().unwrap_or_default().chars().take(3000).collect();
                panic!("waited {PATIENCE:?} for {what} at {}:\n{shown}", self.address());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Whether a page shows a dialog.
    pub(crate) fn has_dialog(&self) -> bool {
        self.command("GET", "/alert/text", Value::Null).is_ok()
    }

    /// Every address that was asked for since the last time.
    #[track_caller]
    pub(crate) fn take_requests(&self) -> Vec<String> {
        let log = self.ask("POST", "/se/log", json!({"type": "performance"}));
        let sent = log.as_array().unwrap().iter().filter_map(|entry| {
            let entry: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
            let message = &entry["message"];
            (message["method"] == "Network.requestWillBeSent")
                .then(|| message["params"]["request"]["url"].as_str().map(str::to_owned))?
        });
        sent.collect()
    }

    /// How far the page is wider than its window, in pixels: more than none, and it scrolls sideways.
    #[track_caller]
    pub(crate) fn overflow(&self) -> i64 {
        let script = "const e = document.scrollingElement; return e.scrollWidth - e.clientWidth";
        self.run(script, &[]).as_i64().unwrap()
    }

    /// Keeps a picture of the window in the folder that `CLAIMBOOK_PICTURES` names, for whoever wants to look.
    #[track_caller]
    pub(crate) fn keep_picture(&self, name: &str) {
        let Some(folder) = std::env::var_os("CLAIMBOOK_PICTURES") else { return };
        use base64::Engine;
        let picture = self.ask("GET", "/screenshot", Value::Null);
        let bytes = base64::engine::general_purpose::STANDARD.decode(picture.as_str().unwrap()).unwrap();
        std::fs::write(Path::new(&folder).join(format!("{name}.png")), bytes).unwrap();
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.command("DELETE", "", Value::Null);
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
