//! One's own account, what administrators do, holds and erasure.

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use tutela_model::access::Role;
use tutela_model::clock::MINUTE;
use tutela_testkit::{Engine, TestDatabase, TestNode, run_on, samples};

use super::browser::Browser;

fn on_a_node(test: impl AsyncFnOnce(TestNode)) {
    run_on(Engine::Sqlite, async |database: TestDatabase| test(TestNode::start(&database).await).await);
}

/// What stands between two texts on a page.
fn between<'a>(html: &'a str, before: &str, after: &str) -> &'a str {
    html.split(before).nth(1).unwrap().split(after).next().unwrap()
}

#[test]
fn whoever_was_reset_first_learns_by_whom_and_changes_the_password() {
    on_a_node(async |node| {
        let administrator = Browser::signed_in(&node, Role::Administrator).await;
        let mut person = node.credentials(Role::Analyst).await;
        let path = format!("/console/people/{}", person.person.id);
        let reset = administrator.post(&format!("{path}/password"), &[]).await;
        assert_eq!(reset.status, StatusCode::OK);
        let password = between(&reset.html, "code secret\">", "<").to_owned();
        administrator.get("/console/people").await.has("has not yet changed the password").lacks(&password);
        let both = administrator.post(&format!("{path}/codes"), &[]).await;
        assert_eq!(both.status, StatusCode::UNPROCESSABLE_ENTITY);
        both.has("another administrator");

        node.clock.advance(MINUTE);
        *person.password = password.clone();
        let mut browser = Browser::new(&node);
        browser.enter(&node, &person).await;
        assert_eq!(browser.get("/console/").await.location(), "/console/account");
        assert_eq!(browser.post("/console/search", &[("text", "x")]).await.location(), "/console/account");
        let account = browser.get("/console/account").await;
        account.has("Password made anew by").has("administrator 0").has("Choose one of your own");
        let short = [("password", password.as_str()), ("new", "short")];
        let refused = browser.post("/console/account/password", &short).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.has("at least 12 characters");
        let long = [("password", password.as_str()), ("new", "four plain words here")];
        assert_eq!(
            browser.post("/console/account/password", &long).await.location(),
            "/console/account?done=password_changed"
        );
        assert_eq!(browser.get("/console/").await.location(), "/console/account", "they were not told yet");
        browser.post("/console/account/told", &[("asked", "yes")]).await;
        assert_eq!(browser.get("/console/").await.status, StatusCode::OK);
        let codes = [("password", "four plain words here")];
        browser.post("/console/account/recovery-codes", &codes).await.has("shown once");
    });
}

#[test]
fn whoever_did_not_ask_for_it_is_signed_out_and_others_are_told() {
    on_a_node(async |node| {
        let administrator = Browser::signed_in(&node, Role::Administrator).await;
        let person = node.credentials(Role::Analyst).await;
        let path = format!("/console/people/{}/password", person.person.id);
        let reset = administrator.post(&path, &[]).await;
        let mut entering = person;
        *entering.password = between(&reset.html, "code secret\">", "<").to_owned();
        let mut browser = Browser::new(&node);
        browser.enter(&node, &entering).await;
        let left = browser.post("/console/account/told", &[("asked", "no")]).await;
        assert_eq!(left.location(), "/console/sign-in?done=signed_out");
        assert!(browser.get("/console/").await.location().starts_with("/console/sign-in"));
        let auditor = Browser::signed_in(&node, Role::Auditor).await;
        auditor.get("/console/alerts").await.has("did not ask for a reset").has("given a way in to reports");
        let alert = administrator.get("/console/alerts").await;
        let note = between(&alert.html, "action=\"/console/alerts/", "\"").to_owned();
        let refused = administrator.post(&format!("/console/alerts/{note}"), &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    });
}

#[test]
fn a_report_is_held_released_and_erased_on_its_page() {
    on_a_node(async |node| {
        let (_, id) = node.tell(samples::telling("Marker")).await;
        let senior = Browser::signed_in(&node, Role::SeniorAnalyst).await;
        let analyst = Browser::signed_in(&node, Role::Analyst).await;
        let path = format!("/console/reports/{id}/keeping");
        senior.get(&format!("/console/reports/{id}")).await.has(&path);
        analyst.get(&format!("/console/reports/{id}")).await.lacks(&path);
        assert_eq!(analyst.get(&path).await.status, StatusCode::FORBIDDEN);
        assert_eq!(analyst.post(&format!("{path}/erase"), &[]).await.status, StatusCode::FORBIDDEN);

        let wrong = senior.post(&format!("{path}/hold"), &[("reason", "Court"), ("until", "soon")]).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.has("Write a day").has("Court");
        let hold = [("reason", "Court of Example"), ("until", "")];
        assert_eq!(senior.post(&format!("{path}/hold"), &hold).await.location(), format!("{path}?done=held"));
        let page = senior.get(&path).await;
        page.has("Court of Example").has("A legal hold stands: lift it first");
        let erase = [("why", "ordered"), ("sure", "yes")];
        assert_eq!(
            senior.post(&format!("{path}/erase"), &erase).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        let lift = format!("{path}/{}", between(&page.html, &format!("action=\"{path}/"), "\""));
        assert_eq!(senior.post(&lift, &[]).await.location(), format!("{path}?done=hold_lifted"));
        assert_eq!(
            senior.post(&format!("{path}/erase"), &[("why", "ordered")]).await.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "they must say that they are sure"
        );
        assert_eq!(
            senior.post(&format!("{path}/erase"), &[("why", "time"), ("sure", "yes")]).await.status,
            StatusCode::UNPROCESSABLE_ENTITY
        );
        assert_eq!(
            senior.post(&format!("{path}/erase"), &erase).await.location(),
            format!("{path}?done=erased")
        );
        senior
            .get(&path)
            .await
            .has("This report was erased")
            .has("a court or an authority ordered it")
            .lacks("Court of Example");
        senior.get("/console/retention").await.has("a court or an authority ordered it");
    });
}

#[test]
fn the_log_of_reads_is_a_page_and_a_file() {
    on_a_node(async |node| {
        let (_, id) = node.tell(samples::telling("Marker")).await;
        let analyst = Browser::signed_in(&node, Role::Analyst).await;
        analyst.get(&format!("/console/reports/{id}")).await;
        node.clock.advance(MINUTE);
        node.run_due().await;
        let auditor = Browser::signed_in(&node, Role::Auditor).await;
        let all = auditor.get("/console/reads").await;
        all.has("report opened").has(&id.to_string());
        let found = auditor.post("/console/reads", &[("person", ""), ("record", &id.to_string())]).await;
        auditor.get(found.location()).await.has("report opened");
        let file = auditor.get("/console/reads.csv").await;
        assert_eq!(file.headers[CONTENT_TYPE], "text/csv; charset=utf-8");
        file.has("report.read").has("number,time,person,act,record");
        assert_eq!(analyst.get("/console/reads.csv").await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn a_key_gets_another_secret_and_an_end() {
    on_a_node(async |node| {
        let key = node.key(tutela_model::api_key::Scope::Report).await.key.id;
        let administrator = Browser::signed_in(&node, Role::Administrator).await;
        let told = administrator.post(&format!("/console/keys/{key}/rotate"), &[("grace", "3")]).await;
        told.has("tutela_").has("the secret before is taken until");
        for (act, field, value) in
            [("rotate", "grace", "soon"), ("expire", "expires", "1999-01-01"), ("expire", "expires", "x")]
        {
            let refused = administrator.post(&format!("/console/keys/{key}/{act}"), &[(field, value)]).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{act} {value}");
        }
        let ends =
            administrator.post(&format!("/console/keys/{key}/expire"), &[("expires", "2999-12-31")]).await;
        assert_eq!(ends.location(), "/console/keys?done=key_ends");
        administrator.get("/console/keys").await.has("ends 31 Dec 2999");
    });
}

#[test]
fn a_recovery_code_fits_into_the_field_as_it_is_printed() {
    on_a_node(async |node| {
        let person = node.credentials(Role::Analyst).await;
        let browser = Browser::new(&node);
        let page = browser.get("/console/sign-in").await;
        let field = page.html.split("<input").find(|field| field.contains("name=\"code\"")).unwrap();
        let room: usize = between(field, "maxlength=\"", "\"").parse().unwrap();
        assert!(!field.contains("numeric"), "a phone must offer letters: {field}");
        let code = person.recovery_codes.iter().next().unwrap();
        assert!(code.len() <= room, "{code} is longer than {room}");
        let typed = [("name", person.person.name.as_str()), ("password", &person.password), ("code", code)];
        assert_eq!(browser.post("/console/sign-in", &typed).await.status, StatusCode::SEE_OTHER);
    });
}
