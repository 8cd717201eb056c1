//! `tutela hash` and `tutela scan` over a tree of ten thousand made-up pictures.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use tutela_store::Engine;
use tutela_testkit::{TestDatabase, run_on};

use crate::process::{program, run, said, text};

const PICTURES: u64 = 10_000;
/// Every so many-eth picture is planted.
const PLANTED_EVERY: u64 = 400;
const WIDTH: usize = 48;
const HEIGHT: usize = 40;

/// A picture of sixteen by sixteen grey fields, drawn from its number alone: as far from any other as chance has it.
fn pixels(number: u64) -> Vec<u8> {
    let mut state = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5bf0_3635;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u8
    };
    let fields: Vec<u8> = (0..256).map(|_| next()).collect();
    (0..WIDTH * HEIGHT)
        .map(|at| fields[(at / WIDTH * 16 / HEIGHT) * 16 + (at % WIDTH) * 16 / WIDTH])
        .collect()
}

/// The rows of a picture as an uncompressed bitmap file.
fn bitmap(width: usize, height: usize, grey: &[u8]) -> Vec<u8> {
    let row = (3 * width).next_multiple_of(4);
    let size = 54 + row * height;
    let mut file = b"BM".to_vec();
    for number in [size as u32, 0, 54, 40, width as u32, height as u32, 1 | 24 << 16, 0, 0, 0, 0, 0, 0] {
        file.extend(number.to_le_bytes());
    }
    for line in grey.chunks(width).rev() {
        let start = file.len();
        line.iter().for_each(|grey| file.extend([*grey; 3]));
        file.resize(start + row, 0);
    }
    file
}

fn is_planted(number: u64) -> bool {
    number % PLANTED_EVERY == 7
}

/// What stands in the tree in place of a listed picture: the same file, a brighter picture, or one that is turned.
fn planted(number: u64) -> Vec<u8> {
    let grey = pixels(number);
    match number / PLANTED_EVERY % 3 {
        0 => bitmap(WIDTH, HEIGHT, &grey),
        1 => {
            let brighter: Vec<u8> = grey.iter().map(|grey| grey - grey / 8 + 20).collect();
            bitmap(WIDTH, HEIGHT, &brighter)
        }
        _ => {
            let turned: Vec<u8> = (0..WIDTH)
                .flat_map(|x| (0..HEIGHT).rev().map(move |y| (x, y)))
                .map(|(x, y)| grey[y * WIDTH + x])
                .collect();
            bitmap(HEIGHT, WIDTH, &turned)
        }
    }
}

struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// Ten thousand pictures in a hundred folders, some of them planted.
    fn fill(&self) {
        for number in 0..PICTURES {
            let folder = self.path("tree").join(format!("{:02}", number % 100));
            if number < 100 {
                fs::create_dir_all(&folder).unwrap();
            }
            let file =
                if is_planted(number) { planted(number) } else { bitmap(WIDTH, HEIGHT, &pixels(number)) };
            fs::write(folder.join(format!("{number}.bmp")), file).unwrap();
        }
    }

    /// Imports the digests that `tutela hash` gives of these pictures into the list.
    fn import(&self, database: &TestDatabase, numbers: &[u64]) {
        let originals = self.path("originals");
        fs::create_dir_all(&originals).unwrap();
        let mut hash = program(database);
        hash.arg("hash");
        for number in numbers {
            let path = originals.join(format!("{number}.bmp"));
            fs::write(&path, bitmap(WIDTH, HEIGHT, &pixels(*number))).unwrap();
            hash.arg(path);
        }
        let mut csv = "sha256,md5,pdq,pdq_quality\n".to_owned();
        for line in said(&hash.output().unwrap()).lines() {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            let text = |name: &str| line[name].as_str().unwrap().to_owned();
            assert_eq!(line["mime"], "image/bmp");
            assert!(line["pdq_quality"].as_u64().unwrap() >= 50, "{line}");
            csv += &format!("{},{},{},{}\n", text("sha256"), text("md5"), text("pdq"), line["pdq_quality"]);
        }
        fs::write(self.path("list.csv"), csv).unwrap();
        let file = self.path("list.csv");
        let provenance = "made up for a test";
        let import =
            ["list", "import", file.to_str().unwrap(), "--name", "noise", "--provenance", provenance];
        said(&run(database, &self.data(), &import));
    }

    fn scan(&self, database: &TestDatabase) -> Command {
        self.scan_for(database, "a test")
    }

    fn scan_for(&self, database: &TestDatabase, purpose: &str) -> Command {
        let mut command = program(database);
        command.arg("scan").arg(self.path("tree")).args(["--list", "noise", "--purpose", purpose]);
        command.arg("--out").arg(self.path("out")).arg("--data").arg(self.data());
        command
    }

    /// The files that matched, by their number.
    fn matched(&self) -> BTreeMap<u64, serde_json::Value> {
        let lines = fs::read_to_string(self.path("out/matches.jsonl")).unwrap();
        let number = |line: &serde_json::Value| {
            let file =
                Path::new(line["file"].as_str().unwrap()).file_stem().unwrap().to_str().unwrap().parse();
            file.unwrap()
        };
        lines
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .map(|line| (number(&line), line))
            .collect()
    }
}

fn ended(output: &Output) -> String {
    assert!(output.status.success(), "{}", text(&output.stderr));
    text(&output.stdout)
}

#[test]
fn a_scan_finds_exactly_what_was_planted_and_goes_on_where_it_was_broken_off() {
    run_on(Engine::Sqlite, async |database| {
        let place = Place { folder: tempfile::tempdir().unwrap() };
        place.fill();
        let listed: Vec<u64> = (0..PICTURES).filter(|number| is_planted(*number)).collect();
        place.import(&database, &listed);

        // Broken off in the middle.
        let mut broken = place.scan(&database).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let journal = place.path("out/journal.jsonl");
        for _ in 0..600 {
            if fs::metadata(&journal).is_ok_and(|data| data.len() > 100_000) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        broken.kill().unwrap();
        broken.wait().unwrap();
        assert!(!place.path("out/summary.html").exists(), "it was not broken off");

        // On a terminal, so that it shows its bar.
        let line = format!("{:?}", place.scan(&database)).replace("env -i ", "");
        let shown = Command::new("script").args(["-qefc", &line, "/dev/null"]).output().unwrap();
        let shown = ended(&shown);
        assert!(shown.contains("MiB/s") && shown.contains("left"), "no bar: {shown}");
        assert!(shown.contains("10000 files") && shown.contains("25 match, 0 with a problem"), "{shown}");
        assert!(
            !shown.contains(" 0 of them hashed before"),
            "what was hashed before is not hashed again: {shown}"
        );

        let matched = place.matched();
        assert_eq!(matched.keys().copied().collect::<Vec<_>>(), listed);
        for (number, line) in &matched {
            let kind = line["matches"][0]["kind"].as_str().unwrap();
            assert_eq!(
                kind,
                if (number / PLANTED_EVERY).is_multiple_of(3) { "sha256" } else { "pdq" },
                "{line}"
            );
            assert_eq!(line["matches"].as_array().unwrap().len(), 1);
        }
        let page = fs::read_to_string(place.path("out/summary.html")).unwrap();
        assert!(page.contains("a test") && page.contains("noise"));
        let mode = std::os::unix::fs::PermissionsExt::mode(
            &fs::metadata(place.path("out/matches.jsonl")).unwrap().permissions(),
        );
        assert_eq!(mode & 0o777, 0o600);

        // The list grows: nothing is hashed again, and what is new is found.
        place.import(&database, &[4, 5]);
        let again = ended(&place.scan(&database).output().unwrap());
        assert!(again.contains("10000 of them hashed before; 27 match"), "{again}");

        let log = said(&run(&database, &place.data(), &["audit", "verify"]));
        assert!(log.contains("entries"), "{log}");
        let other = place.scan_for(&database, "another case").output().unwrap();
        assert!(text(&other.stderr).contains("another tree or purpose"), "{}", text(&other.stderr));
        let mut within = program(&database);
        within.arg("scan").arg(place.path("tree")).args(["--list", "noise", "--purpose", "a test", "--out"]);
        let within = within.arg(place.path("tree/out")).arg("--data").arg(place.data()).output().unwrap();
        assert!(text(&within.stderr).contains("inside the tree"), "{}", text(&within.stderr));
        let absent = place.scan(&database).args(["--list", "absent"]).output().unwrap();
        assert!(!absent.status.success() && text(&absent.stderr).contains("no such list"));
    });
}
