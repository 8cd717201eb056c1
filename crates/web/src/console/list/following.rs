//! The upstream that a list follows: where it is fetched from, and how that goes.

use tutela_model::clock::{HOUR, MINUTE, Timestamp};

use crate::console::moment::Moment;
use crate::texts::Texts;

/// What is known of a subscription.
pub(in crate::console) struct Subscription<'a> {
    pub(in crate::console) url: &'a str,
    pub(in crate::console) read_until: Timestamp,
    /// Microseconds from one reading to the next.
    pub(in crate::console) every: i64,
    pub(in crate::console) succeeded_at: Option<Timestamp>,
    pub(in crate::console) tried_at: Option<Timestamp>,
    pub(in crate::console) last_error: Option<&'a str>,
    pub(in crate::console) ended_at: Option<Timestamp>,
}

/// A subscription in words.
pub(in crate::console) struct Following {
    /// Without its scheme: it is to be read, and no page holds a whole address.
    pub(in crate::console) url: String,
    pub(in crate::console) every: String,
    pub(in crate::console) succeeded: Option<Moment>,
    /// Exactly, because what was changed upstream after it is not here yet.
    pub(in crate::console) read_until: Option<Moment>,
    /// Why the last try failed, and when that was.
    pub(in crate::console) error: Option<(String, Option<Moment>)>,
    pub(in crate::console) ended: Option<Moment>,
}

impl Following {
    /// Words for a subscription.
    pub(in crate::console) fn of(texts: Texts, found: &Subscription<'_>, now: Timestamp) -> Self {
        let moment = |at: Option<Timestamp>| at.map(|at| Moment::of(texts, at, now));
        let every = match found.every / MINUTE {
            minutes if minutes * MINUTE % HOUR == 0 && minutes > 0 => {
                texts.with("every-hours", "n", minutes * MINUTE / HOUR)
            }
            minutes => texts.with("every-minutes", "n", minutes.max(1)),
        };
        Self {
            url: found.url.split_once("://").map_or(found.url, |(_, rest)| rest).to_owned(),
            every,
            succeeded: moment(found.succeeded_at),
            // Before the first reading it is the beginning of time.
            read_until: moment(Some(found.read_until).filter(|at| at.micros() > 0)),
            error: found.last_error.map(|error| (error.to_owned(), moment(found.tried_at))),
            ended: moment(found.ended_at),
        }
    }
}
