//! A report from the queue to gone, as an analyst walks it.

use axum::http::StatusCode;
use tutela_model::access::Role;
use tutela_model::api_key::Scope;
use tutela_model::id::ReportId;
use tutela_model::member::MemberKind;
use tutela_testkit::{Engine, TestDatabase, TestNode, run_on, samples};
use tutela_workflow::people::{self, add_member};

use super::browser::{Browser, Page};

const GRAVE: [(&str, &str); 3] = [("age", "prepubescent"), ("act", "genital_focus"), ("depiction", "real")];

struct Desk {
    node: TestNode,
    browser: Browser,
    report: String,
    id: ReportId,
}

fn on_a_desk(test: impl AsyncFnOnce(Desk)) {
    run_on(Engine::Sqlite, async |database: TestDatabase| {
        let node = TestNode::start(&database).await;
        let key = node.key(Scope::Report).await.key;
        let items = vec![samples::url("https://host.example/album"), samples::file(samples::digests(7))];
        let id = node.send(&key, samples::report(items)).await;
        let browser = Browser::signed_in(&node, Role::Analyst).await;
        test(Desk { report: format!("/console/reports/{id}"), id, node, browser }).await;
    });
}

impl Desk {
    async fn act(&self, act: &str, fields: &[(&str, &str)]) -> Page {
        self.browser.post(&format!("{}/{act}", self.report), fields).await
    }

    #[track_caller]
    fn went_on(&self, page: &Page, message: &str) {
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.html);
        assert!(
            page.location().starts_with(&format!("{}?done={message}#", self.report)),
            "{}",
            page.location()
        );
    }

    async fn open(&self) -> Page {
        self.browser.get(&self.report).await
    }
}

#[test]
fn a_report_is_walked_from_the_queue_to_gone() {
    on_a_desk(async |desk| {
        desk.browser.get("/console/").await.has(&desk.report).has("One report waits for a decision.");
        let page = desk.open().await;
        page.has("hxxps://host[.]example/album").lacks("https://host.example").lacks("Record the assessment");

        desk.went_on(&desk.act("claim", &[]).await, "claimed");
        desk.open().await.has("You hold this report.").has("Record the assessment");
        desk.browser.get("/console/?list=mine").await.has(&desk.report);

        // An open question is named, and what was chosen stays chosen.
        let open = desk.act("items/0/assess", &GRAVE[..1]).await;
        assert_eq!(open.status, StatusCode::UNPROCESSABLE_ENTITY);
        open.has("href=\"#act-0\"").has("value=\"prepubescent\" checked").has("<title>Problem: ");
        desk.went_on(&desk.act("items/0/assess", &GRAVE).await, "assessed");
        desk.open().await.has("Illegal nearly everywhere (baseline), class A2");

        let told = [("decision", "actionable"), ("notice", "0"), ("contact-0", "nobody")];
        let wrong = desk.act("decide", &told).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        wrong.has("href=\"#contact-0\"").has("value=\"nobody\"").lacks("name=\"told\"");
        let told = [("decision", "actionable"), ("notice", "0"), ("contact-0", "abuse@host.example")];
        desk.went_on(&desk.act("decide", &told).await, "decided");

        let page = desk.open().await;
        page.has("waits to leave the house").lacks("name=\"decision\"");
        let at = page
            .html
            .split("href=\"/console/notices/")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .unwrap();
        let notice = format!("/console/notices/{at}");
        desk.browser
            .get(&notice)
            .await
            .has("https://host.example/album")
            .has("I handed it over")
            .lacks("href=\"http");
        let handed = desk.browser.post(&format!("{notice}/handed-over"), &[]).await;
        assert_eq!(handed.location(), format!("{notice}?done=handed_over"));
        let again = desk.browser.post(&format!("{notice}/handed-over"), &[]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        let found = desk.browser.post(&format!("{notice}/found"), &[("finding", "removed")]).await;
        assert_eq!(found.location(), format!("{notice}?done=found"));
        let late = desk.browser.post(&format!("{notice}/found"), &[("finding", "still_up")]).await;
        late.has("What the notice named was found gone already.");

        desk.open().await.has("Everything that hosts were told about is gone.");
        desk.browser.get("/console/notices?show=all").await.has(&notice);
        desk.browser.get("/console/notices").await.lacks(&notice);
        desk.went_on(&desk.act("close", &[]).await, "closed");
        desk.open()
            .await
            .has("This report is closed.")
            .lacks("/claim\"")
            .lacks("/decide\"")
            .lacks("/assess\"");
        let over = desk.act("claim", &[]).await;
        assert_eq!(over.status, StatusCode::UNPROCESSABLE_ENTITY);
        over.has("The report is closed.");
    });
}

#[test]
fn a_finding_is_inherited_and_leads_to_the_other_reports() {
    on_a_desk(async |desk| {
        desk.act("claim", &[]).await;
        desk.act("items/0/assess", &GRAVE).await;
        let key = desk.node.key(Scope::Report).await.key;
        let second = desk.node.send(&key, samples::url_report("https://host.example/album")).await;
        let page = desk.browser.get(&format!("/console/reports/{second}")).await;
        page.has("One other report names the same.").has("Illegal nearly everywhere").has("in report ");
        let content = page
            .html
            .split("href=\"/console/content/")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .unwrap();
        let content = desk.browser.get(&format!("/console/content/{content}")).await;
        content.has("2 reports name it").has("hxxps://host[.]example/album").has(&desk.report);
    });
}

#[test]
fn what_is_searched_for_stands_in_no_address() {
    on_a_desk(async |desk| {
        let page = desk.browser.post("/console/search", &[("text", "hxxps://HOST[.]example/album")]).await;
        assert_eq!(page.status, StatusCode::OK);
        page.has("One report names it.").has(&desk.report);
        desk.browser
            .post("/console/search", &[("text", "host.example/other")])
            .await
            .has("No report names it.");
        let empty = desk.browser.post("/console/search", &[("text", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        // Nor does a form on any page send it so.
        desk.browser.get("/console/search").await.lacks("method=\"get\"");
    });
}

#[test]
fn a_viewing_token_is_shown_once_with_what_to_do() {
    on_a_desk(async |desk| {
        let refused = desk.act("items/0/viewing-token", &[]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.has("Claim the report first.");
        desk.act("claim", &[]).await;
        let page = desk.act("items/0/viewing-token", &[]).await;
        assert_eq!(page.status, StatusCode::OK);
        page.has("15 minutes").has("isolated viewing machine").lacks("host.example");
        assert_eq!(desk.act("items/1/viewing-token", &[]).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn an_unclaimed_report_is_read_but_not_worked_on() {
    on_a_desk(async |desk| {
        let open = [("decision", "informational")];
        let page = desk.act("decide", &open).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.has("Claim the report first.");
        desk.act("claim", &[]).await;
        let other = Browser::signed_in(&desk.node, Role::Analyst).await;
        other.post(&format!("{}/claim", desk.report), &[]).await.has("Somebody else works on this report.");
        let senior = Browser::signed_in(&desk.node, Role::SeniorAnalyst).await;
        senior.get(&desk.report).await.has("Give back for ");
        let given = senior.post(&format!("{}/release", desk.report), &[]).await;
        desk.went_on(&given, "released");
        desk.open().await.has("Nobody holds this report.");
    });
}

#[test]
fn a_reporter_is_asked_and_told_where_to_go() {
    on_a_desk(async |desk| {
        let told = samples::public(samples::url_report("https://host.example/other"));
        let (_, id) = desk.node.tell(told).await;
        let report = format!("/console/reports/{id}");
        let post = async |act: &str, fields: &[(&str, &str)]| {
            desk.browser.post(&format!("{report}/{act}?list=mine"), fields).await
        };
        desk.browser.get(&report).await.has("the minute is not kept");
        assert_eq!(post("claim", &[]).await.location(), format!("{report}?list=mine&done=claimed#said"));
        assert_eq!(post("ask", &[("question", "  ")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(post("ask", &[("question", "On which day?")]).await.status, StatusCode::SEE_OTHER);
        desk.browser.get(&report).await.has("On which day?").has("No answer yet.");
        let nowhere = post("decide", &[("decision", "out_of_remit"), ("told", "")]).await;
        nowhere.has("href=\"#told\"").has("value=\"out_of_remit\" checked");
        let somewhere =
            post("decide", &[("decision", "out_of_remit"), ("told", "Go to the consumer desk.")]).await;
        assert_eq!(somewhere.status, StatusCode::SEE_OTHER);
        desk.browser.get(&report).await.has("Out of remit").has("Go to the consumer desk.");
        // A sender with a key has no receipt.
        desk.act("claim", &[]).await;
        desk.act("ask", &[("question", "On which day?")]).await.has("no receipt");
    });
}

#[test]
fn secrets_are_told_once() {
    on_a_desk(async |desk| {
        let administrator = Browser::signed_in(&desk.node, Role::Administrator).await;
        let page = administrator.post("/console/people", &[("name", "Rasa"), ("role", "analyst")]).await;
        page.has("otpauth://totp/").has("Rasa was added");
        administrator.get("/console/people").await.has("Rasa").lacks("otpauth");
        let again = administrator.post("/console/people", &[("name", "Rasa"), ("role", "auditor")]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        again
            .has("There is somebody of this name already.")
            .has("value=\"Rasa\"")
            .has("value=\"auditor\" checked");

        let page = administrator
            .post("/console/keys", &[("name", "Chat"), ("scope", "report"), ("budget", "60")])
            .await;
        let secret = page.html.split("tutela_").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
        let secret = format!("tutela_{secret}");
        let key = people::authenticate(&desk.node, &secret).await.unwrap().unwrap();
        assert_eq!((key.name.as_str(), key.budget), ("Chat", 60));
        administrator.get("/console/keys").await.has("Chat").lacks(&secret);
        let revoked = administrator.post(&format!("/console/keys/{}/revoke", key.id), &[]).await;
        assert_eq!(revoked.location(), "/console/keys?done=revoked");
        let none = administrator
            .post("/console/keys", &[("name", "Chat"), ("scope", "report"), ("budget", "0")])
            .await;
        none.has("href=\"#budget\"");
    });
}

#[test]
fn mailboxes_of_hosts_are_offered() {
    on_a_desk(async |desk| {
        let senior = Browser::signed_in(&desk.node, Role::SeniorAnalyst).await;
        let host = [
            ("kind", "host"),
            ("name", "Example Host"),
            ("country", "LT"),
            ("contact", "abuse@host.example"),
        ];
        let added = senior.post("/console/members", &host).await;
        assert_eq!(added.location(), "/console/members?done=member_added");
        add_member(&desk.node, None, MemberKind::Police, "Police", None, "unit@police.example")
            .await
            .unwrap();
        desk.open()
            .await
            .has("<option value=\"abuse@host.example\">Example Host</option>")
            .lacks("police.example");
        let wrong =
            senior.post("/console/members", &[("kind", "host"), ("name", "Y"), ("contact", "nobody")]).await;
        wrong.has("href=\"#contact\"").has("value=\"nobody\"");
        assert!(
            desk.node
                .logged()
                .await
                .iter()
                .any(|line| line.starts_with("report.read") && line.contains(&desk.id.to_string()))
        );
    });
}
