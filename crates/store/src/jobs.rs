//! Durable jobs: rows that are leased, done, and taken away in the transaction that does them.
//!
//! A job is done at least once; what it changes in the store happens exactly once, because [`Tx::finish_job`] stands in the
//! same transaction as the change and fails where the lease was lost.

use tutela_model::clock::{HOUR, SECOND, Timestamp};
use tutela_model::id::{JobId, uuid_v7};
use tutela_model::rng::Rng;
use uuid::Uuid;

use crate::engine::Engine;
use crate::engine::run::Tx;
use crate::engine::value::{Row, values};
use crate::error::StoreError;

/// Failures after which a job is put aside for a person.
pub const MAX_ATTEMPTS: i64 = 12;

/// A leased job.
#[derive(Clone, Debug)]
pub struct Job {
    /// Its id.
    pub id: JobId,
    /// What is to be done.
    pub kind: String,
    /// For which record.
    pub subject: Option<Uuid>,
    /// How often it was tried before.
    pub attempts: i64,
    lease: Uuid,
}

/// A job as people see it.
#[derive(Clone, Debug)]
pub struct JobState {
    /// Its id.
    pub id: JobId,
    /// What is to be done.
    pub kind: String,
    /// When it is due.
    pub run_at: Timestamp,
    /// How often it was tried.
    pub attempts: i64,
    /// Since when it waits for a person.
    pub dead_at: Option<Timestamp>,
    /// Why the last try failed.
    pub last_error: Option<String>,
}

/// How long to wait after so many failures: 10 s, doubled each time, at most six hours.
pub fn back_off(attempts: i64) -> i64 {
    let doublings = u32::try_from(attempts.clamp(1, 20) - 1).unwrap_or(0);
    (10 * SECOND).saturating_mul(1_i64 << doublings).min(6 * HOUR)
}

impl Tx {
    /// Adds a job that is due at `run_at`.
    pub async fn add_job(
        &self,
        rng: &dyn Rng,
        kind: &'static str,
        subject: Option<Uuid>,
        run_at: Timestamp,
    ) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO job (id, kind, subject, run_at, attempts) VALUES ($1, $2, $3, $4, 0)",
            values![uuid_v7(run_at, rng), kind, subject, run_at],
        )
        .await
        .map(|_| ())
    }

    /// Adds a job of which there is one in the node, unless it stands already. One that was put aside is tried again.
    pub async fn ensure_job(
        &self,
        rng: &dyn Rng,
        kind: &'static str,
        run_at: Timestamp,
    ) -> Result<(), StoreError> {
        self.execute(
            "INSERT INTO job (id, kind, name, run_at, attempts) VALUES ($1, $2, $2, $3, 0) ON CONFLICT (name) DO UPDATE \
             SET run_at = excluded.run_at, attempts = 0, dead_at = NULL, last_error = NULL WHERE job.dead_at IS NOT NULL",
            values![uuid_v7(run_at, rng), kind, run_at],
        )
        .await
        .map(|_| ())
    }

    /// Makes the one job of this kind for a record due at `run_at`: the one that stands, also where it was put aside, else a new
    /// one.
    pub async fn hasten_job(
        &self,
        rng: &dyn Rng,
        kind: &'static str,
        subject: Uuid,
        run_at: Timestamp,
    ) -> Result<(), StoreError> {
        let hastened = self
            .execute(
                "UPDATE job SET run_at = $3, attempts = 0, dead_at = NULL, last_error = NULL WHERE kind = $1 AND subject = $2",
                values![kind, subject, run_at],
            )
            .await?;
        if hastened == 0 { self.add_job(rng, kind, Some(subject), run_at).await } else { Ok(()) }
    }

    /// Leases up to `limit` jobs that are due, each for as many microseconds as `lease` says of its kind: so long it waits after
    /// a worker was killed. Workers on other nodes skip what is locked.
    pub async fn lease_jobs(
        &self,
        rng: &dyn Rng,
        now: Timestamp,
        limit: u32,
        lease: impl Fn(&str) -> i64,
    ) -> Result<Vec<Job>, StoreError> {
        let sql = match self.engine() {
            Engine::Sqlite => {
                "SELECT id, kind, subject, attempts FROM job WHERE dead_at IS NULL AND run_at <= $1 \
                 AND (leased_until IS NULL OR leased_until <= $1) ORDER BY run_at LIMIT $2"
            }
            Engine::Postgres => {
                "SELECT id, kind, subject, attempts FROM job WHERE dead_at IS NULL AND run_at <= $1 \
                 AND (leased_until IS NULL OR leased_until <= $1) ORDER BY run_at LIMIT $2 FOR UPDATE SKIP LOCKED"
            }
        };
        let rows = self.rows(sql, values![now, limit]).await?;
        let mark = uuid_v7(now, rng);
        let mut jobs = Vec::with_capacity(rows.len());
        for row in &rows {
            let id: Uuid = row.get("id")?;
            let kind: String = row.get("kind")?;
            self.execute(
                "UPDATE job SET lease = $2, leased_until = $3 WHERE id = $1",
                values![id, mark, now.plus(lease(&kind))],
            )
            .await?;
            jobs.push(Job {
                id: JobId(id),
                kind,
                subject: row.get("subject")?,
                attempts: row.get("attempts")?,
                lease: mark,
            });
        }
        Ok(jobs)
    }

    /// Takes a done job away; in the transaction that holds its effect. An error means that another worker has it by now, and
    /// the transaction must not be committed.
    pub async fn finish_job(&self, job: &Job) -> Result<(), StoreError> {
        let gone = self
            .execute("DELETE FROM job WHERE id = $1 AND lease = $2", values![job.id.0, job.lease])
            .await?;
        if gone == 1 { Ok(()) } else { Err(StoreError::LeaseLost) }
    }

    /// Puts a job back for `run_at`: done for now, its failures forgotten.
    pub async fn repeat_job(&self, job: &Job, run_at: Timestamp) -> Result<(), StoreError> {
        let kept = self
            .execute(
                "UPDATE job SET run_at = $3, attempts = 0, lease = NULL, leased_until = NULL, last_error = NULL \
                 WHERE id = $1 AND lease = $2",
                values![job.id.0, job.lease, run_at],
            )
            .await?;
        if kept == 1 { Ok(()) } else { Err(StoreError::LeaseLost) }
    }

    /// Notes a failure: tried again after [`back_off`], put aside for a person after [`MAX_ATTEMPTS`], or at once
    /// where trying again cannot help (`for_good`). `error` must not hold
    /// content.
    pub async fn fail_job(
        &self,
        job: &Job,
        now: Timestamp,
        error: &str,
        for_good: bool,
    ) -> Result<(), StoreError> {
        let attempts = job.attempts + 1;
        let dead = (for_good || attempts >= MAX_ATTEMPTS).then_some(now);
        self.execute(
            "UPDATE job SET attempts = $3, run_at = $4, dead_at = $5, last_error = $6, lease = NULL, leased_until = NULL \
             WHERE id = $1 AND lease = $2",
            values![job.id.0, job.lease, attempts, now.plus(back_off(attempts)), dead, error],
        )
        .await
        .map(|_| ())
    }

    /// When the next job is due that nobody has in hand.
    pub async fn next_job_due(&self, now: Timestamp) -> Result<Option<Timestamp>, StoreError> {
        let row = self
            .row(
                "SELECT run_at FROM job WHERE dead_at IS NULL AND (leased_until IS NULL OR leased_until <= $1) \
                 ORDER BY run_at LIMIT 1",
                values![now],
            )
            .await?;
        row.map(|row| row.time("run_at")).transpose()
    }

    /// Jobs that failed and wait for a person, or are being tried again.
    pub async fn troubled_jobs(&self, limit: u32) -> Result<Vec<JobState>, StoreError> {
        let rows = self
            .rows(
                "SELECT id, kind, run_at, attempts, dead_at, last_error FROM job WHERE attempts > 0 ORDER BY run_at LIMIT $1",
                values![limit],
            )
            .await?;
        rows.iter().map(job_state).collect()
    }
}

fn job_state(row: &Row) -> Result<JobState, StoreError> {
    Ok(JobState {
        id: JobId(row.get("id")?),
        kind: row.get("kind")?,
        run_at: row.time("run_at")?,
        attempts: row.get("attempts")?,
        dead_at: row.time_option("dead_at")?,
        last_error: row.get("last_error")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_six_hours() {
        assert_eq!(back_off(1), 10 * SECOND);
        assert_eq!(back_off(2), 20 * SECOND);
        assert_eq!(back_off(40), 6 * HOUR);
    }
}
