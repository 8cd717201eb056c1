//! Who gets in, how, and how far.

use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, REFERRER_POLICY, SET_COOKIE};
use tutela_model::access::Role;
use tutela_model::clock::HOUR;
use tutela_testkit::{Engine, TestDatabase, TestNode, run_on, samples};
use tutela_workflow::Settings;

use super::browser::Browser;

/// What the database keeps is tested on both engines elsewhere; pages are the same on either.
fn on_a_node(test: impl AsyncFnOnce(TestNode)) {
    run_on(Engine::Sqlite, async |database: TestDatabase| test(TestNode::start(&database).await).await);
}

#[test]
fn whoever_has_not_signed_in_is_sent_to_sign_in_and_comes_back() {
    on_a_node(async |node| {
        let mut browser = Browser::new(&node);
        let page = browser.get("/console/notices?show=all").await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        assert_eq!(page.location(), "/console/sign-in?next=%2Fconsole%2Fnotices%3Fshow%3Dall");
        browser.get(page.location()).await.has("value=\"/console/notices?show=all\"");

        let refused = browser.post("/console/keys", &[]).await;
        assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
        refused.has("Your session has ended");

        let person = node.credentials(Role::Analyst).await;
        assert_eq!(browser.enter(&node, &person).await.location(), "/console/");
        let queue = browser.get("/console/").await;
        assert_eq!(queue.status, StatusCode::OK);
        assert_eq!(queue.headers[CACHE_CONTROL], "no-store");
        assert_eq!(queue.headers[REFERRER_POLICY], "same-origin");
    });
}

#[test]
fn the_cookie_fits_the_scheme() {
    run_on(Engine::Sqlite, async |database: TestDatabase| {
        for https in [false, true] {
            let node = TestNode::start_with(&database, Settings { https, ..Settings::default() }).await;
            let person = node.credentials(Role::Analyst).await;
            let mut browser = Browser::new(&node);
            let page = browser.enter(&node, &person).await;
            let cookie = page.headers[SET_COOKIE].to_str().unwrap().to_owned();
            assert!(cookie.contains("; HttpOnly; SameSite=Strict"), "{cookie}");
            assert_eq!(cookie.starts_with("__Host-console="), https, "{cookie}");
            assert_eq!(cookie.contains("; Path=/; Secure"), https, "{cookie}");
            assert_eq!(browser.get("/console/").await.status, StatusCode::OK);
            // Another node on the same keys would not open what this one sealed.
            if !https {
                return;
            }
        }
    });
}

#[test]
fn whatever_is_wrong_with_a_sign_in_the_answer_is_the_same() {
    on_a_node(async |node| {
        let person = node.credentials(Role::Analyst).await;
        let browser = Browser::new(&node);
        let code = super::browser::code(&node, &person);
        let (name, password) = (person.person.name.as_str(), person.password.as_str());
        let mut answers = Vec::new();
        for (password, code) in [("wrong", code.as_str()), (password, "000000"), ("", "")] {
            let typed = [("name", name), ("password", password), ("code", code)];
            answers.push(browser.post("/console/sign-in", &typed).await);
        }
        let nobody = browser
            .post("/console/sign-in", &[("name", "nobody"), ("password", password), ("code", &code)])
            .await;
        assert_eq!(nobody.html.replace("nobody", name), answers[0].html);
        for page in answers.iter().chain([&nobody]) {
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
            page.has("Name, password or code is wrong").lacks(password);
        }
        assert_eq!(answers[0].html, answers[1].html);
    });
}

#[test]
fn tries_to_sign_in_are_counted_and_end() {
    on_a_node(async |node| {
        let browser = Browser::new(&node);
        let mut last = StatusCode::OK;
        for _ in 0..130 {
            last = browser.post("/console/sign-in", &[("name", "nobody")]).await.status;
            if last == StatusCode::TOO_MANY_REQUESTS {
                break;
            }
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
        node.clock.advance(HOUR);
        let page = browser.post("/console/sign-in", &[("name", "nobody")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn a_form_of_another_site_does_nothing() {
    on_a_node(async |node| {
        let browser = Browser::signed_in(&node, Role::Administrator).await;
        let form = [("name", "Somebody"), ("role", "auditor")];
        for foreign in [
            &[("sec-fetch-site", "cross-site")][..],
            &[("sec-fetch-site", "same-site"), ("origin", "https://desk.example")],
            &[("origin", "https://evil.example")],
            &[("origin", "null")],
            &[],
        ] {
            let page = browser.post_with("/console/people", &form, foreign).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{foreign:?}");
            page.has("This was not sent from the console");
        }
        browser.get("/console/people").await.lacks("Somebody");
        let ours = browser.post_with("/console/people", &form, &[("origin", "http://desk.example")]).await;
        assert_eq!(ours.status, StatusCode::OK);
    });
}

#[test]
fn a_role_reaches_its_own_places_and_no_other() {
    on_a_node(async |node| {
        let key = node.key(tutela_model::api_key::Scope::Report).await.key;
        let id = node.send(&key, samples::url_report("https://host.example/page")).await;
        let report = format!("/console/reports/{id}");

        let administrator = Browser::signed_in(&node, Role::Administrator).await;
        for path in [
            report.as_str(),
            "/console/reports/nonsense",
            "/console/content/nonsense",
            "/console/search",
            "/console/audit",
        ] {
            let page = administrator.get(path).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
            page.has("Your role does not cover this").has("Administrator").lacks("href=\"/console/notices\"");
        }
        assert_eq!(administrator.get("/console/").await.location(), "/console/letters");
        for act in ["claim", "decide", "items/0/assess", "items/0/viewing-token"] {
            let page = administrator.post(&format!("{report}/{act}"), &[]).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{act}");
        }

        node.clock.advance(HOUR);
        node.run_due().await;
        let auditor = Browser::signed_in(&node, Role::Auditor).await;
        let log = auditor.get("/console/audit").await;
        assert_eq!(log.status, StatusCode::OK);
        log.has("report came").has("wait for their number");
        assert_eq!(auditor.get(&report).await.status, StatusCode::FORBIDDEN);
        let added = auditor.post("/console/people", &[("name", "X"), ("role", "auditor")]).await;
        assert_eq!(added.status, StatusCode::FORBIDDEN);

        let analyst = Browser::signed_in(&node, Role::Analyst).await;
        assert_eq!(analyst.get(&report).await.status, StatusCode::OK);
        assert_eq!(analyst.get("/console/people").await.status, StatusCode::FORBIDDEN);
        let gone =
            analyst.get(&report.replace(&id.to_string(), "0198f000-0000-7000-8000-000000000000")).await;
        assert_eq!(gone.status, StatusCode::NOT_FOUND);
        for lost in
            ["/console/nothing/here", "/console/reports/nonsense", "/console/notices/1", "/console/content/1"]
        {
            let page = analyst.get(lost).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{lost}");
            page.has("There is no such page");
        }
        assert_eq!(analyst.get(&format!("{report}/claim")).await.status, StatusCode::METHOD_NOT_ALLOWED);
    });
}

#[test]
fn signing_out_ends_the_session_for_good() {
    on_a_node(async |node| {
        let browser = Browser::signed_in(&node, Role::Analyst).await;
        let out = browser.post("/console/sign-out", &[]).await;
        assert!(out.headers[SET_COOKIE].to_str().unwrap().contains("Max-Age=0"));
        assert_eq!(out.location(), "/console/sign-in?done=signed_out");
        assert_eq!(browser.get("/console/").await.status, StatusCode::SEE_OTHER);
    });
}
