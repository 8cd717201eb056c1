//! Typed identifiers. All are UUIDv7, so that new rows land side by side in every index.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

use crate::clock::Timestamp;
use crate::rng::{Rng, random};

/// A new UUIDv7. The time inside is `at` to the millisecond: pass a coarsened time where the minute must not be kept.
pub fn uuid_v7(at: Timestamp, rng: &dyn Rng) -> Uuid {
    uuid::Builder::from_unix_timestamp_millis(at.millis(), &random(rng)).into_uuid()
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id that carries the time `at`.
            pub fn new(at: Timestamp, rng: &dyn Rng) -> Self {
                Self(uuid_v7(at, rng))
            }

            /// The sixteen bytes.
            pub fn bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// A report.
    ReportId;
    /// An assessment of content.
    AssessmentId;
    /// A second opinion on an assessment.
    OpinionId;
    /// A question to a reporter.
    QuestionId;
    /// A notice to a host.
    NoticeId;
    /// A host.
    HostId;
    /// A trace.
    TraceId;
    /// A police hold.
    HoldId;
    /// A request to a service to preserve.
    PreservationId;
    /// A hash list.
    ListId;
    /// An entry of a hash list.
    EntryId;
    /// Entries that came into a list together.
    BatchId;
    /// A vote on an entry.
    VoteId;
    /// A subscription of a list to an upstream.
    SubscriptionId;
    /// An alert.
    AlertId;
    /// A legal hold on a report.
    LegalHoldId;
    /// A member of the network.
    MemberId;
    /// A further mailbox of a member.
    MemberContactId;
    /// A referral to a member.
    ReferralId;
    /// What came of a referral.
    OutcomeId;
    /// A correction.
    CorrectionId;
    /// Somebody who was told of a correction.
    ToldId;
    /// A person who signs in to the console.
    PersonId;
    /// An API key.
    ApiKeyId;
    /// An entry of the help directory.
    HelpEntryId;
    /// A turn of the on-call plan.
    TurnId;
    /// A durable job.
    JobId;
    /// An entry of the audit log.
    AuditId;
    /// A note of the desk on a report.
    NoteId;
    /// Something that waits for a person.
    InboxId;
    /// A shift of a person.
    ShiftId;
    /// An offer of a report to a colleague.
    OfferId;
    /// A saved view of the queue.
    ViewId;
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Ones;
    impl Rng for Ones {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(0xff);
        }
    }

    #[test]
    fn ids_sort_by_time_and_carry_version_seven() {
        let early = ReportId::new(Timestamp::from_micros(1_000_000), &Ones);
        let late = ReportId::new(Timestamp::from_micros(2_000_000), &Ones);
        assert!(early < late);
        assert_eq!(early.0.get_version_num(), 7);
        assert_eq!(early.to_string().parse::<ReportId>().unwrap(), early);
    }
}
