//! Backups: whole and as they were, or not at all; and gone when their time is over.

use std::path::{Path, PathBuf};

use tutela_crypto::NodeKeys;
use tutela_model::access::Role;
use tutela_model::api_key::Scope;
use tutela_model::clock::DAY;
use tutela_store::{DatabaseAddress, SCHEMA_VERSION, StoreError};
use tutela_testkit::{Engine, TestDatabase, TestNode, on_both_engines, run_on, samples};
use tutela_workflow::backup::{Failed, Restored, backup, open_backup, read_recovery};
use tutela_workflow::desk::erase;
use tutela_workflow::verify::verify_audit;
use tutela_workflow::{Error, Settings};

use crate::steps::{decided, named};

/// Settings of a node that makes backups.
fn settings(folder: &Path) -> Settings {
    Settings { recovery_file: Some(folder.join("recovery.keys")), ..named() }
}

/// A node with something of most kinds in it.
async fn busy(database: &TestDatabase, folder: &Path) -> TestNode {
    let node = TestNode::start_with(database, settings(folder)).await;
    let (analyst, id) = decided(&node, "https://host.example/page").await;
    node.open(&analyst, id).await;
    node.import("noise", &[samples::row(1), samples::row(2)]).await;
    node.credentials(Role::Administrator).await;
    let key = node.key(Scope::Report).await.key;
    for n in 0..30 {
        node.send(&key, samples::url_report(&format!("https://host.example/{n}"))).await;
    }
    let (_, gone) = node.tell(samples::telling("Marker")).await;
    erase(&node, gone).await.unwrap();
    node.run_due().await;
    node
}

fn keys(node: &TestNode) -> NodeKeys {
    NodeKeys::parse(node.key_text()).unwrap()
}

async fn restore(
    node: &TestNode,
    from: &Path,
    folder: &Path,
    into: &DatabaseAddress,
) -> Result<Restored, Failed> {
    let recovery = read_recovery(&folder.join("recovery.keys"))?;
    open_backup(from, &recovery, keys(node))?.restore(into).await
}

/// Every row of every table of a database, as bytes.
async fn everything(database: &TestDatabase) -> Vec<(String, u64, [u8; 32])> {
    let store = database.open().await;
    let snapshot = store.snapshot().await.unwrap();
    let mut all = Vec::new();
    for table in snapshot.tables().await.unwrap() {
        let mut fingerprint = tutela_store::dump::Fingerprint::default();
        let mut after = None;
        loop {
            // Small pages, so that pages are crossed.
            let page = snapshot.rows(&table, after.as_deref(), 7).await.unwrap();
            page.iter().for_each(|row| fingerprint.take(row));
            match page.into_iter().next_back() {
                Some(last) => after = Some(last),
                None => break,
            }
        }
        let (rows, digest) = fingerprint.sum();
        all.push((table.name.clone(), rows, digest));
    }
    all
}

async fn rows_come_back(from: Engine, into: Engine) {
    let Some(database) = TestDatabase::create(from).await else { return };
    let Some(target) = TestDatabase::create(into).await else { return };
    let folder = tempfile::tempdir().unwrap();
    let node = busy(&database, folder.path()).await;
    let file = folder.path().join("all.backup");
    let set_up = [("tutela.toml".to_owned(), b"organisation = \"Example\"".to_vec())];
    let written = backup(&node, &set_up, &file).await.unwrap();
    assert!(written.rows > 150, "{written:?}");
    let before = everything(&database).await;

    let restored = restore(&node, &file, folder.path(), &target.address()).await.unwrap();
    assert_eq!((restored.tables, restored.rows), (written.tables, written.rows));
    assert_eq!(restored.files, set_up);
    let after = everything(&target).await;
    // What tells of the backup itself came after the state that it holds: the setting, and the audit entry.
    let differs: Vec<_> =
        before.iter().zip(&after).filter(|(a, b)| a != b).map(|(a, _)| a.0.as_str()).collect();
    assert_eq!(differs, ["audit_pending", "setting"]);
    assert_eq!(before.len(), after.len());
    assert!(before.iter().filter(|(_, rows, _)| *rows > 0).count() > 15, "{before:?}");

    // A node works on it, with the same key: sealed values open, and the log is whole.
    let store = target.open().await;
    let verified = verify_audit(&store, &node.log_key(), None).await.unwrap();
    assert!(verified.problems.is_empty() && verified.numbered > 0, "{:?}", verified.problems);
    store.close().await;
}

#[test]
fn every_row_comes_back_on_sqlite() {
    run_on(Engine::Sqlite, async |_| rows_come_back(Engine::Sqlite, Engine::Sqlite).await);
}

#[test]
fn every_row_comes_back_on_postgres() {
    run_on(Engine::Postgres, async |_| rows_come_back(Engine::Postgres, Engine::Postgres).await);
}

#[test]
fn a_backup_of_sqlite_is_restored_into_postgres() {
    run_on(Engine::Postgres, async |_| rows_come_back(Engine::Sqlite, Engine::Postgres).await);
}

#[test]
fn a_backup_of_postgres_is_restored_into_sqlite() {
    run_on(Engine::Postgres, async |_| rows_come_back(Engine::Postgres, Engine::Sqlite).await);
}

on_both_engines!(nothing_readable_and_no_key_stands_in_a_backup, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let node = busy(&database, folder.path()).await;
    let file = folder.path().join("all.backup");
    backup(&node, &[("tutela.toml".to_owned(), b"password = MarkerSecret".to_vec())], &file).await.unwrap();
    let bytes = std::fs::read(&file).unwrap();
    let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("tutela backup v1"), "the test looks for what is there");
    for text in ["MarkerSecret", "host.example", "administrator", "report", "Invented Hotline"] {
        assert!(!holds(text), "{text}");
    }
    for line in node.key_text().lines().filter_map(|line| line.split_once(" = ")) {
        assert!(!holds(line.1), "the node key stands in the backup");
    }
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&file).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    let twice = backup(&node, &[], &file).await;
    assert!(matches!(twice, Err(Failed::Io(_))), "no backup is written over");
});

on_both_engines!(a_changed_cut_or_foreign_backup_leaves_nothing_behind, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let node = busy(&database, folder.path()).await;
    let file = folder.path().join("all.backup");
    backup(&node, &[], &file).await.unwrap();
    let bytes = std::fs::read(&file).unwrap();
    let target = TestDatabase::create(database.engine()).await.unwrap();
    let attempt = async |bytes: &[u8]| {
        let path = folder.path().join("wrong.backup");
        std::fs::write(&path, bytes).unwrap();
        restore(&node, &path, folder.path(), &target.address()).await.err().unwrap()
    };
    for cut in [0, 10, 60, 111, bytes.len() / 2, bytes.len() - 1] {
        let error = attempt(&bytes[..cut]).await;
        assert!(matches!(error, Failed::Form(_)), "{cut}: {error}");
    }
    for at in [20, 40, 90, 120, 140, bytes.len() / 2, bytes.len() - 5] {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        let error = attempt(&changed).await;
        assert!(
            matches!(error, Failed::NoKey | Failed::WrongKey | Failed::Changed(_) | Failed::Form(_)),
            "{at}: {error}"
        );
    }
    let error = attempt(&[&bytes[..], b"x"].concat()).await;
    assert!(matches!(error, Failed::Form(_)), "{error}");
    assert!(matches!(attempt(b"PGDMP").await, Failed::Form(_)));

    // Another node's keys.
    let other = NodeKeys::generate(&tutela_testkit::TestRng::new(7));
    let recovery = read_recovery(&folder.path().join("recovery.keys")).unwrap();
    assert!(matches!(open_backup(&file, &recovery, other), Err(Failed::OtherNodeKey)));
    let empty = read_recovery(&folder.path().join("absent")).unwrap();
    assert!(matches!(open_backup(&file, &empty, keys(&node)), Err(Failed::NoKey)));

    // After all that the database is still empty, and takes the whole one; then it is full.
    restore(&node, &file, folder.path(), &target.address()).await.unwrap();
    let again = restore(&node, &file, folder.path(), &target.address()).await.err().unwrap();
    assert!(matches!(again, Failed::Node(Error::Store(StoreError::NotEmpty))), "{again}");
});

on_both_engines!(a_backup_of_a_newer_schema_is_refused, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let node = busy(&database, folder.path()).await;
    let target = TestDatabase::create(database.engine()).await.unwrap();
    database.set_schema(SCHEMA_VERSION + 1).await;
    let newer = folder.path().join("newer.backup");
    backup(&node, &[], &newer).await.unwrap();
    let refused = restore(&node, &newer, folder.path(), &target.address()).await.err().unwrap();
    assert!(
        matches!(refused, Failed::SchemaTooNew { found, known: SCHEMA_VERSION } if found == SCHEMA_VERSION + 1),
        "{refused}"
    );
    assert!(refused.to_string().contains("newer"), "{refused}");
});

on_both_engines!(a_backup_whose_time_is_over_opens_no_more, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let node = busy(&database, folder.path()).await;
    let file = folder.path().join("all.backup");
    let written = backup(&node, &[], &file).await.unwrap();
    let path: PathBuf = folder.path().join("recovery.keys");
    let opens = || open_backup(&file, &read_recovery(&path).unwrap(), keys(&node)).is_ok();
    assert!(opens());
    node.clock.set(written.opens_until);
    node.run_due().await;
    assert!(opens(), "within its time");
    node.clock.advance(8 * DAY);
    node.run_due().await;
    assert!(!opens(), "a week later at most");
    let target = TestDatabase::create(database.engine()).await.unwrap();
    let error = restore(&node, &file, folder.path(), &target.address()).await.err().unwrap();
    assert!(matches!(error, Failed::NoKey), "{error}");
});

on_both_engines!(the_recovery_file_tells_what_was_erased_since, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let node = busy(&database, folder.path()).await;
    let file = folder.path().join("all.backup");
    let (_, id) = node.tell(samples::telling("Marker")).await;
    backup(&node, &[], &file).await.unwrap();
    erase(&node, id).await.unwrap();
    node.clock.advance(DAY);
    node.run_due().await;
    let recovery = read_recovery(&folder.path().join("recovery.keys")).unwrap();
    assert!(recovery.erased.contains(&id));
    // Far later no backup can hold it any more, and the list forgets it.
    node.clock.advance(60 * DAY);
    node.run_due().await;
    assert!(!read_recovery(&folder.path().join("recovery.keys")).unwrap().erased.contains(&id));
});
