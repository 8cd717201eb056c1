//! Dialects: the interfaces that platforms' clients speak already, so that a platform changes an address and a key, and no code.
//!
//! Each asks through the same look-ups as our own API: keys with a scope, budgets, counts in the audit log. Where a dialect takes
//! an address, it is compared with lists of addresses. Nothing is ever fetched.

mod dialect;
mod hash_sharing;
mod hma;
mod shield;
#[cfg(test)]
mod tests;

use axum::Router;

use crate::api::ApiState;

/// The routes under `/compat`.
pub(crate) fn routes() -> Router<ApiState> {
    hash_sharing::routes().merge(hma::routes()).merge(shield::routes())
}
