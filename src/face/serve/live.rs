//! The live channel: server-sent events to the pages that are open. It speaks and never listens.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::body::{Body, Bytes, Frame};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::mpsc;

use super::state::{Changed, Now, Seat, Shared};

/// How often a silent channel shows that it lives, and finds out that nobody is there any more.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// A moment as an event.
pub(super) fn event(now: &Now, changed: &Changed, editor: Option<&str>) -> Arc<str> {
    let card = now.card.as_ref().map(|card| serde_json::json!({"title": card.title, "text": card.text, "editor": editor}));
    let data = serde_json::json!({
        "version": now.version(),
        "changed": changed.paths,
        "follow": changed.follow,
        "card": card,
    });
    format!("event: site\ndata: {data}\n\n").into()
}

/// The body of an answer that goes on, and the seat of the page that it is for: both end with the connection.
pub(super) struct Channel {
    events: mpsc::Receiver<Bytes>,
    _seat: Option<Seat>,
}

impl Body for Channel {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.events.poll_recv(context).map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes))))
    }
}

/// Opens a channel: first what is true now, then what changes, of the page that it is for before all others.
pub(super) fn open(shared: Arc<Shared>, page: Option<String>) -> Channel {
    let (sender, receiver) = mpsc::channel(4);
    let seat = page.map(|page| Seat::of(Arc::clone(&shared), page));
    tokio::spawn(speak(shared, sender));
    Channel { events: receiver, _seat: seat }
}

async fn speak(shared: Arc<Shared>, sender: mpsc::Sender<Bytes>) {
    let (first, mut events) = shared.listen();
    let mut next = Bytes::from(format!("retry: 500\n\n{first}"));
    while sender.send(next).await.is_ok() {
        next = match tokio::time::timeout(HEARTBEAT, events.recv()).await {
            Ok(Ok(event)) => Bytes::from(event.to_string()),
            Ok(Err(RecvError::Closed)) => return,
            Ok(Err(RecvError::Lagged(_))) => {
                let (now, later) = shared.listen();
                events = later;
                Bytes::from(now.to_string())
            }
            Err(_) => Bytes::from_static(b": still here\n\n"),
        };
    }
}
