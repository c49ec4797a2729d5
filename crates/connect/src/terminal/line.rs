//! A terminal's connection to the switch: one request, one answer.

use super::{SignInError, Slip, Terminal};
use crate::acquirer::wire::Incoming;
use iso8583::Message;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;

/// Longest answer, bytes.
const MESSAGE_BYTES_MAX: usize = 8 * 1024;

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    /// The connection.
    #[error("the connection failed")]
    Socket(#[from] io::Error),
    /// The switch closed it.
    #[error("the switch closed the connection")]
    Closed,
    /// Nothing came in time.
    #[error("no answer in time")]
    Timeout,
    /// What came cannot be read.
    #[error("unreadable answer")]
    Unreadable(#[from] iso8583::DecodeError),
    /// The answer's MAC does not hold.
    #[error("the answer's MAC does not hold")]
    BadMac,
    /// Signing in failed.
    #[error("sign-in failed")]
    SignIn(#[from] SignInError),
}

/// A connection of one terminal.
pub struct Line {
    socket: TcpStream,
    incoming: Incoming,
    patience: Duration,
}

impl Line {
    /// Connects; an answer is awaited for `patience`.
    pub async fn connect(address: SocketAddr, patience: Duration) -> io::Result<Line> {
        let socket = TcpStream::connect(address).await?;
        socket.set_nodelay(true)?;
        Ok(Line { socket, incoming: Incoming::new(MESSAGE_BYTES_MAX), patience })
    }

    /// Sends bytes as they are.
    pub async fn send_raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.socket.write_all(bytes).await
    }

    /// Sends a message without waiting.
    pub async fn send(&mut self, terminal: &Terminal, mut message: Message) -> io::Result<()> {
        let mut bytes = Vec::with_capacity(512);
        if !terminal.put(&mut message, &mut bytes) {
            return Err(io::Error::other("the message does not fit the dialect"));
        }
        self.send_raw(&bytes).await
    }

    /// The next message from the switch, and whether its MAC holds.
    pub async fn receive(&mut self, terminal: &Terminal) -> Result<(Message, bool), LineError> {
        let deadline = tokio::time::Instant::now() + self.patience;
        loop {
            match self.incoming.take() {
                Ok(Some(frame)) => {
                    let message = iso8583::spec::pos().decode(frame)?;
                    return Ok((message, terminal.holds(frame)));
                }
                Ok(None) => {}
                Err(error) => return Err(io::Error::other(error).into()),
            }
            let filled = self.incoming.fill(&mut self.socket);
            match tokio::time::timeout_at(deadline, filled).await {
                Ok(Ok(true)) => {}
                Ok(Ok(false)) => return Err(LineError::Closed),
                Ok(Err(error)) => return Err(error.into()),
                Err(_) => return Err(LineError::Timeout),
            }
        }
    }

    /// One request, one answer. An approval must carry its MAC.
    pub async fn exchange(
        &mut self,
        terminal: &Terminal,
        message: Message,
    ) -> Result<Message, LineError> {
        let guarded = !message.mti.as_str().starts_with("08");
        self.send(terminal, message).await?;
        let (reply, holds) = self.receive(terminal).await?;
        if guarded && reply.get(39) == Some("00") && !holds {
            return Err(LineError::BadMac);
        }
        Ok(reply)
    }

    /// Signs the terminal in with double-length keys.
    pub async fn sign_in(&mut self, terminal: &mut Terminal) -> Result<(), LineError> {
        let request = terminal.sign_in("003");
        let reply = self.exchange(terminal, request).await?;
        Ok(terminal.signed_in(&reply)?)
    }

    /// One payment; its slip has the reference number and date of the answer.
    pub async fn pay(
        &mut self,
        terminal: &Terminal,
        (message, mut slip): (Message, Slip),
    ) -> Result<(Message, Slip), LineError> {
        let reply = self.exchange(terminal, message).await?;
        slip.reference_no = reply.get(37).map(str::to_owned);
        slip.authorization_code = reply.get(38).map(str::to_owned);
        slip.date = reply.get(13).unwrap_or("0000").to_owned();
        Ok((reply, slip))
    }
}
