//! Where the items lie and whose police are competent: what was traced, with what it rests on, and what a person does by hand.

use axum::extract::Path;
use axum::response::Response;
use tutela_model::access::Permission;
use tutela_model::clock::Timestamp;
use tutela_model::country::Country;
use tutela_model::item::Item;
use tutela_model::route::RouteFact;
use tutela_model::trace::{MethodFinding, TraceState};
use tutela_workflow::read::{ReportPage as Found, TraceView};
use tutela_workflow::trace::{self, HostByHand};

use super::deciding::is_illegal;
use super::page::Around;
use super::{Form, Target, Typed, after, again};
use crate::console::defang::defang;
use crate::console::failure::Failed;
use crate::console::fields::{Asked, Fields};
use crate::console::hosts::record_words;
use crate::console::members::Choice;
use crate::console::moment::Moment;
use crate::console::problem::Problem;
use crate::console::signed_in::SignedInViewer;
use crate::console::words::{country, word};
use crate::texts::{Language, Texts, countries};

/// What one method found.
pub(in crate::console) struct MethodWords {
    pub(in crate::console) name: String,
    pub(in crate::console) found: String,
    pub(in crate::console) mailbox: Option<String>,
    pub(in crate::console) confidence: Option<String>,
    /// Why it found nothing.
    pub(in crate::console) problem: Option<String>,
    /// What it rests on: what and value.
    pub(in crate::console) evidence: Vec<(String, String)>,
}

/// Where an item lies.
pub(in crate::console) struct Traced {
    pub(in crate::console) position: u32,
    /// Defanged.
    pub(in crate::console) url: String,
    /// What it came to, in words; `None` before anybody asked.
    pub(in crate::console) said: Option<String>,
    /// Whether a person must look.
    pub(in crate::console) unknown: bool,
    pub(in crate::console) country: Option<String>,
    pub(in crate::console) confidence: Option<String>,
    pub(in crate::console) mailbox: Option<String>,
    /// How fast the host removes, and its page.
    pub(in crate::console) record: Option<(String, String)>,
    pub(in crate::console) asked: Option<(String, Moment)>,
    pub(in crate::console) methods: Vec<MethodWords>,
    pub(in crate::console) reason: Option<String>,
    /// The label of the button that asks; `None` where nobody may now.
    pub(in crate::console) ask: Option<String>,
    pub(in crate::console) by_hand: Option<ByHand>,
}

/// The form in which a person writes what they found.
pub(in crate::console) struct ByHand {
    pub(in crate::console) open: bool,
    pub(in crate::console) host: String,
    pub(in crate::console) mailbox: String,
    pub(in crate::console) countries: Vec<Choice>,
    pub(in crate::console) reason: String,
}

/// Whose police are competent.
pub(in crate::console) struct Routed {
    /// What comes first, in words.
    pub(in crate::console) first: String,
    pub(in crate::console) unknown: bool,
    /// Country, how sure, how many facts.
    pub(in crate::console) ranked: Vec<(String, String, String)>,
    /// Kind, country, evidence, marks.
    pub(in crate::console) facts: Vec<(String, String, String, String)>,
    pub(in crate::console) reason: Option<String>,
    pub(in crate::console) form: Option<ByHand>,
}

impl Traced {
    /// Of every address that was found illegal.
    pub(super) fn all(texts: Texts, found: &Found, around: &Around<'_>) -> Vec<Self> {
        let works = works(found, around);
        let addresses = found.items.iter().filter_map(|view| match (&view.item, &view.assessment) {
            (Item::Url(url), Some(made)) if is_illegal(made) => Some((view.position, url.url.as_str())),
            _ => None,
        });
        let of = |(position, url): (u32, &str)| {
            let traced = found.removal.traces.iter().find(|traced| traced.position == position);
            Self::of(texts, position, url, traced, works, around)
        };
        addresses.map(of).collect()
    }

    fn of(
        texts: Texts,
        position: u32,
        url: &str,
        traced: Option<&TraceView>,
        works: bool,
        around: &Around<'_>,
    ) -> Self {
        let asked = traced.is_some_and(|traced| traced.state == TraceState::Asked);
        let ask = match traced {
            None => "trace-ask",
            Some(_) => "trace-ask-again",
        };
        let form = Form::Trace(position);
        let host = |traced: &TraceView| {
            traced.host.as_ref().map(|record| record.host.name.clone()).unwrap_or_default()
        };
        Self {
            position,
            url: defang(url),
            said: traced
                .map(|traced| texts.with(&format!("trace-said-{}", traced.state), "host", host(traced))),
            unknown: traced.is_some_and(|traced| traced.state == TraceState::Unknown),
            country: traced.and_then(|traced| traced.country).map(|code| country(texts, code)),
            confidence: traced
                .filter(|traced| traced.ended_at.is_some() && traced.state != TraceState::Unknown)
                .and_then(|traced| traced.confidence)
                .map(|confidence| word(texts, "confidence", confidence)),
            mailbox: traced.and_then(|traced| traced.mailbox.clone()),
            record: traced
                .and_then(|traced| traced.host.as_ref())
                .map(|record| (record_words(texts, record), format!("/console/hosts/{}", record.host.id))),
            asked: traced.map(|traced| (traced.by.clone(), Moment::of(texts, traced.asked_at, around.now))),
            methods: traced.map(|traced| methods(texts, &traced.findings)).unwrap_or_default(),
            reason: traced.and_then(|traced| traced.reason.clone()),
            ask: (works && !asked).then(|| texts.get(ask)),
            by_hand: works.then(|| ByHand::of(form, around.typed)),
        }
    }
}

/// Whether the viewer may trace and choose: whoever holds the report, and once it was decided whoever works on reports.
fn works(found: &Found, around: &Around<'_>) -> bool {
    use tutela_model::report_state::{Decision, Status};
    let open = found.line.status != Status::Closed && !found.erased;
    let decided = found.line.decision == Some(Decision::Actionable);
    open && around.viewer.may(Permission::WorkOnReport) && (decided || found.line.mine)
}

impl ByHand {
    fn of(form: Form, typed: &Typed) -> Self {
        let fields = typed.fields_of(form);
        let get = |name: &str| fields.map(|fields| fields.get(name).to_owned()).unwrap_or_default();
        let chosen = get("country");
        let choices = countries(Language::En).iter().map(|(code, name)| Choice {
            value: code.to_string(),
            name: (*name).to_owned(),
            chosen: chosen == code.as_str(),
        });
        Self {
            open: fields.is_some(),
            host: get("host"),
            mailbox: get("mailbox"),
            countries: choices.collect(),
            reason: get("reason"),
        }
    }
}

fn methods(texts: Texts, findings: &[MethodFinding]) -> Vec<MethodWords> {
    let words = findings.iter().map(|finding| {
        let parts = [
            finding.organisation.clone(),
            finding.country.map(|code| country(texts, code)),
            finding.network.map(|number| format!("AS{number}")),
        ];
        let problem = finding.problem.as_ref();
        MethodWords {
            name: word(texts, "trace-method", finding.method),
            found: parts.into_iter().flatten().collect::<Vec<_>>().join(" · "),
            mailbox: finding.mailbox.clone(),
            confidence: problem.is_none().then(|| word(texts, "confidence", finding.confidence)),
            problem: problem.map(|problem| word(texts, "trace-problem", problem)),
            evidence: finding
                .evidence
                .iter()
                .map(|evidence| (word(texts, "evidence", &evidence.what), evidence.value.clone()))
                .collect(),
        }
    });
    words.collect()
}

impl Routed {
    /// Of the report's facts.
    pub(super) fn of(texts: Texts, found: &Found, around: &Around<'_>) -> Self {
        let route = &found.removal.route;
        let named = route.country().map(|code| country(texts, code));
        let first = match (&route.chosen, &named) {
            (Some(_), Some(named)) => texts.with("route-chosen", "country", named.clone()),
            (Some(_), None) => texts.get("route-none"),
            (None, Some(named)) => texts.with("route-first", "country", named.clone()),
            (None, None) => texts.get("route-unknown"),
        };
        let ranked = route.ranked.iter().map(|ranked| {
            let facts = crate::console::words::count(texts, "route-facts", ranked.facts as u64);
            (country(texts, ranked.country), word(texts, "confidence", ranked.confidence), facts)
        });
        Self {
            first,
            unknown: named.is_none() && route.chosen.is_none(),
            ranked: ranked.collect(),
            facts: route.facts.iter().map(|fact| fact_words(texts, fact)).collect(),
            reason: route.chosen.as_ref().and_then(|chosen| chosen.reason.clone()),
            form: works(found, around).then(|| ByHand::of(Form::Country, around.typed)),
        }
    }
}

fn fact_words(texts: Texts, fact: &RouteFact) -> (String, String, String, String) {
    let place = fact.country.map_or_else(|| texts.get("route-no-country"), |code| country(texts, code));
    let mut marks: Vec<String> = fact.marks.iter().map(|mark| word(texts, "mark", mark)).collect();
    if fact.names_a_line() {
        marks.push(texts.get("mark-line"));
    }
    (word(texts, "pointer", fact.kind), place, fact.evidence.clone(), marks.join("; "))
}

/// Asks where an item lies.
pub(super) async fn ask(
    me: SignedInViewer,
    Path((id, position)): Path<(String, u32)>,
    Asked(query): Asked,
) -> Result<Response, Failed> {
    let target = Target::of(&me, &id, &query)?;
    let done = trace::ask(&me.node, &me.viewer, target.id, position).await;
    after(&me, target, done, ("trace_asked", "traced"), (None, Fields::default())).await
}

/// Writes down what a person found of a host, or that it cannot be found.
pub(super) async fn by_hand(
    me: SignedInViewer,
    Path((id, position)): Path<(String, u32)>,
    Asked(query): Asked,
    form: Fields,
) -> Result<Response, Failed> {
    let target = Target::of(&me, &id, &query)?;
    let done = if form.get("act") == "none" {
        trace::cannot_be_found(&me.node, &me.viewer, target.id, position, form.get("reason")).await
    } else {
        let Ok(country) = chosen(form.get("country")) else {
            return wrong_country(&me, target, Form::Trace(position), form).await;
        };
        let found = HostByHand {
            name: form.get("host").to_owned(),
            mailbox: form.get("mailbox").to_owned(),
            country,
            reason: form.get("reason").to_owned(),
        };
        trace::set_host(&me.node, &me.viewer, target.id, position, &found).await
    };
    after(&me, target, done, ("host_set", "traced"), (Some(Form::Trace(position)), form)).await
}

/// Writes down which country is competent.
pub(super) async fn set_country(
    me: SignedInViewer,
    Path(id): Path<String>,
    Asked(query): Asked,
    form: Fields,
) -> Result<Response, Failed> {
    let target = Target::of(&me, &id, &query)?;
    let Ok(country) = chosen(form.get("country")) else {
        return wrong_country(&me, target, Form::Country, form).await;
    };
    let done = trace::set_country(&me.node, &me.viewer, target.id, country, form.get("reason")).await;
    after(&me, target, done, ("country_set", "route"), (Some(Form::Country), form)).await
}

/// The country that was chosen; none where none was, an error where there is no such country.
fn chosen(typed: &str) -> Result<Option<Country>, ()> {
    match typed {
        "" => Ok(None),
        typed => Country::parse(typed).map(Some).ok_or(()),
    }
}

async fn wrong_country(
    me: &SignedInViewer,
    target: Target,
    form: Form,
    fields: Fields,
) -> Result<Response, Failed> {
    let problems = vec![Problem::at("country", me.texts.get("wrong-choice"))];
    again(me, target, Typed { form: Some(form), fields, problems }).await
}

/// How long ago a hold or a request ends or ended, in words: the future, too.
pub(in crate::console) fn left(texts: Texts, until: Timestamp, now: Timestamp) -> String {
    use tutela_model::clock::{DAY, HOUR};
    match until.since(now) {
        over if over <= 0 => texts.get("left-over"),
        left if left < HOUR => texts.get("left-hour"),
        left if left < 2 * DAY => texts.with("left-hours", "n", left / HOUR),
        left => texts.with("left-days", "n", left / DAY),
    }
}
