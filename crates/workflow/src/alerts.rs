//! Alerts: raised where the node notices something, and waiting until a person takes note.

use tutela_model::access::Permission;
use tutela_model::alert::{Alert, AlertKind};
use tutela_model::id::AlertId;
use tutela_store::Tx;
use tutela_store::records::alert;

use crate::error::Error;
use crate::node::{Node, Viewer};

/// Raises an alert, unless one of its kind about the same record waits already; in the transaction of what is noticed.
pub(crate) async fn raise(
    tx: &Tx,
    node: &Node,
    kind: AlertKind,
    record: String,
    detail: String,
) -> Result<(), Error> {
    let id = AlertId::new(node.now(), node.rng());
    let alert = Alert { id, kind, raised_at: node.now(), record, detail, seen_at: None };
    if alert::raise(tx, &alert).await? {
        metrics::counter!("tutela_alerts_total", "kind" => kind.as_str()).increment(1);
        let detail = format!("kind={kind} {}", alert.detail);
        let entry = node.entry(tutela_model::person::Actor::Node, "alert.raised", alert.record, detail);
        tx.audit([entry]).await?;
    }
    Ok(())
}

/// Takes note of an alert.
pub async fn take_note(node: &Node, viewer: &Viewer, id: AlertId) -> Result<(), Error> {
    viewer.must(Permission::Alerts)?;
    node.store()
        .run("take note", |tx| async move {
            // What an administrator did with somebody's account is for others to see.
            let access = matches!(alert::kind(&tx, id).await?, Some(AlertKind::Access | AlertKind::Disowned));
            if access && viewer.may(Permission::ManagePeople) {
                return Err(Error::Refused(
                    "a senior analyst or an auditor takes note of this: it is about what administrators do",
                ));
            }
            if !alert::set_seen(&tx, id, viewer.person.id, node.now()).await? {
                return Err(Error::NotFound("alert that waits: somebody may have taken note meanwhile"));
            }
            let entry = node.entry(viewer.actor(), "alert.seen", format!("alert:{id}"), String::new());
            Ok(tx.audit([entry]).await?)
        })
        .await
}
