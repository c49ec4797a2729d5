//! Connections of the HTTP side and their limits, so that whoever only holds them open cannot
//! take the place of others, nor the file handles of terminals.

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;
use tower_http::timeout::RequestBodyTimeoutLayer;

/// Pause after a connection could not be accepted: out of file handles, for the most part.
const PAUSE: Duration = Duration::from_millis(50);

/// What connections may ask.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections at most; more wait in the system's queue.
    pub connections_max: usize,
    /// Within which a header must be whole, from the connection or the last answer on. A stream
    /// that is being answered is not bound by it.
    pub header_timeout: Duration,
    /// How long a body that is being sent may be silent.
    pub body_timeout: Duration,
}

/// Serves routes until `stop`, then ends what is under way; `tasks` has it all.
pub async fn serve(
    listener: TcpListener,
    routes: Router,
    limits: Limits,
    stop: CancellationToken,
    tasks: TaskTracker,
) {
    let routes = routes.layer(RequestBodyTimeoutLayer::new(limits.body_timeout));
    let places = Arc::new(Semaphore::new(limits.connections_max));
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &places) => accepted,
            () = stop.cancelled() => return,
        };
        match accepted {
            Ok((place, socket, peer)) => {
                let (routes, stop) = (routes.clone(), stop.clone());
                tasks.spawn(async move {
                    connection((socket, peer), routes, limits, stop).await;
                    drop(place);
                });
            }
            Err(error) => {
                tracing::warn!(%error, "cannot accept an HTTP connection");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// First the place, then the connection: one that waits costs no file handle.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> std::io::Result<(OwnedSemaphorePermit, TcpStream, SocketAddr)> {
    let place = places.clone().acquire_owned().await.map_err(std::io::Error::other)?;
    let (socket, peer) = listener.accept().await?;
    // Events of a stream are small and wanted at once.
    socket.set_nodelay(true)?;
    Ok((place, socket, peer))
}

async fn connection(
    (socket, peer): (TcpStream, SocketAddr),
    routes: Router,
    limits: Limits,
    stop: CancellationToken,
) {
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request: Request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        routes.clone().oneshot(request)
    });
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(limits.header_timeout);
    let mut served = pin!(builder.serve_connection(TokioIo::new(socket), service));
    let ended = tokio::select! {
        ended = served.as_mut() => ended,
        () = stop.cancelled() => {
            served.as_mut().graceful_shutdown();
            served.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%peer, %error, "HTTP connection failed");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Bytes;
    use axum::routing::{get, post};
    use futures::stream;
    use std::time::Instant;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::Notify;

    const PATIENCE: Duration = Duration::from_secs(20);
    const TICK: Duration = Duration::from_millis(100);

    struct Server {
        address: SocketAddr,
        stop: CancellationToken,
        tasks: TaskTracker,
        /// Told when `/slow` was reached.
        reached: Arc<Notify>,
        /// Lets `/slow` answer.
        go_on: Arc<Notify>,
    }

    async fn server(connections_max: usize, header_timeout: Duration) -> Server {
        let limits = Limits { connections_max, header_timeout, body_timeout: TICK };
        let (reached, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
        let (tell, wait) = (reached.clone(), go_on.clone());
        let ticks = || {
            stream::unfold(0, |tick| async move {
                tokio::time::sleep(TICK).await;
                (tick < 5).then(|| (Ok::<_, std::io::Error>(format!("tick {tick};")), tick + 1))
            })
        };
        let slow = move || async move {
            tell.notify_one();
            wait.notified().await;
            "slow"
        };
        let routes =
            Router::new()
                .route(
                    "/",
                    get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move {
                        peer.ip().to_string()
                    }),
                )
                .route("/stream", get(move || async move { Body::from_stream(ticks()) }))
                .route("/slow", get(slow))
                .route("/body", post(|body: Bytes| async move { body.len().to_string() }));
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, tasks) = (CancellationToken::new(), TaskTracker::new());
        tasks.spawn(serve(listener, routes, limits, stop.clone(), tasks.clone()));
        Server { address, stop, tasks, reached, go_on }
    }

    impl Server {
        async fn sent(&self, text: &str) -> TcpStream {
            let mut socket = TcpStream::connect(self.address).await.unwrap();
            socket.write_all(text.as_bytes()).await.unwrap();
            socket
        }
    }

    /// Everything until the server closes the connection.
    async fn read(mut socket: TcpStream) -> String {
        let mut bytes = Vec::new();
        let read = tokio::time::timeout(PATIENCE, socket.read_to_end(&mut bytes)).await;
        let _ = read.expect("the connection stays open");
        String::from_utf8(bytes).unwrap()
    }

    fn whole(path: &str) -> String {
        format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
    }

    #[tokio::test]
    async fn who_does_not_finish_a_header_is_sent_away() {
        let server = server(10, TICK).await;
        for begun in ["", "GET /", "GET / HTTP/1.1\r\nhost: x\r\nx-slow: 1"] {
            assert_eq!(read(server.sent(begun).await).await, "", "{begun}");
        }
        // And who asks nothing more after an answer.
        let kept = read(server.sent("GET / HTTP/1.1\r\nhost: x\r\n\r\n").await).await;
        assert!(kept.starts_with("HTTP/1.1 200") && kept.ends_with("127.0.0.1"), "{kept}");
    }

    #[tokio::test]
    async fn a_body_that_stops_is_given_up() {
        let server = server(10, PATIENCE).await;
        let begun = "POST /body HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\nab";
        assert!(read(server.sent(begun).await).await.starts_with("HTTP/1.1 4"));
    }

    #[tokio::test]
    async fn beyond_the_limit_one_waits_for_a_place() {
        let server = server(1, 2 * TICK).await;
        let begun = Instant::now();
        let slow = server.sent("GET /").await;
        let answer = read(server.sent(&whole("/")).await).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(2 * TICK <= begun.elapsed(), "there was a second place");
        assert_eq!(read(slow).await, "");
    }

    #[tokio::test]
    async fn a_stream_outlives_the_header_timeout() {
        let server = server(10, TICK).await;
        let answer = read(server.sent(&whole("/stream")).await).await;
        assert!(answer.contains("tick 0;") && answer.contains("tick 4;"), "{answer}");
    }

    #[tokio::test]
    async fn what_is_under_way_is_answered_before_the_end() {
        let server = server(10, PATIENCE).await;
        let under_way = server.sent("GET /slow HTTP/1.1\r\nhost: x\r\n\r\n").await;
        let idle = server.sent("").await;
        server.reached.notified().await;
        server.stop.cancel();
        assert_eq!(read(idle).await, "");
        server.go_on.notify_one();
        let answer = read(under_way).await;
        assert!(answer.ends_with("slow"), "{answer}");
        server.tasks.close();
        tokio::time::timeout(PATIENCE, server.tasks.wait()).await.unwrap();
        assert!(TcpStream::connect(server.address).await.is_err());
    }
}
