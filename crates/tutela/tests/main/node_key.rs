//! Rotating the node's sealing key from the command line.

use std::fs;

use tutela_crypto::NodeKeys;
use tutela_store::DatabaseAddress;
use tutela_testkit::{TestDatabase, TestRng, on_both_engines};

use crate::process::{NodeProcess, add_key, program, run, said, text};

on_both_engines!(the_node_key_is_rotated_and_older_backups_are_restored, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let (data, new) = (folder.path().join("data"), folder.path().join("new"));
    let rotate = || run(&database, &data, &["node-key", "rotate"]);
    let refused = rotate();
    assert!(text(&refused.stderr).contains("there is no such data directory"), "{}", text(&refused.stderr));
    let node = NodeProcess::start(&database, &data);
    add_key(&database, &data);
    said(&run(&database, &data, &["user", "add", "ana", "--role", "analyst"]));
    let file = folder.path().join("before.backup");
    said(&run(&database, &data, &["backup", "--to", file.to_str().unwrap()]));
    let key = data.join("node.key");
    let old = fs::read_to_string(&key).unwrap();
    let refused = rotate();
    assert!(text(&refused.stderr).contains("stop every node"), "{}", text(&refused.stderr));
    assert_eq!(fs::read_to_string(&key).unwrap(), old);
    node.stop();

    fs::rename(&key, folder.path().join("away")).unwrap();
    let refused = rotate();
    assert!(text(&refused.stderr).contains("there is no node key"), "{}", text(&refused.stderr));
    assert!(!key.exists(), "no key is made by a rotation");
    fs::rename(folder.path().join("away"), &key).unwrap();
    let told = said(&rotate());
    assert!(told.contains("person: 1 of 1") && told.contains("replace the copies of two files"), "{told}");
    let rotated = fs::read_to_string(&key).unwrap();
    assert_ne!(rotated, old);
    NodeProcess::start(&database, &data).stop();

    // A rotation that was broken off after its first step: nothing starts, and everything says what to do.
    let both = NodeKeys::parse(&rotated).unwrap().begin_rotation(&TestRng::new(9)).to_text();
    fs::write(&key, both.as_bytes()).unwrap();
    for arguments in [&["serve", "--listen", "127.0.0.1:0"][..], &["key", "list"], &["doctor"]] {
        let refused = run(&database, &data, arguments);
        let said = text(&refused.stdout) + &text(&refused.stderr);
        assert!(!refused.status.success() && said.contains("run `tutela node-key rotate` again"), "{said}");
    }
    let told = said(&rotate());
    assert!(told.contains("An unfinished rotation was found"), "{told}");
    assert!(said(&run(&database, &data, &["user", "list"])).contains("ana: analyst"));

    // The backup of two keys ago, with the key and recovery files of now.
    fs::create_dir(&new).unwrap();
    for name in ["node.key", "recovery.keys"] {
        fs::copy(data.join(name), new.join(name)).unwrap();
    }
    let target = TestDatabase::create(database.engine()).await.unwrap();
    let there = |arguments: &[&str]| {
        let mut command = program(&database);
        command.args(arguments).arg("--data").arg(&new);
        if let DatabaseAddress::Postgres(url) = target.address() {
            command.env("TUTELA_DATABASE", url);
        }
        command.output().unwrap()
    };
    let told = said(&there(&["restore", "--from", file.to_str().unwrap()]));
    assert!(told.contains("is sealed anew") && told.contains("The audit log is whole"), "{told}");
    assert!(said(&there(&["user", "list"])).contains("ana: analyst"));
    assert_eq!(fs::read(new.join("node.key")).unwrap(), fs::read(&key).unwrap(), "the key of now");
});
