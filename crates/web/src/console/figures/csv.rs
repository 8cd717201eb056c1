//! A table of the dashboard as a file.

use axum::extract::Path;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use tutela_workflow::Error;

use super::sections::sections;
use super::{period, read};
use crate::console::failure::Failed;
use crate::console::fields::Asked;
use crate::console::signed_in::SignedInViewer;

/// Gives the table of a section.
pub(super) async fn download(
    me: SignedInViewer,
    Path(name): Path<String>,
    Asked(query): Asked,
) -> Result<Response, Failed> {
    let (totals, named) = read(&me, period(&query)).await?;
    let sections = sections(me.texts, &totals, named.as_ref(), &me.node.settings().figures);
    let section = sections.iter().find(|section| section.id == name);
    let table = section.and_then(|section| section.table.as_ref());
    let table = table.ok_or_else(|| me.failed(&Error::NotFound("table")))?;
    let (first, last) = (totals.span.first, totals.span.last);
    // The name is one of ours: nothing of the request stands in it.
    let id = section.map_or("", |section| section.id);
    let file = format!("attachment; filename=\"tutela-{id}-{first}-{last}.csv\"");
    // Spreadsheets take the text for that of their country without the mark.
    let text = format!("\u{feff}{}", table.csv());
    let headers = [(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, file)];
    Ok((headers, text).into_response())
}
