//! Offering a report to a member: who, which items, in which way; then what exactly would leave the house, and only then the
//! button that lets it.

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::id::{ReferralId, ReportId};
use tutela_model::item::Item;
use tutela_model::member::Fit;
use tutela_model::referral::{HandlingCode, ReferralWay};
use tutela_model::report::standing;
use tutela_workflow::Error;
use tutela_workflow::read::{OfferPage as Found, OfferQuery};
use tutela_workflow::referral::{self, Offering, Preview};

use super::words::PackageWords;
use crate::console::chrome::{Chrome, Place};
use crate::console::failure::Failed;
use crate::console::fields::{Asked, Fields};
use crate::console::item::ItemWords;
use crate::console::line::short;
use crate::console::problem::{Problem, problems};
use crate::console::signed_in::SignedInViewer;
use crate::console::words::{country, word};
use crate::console::{flash, render};
use crate::texts::Texts;

/// A member to choose.
pub(in crate::console) struct MemberChoice {
    pub(in crate::console) id: String,
    pub(in crate::console) name: String,
    /// Kind and country, in words.
    pub(in crate::console) about: String,
    /// Why it is proposed.
    pub(in crate::console) fit: Option<String>,
    /// Whether somebody of it signs in here.
    pub(in crate::console) liaison: bool,
    pub(in crate::console) chosen: bool,
}

/// An item to choose.
pub(in crate::console) struct ItemChoice {
    pub(in crate::console) position: u32,
    pub(in crate::console) item: ItemWords,
    pub(in crate::console) chosen: bool,
    /// Whether it holds words of whoever reported.
    pub(in crate::console) words: bool,
}

/// One of a few fixed names.
pub(in crate::console) struct Choice {
    pub(in crate::console) value: &'static str,
    pub(in crate::console) name: String,
    pub(in crate::console) about: String,
    pub(in crate::console) chosen: bool,
}

/// What would leave, looked at before it does.
pub(in crate::console) struct Leaving {
    pub(in crate::console) package: PackageWords,
    pub(in crate::console) json: String,
    /// What goes to whom, in one sentence.
    pub(in crate::console) sentence: String,
    pub(in crate::console) seen: String,
    /// What was typed, to be sent again with the button.
    pub(in crate::console) fields: Vec<(&'static str, String)>,
}

/// The page.
#[derive(Template)]
#[template(path = "console/referral/offer.html")]
pub(in crate::console) struct OfferPage {
    pub(in crate::console) c: Chrome,
    pub(in crate::console) path: String,
    pub(in crate::console) report: String,
    pub(in crate::console) report_short: String,
    /// Where the report leads to, in words.
    pub(in crate::console) countries: String,
    pub(in crate::console) members: Vec<MemberChoice>,
    pub(in crate::console) items: Vec<ItemChoice>,
    pub(in crate::console) ways: Vec<Choice>,
    pub(in crate::console) handlings: Vec<Choice>,
    /// The referral that it takes over from: its id, its last part, and the member.
    pub(in crate::console) previous: Option<(String, String, String)>,
    pub(in crate::console) with_words: bool,
    pub(in crate::console) word: String,
    pub(in crate::console) leaving: Option<Leaving>,
    pub(in crate::console) problems: Vec<Problem>,
}

impl OfferPage {
    /// The page of what was read, with what was typed, and what would leave once that was asked for.
    pub(in crate::console) fn of(
        c: Chrome,
        found: &Found,
        typed: &Fields,
        leaving: Option<&Preview>,
        problems: Vec<Problem>,
    ) -> Self {
        let texts = Texts::console();
        let report = found.report.to_string();
        let untouched = typed.get("member").is_empty();
        let way = ReferralWay::parse(typed.get("way")).unwrap_or(if found.by_mail {
            ReferralWay::Mail
        } else {
            ReferralWay::Liaison
        });
        let countries: Vec<_> = found.countries.iter().map(|code| country(texts, *code)).collect();
        Self {
            path: format!("/console/reports/{report}/refer"),
            report: format!("/console/reports/{report}"),
            report_short: short(&report),
            countries: if countries.is_empty() {
                texts.get("offer-no-country")
            } else {
                texts.with("offer-countries", "countries", countries.join(", "))
            },
            members: members(texts, found, typed),
            items: items(texts, found, typed, untouched),
            ways: choices(texts, "referral-way", ReferralWay::ALL.iter().map(|at| at.as_str()), way.as_str()),
            handlings: choices(
                texts,
                "handling",
                HandlingCode::ALL.iter().map(|at| at.as_str()),
                typed.get("handling"),
            ),
            previous: found.previous.as_ref().map(|line| {
                let id = line.id.to_string();
                (id.clone(), short(&id), line.member.clone())
            }),
            with_words: typed.has("with_words", "yes"),
            word: typed.get("word").to_owned(),
            leaving: leaving.map(|preview| Leaving::of(texts, preview, typed, way)),
            problems,
            c,
        }
    }
}

impl Leaving {
    fn of(texts: Texts, preview: &Preview, typed: &Fields, way: ReferralWay) -> Self {
        let package = PackageWords::of(texts, &preview.package);
        let key = match way {
            ReferralWay::Mail => "leaves-referral-mail",
            ReferralWay::Liaison => "leaves-referral-liaison",
        };
        let sentence = texts.with_all(
            key,
            &[
                ("member", package.to.as_str().into()),
                ("mailbox", preview.mailbox.as_str().into()),
                ("n", preview.package.items.len().into()),
            ],
        );
        let mut fields = Vec::new();
        for name in ["member", "way", "handling", "word", "with_words", "previous"] {
            fields.extend(typed.all(name).take(1).map(|value| (name, value.to_owned())));
        }
        fields.extend(typed.all("item").map(|value| ("item", value.to_owned())));
        Self {
            package,
            json: preview.package.to_json().unwrap_or_default(),
            sentence,
            seen: preview.seen.clone(),
            fields,
        }
    }
}

fn members(texts: Texts, found: &Found, typed: &Fields) -> Vec<MemberChoice> {
    let choice = |(member, fit): &(tutela_model::member::Member, Option<Fit>)| {
        let kind = word(texts, "member-kind", member.kind);
        let id = member.id.to_string();
        MemberChoice {
            chosen: typed.get("member") == id,
            about: member
                .country
                .map_or_else(|| kind.clone(), |code| format!("{kind}, {}", country(texts, code))),
            fit: fit.map(|fit| {
                texts.get(match fit {
                    Fit::CountryAndCategory => "fit-country_and_category",
                    Fit::Country => "fit-country",
                    Fit::Category => "fit-category",
                })
            }),
            liaison: found.with_liaison.contains(&member.id),
            name: member.name.clone(),
            id,
        }
    };
    found.members.iter().filter(|(member, _)| !found.offered.contains(&member.id)).map(choice).collect()
}

/// Items: all but free text are chosen at first.
fn items(texts: Texts, found: &Found, typed: &Fields, untouched: bool) -> Vec<ItemChoice> {
    let choice = |(position, item): &(u32, Item)| ItemChoice {
        position: *position,
        item: ItemWords::of(texts, item, standing(found.category)),
        chosen: if untouched {
            !matches!(item, Item::Text(_))
        } else {
            typed.has("item", &position.to_string())
        },
        words: matches!(item, Item::Text(_)) || matches!(item, Item::Url(url) if url.note.is_some()),
    };
    found.items.iter().map(choice).collect()
}

fn choices(texts: Texts, kind: &str, names: impl Iterator<Item = &'static str>, chosen: &str) -> Vec<Choice> {
    let choice = |value: &'static str| Choice {
        name: word(texts, kind, value),
        about: word(texts, &format!("{kind}-about"), value),
        chosen: chosen == value,
        value,
    };
    names.map(choice).collect()
}

impl OfferPage {
    /// Whether it was said what the receiver may do; else the directory says it.
    pub(in crate::console) fn handling_chosen(&self) -> bool {
        self.handlings.iter().any(|choice| choice.chosen)
    }
}

/// Shows the form.
pub(super) async fn page(
    me: SignedInViewer,
    Path(id): Path<String>,
    Asked(query): Asked,
) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Refer)?.named(&id)?;
    show(&me, id, StatusCode::OK, &query, None, Vec::new()).await
}

/// Shows what would leave; with what was looked at, lets it leave.
pub(super) async fn send(
    me: SignedInViewer,
    Path(id): Path<String>,
    form: Fields,
) -> Result<Response, Failed> {
    let id = me.permitted(Permission::Refer)?.named(&id)?;
    let Ok(member) = form.get("member").parse() else {
        let wrong = vec![Problem::at("member", me.texts.get("wrong-member"))];
        return show(&me, id, StatusCode::UNPROCESSABLE_ENTITY, &form, None, wrong).await;
    };
    let offering = Offering {
        report: id,
        member,
        way: ReferralWay::parse(form.get("way")).unwrap_or(ReferralWay::Mail),
        handling: HandlingCode::parse(form.get("handling")),
        positions: form.all("item").filter_map(|position| position.parse().ok()).collect(),
        with_words: form.has("with_words", "yes"),
        word: Some(form.get("word").to_owned()).filter(|word| !word.trim().is_empty()),
        previous: form.get("previous").parse().ok(),
    };
    let seen = form.get("seen");
    if seen.is_empty() || form.get("back") == "yes" {
        return match referral::preview(&me.node, &me.viewer, &offering).await {
            Ok(preview) => {
                let preview = Some(&preview).filter(|_| form.get("back") != "yes");
                show(&me, id, StatusCode::OK, &form, preview, Vec::new()).await
            }
            Err(error) => wrong(&me, id, &form, error).await,
        };
    }
    match referral::offer(&me.node, &me.viewer, &offering, seen).await {
        Ok(made) => Ok(render::see(&flash::with(&format!("/console/referrals/{made}"), "referral_offered"))),
        Err(error) => wrong(&me, id, &form, error).await,
    }
}

async fn wrong(me: &SignedInViewer, id: ReportId, form: &Fields, error: Error) -> Result<Response, Failed> {
    let wrong = problems(me.texts, error).map_err(|error| me.failed(&error))?;
    show(me, id, StatusCode::UNPROCESSABLE_ENTITY, form, None, wrong).await
}

async fn show(
    me: &SignedInViewer,
    report: ReportId,
    status: StatusCode,
    typed: &Fields,
    leaving: Option<&Preview>,
    problems: Vec<Problem>,
) -> Result<Response, Failed> {
    let previous: Option<ReferralId> = typed.get("previous").parse().ok();
    let read = me.node.read(&me.viewer, OfferQuery { report, previous }).await;
    let found = read.map_err(|error| me.failed(&error))?;
    let c = me.chrome(Place::Referrals, me.texts.get("offer-title"), None);
    Ok(render::page(status, &OfferPage::of(c, &found, typed, leaving, problems)))
}
