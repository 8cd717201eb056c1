//! Working side by side, as the desk meets it.

use axum::http::StatusCode;
use tutela_model::access::Role;
use tutela_testkit::{Engine, TestDatabase, TestNode, run_on, samples};

use super::browser::Browser;

fn on_a_node(test: impl AsyncFnOnce(TestNode)) {
    run_on(Engine::Sqlite, async |database: TestDatabase| test(TestNode::start(&database).await).await);
}

async fn report(node: &TestNode, url: &str) -> String {
    let (_, id) = node.tell(samples::public(samples::url_report(url))).await;
    id.to_string()
}

#[test]
fn a_note_reaches_whom_it_names_and_can_be_corrected() {
    on_a_node(async |node| {
        let path = format!("/console/reports/{}", report(&node, "https://host.example/page").await);
        let person = node.credentials(Role::Analyst).await;
        let mut other = Browser::new(&node);
        other.enter(&node, &person).await;
        let one = Browser::signed_in(&node, Role::Analyst).await;
        let empty = one.post(&format!("{path}/notes"), &[("note", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        empty.has("href=\"#note\"");
        let text = format!("Please look, @{}.", person.person.name);
        let done = one.post(&format!("{path}/notes"), &[("note", &text)]).await;
        assert_eq!(done.location(), format!("{path}?done=noted_down#notes"));
        let page = other.get(&path).await;
        page.has(&text).lacks("/correct\"");
        other.get("/console/").await.has("One thing waits for you.");
        let inbox = other.get("/console/for-you").await;
        inbox.has("names you in a note").has(&format!("href=\"{path}#notes\""));
        let mark = inbox.html.split("action=\"/console/for-you/").nth(1).unwrap().split('"').next().unwrap();
        let mark = format!("/console/for-you/{mark}");
        assert_eq!(one.post(&mark, &[("read", "yes")]).await.status, StatusCode::NOT_FOUND);
        let read = other.post(&mark, &[("read", "yes")]).await;
        assert_eq!(read.location(), "/console/for-you?done=marked_read");
        other.get("/console/for-you").await.has("Nothing waits for you.");
        let undone = other.post(&format!("{mark}?show=all"), &[("read", "no")]).await;
        assert_eq!(undone.location(), "/console/for-you?show=all&done=marked_unread");

        let own = one.get(&path).await;
        let correct = own.html.split("/notes/").nth(1).unwrap().split('"').next().unwrap();
        let done = one.post(&format!("{path}/notes/{correct}"), &[("note", "Better so.")]).await;
        assert_eq!(done.location(), format!("{path}?done=note_corrected#notes"));
        other.get(&path).await.has("Better so.").has("What it said before").has(&text);
    });
}

#[test]
fn a_report_is_offered_and_taken() {
    on_a_node(async |node| {
        let path = format!("/console/reports/{}", report(&node, "https://host.example/page").await);
        let person = node.credentials(Role::SeniorAnalyst).await;
        let mut other = Browser::new(&node);
        other.enter(&node, &person).await;
        let one = Browser::signed_in(&node, Role::Analyst).await;
        one.post(&format!("{path}/claim"), &[]).await;
        let to = person.person.id.to_string();
        let unsaid = one.post(&format!("{path}/offer"), &[("to", ""), ("offer-note", "You know it.")]).await;
        assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
        unsaid.has("href=\"#to\"").has("You know it.");
        let done = one.post(&format!("{path}/offer"), &[("to", &to), ("offer-note", "You know it.")]).await;
        assert_eq!(done.location(), format!("{path}?done=offered#record-h"));
        one.get(&path).await.has("Take the offer back");
        other.get("/console/team").await.has("A colleague offers you a report.");
        let taken = other.post(&format!("{path}/offer/accept"), &[]).await;
        assert_eq!(taken.location(), format!("{path}?done=offer_accepted#record-h"));
        other.get(&path).await.has("You hold this report.").has("You know it.");
        let late = one.post(&format!("{path}/offer/withdraw"), &[]).await;
        assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(one.post(&format!("{path}/offer/nonsense"), &[]).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn the_address_holds_how_the_queue_is_narrowed_and_a_view_keeps_it() {
    on_a_node(async |node| {
        let path = format!("/console/reports/{}", report(&node, "https://host.example/page").await);
        let one = Browser::signed_in(&node, Role::Analyst).await;
        let chosen =
            [("list", "waiting"), ("category", "csam"), ("country", ""), ("holder", "nobody"), ("text", "x")];
        let narrowed = one.post("/console/narrow", &chosen).await;
        assert_eq!(narrowed.location(), "/console/?category=csam&holder=nobody");
        let page = one.get(narrowed.location()).await;
        page.has("Narrowed to: Child sexual abuse material · nobody.")
            .has("?category=csam&#38;holder=nobody");
        one.get(&format!("{path}?category=csam&holder=nobody"))
            .await
            .has("/claim?category=csam&#38;holder=nobody");
        one.get("/console/?category=grooming").await.has("No report fits.").lacks(&path);
        let nameless = one.post("/console/views", &[("category", "csam"), ("view-name", "")]).await;
        assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
        nameless.has("href=\"#view-name\"");
        let saved = one.post("/console/views", &[("category", "csam"), ("view-name", "Ours")]).await;
        assert_eq!(saved.location(), "/console/?category=csam&done=view_saved");
        let page = one.get("/console/?category=csam").await;
        page.has("<bdi>Ours</bdi>");
        let shared = [("category", "csam"), ("view-name", "All ours"), ("shared", "yes")];
        assert_eq!(one.post("/console/views", &shared).await.status, StatusCode::FORBIDDEN);
        let delete = page.html.split("action=\"/console/views/").nth(1).unwrap().split('"').next().unwrap();
        let deleted = one.post(&format!("/console/views/{delete}"), &[]).await;
        assert_eq!(deleted.location(), "/console/?done=view_deleted");
    });
}

#[test]
fn a_shift_ends_with_a_note_and_a_senior_sees_the_case_load() {
    on_a_node(async |node| {
        let one = Browser::signed_in(&node, Role::Analyst).await;
        let senior = Browser::signed_in(&node, Role::SeniorAnalyst).await;
        assert_eq!(one.post("/console/team/start", &[]).await.location(), "/console/team?done=shift_started");
        let ended = one.post("/console/team/end", &[("shift-note", "Look at the forum.")]).await;
        assert_eq!(ended.location(), "/console/team?done=shift_ended");
        let twice = one.post("/console/team/end", &[("shift-note", "Again.")]).await;
        assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
        twice.has("You are not on shift.");
        senior.get("/console/team").await.has("Look at the forum.").has("Case load");
        one.get("/console/team").await.lacks("Case load");
        let administrator = Browser::signed_in(&node, Role::Administrator).await;
        assert_eq!(administrator.get("/console/team").await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn many_reports_of_one_content_are_decided_by_one_act() {
    on_a_node(async |node| {
        let mut ids = Vec::new();
        for _ in 0..3 {
            ids.push(report(&node, "https://host.example/page").await);
        }
        let one = Browser::signed_in(&node, Role::Analyst).await;
        let open = one.get(&format!("/console/reports/{}", ids[0])).await;
        let key = open.html.split("href=\"/console/content/").nth(1).unwrap().split('"').next().unwrap();
        let content = format!("/console/content/{key}");
        one.get(&content).await.has("Assess it first").lacks("/decide\"");
        let unsaid = one.post(&format!("{content}/assess"), &[("age", "adult")]).await;
        assert_eq!(unsaid.status, StatusCode::UNPROCESSABLE_ENTITY);
        unsaid.has("href=\"#together-assess\"");
        let seen = [("age", "prepubescent"), ("act", "genital_focus"), ("depiction", "real")];
        let done = one.post(&format!("{content}/assess"), &seen).await;
        assert_eq!(done.location(), format!("{content}?done=assessed#together"));
        let undecided = one.post(&format!("{content}/decide"), &[("report", &ids[0])]).await;
        assert_eq!(undecided.status, StatusCode::UNPROCESSABLE_ENTITY);
        undecided.has("Choose a decision.");
        let mut form = vec![("decision", "actionable"), ("contact", "abuse@host.example")];
        form.extend(ids.iter().map(|id| ("report", id.as_str())));
        let came = one.post(&format!("{content}/decide"), &form).await;
        assert_eq!(came.status, StatusCode::OK, "{}", came.html);
        came.has("3 of 3 reports were decided.").has("the host is told").has("it follows the notice");
        one.get(&content).await.lacks("/decide\"");
        let auditor = Browser::signed_in(&node, Role::Auditor).await;
        assert_eq!(auditor.post(&format!("{content}/decide"), &form).await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn an_open_page_is_told_numbers_and_nothing_else() {
    on_a_node(async |node| {
        let id = report(&node, "https://host.example/page").await;
        let one = Browser::signed_in(&node, Role::Analyst).await;
        let (status, told) = one.first_event(&format!("/console/events?report={id}&since=0")).await;
        assert_eq!(status, StatusCode::OK);
        assert!(told.starts_with("event: queue\ndata: "), "{told}");
        let (_, data) = told.split_once("data: ").unwrap();
        let numbers = data.split('\n').next().unwrap();
        assert!(numbers.split(' ').all(|number| number.parse::<i64>().is_ok()), "{told}");
        one.get("/console/").await.has(&format!("data-live=\"{numbers}\""));
        assert_eq!(Browser::new(&node).first_event("/console/events").await.0, StatusCode::UNAUTHORIZED);
        let administrator = Browser::signed_in(&node, Role::Administrator).await;
        assert_eq!(administrator.first_event("/console/events").await.0, StatusCode::FORBIDDEN);
    });
}
