//! A dialect: which keys it takes, and in which shape it says what went wrong.

use std::marker::PhantomData;

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use tutela_model::api_key::Scope;
use tutela_workflow::Error;

use crate::api::key::{Key, Needs};
use crate::api::refused::Refused;

/// A dialect.
pub(super) trait Dialect: Send + 'static {
    /// The scope that its keys need.
    const SCOPE: Scope;
    /// The media type of what it says went wrong.
    const MEDIA: &'static str;

    /// What it says went wrong.
    fn write(message: &str) -> String;
}

/// A key for a dialect, as a password or a bearer's.
pub(super) type DialectKey<D> = Key<Of<D>>;

/// What a dialect needs of a key.
pub(super) struct Of<D>(PhantomData<D>);

impl<D: Dialect> Needs for Of<D> {
    const SCOPE: Scope = D::SCOPE;
    const BASIC: bool = true;
    type Refusal = Failed<D>;
}

/// What went wrong, said in a dialect.
#[derive(Debug)]
pub(super) struct Failed<D>(Refused, PhantomData<fn() -> D>);

impl<D> Failed<D> {
    /// What was sent is wrong.
    pub(super) fn bad(message: impl Into<String>) -> Self {
        Refused::bad(message).into()
    }

    /// Another failure.
    pub(super) fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Refused::new(status, message).into()
    }
}

impl<D> From<Refused> for Failed<D> {
    fn from(refused: Refused) -> Self {
        Self(refused, PhantomData)
    }
}

impl<D> From<Error> for Failed<D> {
    fn from(error: Error) -> Self {
        Refused::from(error).into()
    }
}

impl<D: Dialect> IntoResponse for Failed<D> {
    fn into_response(self) -> Response {
        let mut response = (self.0.status, D::write(&self.0.detail)).into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(D::MEDIA));
        Refused::mark(self.0.header, &mut response);
        response
    }
}

/// What is answered for a path that the dialect does not have.
pub(super) async fn no_such_path<D: Dialect>() -> Failed<D> {
    Failed::new(StatusCode::NOT_FOUND, "this node does not answer here: see its page on this dialect")
}

/// What is answered for a method that the path does not have.
pub(super) async fn wrong_method<D: Dialect>() -> Failed<D> {
    Failed::new(StatusCode::METHOD_NOT_ALLOWED, "this path takes another method")
}
