//! Steps that several tests take.

use tutela_model::access::Role;
use tutela_model::id::{NoticeId, ReportId};
use tutela_model::report_state::Decision;
use tutela_testkit::{HostDouble, SmtpDouble, TestNode, samples};
use tutela_workflow::desk::{Deciding, assess, claim, decide};
use tutela_workflow::read::NoticeView;
use tutela_workflow::removal::NoticeTo;
use tutela_workflow::{Settings, Viewer};

/// The host's abuse mailbox.
pub const ABUSE: &str = "abuse@host.example";

/// Settings under which mail leaves the house, and hosts may be asked.
pub fn watching(smtp: &SmtpDouble, host: &HostDouble) -> Settings {
    let mut settings = mailing(smtp);
    settings.recheck.legal_basis = Some("invented for tests".to_owned());
    settings.recheck.allowed = vec![host.address().ip()];
    settings
}

/// Settings under which mail leaves the house, and no host is asked.
pub fn mailing(smtp: &SmtpDouble) -> Settings {
    Settings { smtp: Some(smtp.settings()), ..named() }
}

/// Settings of an invented organisation without a mail server.
pub fn named() -> Settings {
    Settings {
        organisation: "Invented Hotline".to_owned(),
        contact: "desk@tutela.example".to_owned(),
        domain: "tutela.example".to_owned(),
        ..Settings::default()
    }
}

/// A decision that tells the host of the first item.
pub fn actionable() -> Deciding {
    let to = NoticeTo { position: 0, contact: ABUSE.to_owned() };
    Deciding { decision: Decision::Actionable, notices: vec![to], told: None }
}

/// A decision alone.
pub fn only(decision: Decision) -> Deciding {
    Deciding { decision, notices: Vec::new(), told: None }
}

/// A public report of one address, decided by an analyst to be actionable: the notice is written, nothing has left the house.
pub async fn decided(node: &TestNode, url: &str) -> (Viewer, ReportId) {
    let analyst = node.person(Role::Analyst).await;
    let (_, id) = node.tell(samples::public(samples::url_report(url))).await;
    claim(node, &analyst, id).await.unwrap();
    assess(node, &analyst, id, 0, samples::GRAVE).await.unwrap();
    decide(node, &analyst, id, &actionable()).await.unwrap();
    (analyst, id)
}

/// The only notice of a report.
pub async fn notice(node: &TestNode, viewer: &Viewer, id: ReportId) -> NoticeView {
    let [notice] = node.open(viewer, id).await.notices.try_into().ok().unwrap();
    notice
}

/// The id of the only notice of a report.
pub async fn notice_id(node: &TestNode, viewer: &Viewer, id: ReportId) -> NoticeId {
    notice(node, viewer, id).await.id
}

/// The details that the log holds of an action, in order of their entries.
pub async fn details(node: &TestNode, action: &str) -> Vec<String> {
    let condition = format!("action = '{action}'");
    let mut details = node.database.texts_in("audit_entry", "detail", &condition).await;
    details.extend(node.database.texts_in("audit_pending", "detail", &condition).await);
    details
}
