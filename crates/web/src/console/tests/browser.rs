//! A browser without a screen.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_TYPE, COOKIE, HOST, LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use futures_util::StreamExt;
use tower::Service;
use tutela_model::access::Role;
use tutela_model::clock::SECOND;
use tutela_testkit::TestNode;
use tutela_workflow::people::{NewPerson, totp};

use crate::console::router;

/// A browser without a screen, which follows no redirect.
pub(super) struct Browser {
    app: Router,
    cookie: Option<String>,
}

/// What came back.
pub(super) struct Page {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) html: String,
}

impl Page {
    /// Where it leads.
    pub(super) fn location(&self) -> &str {
        self.headers.get(LOCATION).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    #[track_caller]
    pub(super) fn has(&self, text: &str) -> &Self {
        assert!(self.html.contains(text), "{} lacks {text:?}:\n{}", self.status, self.html);
        self
    }

    #[track_caller]
    pub(super) fn lacks(&self, text: &str) -> &Self {
        assert!(!self.html.contains(text), "{} has {text:?}", self.status);
        self
    }
}

impl Browser {
    /// A browser in which nobody has signed in.
    pub(super) fn new(node: &TestNode) -> Self {
        Self { app: router((**node).clone()), cookie: None }
    }

    /// A browser in which somebody of a role has signed in.
    pub(super) async fn signed_in(node: &TestNode, role: Role) -> Self {
        let person = node.credentials(role).await;
        let mut browser = Self::new(node);
        let page = browser.enter(node, &person).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
        browser
    }

    /// Signs somebody in, and keeps the cookie.
    pub(super) async fn enter(&mut self, node: &TestNode, person: &NewPerson) -> Page {
        let code = code(node, person);
        let typed = [("name", person.person.name.as_str()), ("password", &person.password), ("code", &code)];
        let page = self.post("/console/sign-in", &typed).await;
        if let Some(cookie) = page.headers.get(SET_COOKIE) {
            self.cookie = cookie.to_str().unwrap().split(';').next().map(str::to_owned);
        }
        page
    }

    pub(super) async fn get(&self, path: &str) -> Page {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Sends a form as a page of the console does.
    pub(super) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        self.post_with(path, fields, &[("sec-fetch-site", "same-origin")]).await
    }

    pub(super) async fn post_with(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> Page {
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let mut request = Request::builder().method(Method::POST).uri(path);
        request =
            request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").header(HOST, "desk.example");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Body::from(form)).unwrap()).await
    }

    /// The beginning of an answer that never ends.
    pub(super) async fn first_event(&self, path: &str) -> (StatusCode, String) {
        let mut request = Request::get(path).body(Body::empty()).unwrap();
        if let Some(cookie) = &self.cookie {
            request.headers_mut().insert(COOKIE, cookie.parse().unwrap());
        }
        let response = self.app.clone().call(request).await.unwrap();
        let status = response.status();
        let first = response.into_body().into_data_stream().next().await;
        let text = first.map(|part| String::from_utf8(part.unwrap().to_vec()).unwrap());
        (status, text.unwrap_or_default())
    }

    async fn send(&self, mut request: Request<Body>) -> Page {
        if let Some(cookie) = &self.cookie {
            request.headers_mut().insert(COOKIE, cookie.parse().unwrap());
        }
        let response = self.app.clone().call(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let html = String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap();
        Page { status: parts.status, headers: parts.headers, html }
    }
}

/// The code that somebody's authenticator shows now.
pub(super) fn code(node: &TestNode, person: &NewPerson) -> String {
    let seconds = u64::try_from(node.now().micros() / SECOND).unwrap();
    totp(node, &person.person, &person.totp_secret).unwrap().generate(seconds).to_string()
}
