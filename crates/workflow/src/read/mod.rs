//! The one door for reading records in the console.
//!
//! A query can only be answered with a [`Granted`], and only [`Node::read`] makes one, after it asked for the permission. A
//! query that opens sealed values writes the log of reads in the same transaction.

mod alerts;
mod audit;
mod beside;
mod content;
mod corrections;
mod figures;
mod help;
mod holds;
mod hosts;
mod inbox;
mod languages;
mod letters;
mod liaison;
mod lists;
mod notices;
mod on_call;
mod people;
mod quality;
mod queue;
mod reads;
mod referrals;
mod removal;
mod report;
mod retention;
mod search;
mod team;
mod unknown;
mod views;

pub use alerts::AlertsQuery;
pub use audit::{AuditPage, AuditQuery};
pub use beside::{Beside, BesideQuery, NoteView, OfferView};
pub use content::{ContentPage, ContentQuery};
pub use corrections::{CorrectionView, CorrectionsPage, CorrectionsQuery, ToldView, UnacknowledgedQuery};
pub use figures::{AGES, FiguresQuery, Named, Piece, Sender, SenderQuery, Totals, TotalsQuery, Waiting};
pub use help::{HelpCallLine, HelpDirectory, HelpEntryPage, HelpEntryQuery, HelpQuery, is_enough};
pub use holds::{HoldCounts, PoliceHoldLine, PoliceHoldsQuery, PreservationsQuery};
pub use hosts::{HostQuery, HostsQuery};
pub use inbox::{InboxLine, InboxPage, InboxQuery, UnreadQuery};
pub use languages::{ReaderLine, ReadersQuery};
pub use letters::{LetterLine, LetterPage, LetterQuery, LettersQuery};
pub use liaison::{LiaisonQuery, LiaisonReferralQuery};
pub use lists::{DisputeLine, DisputesQuery, ListLine, ListPage, ListQuery, ListsQuery, Precision, VoteLine};
pub use notices::{LetterView, NoticeLine, NoticePage, NoticeQuery, NoticesQuery};
pub use on_call::{OnCallNow, OnCallNowQuery, OnCallPlan, OnCallQuery};
pub use people::{
    KeyStatesQuery, KeysQuery, ListKeysQuery, MemberPage, MemberQuery, MembersQuery, PeopleQuery,
    PeopleStatesQuery,
};
pub use quality::{
    AgreementByPersonQuery, AgreementQuery, Agreements, DeskAgreement, DeskExposure, DeskExposureQuery,
    OpinionLine, OpinionPage, OpinionQuery, OpinionsQuery, OwnExposure, OwnExposureQuery, PersonExposure,
    ToDo,
};
pub use queue::{QueueLine, QueuePage, QueueQuery};
pub use reads::{Pattern, ReadsPage, ReadsQuery};
pub use referrals::{
    OfferPage, OfferQuery, ReferralFilter, ReferralLine, ReferralPage, ReferralQuery, ReferralTimes,
    ReferralsQuery, ReportReferralsQuery,
};
pub use removal::{ChosenRoute, HoldView, PreservationLine, RemovalView, RouteView, TraceView};
pub use report::{AssessmentView, ItemView, MatchView, NoticeView, QuestionView, ReportPage, ReportQuery};
pub use retention::{DueLine, HoldLine, KeepingPage, KeepingQuery, RetentionPage, RetentionQuery};
pub use search::{Found, SearchQuery};
pub use team::{CaseLoad, CaseLoadQuery, EndedShift, Shifts, ShiftsQuery};
pub use unknown::{UnknownHost, UnknownQuery};
pub use views::{View, ViewsQuery};

// What queries are asked with and answer in, so that their readers need no other way to the store.
pub use tutela_store::audit::LoggedEntry;
pub use tutela_store::records::api_key::KeyState;
pub use tutela_store::records::batch::BatchRow;
pub use tutela_store::records::erasure::ErasureRow;
pub use tutela_store::records::list::ListSize;
pub use tutela_store::records::person::PersonState;
pub use tutela_store::records::queue::{Held, QueueFilter, QueueKey};
pub use tutela_store::records::report::Times;

use std::collections::HashMap;

use tutela_model::access::Permission;
use tutela_model::id::PersonId;
use tutela_store::Tx;
use tutela_store::records::person;

use crate::error::Error;
use crate::node::{Node, Viewer};

/// Proof that the permission was asked for. Only [`Node::read`] makes one.
pub struct Granted<'a> {
    node: &'a Node,
    viewer: &'a Viewer,
}

/// Something that can be read.
pub trait Query: Send {
    /// What the reader is given.
    type Output;
    /// What the reader must be permitted.
    const PERMISSION: Permission;
    /// Reads it.
    fn answer(self, granted: Granted<'_>) -> impl Future<Output = Result<Self::Output, Error>> + Send;
}

impl Node {
    /// Reads what `query` asks for, if `viewer` may.
    pub async fn read<Q: Query>(&self, viewer: &Viewer, query: Q) -> Result<Q::Output, Error> {
        viewer.must(Q::PERMISSION)?;
        query.answer(Granted { node: self, viewer }).await
    }
}

/// The names of the people of the desk.
async fn names(tx: &Tx) -> Result<HashMap<PersonId, String>, Error> {
    Ok(person::all(tx).await?.into_iter().map(|person| (person.id, person.name)).collect())
}
