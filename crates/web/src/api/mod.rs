//! The APIs for machines. Every answer that is no success is a problem (RFC 9457) that names the field and says what to do.

mod budget;
mod key;
pub mod problem;
pub mod v1;

use std::sync::Arc;

use axum::Router;
use axum::extract::FromRef;
use tutela_workflow::Node;

use budget::Budgets;

/// What every endpoint works with.
#[derive(Clone)]
pub(crate) struct ApiState {
    node: Node,
    budgets: Arc<Budgets>,
}

impl FromRef<ApiState> for Node {
    fn from_ref(state: &ApiState) -> Self {
        state.node.clone()
    }
}

impl FromRef<ApiState> for Arc<Budgets> {
    fn from_ref(state: &ApiState) -> Self {
        Arc::clone(&state.budgets)
    }
}

/// The routes under `/api`.
pub fn router(node: Node) -> Router {
    let state = ApiState { node, budgets: Arc::default() };
    v1::routes().with_state(state)
}
