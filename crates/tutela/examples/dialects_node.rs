//! A node for `scripts/check-dialects`: in a temporary folder, with invented lists that are published and shared, and a key of
//! each scope. Prints where it is as one line of JSON. A line `withdraw` on standard input withdraws its first entry; it ends
//! with standard input.

use std::io::Write;

use serde_json::json;
use tutela::config::Config;
use tutela::data_dir::DataDir;
use tutela::lifecycle::{install_tls, listen, serve};
use tutela_formats::list_entry::{ListEntry, MediaKind};
use tutela_matching::{FileDigests, Md5, Pdq, PdqHash, Sha1, Sha256};
use tutela_media::PoolSettings;
use tutela_model::access::Role;
use tutela_model::api_key::Scope;
use tutela_model::clock::Timestamp;
use tutela_model::id::ListId;
use tutela_model::list::{Action, ListSettings};
use tutela_workflow::lists::{ListImport, change_list, publish};
use tutela_workflow::read::{ListQuery, ListsQuery};
use tutela_workflow::{Node, Settings, Viewer, jobs, people};

type Failed = Box<dyn std::error::Error + Send + Sync>;

/// Entries of the large list: more than a page has.
const ENTRIES: u32 = 10_000;
/// An address that is listed.
const URL: &str = "https://host.example/listed";

#[tokio::main]
async fn main() -> Result<(), Failed> {
    install_tls();
    let folder = tempfile::tempdir()?;
    let data = DataDir::open(&folder.path().join("data"), Config::default())?;
    // The children that hash are the program itself, which stands in the folder above the examples.
    let program = std::env::current_exe()?.ancestors().nth(2).ok_or("no folder")?.join("tutela");
    let hashing = Some(PoolSettings { program, ..PoolSettings::for_api() });
    let node = data.start_with(Settings { hashing, ..Settings::default() }).await?;
    let senior = people::add_person(&node, None, "sam", Role::SeniorAnalyst).await?;
    let senior = Viewer { person: senior.person };

    let mut rows: Vec<_> = (0..ENTRIES).map(row).collect();
    let url = ListEntry { url: Some(URL.to_owned()), media: Some(MediaKind::Image), ..ListEntry::default() };
    rows.push(url);
    add_list(&node, &senior, "Shapes and noise", Action::Automatic, &rows).await?;
    add_list(&node, &senior, "Not looked through", Action::Review, &[row(ENTRIES)]).await?;

    let mut keys = serde_json::Map::new();
    for scope in Scope::ALL {
        let key = people::add_key(&node, None, "Invented Platform", *scope, 1_000_000).await?;
        keys.insert(scope.to_string(), key.secret.into());
    }
    let running = serve(node.clone(), listen("127.0.0.1:0").await?)?;
    let told = json!({
        "address": format!("http://{}", running.address), "keys": keys, "entries": ENTRIES, "url": URL,
        "image": said(1), "video": said(3), "withdrawn": said(0), "review": said(ENTRIES),
    });
    writeln!(std::io::stdout(), "{told}")?;

    let (send, mut lines) = tokio::sync::mpsc::unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lines().map_while(Result::ok) {
            let _ = send.send(line);
        }
    });
    while let Some(line) = lines.recv().await {
        if line == "withdraw" {
            let tombstone = ListEntry { removed_at: Some(node.now().micros()), ..row(0) };
            import(&node, "Shapes and noise", &[tombstone]).await?;
            writeln!(std::io::stdout(), "withdrawn")?;
        }
    }
    running.stop().await;
    Ok(())
}

async fn import(node: &Node, list: &str, rows: &[ListEntry]) -> Result<(), Failed> {
    let mut import = ListImport::begin(node, None, list, Some("invented for tests".into()), "csv").await?;
    for rows in rows.chunks(1_000) {
        import.take(rows).await?;
    }
    import.finish().await?;
    Ok(())
}

/// Brings a list in at the command line, and has somebody else publish it.
async fn add_list(
    node: &Node,
    senior: &Viewer,
    name: &str,
    action: Action,
    rows: &[ListEntry],
) -> Result<(), Failed> {
    import(node, name, rows).await?;
    let lists = node.read(senior, ListsQuery).await?;
    let list = lists.into_iter().map(|line| line.size.list).find(|list| list.name == name);
    let list = list.ok_or("the list was not added")?;
    let id: ListId = list.id;
    change_list(node, None, id, ListSettings { action, radius: list.radius, shared: true }).await?;
    for (batch, _) in node.read(senior, ListQuery { id }).await?.batches {
        publish(node, senior, batch.id).await?;
    }
    // Due are the marks on the published entries, and the lists in memory.
    let before: Timestamp = node.now();
    while jobs::run_due(node).await? > 0 && node.now().since(before) < 60_000_000 {}
    Ok(())
}

/// Bytes that look like nothing, the same for the same number.
fn bytes<const N: usize>(number: u32, kind: u64) -> [u8; N] {
    let mut state = (u64::from(number) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (kind << 56);
    std::array::from_fn(|_| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    })
}

/// The entry of a number: every third a video, the others pictures.
fn row(number: u32) -> ListEntry {
    let video = number != 0 && number.is_multiple_of(3);
    let pdq = (!video).then(|| PdqHash { hash: Pdq::from_bytes(bytes(number, 4)), quality: 100 });
    ListEntry {
        reference: Some(format!("T-{number}")),
        digests: FileDigests {
            md5: Some(Md5::from_bytes(bytes(number, 1))),
            sha1: Some(Sha1::from_bytes(bytes(number, 2))),
            sha256: Some(Sha256::from_bytes(bytes(number, 3))),
            pdq,
        },
        media: Some(if video { MediaKind::Video } else { MediaKind::Image }),
        ..ListEntry::default()
    }
}

/// Its digests, for the clients.
fn said(number: u32) -> serde_json::Value {
    let digests = row(number).digests;
    json!({
        "md5": digests.md5.map(|md5| md5.to_string()),
        "sha256": digests.sha256.map(|sha256| sha256.to_string()),
        "pdq": digests.pdq.map(|pdq| pdq.hash.to_string()),
    })
}
