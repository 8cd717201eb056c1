//! What an administrator does for one person: let in again, another role, a new password, new codes, the end of a pause.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::post;
use tutela_model::access::Role;
use tutela_workflow::{Error, people};

use super::failure::Failed;
use super::fields::Fields;
use super::people::{PATH, Told, again, build};
use super::problem::{Problem, problems};
use super::signed_in::SignedInViewer;
use super::{Console, flash, render};

/// Every act.
pub(super) fn routes() -> Router<Console> {
    Router::new()
        .route("/console/people/{id}/enable", post(enable))
        .route("/console/people/{id}/role", post(role))
        .route("/console/people/{id}/unlock", post(unlock))
        .route("/console/people/{id}/password", post(password))
        .route("/console/people/{id}/codes", post(codes))
}

async fn after(
    me: &SignedInViewer,
    done: Result<(), Error>,
    message: &'static str,
) -> Result<Response, Failed> {
    match done {
        Ok(()) => Ok(render::see(&flash::with(PATH, message))),
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            again(me, Fields::default(), wrong).await
        }
    }
}

async fn enable(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    let done = people::enable_person(&me.node, Some(&me.viewer), me.named(&id)?).await;
    after(&me, done, "enabled").await
}

async fn unlock(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    let done = people::unlock(&me.node, Some(&me.viewer), me.named(&id)?).await;
    after(&me, done, "unlocked").await
}

async fn role(me: SignedInViewer, Path(id): Path<String>, form: Fields) -> Result<Response, Failed> {
    let Some(role) = Role::parse(form.get("role")) else {
        let problem = Problem::plain(me.texts.get("wrong-role"));
        return again(&me, Fields::default(), vec![problem]).await;
    };
    let done = people::change_role(&me.node, Some(&me.viewer), me.named(&id)?, role).await;
    after(&me, done, "role_changed").await
}

async fn password(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    match people::reset_password(&me.node, Some(&me.viewer), me.named(&id)?).await {
        Ok((person, password)) => {
            let told = Told {
                name: person.name,
                password: Some(password.to_string()),
                secret: None,
                recovery: Vec::new(),
            };
            tell(&me, told).await
        }
        Err(error) => after(&me, Err(error), "enabled").await,
    }
}

async fn codes(me: SignedInViewer, Path(id): Path<String>) -> Result<Response, Failed> {
    match people::reset_codes(&me.node, Some(&me.viewer), me.named(&id)?).await {
        Ok(new) => {
            let secret = super::people::secret(&me.node, &new.person, &new.totp_secret)
                .map_err(|error| me.failed(&error))?;
            let recovery = new.recovery_codes.iter().map(str::to_owned).collect();
            tell(&me, Told { name: new.person.name, password: None, secret: Some(secret), recovery }).await
        }
        Err(error) => after(&me, Err(error), "enabled").await,
    }
}

async fn tell(me: &SignedInViewer, told: Told) -> Result<Response, Failed> {
    let mut page = build(me, Fields::default(), Vec::new(), None).await?;
    page.told = Some(told);
    Ok(render::page(StatusCode::OK, &page))
}
