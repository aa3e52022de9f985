//! The socket: the port that was asked for, or the next free one.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

/// How many ports are tried.
const TRIES: u16 = 100;

/// A socket that listens.
pub struct Listening {
    pub(super) socket: TcpListener,
    /// Where it listens.
    pub address: SocketAddr,
    /// The port that was asked for, if something else has it.
    pub taken: Option<u16>,
}

/// No port could be had.
#[derive(Debug)]
pub struct ListenError {
    host: IpAddr,
    ports: (u16, u16),
    source: io::Error,
}

impl fmt::Display for ListenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ListenError { host, ports: (first, last), source } = self;
        if first == last {
            write!(f, "can't listen on {host}, port {first}: {source}")
        } else {
            write!(f, "can't listen on {host}, ports {first} to {last}: {source}")
        }
    }
}

impl std::error::Error for ListenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// Listens on a port, or on the next one that nobody has; port 0 is any.
///
/// # Errors
/// If none of a hundred ports is free, or the host is not an address of this machine.
pub fn listen(host: IpAddr, port: u16) -> Result<Listening, ListenError> {
    let last = if port == 0 { 0 } else { port.saturating_add(TRIES - 1) };
    let mut refused = io::Error::from(io::ErrorKind::AddrInUse);
    for tried in port..=last {
        match TcpListener::bind((host, tried)).and_then(|socket| Ok((socket.local_addr()?, socket))) {
            Ok((address, socket)) => return Ok(Listening { socket, address, taken: (tried != port).then_some(port) }),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => refused = error,
            Err(source) => return Err(ListenError { host, ports: (tried, tried), source }),
        }
    }
    Err(ListenError { host, ports: (port, last), source: refused })
}

impl Listening {
    /// The address to type: an unspecified host is reached at the loopback address too.
    pub fn url(&self) -> String {
        let ip = match self.address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
            ip => ip,
        };
        format!("http://{}/", SocketAddr::new(ip, self.address.port()))
    }

    /// Whether only this machine can reach it.
    pub fn is_local(&self) -> bool {
        self.address.ip().is_loopback()
    }
}
