//! The program, started on a data directory.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use tutela_store::{DatabaseAddress, Store};
use tutela_testkit::TestDatabase;

/// How long a node may take to be ready. Generous: the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program with its variables of the environment.
pub fn program(database: &TestDatabase) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tutela"));
    command.env("TUTELA_LOG", "json").env("RUST_LOG", "debug,sqlx=info");
    if let DatabaseAddress::Postgres(url) = database.address() {
        command.env("TUTELA_DATABASE", url);
    }
    command
}

/// Runs a command to its end.
pub fn run(database: &TestDatabase, data: &Path, arguments: &[&str]) -> Output {
    program(database).args(arguments).arg("--data").arg(data).output().unwrap()
}

/// Standard output of a command that must succeed.
pub fn said(output: &Output) -> String {
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
    text(&output.stdout)
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Adds a key beside whatever runs; the key alone.
pub fn add_key(database: &TestDatabase, data: &Path) -> String {
    let output =
        run(database, data, &["key", "add", "Invented Platform", "--scope", "report", "--budget", "1000000"]);
    said(&output).lines().last().unwrap().to_owned()
}

/// The store of a node that does not run.
pub async fn store_of(database: &TestDatabase, data: &Path) -> Store {
    let address = match database.address() {
        DatabaseAddress::Folder(_) => DatabaseAddress::Folder(data.to_owned()),
        postgres => postgres,
    };
    Store::open(&address).await.unwrap()
}

/// Waits until at least so many audit entries have their number: a job does that.
pub async fn wait_until_numbered(database: &TestDatabase, data: &Path, at_least: u64) {
    for _ in 0..240 {
        let said = said(&run(database, data, &["audit", "verify"]));
        let numbered: u64 = said.split(' ').next().unwrap().parse().unwrap();
        if numbered >= at_least {
            return;
        }
        tokio::time::sleep(Duration::from_millis(250)).await;
    }
    panic!("the entries were never numbered");
}

/// A node that serves.
pub struct NodeProcess {
    pub address: SocketAddr,
    child: Child,
    log: Arc<Mutex<String>>,
}

impl NodeProcess {
    pub fn start(database: &TestDatabase, data: &Path) -> Self {
        let mut child = program(database)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .arg("--data")
            .arg(data)
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let (ready, address) = mpsc::channel();
        let reader = BufReader::new(child.stderr.take().unwrap());
        let kept = Arc::clone(&log);
        std::thread::spawn(move || {
            for line in reader.lines().map_while(Result::ok) {
                let entry: serde_json::Value = serde_json::from_str(&line).unwrap_or_default();
                if let Some(address) = entry["fields"]["address"].as_str() {
                    let _ = ready.send(address.parse::<SocketAddr>().unwrap());
                }
                let mut log = kept.lock().unwrap();
                log.push_str(&line);
                log.push('\n');
            }
        });
        let Ok(address) = address.recv_timeout(PATIENCE) else {
            let _ = child.kill();
            panic!("the node did not become ready:\n{}", log.lock().unwrap());
        };
        Self { address, child, log }
    }

    /// Ends it at once, as a power cut does to a process.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop, and waits; everything it logged.
    pub fn stop(mut self) -> String {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        assert!(asked.success());
        assert!(self.child.wait().unwrap().success(), "the node did not end well");
        self.log.lock().unwrap().clone()
    }
}

impl Drop for NodeProcess {
    /// A test that failed leaves no node behind.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Every byte of every file under a folder.
pub fn bytes_under(folder: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(bytes_under(&path));
        } else {
            std::fs::File::open(path).unwrap().read_to_end(&mut all).unwrap();
        }
    }
    all
}
