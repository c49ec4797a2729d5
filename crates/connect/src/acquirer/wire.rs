//! Frames over a socket with few system calls: what many tasks write within a moment leaves in
//! one write, and one read brings what many have sent.

use iso8583::frame::{self, Frame};
use std::io;
use std::sync::{Mutex, PoisonError};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::sync::Notify;

/// Bytes asked of a socket at once, when it has shown that it has so many.
const READ_BYTES: usize = 32 * 1024;
/// Bytes asked of it at first: thousands of terminals that say little must not take much.
const READ_BYTES_FIRST: usize = 1024;

/// Bytes waiting for one socket; many tasks push, one drains.
#[derive(Debug)]
pub struct Outgoing {
    buffer: Mutex<Buffer>,
    wake: Notify,
    limit_bytes: usize,
}

#[derive(Debug, Default)]
struct Buffer {
    bytes: Vec<u8>,
    closed: bool,
}

/// Why nothing was pushed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotPushed {
    /// The socket is closed.
    Closed,
    /// The other side does not read: the buffer is at its limit.
    Full,
    /// The writer of the bytes gave up.
    Refused,
}

impl Outgoing {
    /// An empty buffer that holds at most `limit_bytes`.
    pub fn new(limit_bytes: usize) -> Outgoing {
        Outgoing { buffer: Mutex::default(), wake: Notify::new(), limit_bytes }
    }

    /// Lets `write` append to the buffer; `write` answers whether it did.
    pub fn push(&self, write: impl FnOnce(&mut Vec<u8>) -> bool) -> Result<(), NotPushed> {
        let mut buffer = self.buffer.lock().unwrap_or_else(PoisonError::into_inner);
        if buffer.closed {
            return Err(NotPushed::Closed);
        }
        if self.limit_bytes < buffer.bytes.len() {
            return Err(NotPushed::Full);
        }
        let was_empty = buffer.bytes.is_empty();
        if !write(&mut buffer.bytes) {
            return Err(NotPushed::Refused);
        }
        drop(buffer);
        if was_empty {
            self.wake.notify_one();
        }
        Ok(())
    }

    /// Nothing is taken any more; what is in the buffer still leaves.
    pub fn close(&self) {
        self.buffer.lock().unwrap_or_else(PoisonError::into_inner).closed = true;
        self.wake.notify_one();
    }

    /// Writes what is pushed until closed and empty, or until the socket fails.
    pub async fn drain(&self, socket: &mut (impl AsyncWrite + Unpin)) -> io::Result<()> {
        let mut spare = Vec::new();
        loop {
            let closed = {
                let mut buffer = self.buffer.lock().unwrap_or_else(PoisonError::into_inner);
                std::mem::swap(&mut buffer.bytes, &mut spare);
                buffer.closed
            };
            if spare.is_empty() {
                if closed {
                    return socket.shutdown().await;
                }
                self.wake.notified().await;
                continue;
            }
            socket.write_all(&spare).await?;
            spare.clear();
        }
    }
}

/// Takes frames out of a stream of bytes.
#[derive(Debug)]
pub struct Incoming {
    bytes: Vec<u8>,
    at: usize,
    most_bytes: usize,
    read_bytes: usize,
}

/// A frame longer than allowed: the stream cannot be followed any further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a frame of {bytes} bytes is longer than allowed")]
pub struct Oversize {
    /// What its length says.
    pub bytes: usize,
}

impl Incoming {
    /// Frames of at most `most_bytes`.
    pub fn new(most_bytes: usize) -> Incoming {
        Incoming { bytes: Vec::new(), at: 0, most_bytes, read_bytes: READ_BYTES_FIRST }
    }

    /// Reads once; `false` at the end of the stream.
    pub async fn fill(&mut self, socket: &mut (impl AsyncRead + Unpin)) -> io::Result<bool> {
        if self.at == self.bytes.len() {
            self.bytes.clear();
        } else if 0 < self.at {
            self.bytes.drain(..self.at);
        }
        self.at = 0;
        self.bytes.reserve(self.read_bytes);
        let read = socket.read_buf(&mut self.bytes).await?;
        if self.read_bytes <= read {
            self.read_bytes = READ_BYTES.min(self.read_bytes * 4);
        }
        Ok(read != 0)
    }

    /// Part of a frame has come, and the rest of it has not.
    pub fn is_partial(&self) -> bool {
        self.at < self.bytes.len()
    }

    /// The next whole frame of what was read.
    pub fn take(&mut self) -> Result<Option<&[u8]>, Oversize> {
        match frame::take(&self.bytes[self.at..], self.most_bytes) {
            Frame::Whole { message, used } => {
                self.at += used;
                Ok(Some(message))
            }
            Frame::Partial { .. } => Ok(None),
            Frame::Oversize { bytes } => Err(Oversize { bytes }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_pushed_leaves_in_order_and_then_the_end() {
        let out = Outgoing::new(1000);
        let (mut near, mut far) = tokio::io::duplex(64);
        for text in [&b"\0\x02ab"[..], b"\0\0", b"\0\x03xyz"] {
            let pushed = out.push(|to| {
                to.extend_from_slice(text);
                true
            });
            assert_eq!(pushed, Ok(()));
        }
        out.close();
        assert_eq!(out.push(|_| true), Err(NotPushed::Closed));
        out.drain(&mut near).await.unwrap();
        let mut frames = Incoming::new(100);
        let mut seen = Vec::new();
        loop {
            while let Some(frame) = frames.take().unwrap() {
                seen.push(frame.to_vec());
            }
            if !frames.fill(&mut far).await.unwrap() {
                break;
            }
        }
        assert_eq!(seen, [b"ab".to_vec(), Vec::new(), b"xyz".to_vec()]);
    }

    #[tokio::test]
    async fn who_says_little_takes_little_and_who_says_much_is_read_in_large_pieces() {
        let mut frames = Incoming::new(100);
        assert!(frames.fill(&mut &b"\0\x02a"[..]).await.unwrap());
        assert!(frames.bytes.capacity() < 2 * READ_BYTES_FIRST);
        assert!(frames.take().unwrap().is_none() && frames.is_partial());
        assert!(frames.fill(&mut &b"b"[..]).await.unwrap());
        assert_eq!(frames.take(), Ok(Some(&b"ab"[..])));
        assert!(!frames.is_partial());
        let much = b"\0\x02ab".repeat(50_000);
        let mut much = &much[..];
        let mut pieces = 0;
        while frames.fill(&mut much).await.unwrap() {
            pieces += 1;
            while frames.take().unwrap().is_some() {}
        }
        assert!(pieces < 20, "{pieces}");
    }

    #[tokio::test]
    async fn a_frame_above_the_limit_ends_the_stream() {
        let mut frames = Incoming::new(3);
        assert!(frames.fill(&mut &b"\0\x04abcd"[..]).await.unwrap());
        assert_eq!(frames.take(), Err(Oversize { bytes: 4 }));
    }
}
