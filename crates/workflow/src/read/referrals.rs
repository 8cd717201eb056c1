//! Referrals, as the desk sees them: a list without sealed values, one referral opened, and what can be offered of a report.

use std::collections::HashMap;

use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::country::Country;
use tutela_model::id::{MemberId, ReferralId, ReportId};
use tutela_model::item::Item;
use tutela_model::member::{Fit, Member};
use tutela_model::referral::{HandlingCode, ReferralState, ReferralWay};
use tutela_model::report::Category;
use tutela_store::Tx;
use tutela_store::records::referral::{self, ReferralRow};
use tutela_store::records::{correction, item, mail, member, outcome, person, report, route};
use uuid::Uuid;

use super::corrections::{ToldView, told_view};
use super::{Granted, LetterLine, Query, names};
use crate::desk;
use crate::error::Error;
use crate::intake::Told;
use crate::node::Node;
use crate::referral::{OutcomeView, Package, opened, view};
use crate::sealing::{Blob, open};

pub use tutela_store::records::referral::{ReferralFilter, ReferralTimes};

/// Lines on a page.
const PAGE: u32 = 50;

/// A line of a list of referrals. Nothing of it is sealed.
#[derive(Clone, Debug)]
pub struct ReferralLine {
    /// The referral.
    pub id: ReferralId,
    /// Its report.
    pub report: ReportId,
    /// To whom.
    pub member: String,
    /// The member's id.
    pub member_id: MemberId,
    /// Where it stands.
    pub state: ReferralState,
    /// How it reaches the member.
    pub way: ReferralWay,
    /// What the member may do with it.
    pub handling: HandlingCode,
    /// Whether a child is said to be in danger now.
    pub urgent: bool,
    /// When it was offered.
    pub created_at: Timestamp,
    /// By whom.
    pub by: String,
    /// The times of its steps.
    pub times: ReferralTimes,
    /// The referral that it takes over from.
    pub previous: Option<ReferralId>,
    /// The referral that took over from it.
    pub next: Option<ReferralId>,
    /// How often the member was reminded.
    pub reminders: i64,
}

/// The names that lines are shown with.
pub(super) struct Names {
    people: HashMap<tutela_model::id::PersonId, String>,
    members: HashMap<MemberId, String>,
}

impl Names {
    pub(super) async fn read(tx: &Tx) -> Result<Self, Error> {
        let members = member::all(tx).await?.into_iter().map(|member| (member.id, member.name)).collect();
        Ok(Self { people: names(tx).await?, members })
    }
}

impl ReferralLine {
    pub(super) fn of(row: &ReferralRow, names: &Names) -> Self {
        Self {
            id: row.id,
            report: row.report,
            member: names.members.get(&row.member).cloned().unwrap_or_default(),
            member_id: row.member,
            state: row.state,
            way: row.way,
            handling: row.handling,
            urgent: row.urgent,
            created_at: row.created_at,
            by: names.people.get(&row.created_by).cloned().unwrap_or_default(),
            times: row.times,
            previous: row.previous,
            next: row.next,
            reminders: row.reminders,
        }
    }
}

/// A page of referrals, newest first.
pub struct ReferralsQuery {
    /// Which.
    pub filter: ReferralFilter,
    /// Before which referral.
    pub before: Option<ReferralId>,
}

impl Query for ReferralsQuery {
    /// The lines, and where the next page begins.
    type Output = (Vec<ReferralLine>, Option<ReferralId>);
    const PERMISSION: Permission = Permission::Refer;

    async fn answer(self, granted: Granted<'_>) -> Result<Self::Output, Error> {
        let before = self.before.unwrap_or(ReferralId(Uuid::max()));
        granted
            .node
            .store()
            .read("referrals", |tx| async move {
                let rows = referral::page(&tx, self.filter, before, PAGE + 1).await?;
                lines(&tx, rows).await
            })
            .await
    }
}

/// A page of lines, and where the next one begins.
pub(super) async fn lines(
    tx: &Tx,
    rows: Vec<ReferralRow>,
) -> Result<(Vec<ReferralLine>, Option<ReferralId>), Error> {
    let names = Names::read(tx).await?;
    let more = rows.len() > PAGE as usize;
    let lines: Vec<_> = rows.iter().take(PAGE as usize).map(|row| ReferralLine::of(row, &names)).collect();
    let next = lines.last().map(|line| line.id).filter(|_| more);
    Ok((lines, next))
}

/// Lines on a page of a list of referrals, and one more that tells whether there is another page.
pub(super) const READ: u32 = PAGE + 1;

/// One referral, opened.
pub struct ReferralQuery {
    /// Which.
    pub id: ReferralId,
}

/// One referral, opened.
pub struct ReferralPage {
    /// What the list shows of it.
    pub line: ReferralLine,
    /// To which mailbox its letter went; `None` once erased.
    pub mailbox: Option<String>,
    /// What was sent; `None` once erased.
    pub package: Option<Package>,
    /// The same, letter for letter as it left.
    pub json: Option<String>,
    /// Why it was declined.
    pub reason: Option<String>,
    /// What came of it, oldest first.
    pub outcomes: Vec<OutcomeView>,
    /// What its receiver was told of corrections.
    pub corrections: Vec<ToldView>,
    /// Its letters, oldest first.
    pub letters: Vec<LetterLine>,
}

impl Query for ReferralQuery {
    type Output = ReferralPage;
    const PERMISSION: Permission = Permission::Refer;

    async fn answer(self, granted: Granted<'_>) -> Result<ReferralPage, Error> {
        let Granted { node, viewer } = granted;
        let id = self.id;
        node.store()
            .run("open referral", |tx| async move {
                let row = crate::referral::get(&tx, id).await?;
                let page = referral_page(&tx, node, &row).await?;
                tx.audit([node.entry(
                    viewer.actor(),
                    "referral.read",
                    format!("referral:{id}"),
                    String::new(),
                )])
                .await?;
                Ok(page)
            })
            .await
    }
}

/// A referral, opened. Whoever calls writes the log of it.
pub(super) async fn referral_page(tx: &Tx, node: &Node, row: &ReferralRow) -> Result<ReferralPage, Error> {
    let report = desk::get(tx, row.report).await?;
    let names = Names::read(tx).await?;
    let line = ReferralLine::of(row, &names);
    let mut letters = Vec::new();
    for mail in mail::of_record(tx, row.id.0).await? {
        letters.push(LetterLine::of(&mail));
    }
    let mut corrections = Vec::new();
    for told in correction::told_to(tx, row.id.0).await? {
        corrections.push(told_view(tx, node, &told).await?);
    }
    let Some(wrapped) = report.data_key.as_deref().filter(|_| row.sealed.is_some()) else {
        return Ok(ReferralPage {
            line,
            mailbox: None,
            package: None,
            json: None,
            reason: None,
            outcomes: Vec::new(),
            corrections,
            letters,
        });
    };
    let key = node.sealing().unwrap(wrapped, report.id.0)?;
    let sealed = opened(&key, row)?;
    let outcomes = outcome::of_referral(tx, row.id).await?;
    let reason = match &row.sealed_reason {
        Some(sealed) => Some(open(&key, Blob::ReferralReason(row.id.0), Some(sealed))?),
        None => None,
    };
    Ok(ReferralPage {
        line,
        package: Some(sealed.read()?),
        mailbox: Some(sealed.mailbox),
        json: Some(sealed.package),
        reason,
        outcomes: outcomes.iter().map(|outcome| view(&key, outcome)).collect::<Result<_, _>>()?,
        corrections,
        letters,
    })
}

/// What can be offered of a report, and to whom.
pub struct OfferQuery {
    /// The report.
    pub report: ReportId,
    /// The referral that a new one would take over from.
    pub previous: Option<ReferralId>,
}

/// What can be offered of a report, and to whom.
pub struct OfferPage {
    /// The report.
    pub report: ReportId,
    /// What it is about.
    pub category: Category,
    /// The countries that it leads to.
    pub countries: Vec<Country>,
    /// Its items, by place and in full.
    pub items: Vec<(u32, Item)>,
    /// Members that take referrals: first those that fit, with how, then the others by name.
    pub members: Vec<(Member, Option<Fit>)>,
    /// Members whose liaison signs in here.
    pub with_liaison: Vec<MemberId>,
    /// Members that have it already.
    pub offered: Vec<MemberId>,
    /// The referral that a new one would take over from.
    pub previous: Option<ReferralLine>,
    /// Whether a letter can hold a link: the node knows its own address.
    pub by_mail: bool,
}

impl Query for OfferQuery {
    type Output = OfferPage;
    const PERMISSION: Permission = Permission::Refer;

    async fn answer(self, granted: Granted<'_>) -> Result<OfferPage, Error> {
        let Granted { node, viewer } = granted;
        let Self { report: id, previous } = self;
        node.store()
            .run("what can be offered", |tx| async move {
                let row = report::get(&tx, id).await?.ok_or(Error::NotFound("report"))?;
                let key = node.sealing().report_key(id, row.data_key.as_deref())?;
                let told: Told = open(&key, Blob::Particulars(id), row.sealed.as_deref())?;
                let mut items = Vec::new();
                for found in item::of_report(&tx, id).await? {
                    let item: Item = open(&key, Blob::Item(id, found.position), found.sealed.as_deref())?;
                    items.push((found.position, item));
                }
                let mut countries: Vec<Country> = row.country.into_iter().chain(told.child.country).collect();
                countries.extend(items.iter().filter_map(|(_, item)| item.country()));
                // Whose police are competent, as it was traced or as a person decided.
                countries.extend(route::get(&tx, id).await?.and_then(|route| route.country));
                countries.sort();
                countries.dedup();
                let mut members: Vec<_> = member::all(&tx)
                    .await?
                    .into_iter()
                    .filter(Member::takes_referrals)
                    .map(|member| {
                        let fit = member.fit(&countries, row.category);
                        (member, fit)
                    })
                    .collect();
                members.sort_by_key(|(_, fit)| (fit.is_none(), *fit));
                let mut with_liaison = Vec::new();
                for (member, _) in &members {
                    if !person::liaisons_of(&tx, member.id).await?.is_empty() {
                        with_liaison.push(member.id);
                    }
                }
                let before = referral::of_report(&tx, id).await?;
                let names = Names::read(&tx).await?;
                let previous = previous.and_then(|id| before.iter().find(|row| row.id == id));
                let previous = previous.map(|row| ReferralLine::of(row, &names));
                let open = before.iter().filter(|row| !row.state.is_over());
                let offered = open.filter(|row| row.state != ReferralState::Declined).map(|row| row.member);
                let offered = offered.collect();
                // What is opened here is what the report's own page opens.
                tx.audit([node.entry(viewer.actor(), "report.read", format!("report:{id}"), String::new())])
                    .await?;
                Ok(OfferPage {
                    report: id,
                    category: row.category,
                    countries,
                    items,
                    members,
                    with_liaison,
                    offered,
                    previous,
                    by_mail: node.settings().public_url.is_some(),
                })
            })
            .await
    }
}

/// The referrals of a report, in order, without sealed values.
pub struct ReportReferralsQuery {
    /// The report.
    pub report: ReportId,
}

impl Query for ReportReferralsQuery {
    type Output = Vec<ReferralLine>;
    const PERMISSION: Permission = Permission::Refer;

    async fn answer(self, granted: Granted<'_>) -> Result<Vec<ReferralLine>, Error> {
        granted
            .node
            .store()
            .read("referrals of a report", |tx| async move {
                let rows = referral::of_report(&tx, self.report).await?;
                let names = Names::read(&tx).await?;
                Ok(rows.iter().map(|row| ReferralLine::of(row, &names)).collect())
            })
            .await
    }
}
