//! A client without a network.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, Request, StatusCode};
use serde_json::Value;
use tower::Service;
use tutela_formats::list_entry::ListEntry;
use tutela_model::access::Role;
use tutela_model::api_key::Scope;
use tutela_model::clock::SECOND;
use tutela_model::list::{Action, ListSettings};
use tutela_testkit::{Engine, TestDatabase, TestNode, run_on};
use tutela_workflow::lists::{change_list, publish};
use tutela_workflow::read::{ListQuery, ListsQuery};

/// What the database keeps is tested on both engines elsewhere; answers are the same on either.
pub(super) fn on_a_node(test: impl AsyncFnOnce(TestNode)) {
    run_on(Engine::Sqlite, async |database: TestDatabase| {
        test(TestNode::start(&database).await).await;
    });
}

/// Imports a list, has it act by itself, shares and publishes it.
pub(super) async fn publish_list(node: &TestNode, name: &str, rows: &[ListEntry]) {
    node.import(name, rows).await;
    let senior = node.person(Role::SeniorAnalyst).await;
    let lines = node.read(&senior, ListsQuery).await.unwrap();
    let list = lines.into_iter().find(|line| line.size.list.name == name).unwrap().size.list;
    set(node, name, Action::Automatic).await;
    for (batch, _) in node.read(&senior, ListQuery { id: list.id }).await.unwrap().batches {
        if batch.published_at.is_none() {
            publish(node, &senior, batch.id).await.unwrap();
        }
    }
    node.run_due().await;
    node.clock.advance(SECOND);
}

/// Says what a match with a list leads to.
pub(super) async fn set(node: &TestNode, name: &str, action: Action) {
    let senior = node.person(Role::SeniorAnalyst).await;
    let lines = node.read(&senior, ListsQuery).await.unwrap();
    let list = lines.into_iter().find(|line| line.size.list.name == name).unwrap().size.list;
    change_list(node, Some(&senior), list.id, ListSettings { action, radius: list.radius, shared: true })
        .await
        .unwrap();
    node.run_due().await;
}

/// A client with a key.
pub(super) struct Asker {
    app: Router,
    authorization: String,
}

/// What came back.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) text: String,
}

impl Answer {
    #[track_caller]
    pub(super) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    /// The JSON of a success.
    #[track_caller]
    pub(super) fn good(&self) -> Value {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text);
        self.json()
    }

    /// Failed with this status, saying this.
    #[track_caller]
    pub(super) fn fails(&self, status: u16, said: &str) {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        assert!(self.text.contains(said), "{said:?} is not said: {}", self.text);
    }
}

impl Asker {
    /// With a new key of a scope.
    pub(super) async fn new(node: &TestNode, scope: Scope) -> Self {
        Self::with(node, &format!("Bearer {}", node.key(scope).await.secret))
    }

    /// With this header.
    pub(super) fn with(node: &TestNode, authorization: &str) -> Self {
        Self { app: crate::api::router((**node).clone()), authorization: authorization.to_owned() }
    }

    pub(super) async fn get(&self, path: &str) -> Answer {
        self.send("GET", path, "", Body::empty()).await
    }

    pub(super) async fn post(&self, path: &str, media: &str, body: impl Into<Body>) -> Answer {
        self.send("POST", path, media, body.into()).await
    }

    pub(super) async fn send(&self, method: &str, path: &str, media: &str, body: Body) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(AUTHORIZATION, &self.authorization)
            .header(CONTENT_TYPE, media)
            .body(body)
            .unwrap();
        let (parts, body) = self.app.clone().call(request).await.unwrap().into_parts();
        let text = String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap();
        Answer { status: parts.status, headers: parts.headers, text }
    }
}
