//! Backups from before and after a rotation.

use std::fs;
use std::path::Path;

use tutela_crypto::NodeKeys;
use tutela_testkit::{TestDatabase, on_both_engines};
use tutela_workflow::backup::{Failed, backup, open_backup, read_recovery};
use tutela_workflow::rotation::{give_up, take_back};

use super::{everything_opens, full, key_file, rotate, start, stop};

fn keys(folder: &Path) -> NodeKeys {
    NodeKeys::parse(&fs::read_to_string(key_file(folder)).unwrap()).unwrap()
}

on_both_engines!(a_backup_from_before_a_rotation_is_restored_after_it, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let full = Box::pin(full(&database, folder.path())).await;
    let (before, after) = (folder.path().join("before.backup"), folder.path().join("after.backup"));
    backup(&full.node, &[], &before).await.unwrap();
    stop(&full.node, folder.path()).await;
    let old = full.node.key_text();
    rotate(&full.node, &database, folder.path()).await;
    let recovery = || read_recovery(&folder.path().join("recovery.keys")).unwrap();
    let now = start(&full.node, &database, folder.path()).await.unwrap();
    backup(&now, &[], &after).await.unwrap();
    now.stop().await;
    // Twice, so that a key of two rotations ago is found too.
    rotate(&full.node, &database, folder.path()).await;

    for file in [&before, &after] {
        let target = TestDatabase::create(database.engine()).await.unwrap();
        let mut opened = open_backup(file, &recovery(), keys(folder.path())).unwrap();
        take_back(&key_file(folder.path()), opened.take_earlier().unwrap()).unwrap();
        opened.restore(&target.address()).await.unwrap();
        assert!(start(&full.node, &target, folder.path()).await.is_err(), "not before it is sealed anew");
        rotate(&full.node, &target, folder.path()).await;
        Box::pin(everything_opens(&full, &target, folder.path())).await;
    }

    // The other way: a backup of today with an old copy of the key file, or an old one without the recovery file of after the rotation.
    let last = folder.path().join("last.backup");
    let now = start(&full.node, &database, folder.path()).await.unwrap();
    backup(&now, &[], &last).await.unwrap();
    now.stop().await;
    assert!(open_backup(&last, &recovery(), keys(folder.path())).unwrap().take_earlier().is_none());
    let refused = open_backup(&last, &recovery(), NodeKeys::parse(old).unwrap()).err().unwrap();
    assert!(matches!(refused, Failed::OtherNodeKey) && refused.to_string().contains("rotated"), "{refused}");
    // With the key file of its time an old backup needs nothing else.
    assert!(
        open_backup(&before, &recovery(), NodeKeys::parse(old).unwrap()).unwrap().take_earlier().is_none()
    );
});

on_both_engines!(a_restore_that_fails_leaves_the_key_file_as_it_was, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let full = Box::pin(full(&database, folder.path())).await;
    let file = folder.path().join("before.backup");
    backup(&full.node, &[], &file).await.unwrap();
    stop(&full.node, folder.path()).await;
    rotate(&full.node, &database, folder.path()).await;
    let path = key_file(folder.path());
    let text = fs::read_to_string(&path).unwrap();
    let recovery = read_recovery(&folder.path().join("recovery.keys")).unwrap();
    let mut opened = open_backup(&file, &recovery, keys(folder.path())).unwrap();
    take_back(&path, opened.take_earlier().unwrap()).unwrap();
    assert!(opened.restore(&database.address()).await.is_err(), "it holds something");
    // Broken off here, restoring again finds the earlier key where it was put.
    assert!(open_backup(&file, &recovery, keys(folder.path())).unwrap().take_earlier().is_none());
    give_up(&path).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    Box::pin(everything_opens(&full, &database, folder.path())).await;
});
