//! The regular job that forgets what has had its time.

use tutela_model::clock::{DAY, MINUTE};
use tutela_model::exposure::day;
use tutela_model::letter::LetterAbout;
use tutela_store::jobs::Job;
use tutela_store::records::{console_session, exposure, mail, one_time, viewing_token};

use super::JobError;
use crate::node::Node;
use crate::people::{IDLE, LONGEST};
use crate::team;

/// Days for which it is kept what somebody was exposed to: long enough to see a year, no longer.
const EXPOSURE_KEPT: i64 = 400;

pub(super) const KIND: &str = "tidy";

pub(super) async fn tidy(node: &Node, job: &Job) -> Result<(), JobError> {
    node.store()
        .run("tidy", |tx| async move {
            let now = node.now();
            console_session::delete_expired(&tx, now.plus(-IDLE), now.plus(-LONGEST)).await?;
            exposure::delete_before(&tx, day(now) - EXPOSURE_KEPT).await?;
            // Kept for a while after their time, so that whoever comes late is told so.
            one_time::delete_expired(&tx, now.plus(-90 * DAY)).await?;
            viewing_token::delete_expired(&tx, now.plus(-DAY)).await?;
            // A letter of a person may hold what lets them in: it goes at once. Others may still be asked after.
            mail::forget_own(&tx, Some(LetterAbout::Person), now.plus(-DAY)).await?;
            mail::forget_own(&tx, None, now.plus(-30 * DAY)).await?;
            team::forget_old(&tx, node).await?;
            Ok(tx.repeat_job(job, now.plus(10 * MINUTE)).await?)
        })
        .await
}
