//! Lists, disputes and alerts, as those who keep them meet them.

use axum::http::StatusCode;
use tutela_model::access::Role;
use tutela_model::api_key::Scope;
use tutela_testkit::{Engine, TestDatabase, TestNode, run_on, samples};
use tutela_workflow::lists::ListImport;
use tutela_workflow::{Viewer, lists};

use super::browser::{Browser, Page};

const SETTINGS: [(&str, &str); 3] = [("action", "automatic"), ("radius", "20"), ("shared", "yes")];

/// A node with one list of one entry, whose batch the operator brought in, and a report that matches it.
struct Desk {
    node: TestNode,
    senior: Browser,
    keeper: Viewer,
    analyst: Browser,
    list: String,
    report: String,
}

fn on_a_desk(test: impl AsyncFnOnce(Desk)) {
    run_on(Engine::Sqlite, async |database: TestDatabase| {
        let node = TestNode::start(&database).await;
        node.import("noise", &[samples::row(1)]).await;
        node.run_due().await;
        let key = node.key(Scope::Report).await.key;
        let report = node.send(&key, samples::report(vec![samples::file(samples::digests(1))])).await;
        let person = node.credentials(Role::SeniorAnalyst).await;
        let mut senior = Browser::new(&node);
        senior.enter(&node, &person).await;
        let analyst = Browser::signed_in(&node, Role::Analyst).await;
        let page = senior.get("/console/lists").await;
        let list = after(&page, "href=\"/console/lists/");
        test(Desk {
            list: format!("/console/lists/{list}"),
            report: format!("/console/reports/{report}"),
            keeper: Viewer { person: person.person },
            node,
            senior,
            analyst,
        })
        .await;
    });
}

/// What stands on a page between this and the next quotation mark.
#[track_caller]
fn after(page: &Page, start: &str) -> String {
    let found = page.html.split(start).nth(1).and_then(|rest| rest.split('"').next());
    found.unwrap_or_else(|| panic!("nothing begins {start}:\n{}", page.html)).to_owned()
}

#[track_caller]
fn refused(page: &Page) -> &Page {
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.html);
    page.has("<title>Problem: ")
}

impl Desk {
    /// Where the vote on the report's match is sent.
    async fn vote_path(&self) -> String {
        let start = format!("{}/items/0/matches/", self.report);
        start.clone() + &after(&self.analyst.get(&self.report).await, &format!("action=\"{start}"))
    }

    async fn dispute(&self) {
        let said = [("verdict", "negative"), ("reason", "harmless")];
        let page = self.analyst.post(&self.vote_path().await, &said).await;
        assert_eq!(page.location(), format!("{}?done=disputed#item-0", self.report));
    }

    async fn settle_path(&self) -> String {
        let rest = after(&self.senior.get("/console/disputes").await, "action=\"/console/disputes/");
        format!("/console/disputes/{rest}")
    }
}

#[test]
fn what_follows_from_a_match_is_changed_by_those_who_keep_lists() {
    on_a_desk(async |desk| {
        let settings = format!("{}/settings", desk.list);
        let page = desk.senior.get(&desk.list).await;
        page.has("value=\"review\" checked").has("value=\"31\"").has("value=\"no\" checked");
        desk.analyst
            .get(&desk.list)
            .await
            .has("nothing assessed yet")
            .lacks("<form method=\"post\" action=\"/console/lists");
        assert_eq!(desk.analyst.post(&settings, &SETTINGS).await.status, StatusCode::FORBIDDEN);

        let wrong = desk.senior.post(&settings, &[("radius", "65")]).await;
        refused(&wrong).has("href=\"#action\"").has("href=\"#radius\"").has("value=\"65\"");
        let done = desk.senior.post(&settings, &SETTINGS).await;
        assert_eq!(done.location(), format!("{}?done=list_changed#settings", desk.list));
        let page = desk.senior.get(&desk.list).await;
        page.has("acts by itself · radius 20 · given to members").has("value=\"automatic\" checked");

        let nowhere = "/console/lists/0198f000-0000-7000-8000-000000000000";
        assert_eq!(desk.senior.get(nowhere).await.status, StatusCode::NOT_FOUND);
        let page = desk.senior.post(&format!("{nowhere}/settings"), &SETTINGS).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        assert_eq!(desk.senior.get("/console/lists/nonsense").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_second_person_publishes() {
    on_a_desk(async |desk| {
        let publish = after(&desk.senior.get(&desk.list).await, &format!("action=\"{}/batches/", desk.list));
        let publish = format!("{}/batches/{publish}", desk.list);
        desk.analyst.get(&desk.list).await.has("A senior analyst who did not bring it in").lacks(&publish);
        assert_eq!(desk.analyst.post(&publish, &[]).await.status, StatusCode::FORBIDDEN);
        let done = desk.senior.post(&publish, &[]).await;
        assert_eq!(done.location(), format!("{}?done=batch_published#batches", desk.list));
        desk.senior.get(&desk.list).await.has("by you").lacks(&publish);
        refused(&desk.senior.post(&publish, &[]).await).has("is published already");

        // What somebody brought in, somebody else lets out.
        let mut own = ListImport::begin(&desk.node, Some(&desk.keeper), "noise", None, "csv").await.unwrap();
        own.take(&[samples::row(2)]).await.unwrap();
        desk.senior.get(&desk.list).await.has("Incomplete");
        own.finish().await.unwrap();
        desk.senior.get(&desk.list).await.has("there is no button for you").lacks("/publish\"");
        let other = Browser::signed_in(&desk.node, Role::SeniorAnalyst).await;
        let publish = after(&other.get(&desk.list).await, &format!("action=\"{}/batches/", desk.list));
        let publish = format!("{}/batches/{publish}", desk.list);
        refused(&desk.senior.post(&publish, &[]).await).has("a second person publishes it");
        assert_eq!(other.post(&publish, &[]).await.status, StatusCode::SEE_OTHER);
        let nothing = format!("{}/batches/0198f000-0000-7000-8000-000000000000/publish", desk.list);
        assert_eq!(other.post(&nothing, &[]).await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn canaries_are_planted_in_the_copy_of_a_key_for_lists() {
    on_a_desk(async |desk| {
        let canaries = format!("{}/canaries", desk.list);
        let key = desk.node.key(Scope::List).await.key.id.to_string();
        let other = desk.node.key(Scope::Lookup).await.key.id.to_string();
        desk.senior.get(&desk.list).await.has(&key);
        let planted = [("key", key.as_str()), ("count", "3")];
        assert_eq!(desk.analyst.post(&canaries, &planted).await.status, StatusCode::FORBIDDEN);
        refused(&desk.senior.post(&canaries, &[("key", &key), ("count", "101")]).await)
            .has("href=\"#count\"");
        for wrong in ["Example Hotline", &other] {
            let page = desk.senior.post(&canaries, &[("key", wrong), ("count", "3")]).await;
            refused(&page).has("href=\"#key\"").lacks(wrong);
        }
        let done = desk.senior.post(&canaries, &planted).await;
        assert_eq!(done.location(), format!("{}?done=canaries_planted#canaries", desk.list));
        desk.senior.get(&desk.list).await.has("canaries · ");
        assert!(desk.node.logged().await.iter().any(|line| line.starts_with("list.canaries_planted")));
        // Keys of other scopes and revoked ones are not offered.
        desk.senior.get(&desk.list).await.has(&format!("value=\"{key}\"")).lacks(&other);
    });
}

#[test]
fn an_entry_is_disputed_beside_its_match_and_settled() {
    on_a_desk(async |desk| {
        let vote = desk.vote_path().await;
        let auditor = Browser::signed_in(&desk.node, Role::Auditor).await;
        assert_eq!(auditor.post(&vote, &[("verdict", "affirmative")]).await.status, StatusCode::FORBIDDEN);
        refused(&desk.analyst.post(&vote, &[]).await).has("href=\"#reason-0-");
        let unsaid = desk.analyst.post(&vote, &[("verdict", "negative"), ("reason", "")]).await;
        refused(&unsaid).has("<details class=\"vote\" open>").has("Choose why the entry is wrong.");
        let right = desk.analyst.post(&vote, &[("verdict", "affirmative")]).await;
        assert_eq!(right.location(), format!("{}?done=confirmed#item-0", desk.report));
        desk.analyst.get("/console/disputes").await.has("Nothing is in dispute.");

        desk.dispute().await;
        desk.analyst.get(&desk.report).await.has("In dispute since");
        let disputes = desk.analyst.get("/console/disputes").await;
        disputes
            .has("An entry of “noise”")
            .has("It shows nothing illegal")
            .lacks("action=\"/console/disputes");
        let settle = desk.settle_path().await;
        let withdrawn = [("settlement", "withdrawn")];
        assert_eq!(desk.analyst.post(&settle, &withdrawn).await.status, StatusCode::FORBIDDEN);
        refused(&desk.senior.post(&settle, &[]).await).has("stands or is withdrawn");
        let stands = desk.senior.post(&settle, &[("settlement", "stands")]).await;
        assert_eq!(stands.location(), "/console/disputes?done=entry_stands");
        refused(&desk.senior.post(&settle, &withdrawn).await).has("not disputed");

        desk.dispute().await;
        let gone = desk.senior.post(&settle, &withdrawn).await;
        assert_eq!(gone.location(), "/console/disputes?done=entry_withdrawn");
        let late = desk.analyst.post(&vote, &[("verdict", "affirmative")]).await;
        refused(&late).has("withdrawn meanwhile");
    });
}

#[test]
fn an_alert_waits_until_somebody_takes_note() {
    on_a_desk(async |desk| {
        desk.senior.get("/console/").await.lacks("href=\"/console/alerts\">One");
        desk.senior.get("/console/alerts").await.has("Nothing waits.");
        desk.dispute().await;
        desk.senior.get("/console/").await.has("One alert waits");
        desk.analyst.get("/console/").await.lacks("One alert waits");
        assert_eq!(desk.analyst.get("/console/alerts").await.status, StatusCode::FORBIDDEN);
        let page = desk.senior.get("/console/alerts").await;
        page.has("An entry is disputed").has("List “noise”").has("href=\"/console/disputes\"");
        let administrator = Browser::signed_in(&desk.node, Role::Administrator).await;
        administrator.get("/console/alerts").await.has("An entry is disputed").lacks("noise");

        let note = format!("/console/alerts/{}", after(&page, "action=\"/console/alerts/"));
        assert_eq!(desk.analyst.post(&note, &[]).await.status, StatusCode::FORBIDDEN);
        let noted = desk.senior.post(&note, &[]).await;
        assert_eq!(noted.location(), "/console/alerts?done=noted");
        refused(&administrator.post(&note, &[]).await).has("Somebody took note of it meanwhile.");
        desk.senior.get("/console/alerts").await.has("Taken note of").lacks(&note);
        let nonsense = desk.senior.post("/console/alerts/nonsense/note", &[]).await;
        assert_eq!(nonsense.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_leak_names_the_key_to_whoever_may_see_keys() {
    on_a_desk(async |desk| {
        let key = desk.node.key(Scope::List).await.key;
        let list = desk.list.rsplit('/').next().unwrap().parse().unwrap();
        lists::plant_canaries(&desk.node, None, list, key.id, 1).await.unwrap();
        // They go out with the next batch that is published.
        let publish = after(&desk.senior.get(&desk.list).await, &format!("action=\"{}/batches/", desk.list));
        desk.senior.post(&format!("{}/batches/{publish}", desk.list), &[]).await;
        desk.node.run_due().await;
        // The digest of a canary is in nobody's hands but the member's: the test takes it from the database's side door.
        let shared = [("action", "review"), ("radius", "31"), ("shared", "yes")];
        desk.senior.post(&format!("{}/settings", desk.list), &shared).await;
        let now = desk.node.now();
        let span = (tutela_model::clock::Timestamp::from_micros(0), now.plus(1));
        let page = lists::shared_page(&desk.node, &key, 1, span, None, 10).await.unwrap();
        let mut given = page.entries.iter().map(|given| given.entry.digests);
        let canary = given.find(|digests| *digests != samples::digests(1)).unwrap();
        let sender = desk.node.key(Scope::Report).await.key;
        desk.node.send(&sender, samples::report(vec![samples::file(canary)])).await;
        desk.node.run_due().await;
        let short = key.id.to_string();
        let short = &short[short.len() - 8..];
        desk.senior
            .get("/console/alerts")
            .await
            .has("A copy of a list has leaked")
            .has(&format!("key {short}"))
            .lacks("href=\"/console/keys\"");
        let administrator = Browser::signed_in(&desk.node, Role::Administrator).await;
        let alert = administrator.get("/console/alerts").await;
        alert.has(&format!("Key “{}”", key.name)).has("href=\"/console/keys\"");
    });
}

#[test]
fn forms_of_another_site_change_no_list_no_dispute_and_no_alert() {
    on_a_desk(async |desk| {
        desk.dispute().await;
        let publish = after(&desk.senior.get(&desk.list).await, &format!("action=\"{}/batches/", desk.list));
        let note = after(&desk.senior.get("/console/alerts").await, "action=\"/console/alerts/");
        for path in [
            format!("{}/settings", desk.list),
            format!("{}/batches/{publish}", desk.list),
            format!("{}/canaries", desk.list),
            format!("/console/alerts/{note}"),
            desk.settle_path().await,
            desk.vote_path().await,
        ] {
            let form = [&SETTINGS[..], &[("settlement", "withdrawn"), ("verdict", "affirmative")]].concat();
            let page = desk.senior.post_with(&path, &form, &[("sec-fetch-site", "cross-site")]).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{path}");
            page.has("This was not sent from the console");
        }
        desk.senior.get(&desk.list).await.has("not given to members").has("Waits for a second person");
        desk.senior.get("/console/alerts").await.has(&note);
        desk.senior.get("/console/disputes").await.has("An entry of “noise”");
    });
}
