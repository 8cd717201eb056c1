//! `tutela list show`: names, settings, counts, precision and batches. No entry is ever shown.

use tutela_model::list::Purpose;
use tutela_workflow::read::{ListLine, ListPage, ListQuery, ListsQuery, Precision};
use tutela_workflow::{Error, Node};

use super::super::say;
use super::{find, reader};

pub(super) async fn run(node: &Node, name: Option<&str>) -> Result<(), Error> {
    let Some(name) = name else {
        let lists = node.read(&reader(), ListsQuery).await?;
        if lists.is_empty() {
            say("There is no list yet: `tutela list new`, `tutela list import`.");
        }
        lists.iter().for_each(line);
        return Ok(());
    };
    let id = find(node, name).await?.size.list.id;
    one(&node.read(&reader(), ListQuery { id }).await?);
    Ok(())
}

fn line(found: &ListLine) {
    let (size, list) = (&found.size, &found.size.list);
    let shared = if list.shared { "given to members" } else { "not given to members" };
    say(format_args!(
        "{:?}: {}, action {}, radius {}, {shared}; {} entries, {} withdrawn",
        list.name, list.purpose, list.action, list.radius, size.entries, size.removed
    ));
}

fn one(page: &ListPage) {
    let list = &page.line.size.list;
    line(&page.line);
    say(format_args!("id          {}", list.id));
    say(format_args!("comes from  {}", list.provenance));
    say(format_args!("since       {}", list.created_at));
    if let Some(changed) = page.line.size.changed_at {
        say(format_args!("changed     {changed}"));
    }
    if list.purpose == Purpose::Known {
        say(format_args!("equal       {}", precision(page.line.equal)));
        say(format_args!("near        {}", precision(page.line.near)));
    }
    if let Some(upstream) = &page.subscription {
        let state = match (upstream.ended_at, upstream.succeeded_at) {
            (Some(ended), _) => format!("ended {ended}"),
            (None, Some(at)) => format!("last success {at}"),
            (None, None) => "no success yet".to_owned(),
        };
        say(format_args!("upstream    {}, {state}", upstream.url));
        if let Some(error) = &upstream.last_error {
            say(format_args!("            the last try failed: {error}"));
        }
    }
    for (batch, maker) in page.batches.iter().filter(|(batch, _)| batch.entries > 0) {
        let state = match (batch.published_at, batch.closed_at) {
            (Some(at), _) => format!("published {at}"),
            (None, Some(_)) => "waits for a second person".to_owned(),
            (None, None) => "incomplete".to_owned(),
        };
        let by = maker.as_deref().unwrap_or(&batch.made_by);
        say(format_args!(
            "batch       {}  {} rows, {}, by {by}, {state}",
            batch.made_at, batch.entries, batch.source
        ));
    }
}

/// The share of what was decided, with the numbers it comes from.
fn precision(found: Precision) -> String {
    let decided = found.illegal + found.not_illegal;
    match found.share() {
        Some(share) => format!(
            "{:.1} % ({} of {decided} illegal, {} undecided)",
            (share * 1000.0).floor() / 10.0,
            found.illegal,
            found.undetermined
        ),
        None => format!("nothing decided yet ({} undecided)", found.undetermined),
    }
}
