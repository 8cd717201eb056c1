//! The public site as a browser meets it: on a whole node, by requests.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, LOCATION, SET_COOKIE, VARY};
use axum::http::{HeaderMap, Request, StatusCode};
use tower::Service;
use tutela_model::access::Role;
use tutela_model::clock::{DAY, HOUR};
use tutela_model::country::Country;
use tutela_model::help::{CallOutcome, HelpTyped};
use tutela_model::limits;
use tutela_testkit::{Engine, TestDatabase, TestNode, run_on, samples};
use tutela_workflow::{Settings, desk, help, on_call};

const TOLD: &str = "something only its reader may know";

struct Page {
    status: StatusCode,
    headers: HeaderMap,
    html: String,
}

impl Page {
    #[track_caller]
    fn has(&self, text: &str) -> &Self {
        assert!(self.html.contains(text), "{} lacks {text:?}:\n{}", self.status, self.html);
        self
    }
}

/// What the database keeps is tested on both engines elsewhere; pages are the same on either.
fn on_a_node(settings: Settings, test: impl AsyncFnOnce(TestNode)) {
    run_on(Engine::Sqlite, async |database: TestDatabase| {
        test(TestNode::start_with(&database, settings).await).await;
    });
}

async fn send(app: &Router, request: Request<Body>) -> Page {
    let (parts, body) = app.clone().call(request).await.unwrap().into_parts();
    let html = String::from_utf8(to_bytes(body, usize::MAX).await.unwrap().to_vec()).unwrap();
    assert!(!parts.headers.contains_key(SET_COOKIE), "the public site sets no cookie");
    Page { status: parts.status, headers: parts.headers, html }
}

async fn get(app: &Router, path: &str) -> Page {
    send(app, Request::get(path).body(Body::empty()).unwrap()).await
}

async fn post(app: &Router, path: &str, fields: &[(&str, &str)]) -> Page {
    post_from(app, path, fields, "203.0.113.7").await
}

async fn post_from(app: &Router, path: &str, fields: &[(&str, &str)], from: &str) -> Page {
    let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    send(app, Request::post(path).header("x-forwarded-for", from).body(form.into()).unwrap()).await
}

/// The words on the page after sending.
fn words(page: &Page) -> String {
    let list = page.html.split("id=\"receipt\"").nth(1).and_then(|rest| rest.split("</ol>").next()).unwrap();
    let items = list.split("<li>").skip(1).filter_map(|rest| rest.split("</li>").next());
    items.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_report_is_sent_and_its_receipt_leads_back_to_it() {
    on_a_node(Settings::default(), async |node| {
        let app = crate::app((*node).clone());
        let sent = post(&app, "/en/report", &[("text", TOLD), ("danger", "yes")]).await;
        assert_eq!(sent.status, StatusCode::OK);
        assert_eq!(sent.headers[CACHE_CONTROL], "no-store");
        assert_eq!(words(&sent).split(' ').count(), 7);
        assert!(!sent.html.contains(TOLD));

        for language in ["en", "ar", "lt"] {
            let back = post(&app, &format!("/{language}/return"), &[("receipt", &words(&sent))]).await;
            assert_eq!(back.status, StatusCode::OK);
            back.has("aria-current=\"step\"");
            assert!(!back.html.contains(TOLD));
        }
        let young = post(&app, "/ar/young", &[("who", "a_name")]).await;
        assert_eq!(words(&young).split(' ').count(), 7);
    });
}

#[test]
fn what_the_desk_asks_is_answered_once() {
    on_a_node(Settings::default(), async |node| {
        let app = crate::app((*node).clone());
        let (receipt, id) = node.tell(samples::public(samples::url_report("https://host.example/a"))).await;
        let analyst = node.person(Role::Analyst).await;
        desk::claim(&node, &analyst, id).await.unwrap();
        desk::ask(&node, &analyst, id, "Which <user> name was it?").await.unwrap();

        let receipt = receipt.to_string();
        let asked = post(&app, "/en/return", &[("receipt", &receipt)]).await;
        asked.has("Which &#60;user&#62; name was it?");
        let question = asked.html.split("name=\"question\" value=\"").nth(1).unwrap()[..36].to_owned();
        let answer = async |text: &str| {
            let fields = [("receipt", receipt.as_str()), ("question", &question), ("answer", text)];
            post(&app, "/en/return/answer", &fields).await
        };
        let empty = answer(" \r\n").await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        empty.has("Please write an answer first.");
        let wrong = answer("a\u{7}b").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.has("a\u{7}b");
        answer(TOLD).await.has("Your answer has arrived.").has("You answered this.");
        let again = answer("another answer").await;
        again.has("This question was answered already.");
        assert!(!again.html.contains(TOLD));
    });
}

/// Neither the page nor its status tells how close a guess was.
#[test]
fn every_wrong_receipt_is_answered_alike() {
    on_a_node(Settings::default(), async |node| {
        let app = crate::app((*node).clone());
        let words = "walnut drizzle paper harbor violin catering mulch";
        for wrong in [words, "walnut drizzle", "no such words", ""] {
            for path in ["/en/return", "/en/return/answer"] {
                let page = post(&app, path, &[("receipt", wrong), ("answer", "x"), ("question", "x")]).await;
                assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path} {wrong}");
                page.has("We do not know these words.");
            }
        }
    });
}

#[test]
fn a_flood_is_held_back_and_loses_nothing_that_was_typed() {
    let settings = Settings { public_budget: 2, trusted_proxy: true, ..Settings::default() };
    on_a_node(settings, async |node| {
        let app = crate::app((*node).clone());
        // Mistakes are not counted.
        for _ in 0..5 {
            assert_eq!(post(&app, "/en/report", &[]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        for _ in 0..2 {
            assert_eq!(post(&app, "/en/report", &[("text", TOLD)]).await.status, StatusCode::OK);
        }
        let held = post(&app, "/en/young", &[("text", TOLD)]).await;
        assert_eq!(held.status, StatusCode::TOO_MANY_REQUESTS);
        held.has(TOLD).has("try again in an hour").has("call the police");
        let invented = "198.51.100.1, 203.0.113.7";
        let held = post_from(&app, "/en/report", &[("text", TOLD)], invented).await;
        assert_eq!(held.status, StatusCode::TOO_MANY_REQUESTS);
        let other = post_from(&app, "/en/report", &[("text", TOLD)], "203.0.113.8").await;
        assert_eq!(other.status, StatusCode::OK);

        let guess = [("receipt", "walnut drizzle paper harbor violin catering mulch")];
        for _ in 0..4 {
            assert_eq!(post(&app, "/en/return", &guess).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        assert_eq!(post(&app, "/en/return", &guess).await.status, StatusCode::TOO_MANY_REQUESTS);
        node.clock.advance(HOUR);
        assert_eq!(post(&app, "/en/report", &[("text", TOLD)]).await.status, StatusCode::OK);
    });
}

#[test]
fn what_cannot_be_served_is_answered_in_the_readers_language() {
    on_a_node(Settings::default(), async |node| {
        let app = crate::app((*node).clone());
        for (path, status, text) in [
            ("/en/nowhere", StatusCode::NOT_FOUND, "This page does not exist"),
            ("/ar/nowhere", StatusCode::NOT_FOUND, "dir=\"rtl\""),
            ("/nowhere", StatusCode::NOT_FOUND, "This page does not exist"),
        ] {
            let page = get(&app, path).await;
            assert_eq!(page.status, status, "{path}");
            page.has(text);
        }
        let method = post(&app, "/ar/kept", &[]).await;
        assert_eq!(method.status, StatusCode::METHOD_NOT_ALLOWED);
        method.has("lang=\"ar\"");
        let large = post(&app, "/ar/report", &[("text", &"x".repeat(limits::FORM))]).await;
        assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
        large.has("lang=\"ar\"");
        assert_eq!(get(&app, "/en/return/answer").await.headers[LOCATION], "/en/return");
    });
}

#[test]
fn the_first_address_leads_to_the_readers_language() {
    on_a_node(Settings::default(), async |node| {
        let app = crate::app((*node).clone());
        for (header, to) in
            [("ar-EG,en;q=0.5", "/ar/"), ("fr", "/fr/"), ("pt-BR", "/pt/"), ("tl", "/fil/"), ("ja", "/en/")]
        {
            let request = Request::get("/").header(ACCEPT_LANGUAGE, header).body(Body::empty()).unwrap();
            let page = send(&app, request).await;
            assert_eq!(page.status, StatusCode::SEE_OTHER);
            assert_eq!(page.headers[LOCATION], to);
            assert_eq!(page.headers[VARY], "accept-language");
        }
        for path in ["/en/", "/pt/report", "/ar/young", "/es/return", "/fil/left", "/lt/kept", "/fr/"] {
            let page = get(&app, path).await;
            assert_eq!(page.status, StatusCode::OK, "{path}");
            let policy = page.headers["content-security-policy"].to_str().unwrap();
            assert!(policy.starts_with("default-src 'none';"), "{path}");
            assert_eq!(page.headers["referrer-policy"], "no-referrer", "{path}");
        }
    });
}

#[test]
fn help_is_found_by_country_and_nothing_else() {
    let lithuania = Country::parse("LT");
    on_a_node(Settings { country: lithuania, ..Settings::default() }, async |node| {
        let app = crate::app((*node).clone());
        let analyst = node.person(Role::Analyst).await;
        for (kind, phone) in [("emergency", "000"), ("helpline", "000 111")] {
            let typed = HelpTyped {
                country: "LT",
                kind,
                name: "Invented",
                phone,
                languages: "lt",
                source: "invented",
                ..HelpTyped::default()
            };
            let entry = help::add_help(&node, &analyst, &typed).await.unwrap().id;
            let dialled = format!("tel:{}\"", phone.replace(' ', ""));
            for path in ["/en/help/LT", "/en/"] {
                assert!(!get(&app, path).await.html.contains(&dialled), "nobody has called it");
            }
            let call = help::Call {
                entry,
                outcome: CallOutcome::Confirmed,
                answered: "Somebody",
                changed: HelpTyped::default(),
            };
            help::note_call(&node, &analyst, &call).await.unwrap();
        }
        get(&app, "/en/").await.has("In Lithuania, call").has("href=\"tel:000\"");
        for language in ["en", "ar", "lt"] {
            let page = get(&app, &format!("/{language}/help/LT")).await;
            page.has("href=\"tel:000111\"").has("href=\"/pt/help/LT\"");
        }
        get(&app, "/en/help/PH")
            .await
            .has("We know no number in this country")
            .has("Search for “child helpline”");
        let chosen = post(&app, "/en/help", &[("country", "PH")]).await;
        assert_eq!(
            (chosen.status, &chosen.headers[LOCATION]),
            (StatusCode::SEE_OTHER, &"/en/help/PH".parse().unwrap())
        );
        for nothing in ["", "XX", "../../console"] {
            assert_eq!(post(&app, "/en/help", &[("country", nothing)]).await.headers[LOCATION], "/en/help");
        }
        assert_eq!(get(&app, "/en/help/XX").await.status, StatusCode::NOT_FOUND);
        node.clock.advance(181 * DAY);
        assert!(!get(&app, "/en/help/LT").await.html.contains("tel:"), "confirmations have lapsed");
    });
}

#[test]
fn the_form_says_whether_somebody_reads() {
    on_a_node(Settings::default(), async |node| {
        let app = crate::app((*node).clone());
        let pages = ["/en/report", "/en/young", "/en/"];
        for path in pages {
            assert!(!get(&app, path).await.html.contains("Nobody reads"), "no plan is made: nothing is said");
        }
        let senior = node.person(Role::SeniorAnalyst).await;
        let id = senior.person.id.to_string();
        // It is Monday, 10:17 in UTC.
        let turn =
            on_call::NewTurn { days: vec!["1"], starts: "11:00", ends: "12:00", person: &id, rank: "1" };
        on_call::add_turn(&node, &senior, &turn).await.unwrap();
        for path in pages {
            get(&app, path).await.has("Nobody reads reports at this hour.");
        }
        let form = get(&app, "/en/report").await;
        form.has("We read again from 2026-11-23 11:00 (UTC).");
        let help_first = form.html.find("/en/help\"").unwrap() < form.html.find("<form").unwrap();
        assert!(help_first, "help comes before the form");
        node.clock.advance(HOUR);
        for path in &pages[..2] {
            get(&app, path).await.has("is there now and reads reports of danger first");
        }
    });
}

#[test]
fn numbers_are_public_only_where_the_operator_publishes() {
    on_a_node(Settings::default(), async |node| {
        let app = crate::app((*node).clone());
        assert_eq!(get(&app, "/en/figures").await.status, StatusCode::NOT_FOUND);
        assert_eq!(get(&app, "/en/figures.csv").await.status, StatusCode::NOT_FOUND);
        assert!(!get(&app, "/en/").await.html.contains("/en/figures"));
        let mut settings = Settings::default();
        settings.figures.publish = true;
        let node = node.another_with(settings).await;
        let key = node.key(tutela_model::api_key::Scope::Report).await.key;
        for n in 0..12 {
            node.send(&key, samples::url_report(&format!("https://host.example/{n}"))).await;
        }
        node.run_due().await;
        let app = crate::app((*node).clone());
        get(&app, "/en/figures").await.has("No quarter has been published yet.");
        node.clock.advance(100 * 24 * HOUR);
        node.run_due().await;
        let page = get(&app, "/lt/figures").await;
        page.has("2026 m. 4 ketvirtis").has("<td>10</td>");
        assert_eq!(page.headers[CACHE_CONTROL], "no-store", "a browser keeps no trace of the visit");
        get(&app, "/en/figures.csv")
            .await
            .has("\u{feff}Our numbers,What,Number\r\nQuarter 4 of 2026,Reports that came,10\r\n");
    });
}
