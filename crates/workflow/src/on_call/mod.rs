//! On call: who reads, when; and that somebody is told of a report of danger now which nobody has opened.
//!
//! A mail of this kind says that a report needs its reader, and nothing else. What it is about is in the console alone.

mod mailbox;
mod plan;
mod reading;
mod settings;
mod watch;

pub use mailbox::{remove_mailbox, set_mailbox};
pub use plan::{NewTurn, add_turn, remove_turn};
pub use reading::reading;
pub(crate) use settings::settings;
pub use settings::{OnCallSettings, set_on_call};
pub(crate) use watch::{WATCH_DANGER, watch_danger};

use tutela_model::on_call::{Plan, zone};
use tutela_store::Tx;
use tutela_store::records::{on_call, person};

use crate::error::Error;

/// The plan, with the turns of those who can still sign in.
pub(crate) async fn plan(tx: &Tx) -> Result<Plan, Error> {
    let settings = settings(tx).await?;
    let zone = zone(&settings.zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let gone: Vec<_> =
        person::all(tx).await?.into_iter().filter(|person| person.disabled).map(|person| person.id).collect();
    let mut turns = on_call::turns(tx).await?;
    turns.retain(|turn| turn.person.is_none_or(|person| !gone.contains(&person)));
    Ok(Plan { zone, turns })
}
