//! How long each kind of record is kept, and why something is erased.

use crate::clock::{DAY, Timestamp};
use crate::named_enum;
use crate::report_state::{Decision, Status};

named_enum! {
    /// A kind of record that goes when its time is over.
    Kept {
        /// Reports that were not for this desk, or named nothing illegal.
        NotOurs = "not_ours",
        /// Reports that did not hold enough to act on.
        Informational = "informational",
        /// Reports that were acted on and are done: everything gone, or closed.
        Done = "done",
        /// The text of letters that left the house.
        Letters = "letters",
        /// Alerts of which somebody took note.
        Alerts = "alerts",
        /// Jobs that were put aside.
        Jobs = "jobs",
        /// Details of audit entries; the entries themselves stay.
        AuditDetails = "audit_details",
    }
}

named_enum! {
    /// Why a report was erased.
    ErasureReason {
        /// Its time was over.
        Time = "time",
        /// Its reporter asked for it.
        ReporterAsked = "reporter_asked",
        /// A court or an authority ordered it.
        Ordered = "ordered",
        /// It came by mistake, or holds what must not be kept.
        Mistake = "mistake",
        /// It was erased before, and came back with a restored backup.
        Again = "again",
    }
}

/// How many days each kind is kept; 0 keeps it for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retention {
    /// Reports that were not for this desk, or named nothing illegal: from the decision on.
    pub not_ours_days: u32,
    /// Reports that did not hold enough to act on: from the decision on.
    pub informational_days: u32,
    /// Reports that were acted on: from when they were done.
    pub done_days: u32,
    /// The text of letters: from when they were sent.
    pub letters_days: u32,
    /// Alerts: from when somebody took note.
    pub alerts_days: u32,
    /// Jobs: from when they were put aside.
    pub jobs_days: u32,
    /// Details of audit entries: from when they happened.
    pub audit_details_days: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Self {
            not_ours_days: 90,
            informational_days: 90,
            done_days: 365,
            letters_days: 90,
            alerts_days: 365,
            jobs_days: 90,
            audit_details_days: 1_095,
        }
    }
}

impl Retention {
    /// How many days a kind is kept; `None` where it is kept for ever.
    pub const fn days(&self, kind: Kept) -> Option<u32> {
        let days = match kind {
            Kept::NotOurs => self.not_ours_days,
            Kept::Informational => self.informational_days,
            Kept::Done => self.done_days,
            Kept::Letters => self.letters_days,
            Kept::Alerts => self.alerts_days,
            Kept::Jobs => self.jobs_days,
            Kept::AuditDetails => self.audit_details_days,
        };
        if days == 0 { None } else { Some(days) }
    }

    /// Records of this kind that were done with at this moment or before have had their time; `None` where it is kept for ever.
    pub fn before(&self, kind: Kept, now: Timestamp) -> Option<Timestamp> {
        self.days(kind).map(|days| now.plus(-i64::from(days) * DAY))
    }

    /// When a report is due: `None` while the desk is not done with it, or where its kind is kept for ever. A report that nobody
    /// decided is never due.
    pub fn due(
        &self,
        decision: Decision,
        status: Status,
        decided_at: Timestamp,
        done_at: Option<Timestamp>,
    ) -> Option<(Kept, Timestamp)> {
        let (kind, from) = match decision {
            Decision::OutOfRemit | Decision::NotIllegal => (Kept::NotOurs, decided_at),
            Decision::Informational => (Kept::Informational, decided_at),
            Decision::Actionable => match status {
                Status::Removed | Status::Closed => (Kept::Done, done_at.unwrap_or(decided_at)),
                Status::Received | Status::LookedAt | Status::PassedOn => return None,
            },
        };
        self.days(kind).map(|days| (kind, from.plus(i64::from(days) * DAY)))
    }

    /// The shortest time for which a report of any kind is kept after its decision: nothing younger can be due.
    pub fn shortest(&self) -> Option<u32> {
        [Kept::NotOurs, Kept::Informational, Kept::Done].iter().filter_map(|kind| self.days(*kind)).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const THEN: Timestamp = Timestamp::from_micros(0);

    #[test]
    fn a_report_is_due_only_when_the_desk_is_done_with_it() {
        let rules = Retention::default();
        let due = |decision, status, done| rules.due(decision, status, THEN, done).map(|(_, at)| at);
        assert_eq!(due(Decision::Actionable, Status::PassedOn, None), None);
        assert_eq!(
            due(Decision::Actionable, Status::Removed, Some(THEN.plus(DAY))),
            Some(THEN.plus(366 * DAY))
        );
        assert_eq!(due(Decision::OutOfRemit, Status::Closed, Some(THEN)), Some(THEN.plus(90 * DAY)));
    }

    #[test]
    fn nought_days_keep_for_ever() {
        let rules = Retention { informational_days: 0, ..Retention::default() };
        assert_eq!(rules.due(Decision::Informational, Status::Closed, THEN, None), None);
        assert_eq!(rules.before(Kept::Informational, THEN), None);
        assert_eq!(rules.shortest(), Some(90));
    }

    #[test]
    fn every_kind_has_its_days() {
        for kind in Kept::ALL {
            assert!(Retention::default().days(*kind).is_some(), "{kind}");
        }
    }
}
