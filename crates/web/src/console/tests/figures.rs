//! The dashboard: who sees what, and its numbers as a file.

use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use tutela_model::access::Role;
use tutela_model::api_key::Scope;
use tutela_model::clock::MINUTE;
use tutela_testkit::{Engine, TestDatabase, TestNode, run_on, samples};
use tutela_workflow::people::add_key;

use super::browser::Browser;

fn on_a_counted_node(test: impl AsyncFnOnce(TestNode, String)) {
    run_on(Engine::Sqlite, async |database: TestDatabase| {
        let node = TestNode::start(&database).await;
        let key = add_key(&node, None, "=Sender & Co", Scope::Report, 600).await.unwrap().key;
        let mut danger = samples::url_report("https://host.example/page");
        danger.child.immediate_danger = Some(true);
        node.send(&key, danger).await;
        node.clock.advance(MINUTE);
        node.run_due().await;
        test(node, format!("/console/figures/sender/{}", key.id)).await;
    });
}

#[test]
fn a_senior_sees_who_sent_and_a_child_in_danger_first() {
    on_a_counted_node(async |node, sender| {
        let browser = Browser::signed_in(&node, Role::SeniorAnalyst).await;
        let page = browser.get("/console/figures").await;
        page.has(
            "One report of a child in danger now waits for a decision. The oldest has waited for 1 min.",
        );
        page.has("=Sender &#38; Co").has(&sender).has("class=\"chart\"").lacks("host.example");
        browser.get("/console/figures?days=365").await.has("A year");
        browser.get("/console/figures?days=x").await.has("<td class=\"number\" data-name=\"Came\">1</td>");
        let page = browser.get(&sender).await;
        page.has("Reports from =Sender &#38; Co").has("Fewer than five reports").lacks("host.example");
    });
}

#[test]
fn an_administrator_sees_totals_and_an_analyst_nothing() {
    on_a_counted_node(async |node, sender| {
        let browser = Browser::signed_in(&node, Role::Administrator).await;
        browser.get("/console/figures").await.has("Your role sees totals").lacks("Sender &#38; Co");
        assert_eq!(browser.get("/console/figures/csv/senders").await.status, StatusCode::NOT_FOUND);
        assert_eq!(browser.get("/console/figures/csv/waiting").await.status, StatusCode::OK);
        assert_eq!(browser.get(&sender).await.status, StatusCode::FORBIDDEN);
        let browser = Browser::signed_in(&node, Role::Analyst).await;
        for page in ["/console/figures", "/console/figures/csv/waiting", &sender] {
            assert_eq!(browser.get(page).await.status, StatusCode::FORBIDDEN, "{page}");
        }
    });
}

#[test]
fn a_table_is_given_as_a_file_in_which_nothing_is_run() {
    on_a_counted_node(async |node, _| {
        let browser = Browser::signed_in(&node, Role::Auditor).await;
        let file = browser.get("/console/figures/csv/senders?days=7").await;
        assert_eq!(file.headers[CONTENT_TYPE], "text/csv; charset=utf-8");
        assert!(
            file.headers[CONTENT_DISPOSITION]
                .to_str()
                .unwrap()
                .starts_with("attachment; filename=\"tutela-senders-")
        );
        file.has("\u{feff}Sender,Came,").has("\r\n'=Sender & Co,1,0,");
        assert_eq!(browser.get("/console/figures/csv/nothing").await.status, StatusCode::NOT_FOUND);
    });
}
