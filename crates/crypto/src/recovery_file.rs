//! The text of a recovery file: the keys of backups, and which reports were erased lately.
//!
//! ```text
//! tutela-recovery 1
//! key 2951 = <32 bytes in base64>
//! erased 019ab3c4-5d6e-7f80-9a1b-0000c4e1a9f3
//! ```
//!
//! A backup opens only with the key of its period. A key that has had its time is taken out of the file, and with it go all backups
//! of its period: whoever wants that to be true keeps no older copy of this file. The list of what was erased lets a restored backup
//! forget again what was erased after it was made.

use thiserror::Error;
use tutela_model::clock::{DAY, Timestamp};
use tutela_model::id::ReportId;
use tutela_model::rng::Rng;
use zeroize::Zeroizing;

use crate::seal::SealingKey;
use crate::secret::Secret;

const COMMENT: &str = "\
# The keys of this node's backups. Keep ONE copy of this file, apart from the backups and from the node, and replace it each week:
# an old copy opens backups that should have been forgotten. Restoring needs this file, a backup, and the node key.
";
const NAME: &str = "tutela-recovery";
const VERSION: &str = "1";

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
        "line {line}: this program reads recovery files of version 1 alone: run the version of the program that wrote it, or a newer one"
    )]
    UnknownVersion {
        /// The line, counted from 1.
        line: usize,
    },
    /// A line that is neither a key nor an erased report.
    #[error(
        "line {line}: expected `key PERIOD = …` or `erased REPORT`: the file was changed or cut; take its copy"
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
        if (header.next(), header.next()) != (Some(VERSION), None) {
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
        let mut text =
            Zeroizing::new(String::with_capacity(512 + 80 * self.keys.len() + 48 * self.erased.len()));
        text.push_str(COMMENT);
        text.push_str(&format!("{NAME} {VERSION}\n"));
        for (period, key) in &self.keys {
            text.push_str(&format!("key {period} = "));
            key.0.push_base64(&mut text);
            text.push('\n');
        }
        for id in &self.erased {
            text.push_str(&format!("erased {id}\n"));
        }
        text
    }

    /// The key of a period.
    pub fn key(&self, period: u32) -> Option<&SealingKey> {
        self.keys.iter().find(|(of, _)| *of == period).map(|(_, key)| key)
    }

    /// The oldest and the newest period that has a key.
    pub fn span(&self) -> Option<(u32, u32)> {
        Some((self.keys.first()?.0, self.keys.last()?.0))
    }

    /// Makes the keys of this period and of the next, and takes out those of periods that ended more than `keep_days` ago. A clock
    /// that is set back takes nothing out. Whether anything changed.
    pub fn turn(&mut self, now: Timestamp, keep_days: u32, rng: &dyn Rng) -> bool {
        let (today, before) = (period(now), self.keys.len());
        let kept = |of: u32| {
            let ended = (i64::from(of) + 1).saturating_mul(PERIOD_DAYS);
            now.micros().div_euclid(DAY) - ended <= i64::from(keep_days)
        };
        self.keys.retain(|(of, _)| kept(*of));
        let mut changed = self.keys.len() != before;
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
    fn every_wrong_line_is_named() {
        let error = |text: &str| RecoveryFile::parse(text).unwrap_err();
        assert_eq!(error(""), RecoveryFileError::NotARecoveryFile);
        assert_eq!(error("tutela-node-keys 1\n"), RecoveryFileError::NotARecoveryFile);
        assert_eq!(error("tutela-recovery 2\n"), RecoveryFileError::UnknownVersion { line: 1 });
        assert_eq!(error("tutela-recovery 1\n\nkey x = y\n"), RecoveryFileError::NotALine { line: 3 });
        assert_eq!(error("tutela-recovery 1\nerased me\n"), RecoveryFileError::NotALine { line: 2 });
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
