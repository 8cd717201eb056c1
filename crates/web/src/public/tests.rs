//! Every page in every language.

use std::collections::BTreeSet;

use super::samples::{self, Sample};
use crate::texts::watch::{keys, watch};
use crate::texts::{Language, PUBLIC};

fn each(mut check: impl FnMut(Language, &Sample)) {
    for language in Language::ALL {
        let (pages, seen) = watch(|| samples::all(*language));
        assert!(seen.missing.is_empty(), "{language}: {:?}", seen.missing);
        assert!(pages.len() > 30);
        pages.iter().for_each(|page| check(*language, page));
    }
}

fn at<'a>(page: &'a Sample, part: &str) -> &'a str {
    let found = page.html.find(part).unwrap_or_else(|| panic!("{} lacks {part}", page.name));
    &page.html[found..]
}

#[test]
fn every_page_says_its_language_and_has_one_heading() {
    each(|language, page| {
        let html = format!("<html lang=\"{}\" dir=\"{}\">", language.code(), language.direction());
        assert!(page.html.contains(&html), "{}", page.name);
        assert_eq!(page.html.matches("<h1").count(), 1, "{}", page.name);
        assert!(!at(page, "<title>").starts_with("<title> –"), "{}", page.name);
        for other in Language::ALL.iter().filter(|other| **other != language) {
            assert!(page.html.contains(&format!("hreflang=\"{other}\"")), "{}", page.name);
        }
    });
}

#[test]
fn leaving_comes_first() {
    each(|_, page| {
        let body = at(page, "<body>");
        let first = body.find("<a ").map(|at| &body[at..]).unwrap();
        assert!(
            first.starts_with("<a id=\"leave\" href=\"https://www.wikipedia.org/\" rel=\"noreferrer"),
            "{}",
            page.name
        );
        for tag in ["<button", "<input", "<textarea", "<select", "tabindex=\"1"] {
            assert!(body.find(tag).is_none_or(|at| at > body.find("id=\"leave\"").unwrap()), "{}", page.name);
        }
    });
}

#[test]
fn nothing_is_loaded_from_outside_and_no_style_or_script_stands_in_a_page() {
    each(|_, page| {
        let mut rest = page.html.replace("href=\"https://www.wikipedia.org/\"", "");
        if page.name.starts_with("help-") {
            // Whom to turn to elsewhere. A link loads nothing until somebody follows it, and tells nobody where they came from.
            let links = rest.matches("class=\"outside\"").count();
            assert_eq!(links + 1, rest.matches("rel=\"noreferrer nofollow").count(), "{}", page.name);
            rest = rest.replace("<a class=\"outside\" href=\"https://", "<a data-elsewhere=\"");
        }
        for outside in ["=\"http", "=\"//", " style=", " onclick=", "<style", "<script>"] {
            assert!(!rest.contains(outside), "{} has {outside}", page.name);
        }
        assert!(!rest.contains("method=\"get\""), "{} may put something into an address", page.name);
        for attribute in [" href=\"", " action=\"", " formaction=\""] {
            for address in rest.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()) {
                assert!(!address.contains('?'), "{} puts something into the address {address}", page.name);
            }
        }
    });
}

#[test]
fn every_page_is_small_and_balanced() {
    each(|_, page| {
        assert!(page.html.len() < 60_000, "{}: {}", page.name, page.html.len());
        for tag in
            ["a", "div", "fieldset", "form", "h2", "li", "main", "ol", "p", "section", "select", "span", "ul"]
        {
            let open = page.html.matches(&format!("<{tag}>")).count()
                + page.html.matches(&format!("<{tag} ")).count();
            assert_eq!(open, page.html.matches(&format!("</{tag}>")).count(), "{}: {tag}", page.name);
        }
    });
}

/// Ids that something points to are there, and no id stands twice.
#[test]
fn what_is_pointed_at_exists_once() {
    each(|_, page| {
        let attribute = |name: &str| -> Vec<&str> {
            page.html
                .split(&format!(" {name}=\""))
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
                .collect()
        };
        let ids = attribute("id");
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{}: an id stands twice", page.name);
        let described = attribute("aria-describedby").into_iter().flat_map(|ids| ids.split(' '));
        let local = attribute("href").into_iter().filter_map(|href| href.strip_prefix('#'));
        for id in
            attribute("for").into_iter().chain(attribute("aria-labelledby")).chain(described).chain(local)
        {
            assert!(unique.contains(&id), "{} lacks #{id}", page.name);
        }
    });
}

#[test]
fn mistakes_take_the_focus_and_stand_beside_their_fields() {
    each(|_, page| {
        let focused = page.html.matches(" autofocus").count();
        let wrong = page.html.contains("class=\"summary\"") || page.html.contains("role=\"status\"");
        assert_eq!(focused, usize::from(wrong), "{}", page.name);
        let invalid = page.html.matches("class=\"field wrong\"").count();
        assert_eq!(page.html.matches("class=\"mistake\"").count(), invalid, "{}", page.name);
    });
}

#[test]
fn the_report_is_kept_in_the_form_and_text_cannot_break_out() {
    let typed = "</textarea><script>alert(1)</script>";
    let body = format!("url={typed}&text={typed}&contact=\"><b>");
    let settings = tutela_workflow::Settings::default();
    let wrong = super::parse_report_form(body.as_bytes(), tutela_model::report::Origin::Public).unwrap_err();
    let frame = super::Frame::new(&settings, Language::En, "report");
    let form =
        super::report::Form::new(&frame, tutela_model::report::Origin::Public, &wrong.typed, &wrong.errors);
    let html = askama::Template::render(&super::report::ReportPage {
        frame,
        form,
        reads: super::reads::Reads::default(),
    })
    .unwrap();
    assert!(!html.contains("<script>alert") && !html.contains("\"><b>"));
    assert_eq!(html.matches("alert(1)").count(), 2);
}

/// A sentence that no page shows is one that nobody translated with its place in mind.
#[test]
fn every_sentence_is_used() {
    let (_, seen) =
        watch(|| Language::ALL.iter().map(|language| samples::all(*language)).collect::<Vec<_>>());
    let (_, english) = PUBLIC[0];
    // The names of countries are read as a list.
    let files = english.iter().filter(|(path, _)| !path.ends_with("countries.ftl"));
    let unused: Vec<_> = files
        .flat_map(|(_, source)| keys(source))
        .map(|(key, _)| key)
        .filter(|key| !seen.asked.contains(*key))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}
