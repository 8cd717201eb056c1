//! The APIs for machines. Every answer that is no success is a problem (RFC 9457) that names the field and says what to do.

pub(crate) mod asking;
pub(crate) mod budget;
pub(crate) mod key;
pub mod problem;
pub(crate) mod refused;
pub(crate) mod upload;
pub mod v1;

use std::sync::Arc;

use axum::Router;
use axum::extract::FromRef;
use tutela_workflow::Node;

use budget::Budgets;
use upload::Uploads;

/// What every endpoint works with.
#[derive(Clone)]
pub(crate) struct ApiState {
    node: Node,
    budgets: Arc<Budgets>,
    uploads: Arc<Uploads>,
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

impl FromRef<ApiState> for Arc<Uploads> {
    fn from_ref(state: &ApiState) -> Self {
        Arc::clone(&state.uploads)
    }
}

/// The routes under `/api` and, with the same budgets, those of the dialects under `/compat`.
pub fn router(node: Node) -> Router {
    let state = ApiState { node, budgets: Arc::default(), uploads: Arc::default() };
    v1::routes().merge(crate::compat::routes()).with_state(state)
}
