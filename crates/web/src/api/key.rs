//! Who asks: a key in `Authorization: Bearer …`, with its scope and budget. Checked before any of the body is read.

use std::sync::Arc;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use tutela_model::api_key::{ApiKey, Scope};
use tutela_workflow::{Node, people};

use super::budget::Budgets;
use super::problem::Problem;

/// A key of scope `report`, within its budget.
pub(crate) struct ReportKey(pub(crate) ApiKey);

/// A key of scope `viewing`, within its budget.
pub(crate) struct ViewingKey(pub(crate) ApiKey);

impl<S> FromRequestParts<S> for ReportKey
where
    S: Send + Sync,
    Node: FromRef<S>,
    Arc<Budgets>: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        key(parts, state, Scope::Report).await.map(Self)
    }
}

impl<S> FromRequestParts<S> for ViewingKey
where
    S: Send + Sync,
    Node: FromRef<S>,
    Arc<Budgets>: FromRef<S>,
{
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        key(parts, state, Scope::Viewing).await.map(Self)
    }
}

async fn key<S>(parts: &Parts, state: &S, scope: Scope) -> Result<ApiKey, Problem>
where
    Node: FromRef<S>,
    Arc<Budgets>: FromRef<S>,
{
    let node = Node::from_ref(state);
    let header = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let secret = header
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let found = match secret {
        Some((_, secret)) => people::authenticate(&node, secret.trim()).await?,
        None => None,
    };
    let Some(key) = found else {
        return Err(Problem::new(
            StatusCode::UNAUTHORIZED,
            "send a valid key as `Authorization: Bearer KEY`",
        )
        .with_header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")));
    };
    if key.scope != scope {
        let detail =
            format!("this key has the scope `{}`, and `{scope}` is needed: ask for another key", key.scope);
        return Err(Problem::new(StatusCode::FORBIDDEN, detail));
    }
    Arc::<Budgets>::from_ref(state).take(&key, node.now()).map_err(|seconds| {
        let detail = format!(
            "this key may ask {} times a minute: wait {seconds} s, or ask for a larger budget",
            key.budget
        );
        Problem::new(StatusCode::TOO_MANY_REQUESTS, detail)
            .with_header(header::RETRY_AFTER, HeaderValue::from(seconds))
    })?;
    Ok(key)
}
