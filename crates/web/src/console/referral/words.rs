//! Referrals in words: a line, what was sent, what came of it.

use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::country::Country;
use tutela_model::item::{Item, TextItem, UrlItem};
use tutela_model::referral::{HandlingCode, ReferralState, ReferralWay};
use tutela_model::report::{Category, standing};
use tutela_workflow::Viewer;
use tutela_workflow::read::{ReferralLine, ToldView};
use tutela_workflow::referral::{OutcomeView, Package, PackageItem};

use crate::console::item::{Fact, ItemWords, said};
use crate::console::line::short;
use crate::console::moment::{Moment, written};
use crate::console::words::{count, country, word};
use crate::texts::Texts;

/// A referral as a line.
pub(in crate::console) struct Line {
    pub(in crate::console) id: String,
    pub(in crate::console) href: String,
    pub(in crate::console) for_us: String,
    pub(in crate::console) short: String,
    pub(in crate::console) report: String,
    pub(in crate::console) report_short: String,
    pub(in crate::console) member: String,
    pub(in crate::console) member_href: String,
    pub(in crate::console) state: String,
    pub(in crate::console) way: String,
    pub(in crate::console) handling: String,
    pub(in crate::console) urgent: bool,
    /// Whether it waits for somebody of the desk.
    pub(in crate::console) waits: bool,
    /// Why, in words.
    pub(in crate::console) why: Option<String>,
    /// Whether it is over with this member.
    pub(in crate::console) over: bool,
    /// Whether the member still owes an answer.
    pub(in crate::console) unanswered: bool,
    pub(in crate::console) accepted: bool,
    pub(in crate::console) by_mail: bool,
    pub(in crate::console) by: String,
    pub(in crate::console) created: Moment,
    pub(in crate::console) delivered: Option<Moment>,
    pub(in crate::console) read_at: Option<Moment>,
    pub(in crate::console) answered: Option<Moment>,
    pub(in crate::console) ended: Option<Moment>,
    pub(in crate::console) previous: Option<(String, String)>,
    pub(in crate::console) next: Option<(String, String)>,
    pub(in crate::console) reminders: Option<String>,
}

impl Line {
    pub(in crate::console) fn of(texts: Texts, line: &ReferralLine, now: Timestamp) -> Self {
        let (id, report) = (line.id.to_string(), line.report.to_string());
        let moment = |at: Option<Timestamp>| at.map(|at| Moment::of(texts, at, now));
        let other = |id: tutela_model::id::ReferralId| {
            let id = id.to_string();
            (format!("/console/referrals/{id}"), short(&id))
        };
        let why = match line.state {
            ReferralState::Declined => "referral-why-declined",
            ReferralState::Offered => "referral-why-not_delivered",
            _ => "referral-why-unanswered",
        };
        Self {
            href: format!("/console/referrals/{id}"),
            for_us: format!("/console/for-us/{id}"),
            short: short(&id),
            report: format!("/console/reports/{report}"),
            report_short: short(&report),
            member: line.member.clone(),
            member_href: format!("/console/members/{}", line.member_id),
            state: word(texts, "referral-state", line.state),
            way: word(texts, "referral-way", line.way),
            handling: word(texts, "handling", line.handling),
            urgent: line.urgent,
            waits: line.times.needs_person.is_some(),
            why: line.times.needs_person.map(|_| texts.get(why)),
            over: line.state.is_over(),
            unanswered: line.state.is_unanswered(),
            accepted: line.state == ReferralState::Accepted,
            by_mail: line.way == ReferralWay::Mail,
            by: line.by.clone(),
            created: Moment::of(texts, line.created_at, now),
            delivered: moment(line.times.delivered),
            read_at: moment(line.times.read),
            answered: moment(line.times.answered),
            ended: moment(line.times.ended),
            previous: line.previous.map(other),
            next: line.next.map(other),
            id,
            reminders: (line.reminders > 0)
                .then(|| count(texts, "referral-reminders", line.reminders.unsigned_abs())),
        }
    }
}

impl Line {
    /// Where what the desk was told by telephone is sent.
    pub(in crate::console) fn answer_path(&self) -> String {
        format!("{}/answer", self.href)
    }
}

/// An item of a package in words.
pub(in crate::console) struct SentItem {
    pub(in crate::console) item: ItemWords,
    pub(in crate::console) facts: Vec<Fact>,
}

/// What was sent, in words.
pub(in crate::console) struct PackageWords {
    pub(in crate::console) reference: String,
    pub(in crate::console) from: String,
    pub(in crate::console) contact: String,
    pub(in crate::console) to: String,
    pub(in crate::console) to_about: String,
    pub(in crate::console) handling: String,
    pub(in crate::console) handling_about: String,
    pub(in crate::console) danger: bool,
    pub(in crate::console) facts: Vec<Fact>,
    pub(in crate::console) reasons: Vec<String>,
    pub(in crate::console) items: Vec<SentItem>,
    pub(in crate::console) word: Option<String>,
}

/// A moment of a package as it is written on paper.
fn time(texts: Texts, text: &str) -> String {
    match Timestamp::parse(text) {
        Some(at) => texts.with("moment-exact", "at", written(at)),
        None => text.to_owned(),
    }
}

/// A country of a package by its name.
fn named(texts: Texts, code: &str) -> String {
    Country::parse(code).map_or_else(|| code.to_owned(), |code| country(texts, code))
}

impl PackageWords {
    pub(in crate::console) fn of(texts: Texts, package: &Package) -> Self {
        let about = &package.report;
        let category = Category::parse(&about.category).unwrap_or(Category::Other);
        let handling = HandlingCode::parse(&package.handling).unwrap_or(HandlingCode::AskBeforeActing);
        let plain = |key: &str, value: String| Fact::plain(texts, key, value);
        let mut facts = vec![
            plain("referral-about", word(texts, "category", category)),
            plain("referral-received", time(texts, &about.received_at)),
        ];
        facts.extend(about.occurred_at.as_deref().map(|at| plain("referral-occurred", time(texts, at))));
        facts.extend(about.country.as_deref().map(|code| plain("referral-country", named(texts, code))));
        facts.push(Fact {
            danger: about.child_in_danger == Some(true),
            ..plain("referral-danger", said(texts, about.child_in_danger))
        });
        facts.push(plain("referral-access", said(texts, about.offender_has_access)));
        facts.extend(
            about.child_country.as_deref().map(|code| plain("referral-child-country", named(texts, code))),
        );
        let to = &package.to;
        let place = to.country.as_deref().map(|code| named(texts, code));
        let kind = word(texts, "member-kind", &to.kind);
        Self {
            reference: package.reference.clone(),
            from: package.from.organisation.clone(),
            contact: package.from.contact.clone(),
            to: to.name.clone(),
            to_about: place.map_or_else(|| kind.clone(), |place| format!("{kind}, {place}")),
            handling: word(texts, "handling", handling),
            handling_about: word(texts, "handling-about", handling),
            danger: about.child_in_danger == Some(true),
            facts,
            reasons: about.reasons.iter().map(|reason| word(texts, "reason", reason)).collect(),
            items: package.items.iter().map(|item| sent(texts, item, category)).collect(),
            word: package.word.clone(),
        }
    }
}

fn sent(texts: Texts, sent: &PackageItem, category: Category) -> SentItem {
    let item = match (&sent.url, &sent.file, &sent.account) {
        (Some(url), ..) => Item::Url(UrlItem { url: url.clone(), note: sent.words.clone() }),
        (_, Some(file), _) => Item::File(file.clone()),
        (_, _, Some(account)) => Item::Account(account.clone()),
        _ => Item::Text(TextItem { text: sent.words.clone().unwrap_or_default() }),
    };
    let mut facts = Vec::new();
    if let Some(found) = &sent.assessment {
        let words = |kind: &str, name: &str| word(texts, kind, name);
        let seen = [
            words("finding", &found.finding),
            words("age", &found.age),
            words("act", &found.act),
            words("depiction", &found.depiction),
        ];
        facts.push(Fact::plain(texts, "referral-assessed", seen.join(" · ")));
        facts.push(Fact::plain(texts, "referral-assessed-at", time(texts, &found.assessed_at)));
        facts.extend(found.law.as_ref().map(|law| Fact::plain(texts, "referral-law", law)));
    }
    if sent.known {
        facts.push(Fact::plain(texts, "referral-known", texts.get("yes")));
    }
    for notice in &sent.notices {
        let gone = notice.gone_at.as_deref().map(|at| texts.with("referral-gone", "at", time(texts, at)));
        let told = notice.told_at.as_deref().map(|at| texts.with("referral-told", "at", time(texts, at)));
        let said: Vec<_> = [told, gone].into_iter().flatten().collect();
        if !said.is_empty() {
            facts.push(Fact::plain(texts, "referral-host", said.join(" · ")));
        }
    }
    SentItem { item: ItemWords::of(texts, &item, standing(category)), facts }
}

/// What came of it, in words.
pub(in crate::console) struct OutcomeWords {
    pub(in crate::console) id: String,
    pub(in crate::console) kind: String,
    pub(in crate::console) note: Option<String>,
    pub(in crate::console) told: Moment,
    pub(in crate::console) released: Option<Moment>,
    /// Whether it can be released.
    pub(in crate::console) about_a_person: bool,
}

impl OutcomeWords {
    pub(in crate::console) fn all(texts: Texts, found: &[OutcomeView], now: Timestamp) -> Vec<Self> {
        let one = |outcome: &OutcomeView| Self {
            id: outcome.id.to_string(),
            kind: word(texts, "outcome", outcome.kind),
            note: outcome.note.clone(),
            told: Moment::of(texts, outcome.told_at, now),
            released: outcome.released_at.map(|at| Moment::of(texts, at, now)),
            about_a_person: outcome.kind.is_about_a_person(),
        };
        found.iter().map(one).collect()
    }
}

/// Somebody who was told of a correction, in words.
pub(in crate::console) struct ToldWords {
    pub(in crate::console) id: String,
    pub(in crate::console) kind: String,
    pub(in crate::console) text: Option<String>,
    pub(in crate::console) made: Moment,
    pub(in crate::console) who: String,
    pub(in crate::console) who_href: String,
    pub(in crate::console) report: String,
    pub(in crate::console) report_short: String,
    pub(in crate::console) told: Option<Moment>,
    pub(in crate::console) noted: Option<Moment>,
}

impl ToldWords {
    pub(in crate::console) fn all(texts: Texts, found: &[ToldView], now: Timestamp) -> Vec<Self> {
        let one = |told: &ToldView| {
            let (report, record) = (told.report.to_string(), told.about.1.to_string());
            let (who, who_href) = match &told.member {
                Some(member) => (member.clone(), format!("/console/referrals/{record}")),
                None => (
                    texts.with("correction-host", "id", short(&record)),
                    format!("/console/notices/{record}"),
                ),
            };
            Self {
                id: told.id.to_string(),
                kind: word(texts, "correction", told.kind),
                text: told.text.clone(),
                made: Moment::of(texts, told.made_at, now),
                who,
                who_href,
                report_short: short(&report),
                report: format!("/console/reports/{report}"),
                told: told.told_at.map(|at| Moment::of(texts, at, now)),
                noted: told.acknowledged_at.map(|at| Moment::of(texts, at, now)),
            }
        };
        found.iter().map(one).collect()
    }
}

/// Referrals and corrections on the report's own page.
pub(in crate::console) struct OnReport {
    pub(in crate::console) lines: Vec<Line>,
    /// Whether it can be offered: it was decided to be actionable.
    pub(in crate::console) may_offer: bool,
    /// Whether something that was told can be corrected.
    pub(in crate::console) may_correct: bool,
}

impl OnReport {
    pub(in crate::console) fn of(
        texts: Texts,
        found: &[ReferralLine],
        viewer: &Viewer,
        (actionable, told): (bool, bool),
        now: Timestamp,
    ) -> Self {
        let may = viewer.may(Permission::Refer);
        let delivered = found.iter().any(|line| line.times.delivered.is_some() || line.times.read.is_some());
        Self {
            lines: found.iter().map(|line| Line::of(texts, line, now)).collect(),
            may_offer: may && actionable,
            may_correct: may && (told || delivered),
        }
    }
}
