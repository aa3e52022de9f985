//! The preview: the site from memory, always as it is now. It reads, answers and tells; it writes nothing.
//!
//! One thread watches and builds ([`rebuild`]); one answers ([`http`]); pages are rendered when they are asked for. Between them stands one
//! value, the site at this moment ([`state`]), which is swapped whole. What a change means is worked out for the pages that are open before
//! they are told, and for all others after that ([`compare`]).

mod card;
mod compare;
mod editor;
mod gate;
mod http;
mod kind;
mod listen;
mod live;
mod page;
mod rebuild;
mod state;
pub(in crate::face) mod watch;

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use crate::base::diagnostic::Diagnostic;
use crate::engine::snapshot::Snapshot;
use crate::engine::workspace::Workspace;
use http::Place;
use rebuild::Rebuild;
use state::Shared;

pub use editor::address as editor_address;
pub use listen::{ListenError, Listening, listen};

/// How many connections there may be at once; more are closed at once.
const CONNECTIONS: usize = 256;
/// How many bytes a request's head may have; more is answered with 431.
const HEAD: usize = 8 << 10;
/// How long a request may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

/// Something that people should hear of.
pub enum News<'n> {
    /// The first site is there.
    Ready {
        /// How many pages it has.
        pages: usize,
        /// How long it took.
        took: Duration,
    },
    /// A change has been taken in.
    Rebuilt {
        /// How many pages are different now.
        pages: usize,
        /// How many other files are, or are gone.
        files: usize,
        /// How long it took.
        took: Duration,
    },
    /// What is wrong now, which is not what was wrong before.
    Found {
        /// The site that it was found in.
        snapshot: Option<&'n Snapshot>,
        /// What the content and the theme have, sorted.
        found: &'n [Diagnostic],
        /// What the machine has, and bugs of ours.
        troubles: &'n [String],
    },
    /// The machine can't tell of all changes, and why: they are looked for.
    Late(&'n str),
    /// The folder can't even be looked at, and why.
    Unwatched(&'n str),
}

/// Tells people.
pub type Tell = Arc<dyn Fn(News<'_>) + Send + Sync>;

/// What a preview needs to know.
pub struct Preview {
    /// Where to answer.
    pub listening: Listening,
    /// The site's folder, as a real path.
    pub root: PathBuf,
    /// The configuration file, from the root.
    pub config: String,
    /// The path of the site's root in addresses, with a slash at both ends.
    pub base_path: String,
    /// Whether the browser goes to the page of the file that was saved.
    pub follow: bool,
    /// The form of the addresses that open a file in the editor, see [`editor_address`]; only for who is alone with the preview, since it
    /// tells where the files are.
    pub editor: Option<String>,
    /// Makes a workspace that knows nothing yet.
    pub make: Box<dyn Fn() -> Workspace + Send>,
    /// Tells people.
    pub tell: Tell,
}

/// Serves until Ctrl-C.
///
/// # Errors
/// If the machine gives no thread, socket or signal.
pub fn run(preview: Preview) -> io::Result<()> {
    let Preview { listening, root, config, base_path, follow, editor, make, tell } = preview;
    let shared = Arc::new(Shared::new(tell, editor));
    let rebuild = Rebuild { root, config, follow, make, shared: Arc::clone(&shared) };
    let place = Arc::new(Place { host: listening.address, root: base_path });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build()?;
    std::thread::Builder::new().name("rebuild".to_owned()).spawn(move || rebuild.run())?;
    listening.socket.set_nonblocking(true)?;
    let ended = runtime.block_on(async {
        let listener = TcpListener::from_std(listening.socket)?;
        tokio::spawn(accept(listener, shared, place));
        tokio::signal::ctrl_c().await
    });
    // A page that is being rendered is not waited for.
    runtime.shutdown_background();
    ended
}

async fn accept(listener: TcpListener, shared: Arc<Shared>, place: Arc<Place>) {
    let free = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        let (stream, local) = match listener.accept().await.and_then(|(stream, _)| Ok((stream.local_addr()?, stream))) {
            Ok((local, stream)) => (stream, local),
            // The machine has no handle left, or the other side is gone: both pass.
            Err(_) => {
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            }
        };
        let Ok(permit) = Arc::clone(&free).try_acquire_owned() else { continue };
        let (shared, place) = (Arc::clone(&shared), Arc::clone(&place));
        tokio::spawn(async move {
            converse(stream, local, shared, place).await;
            drop(permit);
        });
    }
}

async fn converse(stream: TcpStream, local: SocketAddr, shared: Arc<Shared>, place: Arc<Place>) {
    // An event is a few bytes that must not wait for more.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request| http::answer(Arc::clone(&shared), Arc::clone(&place), local, request));
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(PATIENCE).max_buf_size(HEAD);
    // Whoever breaks off a connection is not our business.
    let _ = server.serve_connection(TokioIo::new(stream), service).await;
}
