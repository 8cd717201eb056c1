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

on_both_engines!(a_list_is_kept_from_the_command_line, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let list = |arguments: &[&str]| run(&database, &data, &[&["list"], arguments].concat());
    said(&list(&["new", "Kept", "--provenance", "made up for a test"]));
    let twice = list(&["new", "Kept", "--provenance", "made up for a test"]);
    assert!(text(&twice.stderr).contains("of this name already"), "{}", text(&twice.stderr));
    said(&list(&["new", "Harmless", "--provenance", "made up for a test", "--purpose", "harmless"]));

    let changed = said(&list(&["set", "Kept", "--action", "automatic", "--radius", "20", "--shared", "yes"]));
    assert!(changed.contains("action automatic, radius 20, given to members"), "{changed}");
    assert!(said(&list(&["set", "Kept", "--shared", "no"])).contains("radius 20, not given"));
    assert!(!list(&["set", "Kept", "--radius", "65"]).status.success());
    assert!(!list(&["set", "Absent", "--radius", "1"]).status.success());

    // A list goes out in every format and comes in again by what its first bytes say.
    let csv = folder.path().join("list.csv");
    fs::write(&csv, format!("reference,md5,sha1\na,{},{}\n", "0".repeat(32), "0".repeat(40))).unwrap();
    said(&list(&["import", csv.to_str().unwrap(), "--name", "Kept"]));
    // ThreatExchange has one digest a record.
    for (format, rows) in [("vics-1.3", 1), ("vics-2.0", 1), ("icse-csv", 1), ("threatexchange", 2)] {
        let out = folder.path().join(format);
        let out = out.to_str().unwrap();
        let written = said(&list(&["export", "Kept", "--format", format, "--out", out]));
        assert!(written.contains("1 rows written"), "{format}: {written}");
        let taken = said(&list(&["import", out, "--name", format, "--provenance", "made up for a test"]));
        assert!(taken.contains(&format!("{rows} rows taken into \"{format}\" from {format}")), "{taken}");
    }
    let unknown = folder.path().join("unknown");
    fs::write(&unknown, "<list/>").unwrap();
    let refused = list(&["import", unknown.to_str().unwrap(), "--name", "Kept"]);
    assert!(text(&refused.stderr).contains("--format"), "{}", text(&refused.stderr));
    let cut = folder.path().join("cut");
    fs::write(&cut, "{\"@odata.context\": \"").unwrap();
    let refused = list(&["import", cut.to_str().unwrap(), "--name", "Kept", "--skip-bad-lines"]);
    assert!(text(&refused.stderr).contains("nothing was taken"), "{}", text(&refused.stderr));

    let key = |scope| {
        said(&run(&database, &data, &["key", "add", "Member", "--scope", scope, "--budget", "5000000"]))
    };
    let id = |told: &str| told.split_whitespace().nth(2).unwrap().to_owned();
    let (reader, asker) = (key("list"), key("lookup"));
    assert!(reader.contains("5000000 requests a minute"), "{reader}");
    said(&list(&["canaries", "Kept", "--key", &id(&reader), "--count", "3"]));
    assert!(!list(&["canaries", "Kept", "--key", &id(&asker)]).status.success());

    let all = said(&list(&["show"]));
    assert!(
        all.contains("\"Harmless\": harmless") && all.contains("\"Kept\": known, action automatic"),
        "{all}"
    );
    let one = said(&list(&["show", "Kept"]));
    assert!(one.contains("1 rows, csv, by operator, waits for a second person"), "{one}");
    assert!(one.contains("3 rows, canaries, by operator, waits for a second person"), "{one}");
});

on_both_engines!(a_list_follows_an_upstream_from_the_command_line, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let password = folder.path().join("password");
    fs::write(&password, "invented for a test\n").unwrap();
    let list = |arguments: &[&str]| run(&database, &data, &[&["list"], arguments].concat());
    let to = [
        "--url",
        "https://upstream.example/hashes",
        "--user",
        "us",
        "--password-file",
        password.to_str().unwrap(),
    ];
    let subscribe = |more: &[&str]| list(&[&["subscribe", "Followed"], &to[..], more].concat());

    let bare = subscribe(&[]);
    assert!(text(&bare.stderr).contains("provenance"), "{}", text(&bare.stderr));
    assert!(!subscribe(&["--provenance", "made up", "--every", "1w"]).status.success());
    said(&subscribe(&["--provenance", "made up", "--every", "2h"]));
    assert!(said(&list(&["show", "Followed"])).contains("upstream.example/hashes, no success yet"));
    said(&list(&["pull", "Followed"]));
    assert!(!list(&["set", "Followed", "--shared", "yes"]).status.success());
    said(&list(&["unsubscribe", "Followed"]));
    assert!(said(&list(&["show", "Followed"])).contains("ended"));
    let over = list(&["pull", "Followed"]);
    assert!(text(&over.stderr).contains("subscribe again"), "{}", text(&over.stderr));
    said(&subscribe(&[]));
    let absent = list(&["pull", "Absent"]);
    assert!(text(&absent.stderr).contains("no such list"), "{}", text(&absent.stderr));
});

on_both_engines!(the_doctor_names_what_is_unsafe, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let missing = run(&database, &data, &["doctor"]);
    assert!(!missing.status.success() && text(&missing.stderr).contains("no such data directory"));
    NodeProcess::start(&database, &data).stop();
    let doctor = || run(&database, &data, &["doctor"]);
    let first = doctor();
    assert!(!first.status.success(), "nobody has said whose country this is");
    let first = text(&first.stdout);
    assert!(first.contains("the node key lies in the data directory"), "{first}");
    // The PostgreSQL of tests makes nothing durable, which is wrong twice.
    let wrong = if database.folder().is_some() { "1 wrong" } else { "3 wrong" };
    assert!(first.contains("WRONG  set `country`") && first.contains(wrong), "{first}");

    // Moved out, and named: no warning. Open to others: wrong.
    let key = folder.path().join("node.key");
    fs::rename(data.join("node.key"), &key).unwrap();
    fs::write(
        data.join("tutela.toml"),
        format!("key_file = {:?}\ncountry = \"lt\"\n", key.to_str().unwrap()),
    )
    .unwrap();
    let moved = text(&doctor().stdout);
    assert!(moved.contains("nobody has confirmed an emergency number and a helpline of LT"), "{moved}");
    let imported = said(&run(&database, &data, &["helplines", "import"]));
    assert!(imported.contains("added") && imported.contains("0 lines left out"), "{imported}");
    assert!(text(&doctor().stdout).contains("nobody has confirmed"), "a list confirms nothing");
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

on_both_engines!(a_member_is_kept_from_the_command_line, async |database| {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let member = |arguments: &[&str]| run(&database, &data, &[&["member"], arguments].concat());
    let contact = ["--contact", "desk@unit.example"];
    said(&member(&[&["add", "Invented Unit", "--kind", "police", "--country", "PH"], &contact[..]].concat()));
    let change = ["change", "Invented Unit", "--countries", "PH,LT", "--categories", "grooming"];
    said(&member(&[&change[..], &["--handling", "keep_to_yourself"]].concat()));
    let listed = said(&member(&["list"]));
    assert!(listed.contains("for LT,PH, grooming  keep_to_yourself"), "{listed}");
    said(&member(&["change", "Invented Unit", "--countries", ""]));
    assert!(said(&member(&["list"])).contains("for its own country, grooming"));
    said(&member(&["contact", "Invented Unit", "--purpose", "urgent", "night@unit.example"]));
    let liaison = said(&member(&["liaison", "Invented Unit", "Officer"]));
    assert!(liaison.contains("otpauth://") && liaison.contains("recovery codes"), "{liaison}");
    said(&member(&["disable", "Invented Unit"]));
    assert!(said(&member(&["list"])).contains("no longer dealt with"));
    assert!(!member(&["disable", "Invented Unit"]).status.success());
    said(&member(&["enable", "Invented Unit"]));
    assert!(!member(&["change", "Absent", "--kind", "host"]).status.success());
    let refused = run(&database, &data, &["user", "add", "Nobody", "--role", "liaison"]);
    assert!(text(&refused.stderr).contains("tutela member liaison"), "{}", text(&refused.stderr));
});
