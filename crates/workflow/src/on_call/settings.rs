//! The time zone of the plan, and how long the first person has before the next is told.

use tutela_model::access::Permission;
use tutela_model::clock::MINUTE;
use tutela_model::field_error::{FieldError, Problem};
use tutela_model::on_call::zone;
use tutela_store::Tx;
use tutela_store::records::setting;

use crate::error::Error;
use crate::node::{Node, Viewer};

/// Minutes that the first person has, until somebody sets another number.
const USUAL_MINUTES: u32 = 10;
/// At most so many.
const MOST_MINUTES: u32 = 240;
/// At least so many: whoever is woken needs some to get to a desk.
const LEAST_MINUTES: u32 = 2;

/// What is set for being on call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnCallSettings {
    /// The time zone in which the hours are meant.
    pub zone: String,
    /// Minutes after which the next person is told.
    pub minutes: u32,
}

impl OnCallSettings {
    /// The same in microseconds.
    pub(crate) fn patience(&self) -> i64 {
        i64::from(self.minutes) * MINUTE
    }
}

/// What is set.
pub(crate) async fn settings(tx: &Tx) -> Result<OnCallSettings, Error> {
    let zone = setting::get(tx, setting::ON_CALL_ZONE).await?.unwrap_or_else(|| "UTC".to_owned());
    let minutes = setting::get(tx, setting::ON_CALL_MINUTES).await?.and_then(|text| text.parse().ok());
    Ok(OnCallSettings { zone, minutes: minutes.unwrap_or(USUAL_MINUTES) })
}

/// Sets the time zone and the minutes. The hours of the plan stay as written, and are meant in the new zone.
pub async fn set_on_call(
    node: &Node,
    viewer: &Viewer,
    zone_name: &str,
    minutes: &str,
) -> Result<OnCallSettings, Error> {
    viewer.must(Permission::ManageOnCall)?;
    let mut errors = Vec::new();
    let name = zone_name.trim();
    if zone(name).is_none() {
        let expected = "write the name of a time zone such as Europe/Vilnius".to_owned();
        errors.push(FieldError::new("zone", Problem::Malformed { expected }));
    }
    let minutes = minutes.trim().parse().ok().filter(|n| (LEAST_MINUTES..=MOST_MINUTES).contains(n));
    if minutes.is_none() {
        let expected = format!("write a number of minutes from {LEAST_MINUTES} to {MOST_MINUTES}");
        errors.push(FieldError::new("minutes", Problem::Malformed { expected }));
    }
    let Some(minutes) = minutes.filter(|_| errors.is_empty()) else { return Err(Error::Fields(errors)) };
    let set = OnCallSettings { zone: name.to_owned(), minutes };
    let set = &set;
    node.store()
        .run("set on call", |tx| async move {
            let now = node.now();
            setting::set(&tx, setting::ON_CALL_ZONE, &set.zone, now).await?;
            setting::set(&tx, setting::ON_CALL_MINUTES, &set.minutes.to_string(), now).await?;
            let detail = format!("zone={} minutes={}", set.zone, set.minutes);
            Ok::<_, Error>(
                tx.audit([node.entry(viewer.actor(), "on_call.set", "node".into(), detail)]).await?,
            )
        })
        .await?;
    Ok(set.clone())
}
