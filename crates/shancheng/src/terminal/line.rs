//! The line 线路 to the front: one TCP connection, frames out, frames in.

use iso8583::frame::{self, Frame};
use std::io;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};

/// How long a connection may take to come about.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
/// Longest answer, bytes.
const ANSWER_BYTES_MAX: usize = 4096;

/// A connection that is made when needed and made anew when it is gone.
#[derive(Debug)]
pub struct Line {
    address: String,
    stream: Option<TcpStream>,
    unread: Vec<u8>,
}

impl Line {
    /// A line to `host:port`, not yet connected.
    pub fn new(address: &str) -> Line {
        Line { address: address.to_owned(), stream: None, unread: Vec::new() }
    }

    /// Connects, unless the connection still stands.
    pub async fn open(&mut self) -> io::Result<()> {
        if self.stands() {
            return Ok(());
        }
        self.close();
        let connecting = timeout(CONNECT_TIMEOUT, TcpStream::connect(&self.address));
        let stream = connecting.await.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
        stream.set_nodelay(true)?;
        self.stream = Some(stream);
        Ok(())
    }

    /// Hangs up.
    pub fn close(&mut self) {
        self.stream = None;
        self.unread.clear();
    }

    /// Sends one message in its frame.
    pub async fn send(&mut self, message: &[u8]) -> io::Result<()> {
        let mut framed = Vec::with_capacity(message.len() + frame::PREFIX_BYTES);
        if !frame::put(message, &mut framed) {
            return Err(io::Error::from(io::ErrorKind::InvalidData));
        }
        self.stream()?.write_all(&framed).await
    }

    /// The next message; `None` when none came until `deadline`. After an error the line is
    /// closed.
    pub async fn receive(&mut self, deadline: Instant) -> io::Result<Option<Vec<u8>>> {
        loop {
            match frame::take(&self.unread, ANSWER_BYTES_MAX) {
                Frame::Whole { message, used } => {
                    let message = message.to_vec();
                    self.unread.drain(..used);
                    return Ok(Some(message));
                }
                Frame::Oversize { .. } => {
                    self.close();
                    return Err(io::Error::from(io::ErrorKind::InvalidData));
                }
                Frame::Partial { .. } => {}
            }
            let mut unread = std::mem::take(&mut self.unread);
            let read = timeout_at(deadline, self.stream()?.read_buf(&mut unread)).await;
            self.unread = unread;
            match read {
                Err(_) => return Ok(None),
                Ok(Ok(1..)) => {}
                Ok(Ok(0)) => {
                    self.close();
                    return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
                }
                Ok(Err(error)) => {
                    self.close();
                    return Err(error);
                }
            }
        }
    }

    /// Whether the connection still stands. The front hangs up after a long silence, and a
    /// message written then would be lost without a word. What has come late is kept for
    /// [`Line::receive`], which passes over it.
    fn stands(&mut self) -> bool {
        let Some(stream) = &self.stream else {
            return false;
        };
        let mut late = [0; ANSWER_BYTES_MAX];
        match stream.try_read(&mut late) {
            Ok(0) => false,
            Ok(count) => {
                self.unread.extend_from_slice(&late[..count]);
                self.unread.len() <= 4 * ANSWER_BYTES_MAX
            }
            Err(error) => error.kind() == io::ErrorKind::WouldBlock,
        }
    }

    fn stream(&mut self) -> io::Result<&mut TcpStream> {
        self.stream.as_mut().ok_or_else(|| io::Error::from(io::ErrorKind::NotConnected))
    }
}
