//! People, keys, backups and erasures from the command line.

use std::fs;

use tutela_store::DatabaseAddress;
use tutela_testkit::{TestDatabase, on_both_engines};

use crate::process::{NodeProcess, add_key, program, run, said, text, wait_until_numbered};

on_both_engines!(a_backup_is_made_and_restored_from_the_command_line, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let (data, new) = (folder.path().join("data"), folder.path().join("new"));
    let node = NodeProcess::start(&database, &data);
    add_key(&database, &data);
    said(&run(&database, &data, &["user", "add", "ana", "--role", "analyst"]));
    fs::write(data.join("tutela.toml"), "organisation = \"Example\"\n").unwrap();
    let file = folder.path().join("all.backup");
    let path = file.to_str().unwrap();
    // Beside the running node.
    let told = said(&run(&database, &data, &["backup", "--to", path]));
    assert!(told.contains("1 files of the set-up") && told.contains("recovery.keys"), "{told}");
    assert!(!run(&database, &data, &["backup", "--to", path]).status.success(), "nothing is written over");
    let doctor = text(&run(&database, &data, &["doctor"]).stdout);
    assert!(doctor.contains("the last backup is of"), "{doctor}");
    node.stop();

    let target = TestDatabase::create(database.engine()).await.unwrap();
    let restore = |more: &[&str]| {
        let mut command = program(&database);
        command.args(["restore", "--from", path]).args(more).arg("--data").arg(&new);
        if let DatabaseAddress::Postgres(url) = target.address() {
            command.env("TUTELA_DATABASE", url);
        }
        command.output().unwrap()
    };
    let no_key = restore(&[]);
    assert!(text(&no_key.stderr).contains("there is no node key"), "{}", text(&no_key.stderr));
    fs::copy(data.join("node.key"), new.join("node.key")).unwrap();
    let no_recovery = restore(&[]);
    assert!(text(&no_recovery.stderr).contains("there is no recovery file"), "{}", text(&no_recovery.stderr));
    fs::copy(data.join("recovery.keys"), new.join("recovery.keys")).unwrap();
    let looked = said(&restore(&["--verify-only"]));
    assert!(looked.contains("It is whole") && !new.join("tutela.db").exists(), "{looked}");
    let restored = said(&restore(&[]));
    assert!(
        restored.contains("every row was read again") && restored.contains("The audit log is whole"),
        "{restored}"
    );
    assert_eq!(
        fs::read_to_string(new.join("from-backup/tutela.toml")).unwrap(),
        "organisation = \"Example\"\n"
    );
    let again = restore(&[]);
    assert!(text(&again.stderr).contains("holds something already"), "{}", text(&again.stderr));

    let mut list = program(&database);
    list.args(["user", "list", "--data"]).arg(&new);
    if let DatabaseAddress::Postgres(url) = target.address() {
        list.env("TUTELA_DATABASE", url);
    }
    let people = said(&list.output().unwrap());
    assert!(people.contains("ana: analyst, last sign-in never"), "{people}");
});

on_both_engines!(people_and_keys_are_kept_from_the_command_line, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let added = said(&run(&database, &data, &["user", "add", "ana", "--role", "analyst"]));
    assert!(added.contains("recovery codes") && added.contains("otpauth://"), "{added}");
    said(&run(&database, &data, &["user", "add", "sam", "--role", "administrator"]));
    let user = |arguments: &[&str]| run(&database, &data, &[&["user"], arguments].concat());
    assert!(said(&user(&["reset", "ana"])).contains("opens for three days"));
    assert!(said(&user(&["reset", "ana", "--codes"])).contains("recovery codes"));
    assert!(said(&user(&["role", "ana", "--role", "senior_analyst"])).contains("ana is senior_analyst now"));
    said(&user(&["disable", "ana"]));
    assert!(said(&user(&["list"])).contains("ana: senior_analyst, disabled"));
    said(&user(&["enable", "ana"]));
    let last = user(&["disable", "sam"]);
    assert!(text(&last.stderr).contains("the last administrator"), "{}", text(&last.stderr));
    let nobody = user(&["unlock", "nobody"]);
    assert!(text(&nobody.stderr).contains("no such person"), "{}", text(&nobody.stderr));

    let told = said(&run(&database, &data, &["key", "add", "Chat", "--scope", "report"]));
    let id = told.split_whitespace().nth(2).unwrap().to_owned();
    let key = |arguments: &[&str]| run(&database, &data, &[&["key"], arguments].concat());
    let rotated = said(&key(&["rotate", &id, "--grace-days", "3"]));
    assert!(rotated.lines().last().unwrap().starts_with("tutela_"), "{rotated}");
    said(&key(&["expire", &id, "--after", "2999-12-31"]));
    let list = said(&key(&["list"]));
    assert!(
        list.contains("Chat: report") && list.contains("ends 2999-12-31") && list.contains("taken until"),
        "{list}"
    );
    assert!(!key(&["expire", &id, "--after", "tomorrow"]).status.success());
    assert!(!key(&["rotate", &id, "--grace-days", "31"]).status.success());
});

on_both_engines!(the_doctor_speaks_to_programs_too, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    NodeProcess::start(&database, &data).stop();
    let output = run(&database, &data, &["doctor", "--json"]);
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    // Whose country the node is in was not said yet; and the PostgreSQL of tests makes nothing durable, which is wrong twice.
    let wrong = if database.folder().is_some() { 1 } else { 3 };
    assert_eq!(found["wrong"], wrong, "{found}");
    let texts = found["findings"].to_string();
    for text in
        ["no backup was ever made", "nobody is administrator", "public_url", "are free where the data lies"]
    {
        assert!(texts.contains(text), "{text}: {texts}");
    }
    fs::write(
        data.join("tutela.toml"),
        "public_budget = 0\n[trace]\nenabled = true\n[figures]\npublish = true\n[retention]\ndone_days = 0\n[smtp]\nhost = \"mail.example\"\nsecurity = \"none\"\nuser = \"u\"\npassword = \"p\"\nfrom = \"a@b.example\"\n",
    )
    .unwrap();
    std::fs::set_permissions(data.join("tutela.toml"), std::os::unix::fs::PermissionsExt::from_mode(0o644))
        .unwrap();
    let unsafe_ = run(&database, &data, &["doctor"]);
    assert!(!unsafe_.status.success());
    let told = text(&unsafe_.stdout);
    for finding in [
        "nobody can report",
        "nothing is ever erased by time of: done",
        "password is sent in the clear",
        "other users of this machine can read it",
        "no registry is known",
        "no file gives an address its country",
        "numbers are published on the public site",
    ] {
        assert!(told.contains(finding), "{finding}: {told}");
    }
});

on_both_engines!(an_erasure_is_proved_to_somebody_without_a_node, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let node = NodeProcess::start(&database, &data);
    let secret = add_key(&database, &data);
    let mut client = tutela::http_client::HttpClient::new(node.address);
    let headers = format!(
        "Authorization: Bearer {secret}\r\nContent-Type: application/json\r\nIdempotency-Key: one\r\n"
    );
    let body = r#"{"category":"csam","items":[{"kind":"url","url":"https://host.example/marker"}]}"#;
    let answer = client.post("/api/v1/reports", &headers, body.as_bytes()).await.unwrap();
    let answer: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
    let id = answer["id"].as_str().unwrap();
    said(&run(&database, &data, &["erase", id, "--reason", "reporter_asked"]));
    wait_until_numbered(&database, &data, 3).await;
    node.stop();
    let file = folder.path().join("proof.json");
    let path = file.to_str().unwrap();
    let told = said(&run(&database, &data, &["erasure", "proof", id, "--out", path]));
    let key = told.split("--public-key ").nth(1).unwrap().trim().to_owned();
    let verify = |key: &str| {
        std::process::Command::new(env!("CARGO_BIN_EXE_tutela"))
            .args(["erasure", "verify", path, "--public-key", key])
            .output()
            .unwrap()
    };
    let verified = said(&verify(&key));
    assert!(verified.contains(id) && verified.contains("reason=reporter_asked"), "{verified}");
    let proof = fs::read_to_string(&file).unwrap();
    assert!(!proof.contains("marker") && !proof.contains("host.example"));
    fs::write(&file, proof.replace("reporter_asked", "time")).unwrap();
    assert!(!verify(&key).status.success());
});
