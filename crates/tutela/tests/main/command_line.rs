//! The command line as an administrator meets it.

use std::fs;
use std::path::Path;

use tutela_testkit::on_both_engines;

use crate::process::{NodeProcess, run, said, text, wait_until_numbered};

on_both_engines!(a_list_with_bad_lines_is_taken_only_when_asked, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let csv = folder.path().join("list.csv");
    let good = format!("a,{},\nb,{},\n", "0".repeat(32), "1".repeat(32));
    fs::write(&csv, format!("reference,md5,removed_at\n{good}c,123,\nd,{},not a time\n", "2".repeat(32)))
        .unwrap();
    let path = csv.to_str().unwrap();
    let import = ["list", "import", path, "--name", "Invented", "--provenance", "made up for a test"];

    let refused = run(&database, &data, &import);
    assert!(!refused.status.success());
    let told = text(&refused.stdout);
    assert!(told.contains("line 4, column md5") && told.contains("line 5, column removed_at"), "{told}");

    let taken = said(&run(&database, &data, &[&import[..], &["--skip-bad-lines"]].concat()));
    assert!(taken.contains("2 rows taken") && taken.contains("2 bad lines left out"), "{taken}");

    let out = folder.path().join("out.csv");
    said(&run(&database, &data, &["list", "export", "Invented", "--out", out.to_str().unwrap()]));
    let exported = fs::read_to_string(&out).unwrap();
    assert_eq!(exported.lines().count(), 3, "{exported}");
    assert!(
        !run(&database, &data, &["list", "export", "Invented", "--out", out.to_str().unwrap()])
            .status
            .success()
    );
});

on_both_engines!(the_doctor_names_what_is_unsafe, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let missing = run(&database, &data, &["doctor"]);
    assert!(!missing.status.success() && text(&missing.stderr).contains("no such data directory"));
    NodeProcess::start(&database, &data).stop();
    let first = said(&run(&database, &data, &["doctor"]));
    assert!(first.contains("the node key lies in the data directory"), "{first}");
    assert!(first.contains("0 wrong"), "{first}");

    // Moved out, and named: no warning. Open to others: wrong.
    let key = folder.path().join("node.key");
    fs::rename(data.join("node.key"), &key).unwrap();
    fs::write(data.join("tutela.toml"), format!("key_file = {:?}\n", key.to_str().unwrap())).unwrap();
    let moved = said(&run(&database, &data, &["doctor"]));
    assert!(moved.contains("the node key lies outside the data directory"), "{moved}");
    fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
    let open = run(&database, &data, &["doctor"]);
    assert!(!open.status.success() && text(&open.stdout).contains("can read the node key"));
});

on_both_engines!(another_key_is_refused, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    NodeProcess::start(&database, &data).stop();
    let other = folder.path().join("other");
    fs::create_dir(&other).unwrap();
    // Another node's key before this data.
    if database.folder().is_some() {
        NodeProcess::start(&database, &other).stop();
        fs::copy(other.join("node.key"), data.join("node.key")).unwrap();
    } else {
        fs::remove_file(data.join("node.key")).unwrap();
    }
    let refused = run(&database, &data, &["key", "add", "A", "--scope", "report"]);
    assert!(!refused.status.success());
    assert!(
        text(&refused.stderr).contains("not the one that this data was sealed with"),
        "{}",
        text(&refused.stderr)
    );
});

on_both_engines!(a_changed_log_is_found_out, async |database| {
    let folder = tempfile::tempdir().unwrap();
    // On SQLite the node works in the test's own database folder, so that the test can meddle with it.
    let data = database.folder().map_or_else(|| folder.path().join("data"), Path::to_path_buf);
    let node = NodeProcess::start(&database, &data);
    for name in ["ana", "sam", "ada"] {
        said(&run(&database, &data, &["user", "add", name, "--role", "analyst"]));
    }
    let twice = run(&database, &data, &["user", "add", "ana", "--role", "analyst"]);
    assert!(text(&twice.stderr).contains("of this name already"), "{}", text(&twice.stderr));
    wait_until_numbered(&database, &data, 3).await;
    node.stop();
    let whole = said(&run(&database, &data, &["audit", "verify"]));
    assert!(whole.contains("The audit log is whole."), "{whole}");

    database.meddle("audit_entry", "actor", "nobody", "number = 1").await;
    let changed = run(&database, &data, &["audit", "verify"]);
    assert!(!changed.status.success());
    assert!(text(&changed.stdout).contains("PROBLEM"), "{}", text(&changed.stdout));
});
