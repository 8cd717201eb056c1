//! Every page, in each of its states.

use std::collections::BTreeSet;

use crate::assets::asset_text;
use crate::console::audit::{ACTIONS, action_key};
use crate::console::samples::{self, Sample};
use crate::console::words::word;
use crate::texts::Texts;
use crate::texts::watch::{keys, watch};

fn each(mut check: impl FnMut(&Sample)) {
    let pages = samples::all();
    assert!(pages.len() > 60);
    pages.iter().for_each(&mut check);
}

fn attributes<'a>(page: &'a Sample, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    page.html.split(&start).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn no_sentence_is_missing() {
    let (_, seen) = watch(samples::all);
    assert!(seen.missing.is_empty(), "{:#?}", seen.missing);
}

#[test]
fn every_fixed_name_has_words() {
    let texts = Texts::console();
    let ((), seen) = watch(|| {
        macro_rules! words {
            ($($kind:literal: $name:ty),+ $(,)?) => {
                $(<$name>::ALL.iter().for_each(|name| drop(word(texts, $kind, name)));)+
            };
        }
        words! {
            "category": tutela_model::report::Category, "origin": tutela_model::report::Origin,
            "reason": tutela_model::urgency::Reason, "missing": tutela_model::completeness::Missing,
            "missing-ask": tutela_model::completeness::Missing, "status": tutela_model::report_state::Status,
            "decision": tutela_model::report_state::Decision, "decision-about": tutela_model::report_state::Decision,
            "decide-act": tutela_model::report_state::Decision,
            "decided-about": tutela_model::report_state::Decision, "item": tutela_model::item::ItemKind,
            "age": tutela_model::assessment::AgeBand, "act": tutela_model::assessment::ActClass,
            "depiction": tutela_model::assessment::Depiction, "finding": tutela_model::assessment::Finding,
            "class": tutela_model::assessment::IndustryClass, "notice": tutela_model::notice::NoticeState,
            "found-at": tutela_model::notice::Finding, "role": tutela_model::access::Role,
            "role-about": tutela_model::access::Role, "permission": tutela_model::access::Permission,
            "scope": tutela_model::api_key::Scope, "member-kind": tutela_model::member::MemberKind,
            "list-purpose": tutela_model::list::Purpose, "list-purpose-about": tutela_model::list::Purpose,
            "list-action": tutela_model::list::Action, "list-action-choice": tutela_model::list::Action,
            "list-action-about": tutela_model::list::Action, "verdict": tutela_model::list::Verdict,
            "help-kind": tutela_model::help::HelpKind, "help-standing": tutela_model::help::HelpStanding,
            "help-outcome": tutela_model::help::CallOutcome, "help-came": tutela_model::help::CallOutcome,
            "dispute-reason": tutela_model::list::DisputeReason, "alert": tutela_model::alert::AlertKind,
            "letter-state": tutela_model::letter::LetterState, "referral-state": tutela_model::referral::ReferralState,
            "referral-way": tutela_model::referral::ReferralWay, "handling": tutela_model::referral::HandlingCode,
            "handling-about": tutela_model::referral::HandlingCode, "outcome": tutela_model::referral::OutcomeKind,
            "correction": tutela_model::correction::CorrectionKind,
            "purpose": tutela_model::member::ContactPurpose, "alert-means": tutela_model::alert::AlertKind, "alert-do": tutela_model::alert::AlertKind,
        }
        for kind in tutela_model::list::MatchKind::ALL.iter().filter(|kind| kind.as_str() != "pdq") {
            word(texts, "match", kind);
        }
        crate::console::for_you::every_kind(texts);
        ACTIONS.iter().for_each(|action| drop(texts.get(&action_key(action))));
    });
    assert!(seen.missing.is_empty(), "{:#?}", seen.missing);
}

/// A sentence that no page shows is a sentence that somebody forgot.
#[test]
fn every_sentence_is_shown_somewhere() {
    let (_, seen) = watch(samples::all);
    // Words for names that no sample happens to have, and sentences of failures; both are tested by name.
    let elsewhere = [
        "permission-",
        "role-about-",
        "missing-",
        "found-at-",
        "match-",
        "field-",
        "wrong-",
        "class-",
        "act-",
        "age-",
        "depiction-",
        "finding-",
        "decide-act-",
        "actor-",
        "account-",
        "law-",
        "ago-",
        "reason-",
        "status-",
        "trace-problem-",
        "trace-method-",
        "evidence-",
        "pointer-",
        "rung-",
        "mark-",
        "confidence-",
        "preservation-refused",
    ];
    let sources = [
        include_str!("../../../locales/en/console.ftl"),
        include_str!("../../../locales/en/outbox.ftl"),
        include_str!("../../../locales/en/removal.ftl"),
        include_str!("../../../locales/en/team.ftl"),
        include_str!("../../../locales/en/help_console.ftl"),
        include_str!("../../../locales/en/referral.ftl"),
    ];
    let unused: Vec<_> = sources
        .into_iter()
        .flat_map(keys)
        .map(|(key, _)| key)
        .filter(|key| !seen.asked.contains(*key) && !elsewhere.iter().any(|start| key.starts_with(start)))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn every_page_has_one_heading_and_a_title() {
    each(|page| {
        assert_eq!(page.html.matches("<h1").count(), 1, "{}", page.name);
        assert!(page.html.contains("<html lang=\"en\" dir=\"ltr\">"), "{}", page.name);
        assert!(!page.html.contains("<title> "), "{}", page.name);
        let wrong = page.html.contains("class=\"problems\"");
        assert_eq!(wrong, page.html.contains("<title>Problem: "), "{}", page.name);
    });
}

#[test]
fn no_page_leads_outside_or_shows_what_is_reported() {
    each(|page| {
        for outside in [
            "=\"http",
            "=\"//",
            " style=",
            " onclick=",
            "<style",
            "<script>",
            "<img",
            "<video",
            "<iframe",
            "<object",
            "method=\"get\"",
        ] {
            assert!(!page.html.contains(outside), "{} has {outside}", page.name);
        }
        for href in attributes(page, "href").into_iter().chain(attributes(page, "action")) {
            assert!(href.starts_with(['#', '/']), "{}: {href}", page.name);
        }
        // Only a letter, as the host gets it, holds a whole address.
        let outside_letters: String =
            page.html.split("<pre").map(|part| part.split("</pre>").last().unwrap_or(part)).collect();
        assert!(!outside_letters.contains("https://"), "{} shows a whole address", page.name);
    });
}

#[test]
fn every_page_is_small_and_balanced() {
    let shared: usize =
        ["console.css", "console.js"].iter().filter_map(|name| asset_text(name)).map(str::len).sum();
    each(|page| {
        assert!(page.html.len() + shared < 100_000, "{}: {}", page.name, page.html.len());
        for tag in [
            "a", "article", "button", "details", "div", "dl", "fieldset", "form", "li", "main", "nav", "ol",
            "p", "section", "select", "span", "table", "tbody", "td", "textarea", "th", "tr", "ul",
        ] {
            let open = page.html.matches(&format!("<{tag}>")).count()
                + page.html.matches(&format!("<{tag} ")).count();
            assert_eq!(open, page.html.matches(&format!("</{tag}>")).count(), "{}: {tag}", page.name);
        }
    });
}

/// Ids that something points to are there, no id stands twice, and every field has a label.
#[test]
fn what_is_pointed_at_exists_once() {
    each(|page| {
        let ids = attributes(page, "id");
        let unique: BTreeSet<_> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{}: an id stands twice: {ids:?}", page.name);
        let pointed = ["for", "aria-describedby", "aria-labelledby", "list", "popovertarget"];
        let pointed = pointed.iter().flat_map(|name| attributes(page, name));
        let anchors = attributes(page, "href").into_iter().filter_map(|href| href.strip_prefix('#'));
        for id in pointed.chain(anchors) {
            assert!(unique.contains(id), "{}: nothing is called {id}", page.name);
        }
        let labels: BTreeSet<_> = attributes(page, "for").into_iter().collect();
        for tag in page.html.split('<').filter(|tag| {
            tag.starts_with("input ") || tag.starts_with("textarea ") || tag.starts_with("select ")
        }) {
            let id = tag.split(" id=\"").nth(1).and_then(|rest| rest.split('"').next());
            let named = tag.contains("type=\"hidden\"")
                || id.is_some_and(|id| labels.contains(id) || id == "keys-on");
            assert!(named, "{}: <{tag}", page.name);
        }
    });
}

#[test]
fn red_stands_for_a_child_in_danger_alone() {
    let danger = [
        "child in danger now",
        "Child in danger now",
        "words: somebody wants to die",
        "words: being hurt now",
        "words: held, taken",
    ];
    each(|page| {
        for part in page.html.split("class=\"danger\"").skip(1) {
            let words = part.split("</").next().unwrap_or_default();
            assert!(danger.iter().any(|danger| words.contains(danger)), "{}: {words}", page.name);
        }
    });
}
