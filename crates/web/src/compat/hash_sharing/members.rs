//! `GET /v2/members`: the shared lists.

use axum::extract::State;
use tutela_formats::hash_sharing::Members;
use tutela_workflow::Node;
use tutela_workflow::lists::shared_lists;

use super::{Failed, HashSharingKey, Xml, member};

pub(super) async fn get(State(node): State<Node>, key: HashSharingKey) -> Result<Xml, Failed> {
    let lists = shared_lists(&node, &key.key).await?;
    Ok(Xml(Members(lists.iter().map(member).collect()).to_xml()))
}
