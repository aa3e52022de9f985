//! A preview that runs for one test.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::site::Site;

/// Long enough for a slow machine that does other things too; a test that works never waits for it.
pub(crate) const LONG: Duration = Duration::from_secs(60);

const SITE: &str = "\
-- site.yaml --
title: Town Record
-- content/briefings/bridge.md --
---
title: Who closed the bridge?
actors: [Ada Okafor]
---
The first words.
-- content/briefings/school.md --
---
title: The school board
---
Words about the school.
-- content/about.md --
---
title: About
---
Who we are.
-- static/custom.css --
body { color: black }
-- static/robots.txt --
User-agent: *
";

/// The page of the briefing that tests change.
pub(crate) const BRIDGE: &str = "/briefings/bridge/";

/// The briefing's file with some words.
pub(crate) fn bridge(words: &str) -> String {
    format!("---\ntitle: Who closed the bridge?\nactors: [Ada Okafor]\n---\n{words}\n")
}

/// A preview of a small site, ended when the test is over.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) root: PathBuf,
    child: Child,
    said: Arc<Mutex<String>>,
    _folder: TempDir,
}

impl Server {
    /// A preview on any free port.
    pub(crate) fn start() -> Server {
        Server::with(&["--port", "0"], &Site::of(SITE))
    }

    /// A preview with flags.
    pub(crate) fn with_flags(flags: &[&str]) -> Server {
        Server::with(flags, &Site::of(SITE))
    }

    /// A preview for somebody whose editor is started by a command.
    pub(crate) fn with_editor(flags: &[&str], editor: &str) -> Server {
        Server::of(flags, &Site::of(SITE), |command| command.env("EDITOR", editor))
    }

    /// A preview of some site; returns when the site is there.
    pub(crate) fn with(flags: &[&str], site: &Site) -> Server {
        Server::of(flags, site, |command| command)
    }

    /// A preview of a site that can't be built yet: returns when this is said.
    pub(crate) fn of_a_broken(site: &Site) -> Server {
        let server = Server::begin(&["--port", "0"], site, |command| command);
        server.until("what is wrong is said", || server.said().contains("error["));
        server
    }

    fn of(flags: &[&str], site: &Site, change: impl FnOnce(&mut Command) -> &mut Command) -> Server {
        let server = Server::begin(flags, site, change);
        server.until("the first build is done", || server.said().contains("Ready"));
        server
    }

    fn begin(flags: &[&str], site: &Site, change: impl FnOnce(&mut Command) -> &mut Command) -> Server {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        site.write_to(&root);
        let mut child = change(&mut command(&root, flags)).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        let mut first = String::new();
        lines.read_line(&mut first).unwrap();
        let rest = first.split_once("http://").unwrap_or_else(|| panic!("no address: {first}")).1;
        let address = rest.split('/').next().unwrap().parse().unwrap();
        let said = Arc::new(Mutex::new(first));
        let heard = Arc::clone(&said);
        std::thread::spawn(move || {
            for line in lines.lines().map_while(Result::ok) {
                heard.lock().unwrap().push_str(&(line + "\n"));
            }
        });
        Server { address, root, child, said, _folder: folder }
    }

    /// What the terminal has shown.
    pub(crate) fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// The process.
    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Waits for something to hold.
    #[track_caller]
    pub(crate) fn until(&self, what: &str, holds: impl FnMut() -> bool) {
        assert!(within(LONG, holds), "not within {LONG:?}: {what}\n{}", self.said());
    }

    /// Waits until a page has some words.
    #[track_caller]
    pub(crate) fn until_page(&self, path: &str, words: &str) {
        self.until(&format!("{path} has `{words}`"), || self.get(path).text().contains(words));
    }

    /// Asks for a path as a browser does.
    #[track_caller]
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address))
    }

    /// Sends some bytes and returns what comes back until the connection ends.
    #[track_caller]
    pub(crate) fn send(&self, request: &str) -> Answer {
        Answer::of(&self.raw(request.as_bytes()))
    }

    pub(crate) fn raw(&self, request: &[u8]) -> Vec<u8> {
        let mut stream = self.connect();
        // The server may refuse before it has read all.
        let _ = stream.write_all(request);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        bytes
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(LONG)).unwrap();
        stream
    }

    /// Listens to the live channel.
    pub(crate) fn listen(&self) -> Listener {
        self.listen_at("/-/live")
    }

    /// Listens as an open page does, which says what it is: its file in the output.
    pub(crate) fn listen_for(&self, page: &str) -> Listener {
        self.listen_at(&format!("/-/live?page={}", page.replace('/', "%2F")))
    }

    fn listen_at(&self, path: &str) -> Listener {
        let mut stream = self.connect();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address).unwrap();
        Listener(BufReader::new(stream))
    }

    /// Writes a file of the site in place.
    pub(crate) fn write(&self, path: &str, text: &str) {
        std::fs::write(self.root.join(path), text).unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The command that previews a folder.
pub(crate) fn command(root: &Path, flags: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whowhen"));
    command.arg("serve").arg("--root").arg(root).args(flags);
    for name in ["WHOWHEN_BASE_URL", "SOURCE_DATE_EPOCH", "GITHUB_REPOSITORY", "CLICOLOR_FORCE", "EDITOR"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    command
}

/// Whether something comes to hold in some time.
fn within(time: Duration, mut holds: impl FnMut() -> bool) -> bool {
    let end = Instant::now() + time;
    loop {
        if holds() {
            return true;
        }
        if Instant::now() > end {
            return false;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// An answer: status, headers with names in lower case, body.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    #[track_caller]
    fn of(bytes: &[u8]) -> Answer {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        let end = end.unwrap_or_else(|| panic!("not an answer: {:?}", String::from_utf8_lossy(bytes)));
        let head = std::str::from_utf8(&bytes[..end]).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
        let headers =
            lines.map(|line| line.split_once(": ").unwrap()).map(|(name, value)| (name.to_lowercase(), value.to_owned()));
        Answer { status, headers: headers.collect(), body: bytes[end + 4..].to_vec() }
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    #[track_caller]
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).unwrap_or_else(|| panic!("no {name} in {:?}", self.headers))
    }
}

/// Who listens to the live channel.
pub(crate) struct Listener(BufReader<TcpStream>);

impl Listener {
    /// The next event.
    pub(crate) fn next(&mut self) -> serde_json::Value {
        loop {
            let mut line = String::new();
            let read = self.0.read_line(&mut line).expect("an event comes");
            assert!(read > 0, "the live channel has ended");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).unwrap();
            }
        }
    }

    /// The next event of which something holds.
    pub(crate) fn until(&mut self, holds: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
        loop {
            let event = self.next();
            if holds(&event) {
                return event;
            }
        }
    }
}

/// Whether an event says that a file of the output changed.
pub(crate) fn names(event: &serde_json::Value, path: &str) -> bool {
    match &event["changed"] {
        serde_json::Value::Array(paths) => paths.iter().any(|changed| changed == path),
        _ => true,
    }
}
