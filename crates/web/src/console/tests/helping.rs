//! The help directory and the plan of who is on call, walked through.

use tutela_model::access::Role;
use tutela_testkit::{Engine, TestDatabase, TestNode, run_on};

use super::browser::Browser;

fn on_a_node(test: impl AsyncFnOnce(TestNode)) {
    run_on(Engine::Sqlite, async |database: TestDatabase| test(TestNode::start(&database).await).await);
}

#[test]
fn the_last_call_of_a_country_promises_no_next_one() {
    on_a_node(async |node| {
        let browser = Browser::signed_in(&node, Role::Analyst).await;
        for name in ["First line", "Second line"] {
            let typed =
                [("kind", "helpline"), ("name", name), ("phone", "116111"), ("source", "its website")];
            browser.post("/console/help/in/LT", &typed).await;
        }
        let mut left = Vec::new();
        let list = browser.get("/console/help/in/LT").await;
        for link in list.html.split("href=\"/console/help/").skip(1) {
            let id = link.split('"').next().unwrap();
            if id.len() == 36 && !left.contains(&id) {
                left.push(id);
            }
        }
        assert_eq!(left.len(), 2, "{}", list.html);
        let said = [("outcome", "confirmed"), ("answered", "A counsellor")];
        let first = browser.post(&format!("/console/help/{}", left[0]), &said).await;
        assert_eq!(first.location(), format!("/console/help/{}?done=help_called", left[1]));
        let last = browser.post(&format!("/console/help/{}", left[1]), &said).await;
        assert_eq!(last.location(), "/console/help/in/LT?done=help_country_called");
        browser.get(last.location()).await.has("Nothing else here needs a call");
    });
}

#[test]
fn without_a_plan_nothing_is_said_of_who_is_on_call() {
    on_a_node(async |node| {
        let browser = Browser::signed_in(&node, Role::SeniorAnalyst).await;
        let page = browser.get("/console/on-call").await;
        page.has("There is no plan yet").lacks("Nobody is on call now");
    });
}
