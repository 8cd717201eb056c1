//! What is done with one key: another secret, an end.

use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::post;
use tutela_model::clock::{DAY, Timestamp};
use tutela_workflow::people;

use super::failure::Failed;
use super::fields::Fields;
use super::keys::{PATH, again, build};
use super::problem::{Problem, problems};
use super::signed_in::SignedInViewer;
use super::{Console, flash, render};

/// Every act.
pub(super) fn routes() -> Router<Console> {
    Router::new()
        .route("/console/keys/{id}/rotate", post(rotate))
        .route("/console/keys/{id}/expire", post(expire))
}

/// The end of a day that was typed, as `2026-11-24`; `None` where nothing was.
pub(super) fn end_of_day(typed: &str) -> Result<Option<Timestamp>, ()> {
    match typed.trim() {
        "" => Ok(None),
        day if day.len() == 10 => Timestamp::parse(&format!("{day}T23:59:59Z")).map(Some).ok_or(()),
        _ => Err(()),
    }
}

/// A row of the table has no field of that id: the sentence stands alone.
fn unplaced(problems: Vec<Problem>) -> Vec<Problem> {
    problems.into_iter().map(|problem| Problem { field: None, ..problem }).collect()
}

async fn rotate(me: SignedInViewer, Path(id): Path<String>, form: Fields) -> Result<Response, Failed> {
    let days: Option<i64> = form.get("grace").trim().parse().ok();
    let Some(days) = days.filter(|days| (0..=30).contains(days)) else {
        let problem = Problem::plain(me.texts.get("wrong-grace"));
        return again(&me, &Fields::default(), vec![problem]).await;
    };
    match people::rotate_key(&me.node, Some(&me.viewer), me.named(&id)?, days * DAY).await {
        Ok(new) => {
            let mut page = build(&me, &Fields::default(), Vec::new(), None).await?;
            page.told = Some((new.key.name, new.secret));
            Ok(render::page(StatusCode::OK, &page))
        }
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            again(&me, &Fields::default(), unplaced(wrong)).await
        }
    }
}

async fn expire(me: SignedInViewer, Path(id): Path<String>, form: Fields) -> Result<Response, Failed> {
    let Ok(at) = end_of_day(form.get("expires")) else {
        let problem = Problem::plain(me.texts.get("wrong-day"));
        return again(&me, &Fields::default(), vec![problem]).await;
    };
    match people::expire_key(&me.node, Some(&me.viewer), me.named(&id)?, at).await {
        Ok(()) => Ok(render::see(&flash::with(PATH, "key_ends"))),
        Err(error) => {
            let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
            again(&me, &Fields::default(), unplaced(wrong)).await
        }
    }
}
