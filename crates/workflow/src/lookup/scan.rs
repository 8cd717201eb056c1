//! A scan of somebody's own files against chosen lists: with a stated purpose, and in the log from its beginning to its end.

use std::collections::HashSet;

use tutela_model::id::ListId;
use tutela_model::limits;
use tutela_model::person::Actor;
use tutela_model::text::{self, Lines};
use tutela_store::records::list;
use uuid::Uuid;

use super::Asked;
use super::find::Found;
use super::tally::Alarm;
use crate::error::Error;
use crate::node::Node;

/// A scan under way. Only at the command line: whoever may run it could read the node's data anyway.
pub struct Scan {
    node: Node,
    id: Uuid,
    lists: HashSet<ListId>,
}

/// What a scan came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ScanCounts {
    /// Files that were looked at.
    pub files: u64,
    /// Files that match.
    pub matched: u64,
    /// Files that could not be hashed.
    pub problems: u64,
}

impl Scan {
    /// Begins a scan against the lists of these names.
    pub async fn begin(node: &Node, lists: &[String], purpose: &str) -> Result<Self, Error> {
        let purpose = text::required("purpose", purpose, limits::SHORT, Lines::One)?;
        let id = tutela_model::id::uuid_v7(node.now(), node.rng());
        let found = node
            .store()
            .run("begin scan", |tx| {
                let purpose = &purpose;
                async move {
                    let mut found = HashSet::new();
                    for name in lists {
                        let row = list::by_name(&tx, name).await?.ok_or(Error::NotFound("list"))?;
                        found.insert(row.list.id);
                    }
                    let named: Vec<_> = found.iter().map(ListId::to_string).collect();
                    let detail = format!("lists={} purpose={purpose}", named.join(","));
                    tx.audit([node.entry(Actor::Operator, "scan.begun", format!("scan:{id}"), detail)])
                        .await?;
                    Ok::<_, Error>(found)
                }
            })
            .await?;
        Ok(Self { node: node.clone(), id, lists: found })
    }

    /// What these files match in the chosen lists, in their order. A canary raises its alarm and is no match.
    pub fn matches(&self, asked: &[Asked]) -> Vec<Vec<Found>> {
        let mut answers = Vec::with_capacity(asked.len());
        for mut hits in self.node.find(asked) {
            for holder in hits.leaked {
                let alarm = Alarm::Leak { holder, by: format!("scan:{}", self.id) };
                self.node.inner.tally.alarm(alarm, self.node.now());
            }
            hits.found.retain(|found| self.lists.contains(&found.list));
            answers.push(hits.found);
        }
        answers
    }

    /// Ends the scan. One that was broken off has a beginning in the log and no end.
    pub async fn finish(self, counts: ScanCounts) -> Result<(), Error> {
        let node = &self.node;
        let detail =
            format!("files={} matched={} problems={}", counts.files, counts.matched, counts.problems);
        let detail = &detail;
        let id = self.id;
        node.store()
            .run("finish scan", |tx| async move {
                let entry =
                    node.entry(Actor::Operator, "scan.finished", format!("scan:{id}"), detail.clone());
                Ok(tx.audit([entry]).await?)
            })
            .await
    }
}
