//! Requests and their answers.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use http_body_util::{Either, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue, LOCATION, RETRY_AFTER};
use hyper::{Method, Request, Response, StatusCode};

use super::gate;
use super::kind::content_type;
use super::live::{self, Channel};
use super::page::{self, Tag};
use super::state::{Fetched, Now, Shared};

/// What an answer carries: bytes, or a channel that goes on.
type Carried = Either<Full<Bytes>, Channel>;

const CLIENT: &str = concat!(include_str!("client/idiomorph.min.js"), "\n", include_str!("client/live.js"));
const STYLE: &str = include_str!("client/live.css");
/// Who asks with this is the preview's own script, and is told the status in the other.
const LIVE: HeaderName = HeaderName::from_static("whowhen-live");
const STATUS: HeaderName = HeaderName::from_static("whowhen-status");
const HTML: &str = "text/html; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// Where the server is: its address, and the path of the site's root, with a slash at both ends.
pub(super) struct Place {
    pub(super) host: SocketAddr,
    pub(super) root: String,
}

/// Answers a request. `local` is the connection's own end.
pub(super) async fn answer(
    shared: Arc<Shared>,
    place: Arc<Place>,
    local: SocketAddr,
    request: Request<Incoming>,
) -> Result<Response<Carried>, Infallible> {
    let uri = request.uri();
    if let Err(status) = gate::check(request.method(), uri, request.headers(), place.host, local) {
        return Ok(refusal(status));
    }
    let path = match gate::path(uri.path()) {
        Ok(path) => path,
        Err(status) => return Ok(refusal(status)),
    };
    Ok(match uri.path() {
        page::SCRIPT => plain(StatusCode::OK, content_type("live.js"), Bytes::from_static(CLIENT.as_bytes())),
        page::STYLE => plain(StatusCode::OK, content_type("live.css"), Bytes::from_static(STYLE.as_bytes())),
        page::CHANNEL if request.method() == Method::HEAD => plain(StatusCode::OK, "text/event-stream", Bytes::new()),
        page::CHANNEL => respond(StatusCode::OK, "text/event-stream", Either::Right(live::open(shared, gate::page(uri.query())))),
        raw => {
            let (raw, query) = (raw.to_owned(), uri.query().map(str::to_owned));
            let is_ours = request.headers().contains_key(LIVE);
            let look = move || file(&shared, &place, &path, &raw, query.as_deref());
            // Rendering may take long, and others are waiting.
            let answer = tokio::task::spawn_blocking(look).await.unwrap_or_else(|_| refusal(StatusCode::INTERNAL_SERVER_ERROR));
            if is_ours { quietly(answer) } else { answer }
        }
    })
}

/// A file of the site, by its exact path in the output: nothing is joined to a folder, nothing is looked up on a disk.
fn file(shared: &Shared, place: &Place, path: &str, raw: &str, query: Option<&str>) -> Response<Carried> {
    let root = &place.root[1..];
    if path.is_empty() && !root.is_empty() {
        return redirect(StatusCode::FOUND, &place.root, None);
    }
    if path.strip_suffix('/').is_none() && format!("{path}/") == *root {
        return to_the_slash(raw, query);
    }
    let now = shared.now();
    let version = now.version();
    let wanted = path.strip_prefix(root).map(|inner| match inner {
        inner if inner.is_empty() || inner.ends_with('/') => format!("{inner}index.html"),
        inner => inner.to_owned(),
    });
    let mut tag = Tag { version: &version, page: wanted.as_deref().unwrap_or_default(), root: &place.root, missing: false };
    let Some(shown) = &now.shown else { return waiting(StatusCode::SERVICE_UNAVAILABLE, &now, &tag) };
    match wanted.as_deref().map_or(Fetched::Missing, |wanted| shared.fetch(&now, wanted)) {
        Fetched::File(bytes, true) => plain(StatusCode::OK, HTML, page::inject(&bytes, &tag).into()),
        Fetched::File(bytes, false) => plain(StatusCode::OK, content_type(tag.page), bytes),
        Fetched::Broken => {
            // That it is broken is part of a newer moment.
            let now = shared.now();
            let version = now.version();
            waiting(StatusCode::INTERNAL_SERVER_ERROR, &now, &Tag { version: &version, ..tag })
        }
        Fetched::Missing if shown.output.contains_key(&format!("{}/index.html", tag.page)) => to_the_slash(raw, query),
        Fetched::Missing => {
            tag.missing = true;
            match shared.fetch(&now, "404.html") {
                Fetched::File(bytes, _) => plain(StatusCode::NOT_FOUND, HTML, page::inject(&bytes, &tag).into()),
                _ => refusal(StatusCode::NOT_FOUND),
            }
        }
    }
}

/// The same answer to the preview's own script, which expects that a page is gone or broken: browsers write every other status than a
/// good one on their console.
fn quietly(mut answer: Response<Carried>) -> Response<Carried> {
    if answer.status().is_client_error() || answer.status().is_server_error() {
        let status = HeaderValue::from(answer.status().as_u16());
        answer.headers_mut().insert(STATUS, status);
        *answer.status_mut() = StatusCode::OK;
    }
    answer
}

/// The page that stands in where there is none.
fn waiting(status: StatusCode, now: &Now, tag: &Tag<'_>) -> Response<Carried> {
    let card = now.card.as_ref().map(|card| (card.title.as_str(), card.text.as_str()));
    let mut response = plain(status, HTML, page::waiting(card, tag).into());
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
    response
}

/// To the same address with a slash, relative to it.
fn to_the_slash(raw: &str, query: Option<&str>) -> Response<Carried> {
    let name = raw.rsplit('/').next().unwrap_or_default();
    redirect(StatusCode::MOVED_PERMANENTLY, &format!("./{name}/"), query)
}

fn redirect(status: StatusCode, to: &str, query: Option<&str>) -> Response<Carried> {
    let to = query.map_or_else(|| to.to_owned(), |query| format!("{to}?{query}"));
    let mut response = plain(status, TEXT, Bytes::new());
    match HeaderValue::from_str(&to) {
        Ok(to) => {
            response.headers_mut().insert(LOCATION, to);
            response
        }
        Err(_) => refusal(StatusCode::BAD_REQUEST),
    }
}

fn refusal(status: StatusCode) -> Response<Carried> {
    let words = match status {
        StatusCode::FORBIDDEN => "403: this preview answers only to its own address\n".to_owned(),
        status => format!("{status}\n"),
    };
    let mut response = plain(status, TEXT, words.into());
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

fn plain(status: StatusCode, kind: &'static str, bytes: Bytes) -> Response<Carried> {
    respond(status, kind, Either::Left(Full::new(bytes)))
}

fn respond(status: StatusCode, kind: &'static str, body: Carried) -> Response<Carried> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(HeaderName::from_static("x-content-type-options"), HeaderValue::from_static("nosniff"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin"));
    response
}
