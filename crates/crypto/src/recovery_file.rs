//! The text of a recovery file: the keys of backups, and which reports were erased lately.
//!
//! ```text
//! tutela-recovery 1
//! key 2951 = <32 bytes in base64>
//! erased 019ab3c4-5d6e-7f80-9a1b-0000c4e1a9f3
//! retired 2951 = <73 bytes in base64>
//! ```
//!
//! A backup opens only with the key of its period. A key that has had its time is taken out of the file, and with it go all backups
//! of its period: whoever wants that to be true keeps no older copy of this file. The list of what was erased lets a restored backup
//! forget again what was erased after it was made.
//!
//! A node's sealing key that was rotated stands here too, wrapped by the one that replaced it: backups made before are read with it,
//! and this file without the node key gives nothing of it away. It goes with the key of the period in which it was retired. A file
//! with such a line is of version 2.

use base64::{Engine, engine::general_purpose::STANDARD};
use thiserror::Error;
use tutela_model::clock::{DAY, Timestamp};
use tutela_model::id::ReportId;
use tutela_model::rng::Rng;
use zeroize::Zeroizing;

use crate::keys::NodeKeys;
use crate::seal::SealingKey;
use crate::secret::Secret;

const COMMENT: &str = "\
# The keys of this node's backups. Keep ONE copy of this file, apart from the backups and from the node, and replace it each week:
# an old copy opens backups that should have been forgotten. Restoring needs this file, a backup, and the node key.
";
const NAME: &str = "tutela-recovery";
/// The version of a file, and that of one with retired sealing keys.
const VERSION: &str = "1";
const VERSION_RETIRED: &str = "2";

/// Days of a period. The key of the next period stands in the file ahead of time: a copy that is a week old opens today's backup.
pub const PERIOD_DAYS: i64 = 7;

/// Why a text is no recovery file. Nothing of the text is repeated, as it may be secret.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RecoveryFileError {
    /// Another file, or an empty one.
    #[error("this is not a recovery file, which begins with `tutela-recovery 1`: check the path")]
    NotARecoveryFile,
    /// A version that this program does not know.
    #[error(
        "line {line}: this program reads recovery files of versions 1 and 2: run the version of the program that wrote it, or a newer one"
    )]
    UnknownVersion {
        /// The line, counted from 1.
        line: usize,
    },
    /// A line that is neither a key, nor an erased report, nor a retired sealing key.
    #[error(
        "line {line}: expected `key PERIOD = …`, `erased REPORT` or `retired PERIOD = …`: the file was changed or cut; take its copy"
    )]
    NotALine {
        /// The line, counted from 1.
        line: usize,
    },
    /// A period stands twice.
    #[error(
        "line {line}: the period stands in the file twice, and which key is right can't be known: take its copy"
    )]
    Doubled {
        /// The line, counted from 1.
        line: usize,
    },
}

/// The keys of backups by period, and what was erased lately.
#[derive(Debug, Default)]
pub struct RecoveryFile {
    keys: Vec<(u32, SealingKey)>,
    /// Sealing keys of the node that were rotated, wrapped, with the period in which they were.
    retired: Vec<(u32, Vec<u8>)>,
    /// Reports that were erased within the time for which backups are kept.
    pub erased: Vec<ReportId>,
}

/// The period in which a moment lies.
pub fn period(at: Timestamp) -> u32 {
    u32::try_from(at.micros().div_euclid(PERIOD_DAYS * DAY)).unwrap_or(0)
}

impl RecoveryFile {
    /// Reads the text of a recovery file.
    ///
    /// # Errors
    ///
    /// [`RecoveryFileError`], which names the line.
    pub fn parse(text: &str) -> Result<Self, RecoveryFileError> {
        let mut lines = text
            .lines()
            .enumerate()
            .map(|(at, line)| (at + 1, line.trim()))
            .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let (line, header) = lines.next().ok_or(RecoveryFileError::NotARecoveryFile)?;
        let mut header = header.split_whitespace();
        if header.next() != Some(NAME) {
            return Err(RecoveryFileError::NotARecoveryFile);
        }
        if !matches!((header.next(), header.next()), (Some(VERSION | VERSION_RETIRED), None)) {
            return Err(RecoveryFileError::UnknownVersion { line });
        }
        let mut file = Self::default();
        for (line, text) in lines {
            let wrong = RecoveryFileError::NotALine { line };
            match text.split_once(' ') {
                Some(("key", rest)) => {
                    let (period, key) = rest.split_once('=').ok_or(wrong.clone())?;
                    let period = period.trim().parse().map_err(|_| wrong.clone())?;
                    let key = Secret::from_base64(key.trim()).ok_or(wrong)?;
                    if file.key(period).is_some() {
                        return Err(RecoveryFileError::Doubled { line });
                    }
                    file.keys.push((period, SealingKey(key)));
                }
                Some(("retired", rest)) => {
                    let (period, key) = rest.split_once('=').ok_or(wrong.clone())?;
                    let period = period.trim().parse().map_err(|_| wrong.clone())?;
                    file.retired.push((period, STANDARD.decode(key.trim()).map_err(|_| wrong)?));
                }
                Some(("erased", id)) => file.erased.push(id.trim().parse().map_err(|_| wrong)?),
                _ => return Err(wrong),
            }
        }
        file.keys.sort_by_key(|(period, _)| *period);
        Ok(file)
    }

    /// Writes the text.
    pub fn to_text(&self) -> Zeroizing<String> {
        // Whole from the start: a string that grows leaves a copy of the keys behind.
        let mut text = Zeroizing::new(String::with_capacity(
            512 + 80 * self.keys.len() + 48 * self.erased.len() + 128 * self.retired.len(),
        ));
        text.push_str(COMMENT);
        let version = if self.retired.is_empty() { VERSION } else { VERSION_RETIRED };
        text.push_str(&format!("{NAME} {version}\n"));
        for (period, key) in &self.keys {
            text.push_str(&format!("key {period} = "));
            key.0.push_base64(&mut text);
            text.push('\n');
        }
        for id in &self.erased {
            text.push_str(&format!("erased {id}\n"));
        }
        for (period, wrapped) in &self.retired {
            text.push_str(&format!("retired {period} = {}\n", STANDARD.encode(wrapped)));
        }
        text
    }

    /// The key of a period.
    pub fn key(&self, period: u32) -> Option<&SealingKey> {
        self.keys.iter().find(|(of, _)| *of == period).map(|(_, key)| key)
    }

    /// Notes the sealing key that `keys` rotates away from, wrapped by the new one, and wraps those of earlier rotations anew.
    /// Whether anything changed; doing so again changes nothing.
    pub fn retire(&mut self, keys: &NodeKeys, now: Timestamp, rng: &dyn Rng) -> bool {
        let Some(before) = keys.sealing_before() else { return false };
        let mut changed = false;
        let mut noted = false;
        for (_, wrapped) in &mut self.retired {
            let retired = match keys.sealing().unwrap_retired(wrapped) {
                Ok(retired) => retired,
                Err(_) => {
                    // One that opens with neither is of another node, or was changed: it goes when its time is over.
                    let Ok(retired) = before.unwrap_retired(wrapped) else { continue };
                    *wrapped = keys.sealing().wrap_retired(&retired, rng);
                    changed = true;
                    retired
                }
            };
            noted |= retired.is(before);
        }
        if !noted {
            self.retired.push((period(now), keys.sealing().wrap_retired(before, rng)));
            changed = true;
        }
        changed
    }

    /// The sealing keys that this node had before, as far as backups may still stand under them.
    pub fn retired<'a>(&'a self, sealing: &'a SealingKey) -> impl Iterator<Item = SealingKey> + 'a {
        self.retired.iter().filter_map(|(_, wrapped)| sealing.unwrap_retired(wrapped).ok())
    }

    /// The oldest and the newest period that has a key.
    pub fn span(&self) -> Option<(u32, u32)> {
        Some((self.keys.first()?.0, self.keys.last()?.0))
    }

    /// Makes the keys of this period and of the next, and takes out those, and retired sealing keys, of periods that ended more than `keep_days` ago. A clock
    /// that is set back takes nothing out. Whether anything changed.
    pub fn turn(&mut self, now: Timestamp, keep_days: u32, rng: &dyn Rng) -> bool {
        let (today, before) = (period(now), self.keys.len() + self.retired.len());
        let kept = |of: u32| {
            let ended = (i64::from(of) + 1).saturating_mul(PERIOD_DAYS);
            now.micros().div_euclid(DAY) - ended <= i64::from(keep_days)
        };
        self.keys.retain(|(of, _)| kept(*of));
        self.retired.retain(|(of, _)| kept(*of));
        let mut changed = self.keys.len() + self.retired.len() != before;
        for wanted in [today, today + 1] {
            if self.key(wanted).is_none() {
                self.keys.push((wanted, SealingKey(Secret::generate(rng))));
                changed = true;
            }
        }
        self.keys.sort_by_key(|(period, _)| *period);
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DataKey;
    use crate::test_rng::TestRng;

    const NOW: Timestamp = Timestamp::from_micros(20_000 * DAY + 5);

    #[test]
    fn what_is_written_is_read() {
        let mut file = RecoveryFile::default();
        assert!(file.turn(NOW, 35, &TestRng::default()));
        assert!(!file.turn(NOW, 35, &TestRng::default()), "nothing changes twice");
        file.erased.push(ReportId::new(NOW, &TestRng::default()));
        let read = RecoveryFile::parse(&file.to_text()).unwrap();
        assert_eq!(*read.to_text(), *file.to_text());
        assert_eq!(read.span(), Some((period(NOW), period(NOW) + 1)));
    }

    #[test]
    fn a_key_goes_when_its_time_is_over_and_its_backups_with_it() {
        let rng = TestRng::default();
        let mut file = RecoveryFile::default();
        file.turn(NOW, 35, &rng);
        let (of, own) = (period(NOW), DataKey::generate(&rng));
        let wrapped = file.key(of).unwrap().wrap(&own, &[1; 16], &rng);
        let opens =
            |file: &RecoveryFile| file.key(of).is_some_and(|key| key.unwrap(&wrapped, &[1; 16]).is_ok());
        file.turn(NOW.plus(35 * DAY), 35, &rng);
        assert!(opens(&file), "within its time");
        file.turn(NOW.plus(-90 * DAY), 35, &rng);
        assert!(opens(&file), "a clock that is set back takes nothing out");
        file.turn(NOW.plus((35 + 8) * DAY), 35, &rng);
        assert!(!opens(&file) && !file.to_text().contains(&format!("key {of} ")));
    }

    #[test]
    fn a_retired_sealing_key_stays_as_long_as_backups_stand_under_it() {
        let rng = TestRng::default();
        let mut file = RecoveryFile::default();
        file.turn(NOW, 35, &rng);
        let keys = NodeKeys::generate(&rng);
        assert!(!file.retire(&keys, NOW, &rng), "no rotation runs");
        let first = NodeKeys::parse(&keys.to_text()).unwrap();
        let keys = keys.begin_rotation(&rng);
        assert!(file.retire(&keys, NOW, &rng) && !file.retire(&keys, NOW, &rng), "noted once");
        let keys = keys.end_rotation();
        let second = NodeKeys::parse(&keys.to_text()).unwrap();
        let keys = keys.begin_rotation(&rng);
        let mut file = RecoveryFile::parse(&file.to_text()).unwrap();
        assert!(file.retire(&keys, NOW.plus(7 * DAY), &rng));
        let file_text = file.to_text();
        let mut file = RecoveryFile::parse(&file_text).unwrap();
        assert_eq!(*file.to_text(), *file_text);
        let holds = |file: &RecoveryFile, key: &NodeKeys| {
            file.retired(keys.sealing()).any(|retired| retired.is(key.sealing()))
        };
        assert!(holds(&file, &first) && holds(&file, &second));
        assert_eq!(
            file.retired(second.sealing()).count(),
            0,
            "whoever has an older key file learns none of them"
        );
        file.turn(NOW.plus((35 + 8) * DAY), 35, &rng);
        assert!(
            !holds(&file, &first) && holds(&file, &second),
            "it goes with the backups that stand under it"
        );
        file.turn(NOW.plus((35 + 15) * DAY), 35, &rng);
        assert!(!holds(&file, &second) && file.to_text().contains("tutela-recovery 1\n"));
    }

    #[test]
    fn every_wrong_line_is_named() {
        let error = |text: &str| RecoveryFile::parse(text).unwrap_err();
        assert_eq!(error(""), RecoveryFileError::NotARecoveryFile);
        assert_eq!(error("tutela-node-keys 1\n"), RecoveryFileError::NotARecoveryFile);
        assert_eq!(error("tutela-recovery 3\n"), RecoveryFileError::UnknownVersion { line: 1 });
        assert_eq!(error("tutela-recovery 1\n\nkey x = y\n"), RecoveryFileError::NotALine { line: 3 });
        assert_eq!(error("tutela-recovery 1\nerased me\n"), RecoveryFileError::NotALine { line: 2 });
        assert_eq!(error("tutela-recovery 2\nretired 1\n"), RecoveryFileError::NotALine { line: 2 });
        let mut file = RecoveryFile::default();
        file.turn(NOW, 35, &TestRng::default());
        let text = file.to_text();
        let key = text.lines().find(|line| line.starts_with("key")).unwrap();
        assert_eq!(
            error(&format!("tutela-recovery 1\n{key}\n{key}\n")),
            RecoveryFileError::Doubled { line: 3 }
        );
    }
}
