//! Who asks: a key with its scope and budget, in `Authorization: Bearer …` or, where a dialect's clients send it so, as the
//! password of `Authorization: Basic …`. Checked before any of the body is read.

use std::marker::PhantomData;
use std::sync::Arc;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use tutela_model::api_key::{ApiKey, Scope};
use tutela_workflow::{Node, people};

use super::budget::Budgets;
use super::problem::Problem;
use super::refused::Refused;

/// What an endpoint asks of a key, and in which shape it refuses one.
pub(crate) trait Needs: Send + 'static {
    /// The scope that the key must cover.
    const SCOPE: Scope;
    /// Whether the key may also come as a password.
    const BASIC: bool = false;
    /// What is answered where there is no such key.
    type Refusal: From<Refused> + IntoResponse;
}

/// A key for sending reports.
pub(crate) struct Reporting;
/// A key for viewing tokens.
pub(crate) struct ViewingTokens;
/// A key for look-ups.
pub(crate) struct LookUps;

impl Needs for Reporting {
    const SCOPE: Scope = Scope::Report;
    type Refusal = Problem;
}

impl Needs for ViewingTokens {
    const SCOPE: Scope = Scope::Viewing;
    type Refusal = Problem;
}

impl Needs for LookUps {
    const SCOPE: Scope = Scope::Lookup;
    type Refusal = Problem;
}

/// A key that covers what is needed, within its budget: one request of it is taken.
pub(crate) struct Key<N> {
    /// The key.
    pub(crate) key: ApiKey,
    budgets: Arc<Budgets>,
    needs: PhantomData<fn() -> N>,
}

impl<N: Needs> Key<N> {
    /// Takes what a batch costs beyond the one request that was taken already.
    pub(crate) fn take_batch(&self, node: &Node, size: usize) -> Result<(), Refused> {
        let size = u32::try_from(size).unwrap_or(u32::MAX);
        if size > self.key.budget {
            return Err(Refused::batch(self.key.budget));
        }
        let more = size.saturating_sub(1);
        take(&self.budgets, &self.key, more, node)
    }

    /// Whether it may be told how near something is.
    pub(crate) fn tells_distance(&self) -> bool {
        self.key.scope.covers(Scope::Distance)
    }
}

impl<S, N> FromRequestParts<S> for Key<N>
where
    S: Send + Sync,
    N: Needs,
    Node: FromRef<S>,
    Arc<Budgets>: FromRef<S>,
{
    type Rejection = N::Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, N::Refusal> {
        let node = Node::from_ref(state);
        let key = valid(&node, &parts.headers, N::BASIC).await?;
        if !key.scope.covers(N::SCOPE) {
            return Err(Refused::scope(key.scope, N::SCOPE).into());
        }
        let budgets = Arc::<Budgets>::from_ref(state);
        take(&budgets, &key, 1, &node)?;
        Ok(Self { key, budgets, needs: PhantomData })
    }
}

async fn valid(node: &Node, headers: &HeaderMap, basic: bool) -> Result<ApiKey, Refused> {
    let sent = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (scheme, sent) = sent.and_then(|sent| sent.split_once(' ')).unwrap_or_default();
    let found = if scheme.eq_ignore_ascii_case("bearer") {
        people::authenticate(node, sent.trim()).await?
    } else if basic && scheme.eq_ignore_ascii_case("basic") {
        match password(sent.trim()) {
            Some(password) => people::authenticate(node, &password).await?,
            None => None,
        }
    } else {
        None
    };
    found.ok_or_else(|| Refused::no_key(basic))
}

/// The password of `Basic`; the user name is free, because a key says whose it is.
fn password(sent: &str) -> Option<String> {
    let pair = (sent.len() <= 1_024).then(|| STANDARD.decode(sent).ok()).flatten()?;
    let (_, password) = std::str::from_utf8(&pair).ok()?.split_once(':')?;
    Some(password.to_owned())
}

fn take(budgets: &Budgets, key: &ApiKey, requests: u32, node: &Node) -> Result<(), Refused> {
    let taken = budgets.take(key, requests, node.now());
    taken.map_err(|seconds| Refused::budget(key.budget, seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_name_is_free_and_a_password_may_hold_colons() {
        assert_eq!(password("dTpwOnE=").as_deref(), Some("p:q"));
        assert_eq!(password("Og==").as_deref(), Some(""));
        for wrong in ["", "dXA=", "!", "/////w=="] {
            assert_eq!(password(wrong), None, "{wrong}");
        }
    }
}
