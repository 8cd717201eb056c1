//! `GET /api/v1/figures`: what became of the reports of a key.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use tutela_model::figures::Rounded;
use tutela_workflow::Node;
use tutela_workflow::figures::{MonthOfSender, SenderFigures, own_figures};
use utoipa::ToSchema;

use crate::api::key::{Key, Reporting};
use crate::api::problem::Problem;

/// What became of the reports of a key, in the last twelve whole months. Every number is rounded to the nearest five; `null` is below five.
/// Totals are sums of the rounded numbers.
#[derive(Debug, Serialize, ToSchema)]
pub struct Figures {
    /// By the month in which the reports came, oldest first.
    months: Vec<Month>,
    /// How many reports lacked each thing, most first; one report may lack several.
    missing: Vec<Lacking>,
    /// How many reports lacked nothing.
    complete: Option<u64>,
    /// How many hosts were told.
    hosts_told: Option<u64>,
    /// How much of that is gone.
    gone: Option<u64>,
    /// Half of the reports had been looked at within so many hours; `null` below twenty reports.
    looked_at_hours: Option<u64>,
    /// Half of the reports had been decided within so many hours.
    decided_hours: Option<u64>,
    /// Half of what hosts were told of was gone so many hours after the report came.
    gone_hours: Option<u64>,
}

/// A month.
#[derive(Debug, Serialize, ToSchema)]
pub struct Month {
    /// Which.
    #[schema(example = "2026-10")]
    month: String,
    /// Reports that came.
    received: Option<u64>,
    /// Reports that held enough to work on.
    actionable: Option<u64>,
    /// Reports about which something else was decided.
    otherwise: Option<u64>,
    /// Reports that are not decided.
    undecided: Option<u64>,
}

/// What is missing.
#[derive(Debug, Serialize, ToSchema)]
pub struct Lacking {
    /// `what`, `who`, `where`, `when`, `address_time` or `address_port`.
    #[schema(value_type = String, example = "who")]
    what: &'static str,
    /// In how many reports.
    reports: Option<u64>,
}

impl Month {
    fn of(month: &MonthOfSender) -> Self {
        Self {
            month: month.month.to_string(),
            received: month.received().told(),
            actionable: month.actionable.told(),
            otherwise: month.otherwise.told(),
            undecided: month.undecided.told(),
        }
    }
}

impl Figures {
    fn of(found: &SenderFigures) -> Self {
        let told = |number: Rounded| number.told();
        let lacking = found.missing.iter();
        Self {
            months: found.months.iter().map(Month::of).collect(),
            missing: lacking.map(|(what, n)| Lacking { what: what.as_str(), reports: told(*n) }).collect(),
            complete: told(found.complete),
            hosts_told: told(found.told),
            gone: told(found.gone),
            looked_at_hours: found.looked_at_hours,
            decided_hours: found.decided_hours,
            gone_hours: found.gone_hours,
        }
    }
}

/// Ask what became of the reports that this key sent, and what they lack most.
#[utoipa::path(
    get,
    path = "/api/v1/figures",
    tag = "reports",
    security(("key" = [])),
    responses(
        (status = 200, description = "The last twelve whole months", body = Figures),
        (status = 401, description = "No valid key", body = Problem, content_type = "application/problem+json"),
        (status = 403, description = "A key of another scope", body = Problem, content_type = "application/problem+json"),
        (status = 429, description = "The key's budget is used up", body = Problem, content_type = "application/problem+json"),
    )
)]
pub(super) async fn get(
    State(node): State<Node>,
    Key { key, .. }: Key<Reporting>,
) -> Result<Json<Figures>, Problem> {
    Ok(Json(Figures::of(&own_figures(&node, &key).await?)))
}
