//! Starting, serving and stopping a node.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tutela_workflow::{Node, jobs};

use crate::error::Failure;

/// How long requests and jobs in hand may take after the stop was asked for.
const PATIENCE: Duration = Duration::from_secs(20);

/// A node that serves.
pub struct Running {
    /// The address it is reached at.
    pub address: SocketAddr,
    /// The node.
    pub node: Node,
    stop: watch::Sender<bool>,
    server: JoinHandle<()>,
    jobs: JoinHandle<()>,
}

/// Installs the TLS library's provider, once for the process.
pub fn install_tls() {
    // An error says that one is installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// Listens on an address.
pub async fn listen(address: &str) -> Result<TcpListener, Failure> {
    TcpListener::bind(address)
        .await
        .map_err(|problem| Failure::Listen { address: address.to_owned(), problem })
}

/// Serves a node until [`Running::stop`].
pub fn serve(node: Node, listener: TcpListener) -> Result<Running, Failure> {
    let address = listener.local_addr().map_err(|error| Failure::Said(error.to_string()))?;
    let (stop, stopped) = watch::channel(false);
    let jobs = tokio::spawn(jobs::run(node.clone(), stopped.clone()));
    let app = tutela_web::app(node.clone()).merge(health(node.clone()));
    let server = tokio::spawn(async move {
        let service = app.into_make_service_with_connect_info::<SocketAddr>();
        let mut stopped = stopped;
        let signal = async move {
            let _ = stopped.wait_for(|stop| *stop).await;
        };
        if let Err(error) = axum::serve(listener, service).with_graceful_shutdown(signal).await {
            tracing::error!(%error, "the server ended");
        }
    });
    Ok(Running { address, node, stop, server, jobs })
}

impl Running {
    /// Takes no more requests, finishes those and the jobs in hand, and closes the store.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        if tokio::time::timeout(PATIENCE, &mut self.server).await.is_err() {
            self.server.abort();
            tracing::warn!("some requests did not end in time and were cut off");
        }
        if tokio::time::timeout(PATIENCE, self.jobs).await.is_err() {
            tracing::warn!("some jobs did not end in time; they are taken up at the next start");
        }
        self.node.stop().await;
    }
}

/// `/healthz`: the process answers. `/readyz`: its store does too.
fn health(node: Node) -> Router {
    Router::new().route("/healthz", get(async || "ok\n")).route(
        "/readyz",
        get(async move || {
            if node.is_ready().await {
                (StatusCode::OK, "ready\n")
            } else {
                (StatusCode::SERVICE_UNAVAILABLE, "not ready\n")
            }
        }),
    )
}

/// Serves Prometheus metrics on an address of their own.
pub async fn serve_metrics(address: SocketAddr) -> Result<(), Failure> {
    let handle: PrometheusHandle = PrometheusBuilder::new()
        .install_recorder()
        .map_err(|error| Failure::Said(format!("the metrics could not be set up: {error}")))?;
    let handle = Arc::new(handle);
    let listener = listen(&address.to_string()).await?;
    let app = Router::new().route(
        "/metrics",
        get(move || {
            let handle = Arc::clone(&handle);
            async move { handle.render() }
        }),
    );
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, app).await {
            tracing::error!(%error, "the metrics server ended");
        }
    });
    Ok(())
}

/// The operator's wish to stop: interrupt or terminate.
pub struct StopSignals {
    interrupt: Signal,
    terminate: Signal,
}

impl StopSignals {
    /// Takes the signals over. To be called before anybody is told that the node is ready: until then they end the process.
    pub fn take_over() -> Result<Self, Failure> {
        let take = |kind| {
            signal(kind).map_err(|error| Failure::Said(format!("signals cannot be received: {error}")))
        };
        Ok(Self { interrupt: take(SignalKind::interrupt())?, terminate: take(SignalKind::terminate())? })
    }

    /// Waits for one of them.
    pub async fn wait(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}
