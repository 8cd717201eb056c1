//! Rotating the node's sealing key: whole, resumable, and nothing is forgotten.

mod backups;
mod full;
mod named;

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use tutela_crypto::NodeKeys;
use tutela_model::clock::SECOND;
use tutela_store::{Store, StoreError};
use tutela_testkit::{TestDatabase, TestNode, on_both_engines, samples};
use tutela_workflow::intake::visit;
use tutela_workflow::lists::export_list;
use tutela_workflow::people::{authenticate, sign_in, totp};
use tutela_workflow::read::{HelpEntryQuery, LetterQuery, LettersQuery, ReadersQuery, ShiftsQuery};
use tutela_workflow::rotation::{Failed, Rotated, Rotation, Step};
use tutela_workflow::verify::verify_audit;
use tutela_workflow::{Error, Node, NodeParts};

use self::full::{Full, full};

fn key_file(folder: &Path) -> PathBuf {
    folder.join("node.key")
}

/// Stops the node and lays its key file into the folder.
async fn stop(node: &TestNode, folder: &Path) {
    Node::clone(node).stop().await;
    if !key_file(folder).exists() {
        fs::write(key_file(folder), node.key_text()).unwrap();
    }
}

async fn rotation(node: &TestNode, database: &TestDatabase, folder: &Path, batch: u32) -> Rotation {
    Rotation {
        store: Store::open_alone(&database.address()).await.unwrap(),
        key_file: key_file(folder),
        recovery_file: Some(folder.join("recovery.keys")),
        index_snapshot: Some(folder.join("lists.index")),
        clock: node.clock.clone(),
        rng: node.rng.clone(),
        batch,
    }
}

/// Runs a rotation that is stopped at the step `stop_at`, counted from 0.
async fn run(
    node: &TestNode,
    database: &TestDatabase,
    folder: &Path,
    stop_at: Option<usize>,
) -> (Result<Rotated, Failed>, Vec<Step>) {
    let rotation = rotation(node, database, folder, 5).await;
    let mut steps = Vec::new();
    let result = rotation
        .run(&mut |step| {
            steps.push(step);
            if stop_at == Some(steps.len() - 1) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .await;
    rotation.store.close().await;
    (result, steps)
}

async fn rotate(node: &TestNode, database: &TestDatabase, folder: &Path) -> Rotated {
    run(node, database, folder, None).await.0.unwrap()
}

/// Starts a node with the key file in the folder, or another text of one.
async fn start_with(node: &TestNode, database: &TestDatabase, text: &str) -> Result<Node, Error> {
    let store = database.open().await;
    let parts = NodeParts {
        store: store.clone(),
        keys: NodeKeys::parse(text).unwrap(),
        clock: node.clock.clone(),
        rng: node.rng.clone(),
        settings: node.settings().clone(),
    };
    let started = Node::start(parts).await;
    if started.is_err() {
        store.close().await;
    }
    started
}

async fn start(node: &TestNode, database: &TestDatabase, folder: &Path) -> Result<Node, Error> {
    start_with(node, database, &fs::read_to_string(key_file(folder)).unwrap()).await
}

/// A line of a key file.
fn line(text: &str, field: &str) -> String {
    text.lines().find(|line| line.starts_with(&format!("{field} = "))).unwrap_or_default().to_owned()
}

/// Everything that was sealed opens with the key file in the folder.
async fn everything_opens(full: &Full, database: &TestDatabase, folder: &Path) {
    let node = start(&full.node, database, folder).await.unwrap();
    let view = async |id| node.read(&full.analyst, tutela_workflow::read::ReportQuery { id }).await.unwrap();
    let page = view(full.report).await;
    assert_eq!((page.items.len(), page.notices.len()), (1, 1));
    assert!(!view(full.told.1).await.items.is_empty());
    let visited = visit(&node, &full.told.0).await.unwrap().unwrap();
    assert_eq!(
        (visited.exchanges[0].question.as_str(), visited.exchanges[0].answered),
        ("When was it?", true)
    );
    let mut entries = 0;
    let mut write = |_: &tutela_formats::list_entry::ListEntry| {
        entries += 1;
        Ok(())
    };
    export_list(&node, "noise", &mut write).await.unwrap();
    assert_eq!(entries, 2);
    let readers = node.read(&full.analyst, ReadersQuery).await.unwrap();
    assert_eq!(readers[0].reader, "Somebodynamed");
    let shifts = node.read(&full.senior, ShiftsQuery).await.unwrap();
    assert_eq!(shifts.ended[0].note.as_deref(), Some("Markershift: look at the forum."));
    let help = node.read(&full.senior, HelpEntryQuery { id: full.help }).await.unwrap();
    assert_eq!(help.calls[0].answered, "Somebodyanswered");
    let (letters, _) =
        node.read(&full.senior, LettersQuery { stuck_only: false, before: None }).await.unwrap();
    assert!(letters.len() > 3, "{}", letters.len());
    for letter in letters {
        let query = LetterQuery { id: letter.id, with_link: false };
        assert!(node.read(&full.senior, query).await.unwrap().letter.is_some());
    }
    full.node.clock.advance(60 * SECOND);
    let seconds = u64::try_from(node.now().micros() / SECOND).unwrap();
    let code = totp(&node, &full.person.person, &full.person.totp_secret).unwrap().generate(seconds);
    sign_in(&node, &full.person.person.name, &full.person.password, &code.to_string()).await.unwrap();
    assert!(authenticate(&node, &full.key.secret).await.unwrap().is_some(), "API keys stay");
    let log = node.log_key();
    node.stop().await;
    let store = database.open().await;
    let verified = verify_audit(&store, &log, None).await.unwrap();
    assert!(verified.problems.is_empty(), "{:?}", verified.problems);
    store.close().await;
}

on_both_engines!(every_value_opens_with_the_new_key_and_none_with_the_old, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let full = Box::pin(full(&database, folder.path())).await;
    stop(&full.node, folder.path()).await;
    let old = full.node.key_text().to_owned();
    let wrapped = database.blobs_in("report", "data_key", "data_key IS NOT NULL").await;
    let pieces: Vec<&[u8]> = wrapped.iter().take(4).flat_map(|blob| blob.chunks_exact(24)).collect();
    assert!(database.held(&pieces).await > pieces.len() * 9 / 10, "the test looks for what is there");

    let rotated = rotate(&full.node, &database, folder.path()).await;
    assert!(rotated.values > 25 && rotated.unreadable.is_empty(), "{rotated:?}");
    let new = fs::read_to_string(key_file(folder.path())).unwrap();
    assert_ne!(line(&new, "seal"), line(&old, "seal"));
    assert!(new.contains("tutela-node-keys 1\n") && line(&new, "seal-before").is_empty());
    for field in ["index", "receipt", "token", "log"] {
        assert_eq!(line(&new, field), line(&old, field));
    }
    assert_eq!(database.held(&pieces).await, 0, "a data key can still be found under the old key");
    let refused = start_with(&full.node, &database, &old).await.err().unwrap();
    assert!(refused.to_string().contains("not the one that this data was sealed with"), "{refused}");
    Box::pin(everything_opens(&full, &database, folder.path())).await;

    // Once more, and again every value opens.
    assert_eq!(rotate(&full.node, &database, folder.path()).await.values, rotated.values);
    Box::pin(everything_opens(&full, &database, folder.path())).await;
});

on_both_engines!(a_rotation_that_is_stopped_anywhere_is_finished_later, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let full = Box::pin(full(&database, folder.path())).await;
    stop(&full.node, folder.path()).await;
    let old = full.node.key_text().to_owned();
    let (mut stops, mut seen) = (0, Vec::new());
    let rotated = loop {
        // Each run comes one step further than the one before, and is then ended as by a power cut.
        let (result, steps) = run(&full.node, &database, folder.path(), Some(stops)).await;
        seen.extend(steps);
        match result {
            Ok(rotated) => break rotated,
            Err(Failed::Stopped) => {}
            Err(other) => panic!("{other}"),
        }
        stops += 1;
        let refused = start(&full.node, &database, folder.path()).await.err().unwrap();
        assert!(refused.to_string().contains("run `tutela node-key rotate` again"), "{refused}");
    };
    assert!(stops > 15 && rotated.unreadable.is_empty(), "{stops} {rotated:?}");
    for step in [Step::KeyMade, Step::GoesOn, Step::Begun, Step::Checked, Step::Retired, Step::Ended] {
        assert!(seen.contains(&step), "{step:?}");
    }
    assert_eq!(seen.iter().filter(|step| **step == Step::KeyMade).count(), 1, "one new key, not many");
    let logged = database.texts_in("audit_pending", "action", "TRUE").await;
    for action in ["sealing_key.rotation_begun", "sealing_key.rotated"] {
        assert_eq!(logged.iter().filter(|line| *line == action).count(), 1, "{action}");
    }
    assert!(start_with(&full.node, &database, &old).await.is_err());
    Box::pin(everything_opens(&full, &database, folder.path())).await;
});

on_both_engines!(a_wrong_or_missing_key_file_changes_nothing_and_says_so, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let node = TestNode::start(&database).await;
    node.tell(samples::telling("Marker")).await;
    let file = key_file(folder.path());
    stop(&node, folder.path()).await;
    let tried = async || run(&node, &database, folder.path(), None).await.0.unwrap_err();
    let unchanged = database.blobs_in("report", "data_key", "TRUE").await;

    fs::remove_file(&file).unwrap();
    let error = tried().await;
    assert!(
        matches!(error, Failed::NoKeyFile(_)) && error.to_string().contains("bring its copy back"),
        "{error}"
    );
    assert!(!file.exists());
    fs::write(&file, "[server]").unwrap();
    assert!(matches!(tried().await, Failed::KeyFile { .. }));
    let other = NodeKeys::generate(&tutela_testkit::TestRng::new(7)).to_text().to_string();
    fs::write(&file, &other).unwrap();
    let error = tried().await;
    assert!(
        matches!(error, Failed::OtherKey) && error.to_string().contains("nothing was changed"),
        "{error}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), other, "another node's keys are left alone");

    // In the middle of a rotation, copies of the key file that do not hold both keys.
    fs::write(&file, node.key_text()).unwrap();
    assert!(run(&node, &database, folder.path(), Some(1)).await.0.is_err());
    let both = fs::read_to_string(&file).unwrap();
    fs::write(&file, node.key_text()).unwrap();
    assert!(matches!(tried().await, Failed::OtherKey), "a copy from before");
    assert!(start(&node, &database, folder.path()).await.is_err());
    let new_alone: Vec<_> = both.lines().filter(|line| !line.starts_with("seal-before")).collect();
    fs::write(&file, new_alone.join("\n").replace("keys 2", "keys 1")).unwrap();
    assert!(matches!(tried().await, Failed::KeyBeforeMissing));
    let refused = start(&node, &database, folder.path()).await.err().unwrap();
    assert!(refused.to_string().contains("seal-before"), "{refused}");
    assert_eq!(database.blobs_in("report", "data_key", "TRUE").await, unchanged);

    fs::write(&file, both).unwrap();
    rotate(&node, &database, folder.path()).await;
    start(&node, &database, folder.path()).await.unwrap().stop().await;
});

on_both_engines!(nobody_rotates_beside_a_running_node, async |database| {
    let node = TestNode::start(&database).await;
    let refused = Store::open_alone(&database.address()).await.err().unwrap();
    assert!(matches!(refused, StoreError::InUse), "{refused}");
    Node::clone(&node).stop().await;
    Store::open_alone(&database.address()).await.unwrap().close().await;
});

on_both_engines!(what_was_damaged_before_is_told_and_left, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let node = TestNode::start(&database).await;
    let (_, damaged) = node.tell(samples::telling("Marker")).await;
    let (receipt, _) = node.tell(samples::telling("Whole")).await;
    stop(&node, folder.path()).await;
    let condition = database.is("id", damaged.0);
    database.damage("report", "data_key", &condition).await;
    let found = database.blobs_in("report", "data_key", &condition).await;
    let rotated = rotate(&node, &database, folder.path()).await;
    assert_eq!(rotated.unreadable, [("report", 1)]);
    assert_eq!(database.blobs_in("report", "data_key", &condition).await, found);
    let node = start(&node, &database, folder.path()).await.unwrap();
    assert!(visit(&node, &receipt).await.unwrap().is_some());
    node.stop().await;
});
