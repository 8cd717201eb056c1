//! Restoring a backup into an empty database: whole and as it was, or not at all.

use std::fs;
use std::io::{BufReader, Read};
use std::path::Path;

use tutela_crypto::{NodeKeys, RecoveryFile, SealingKey};
use tutela_formats::backup::{BackupError, Frame, HEADER, Header, Manifest, TableEnd};
use tutela_model::clock::Timestamp;
use tutela_model::person::Actor;
use tutela_store::dump::{Cell, Restoring, Table};
use tutela_store::{DatabaseAddress, SCHEMA_VERSION};

use super::Failed;
use super::pieces::Opener;
use crate::error::Error;
use crate::node::Node;
use crate::sealing::{hex, opens_key_check};

/// Rows written in one statement at most.
const ROWS: usize = 500;

/// A backup whose beginning was read.
pub struct Opened {
    opener: Opener<BufReader<fs::File>>,
    manifest: Manifest,
    earlier: Option<SealingKey>,
}

/// What was restored.
#[derive(Clone, Debug)]
pub struct Restored {
    /// How many tables.
    pub tables: u64,
    /// How many rows.
    pub rows: u64,
    /// The files of the set-up that the backup holds, by name.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Opens a backup with the key of its week, and checks that this program and this node key can work with it. Writes nothing.
pub fn open_backup(from: &Path, recovery: &RecoveryFile, keys: NodeKeys) -> Result<Opened, Failed> {
    let mut file = BufReader::with_capacity(1 << 20, fs::File::open(from)?);
    let mut header = Vec::with_capacity(HEADER);
    file.by_ref().take(HEADER as u64).read_to_end(&mut header)?;
    let header = Header::read(&header)?;
    let week = recovery.key(header.period).ok_or(Failed::NoKey)?;
    let own = week.unwrap(&header.wrapped, &header.id).map_err(|_| Failed::WrongKey)?;
    let mut opener = Opener::new(file, own);
    let Some(Frame::Manifest(manifest)) = opener.read()? else {
        return Err(BackupError::Frame("no manifest").into());
    };
    if manifest.schema > SCHEMA_VERSION {
        return Err(Failed::SchemaTooNew { found: manifest.schema, known: SCHEMA_VERSION });
    }
    let earlier = match manifest.key_check.as_deref() {
        None => None,
        Some(word) if opens_key_check(keys.sealing(), word) => None,
        // Restoring was broken off after the earlier key was taken back.
        Some(word) if keys.sealing_before().is_some_and(|key| opens_key_check(key, word)) => None,
        Some(word) => {
            let mut retired = recovery.retired(keys.sealing());
            Some(retired.find(|key| opens_key_check(key, word)).ok_or(Failed::OtherNodeKey)?)
        }
    };
    Ok(Opened { opener, manifest, earlier })
}

impl Opened {
    /// When the backup was made.
    pub fn made_at(&self) -> Timestamp {
        Timestamp::from_micros(self.manifest.made_at)
    }

    /// The version of its schema.
    pub fn schema(&self) -> i64 {
        self.manifest.schema
    }

    /// The node's sealing key of the time of the backup, where it was rotated since. It must stand beside the one of now before the
    /// backup is restored ([`crate::rotation::take_back`]), and what was restored must then be rotated.
    pub fn take_earlier(&mut self) -> Option<SealingKey> {
        self.earlier.take()
    }

    /// Reads it to its end without writing anything: whether every part opens and every table is what it says.
    pub fn verify(mut self) -> Result<Restored, Failed> {
        let mut restored = Restored { tables: 0, rows: 0, files: Vec::new() };
        let mut fingerprint = tutela_store::dump::Fingerprint::default();
        let mut name = String::new();
        while let Some(frame) = self.opener.read()? {
            match frame {
                Frame::File(name, content) => restored.files.push((name, content)),
                Frame::Table(head) => {
                    fingerprint = tutela_store::dump::Fingerprint::default();
                    name = head.name;
                }
                Frame::Row(row) => fingerprint.take(&row),
                Frame::TableEnd(end) => {
                    check(&name, &end, fingerprint.sum())?;
                    restored.tables += 1;
                    restored.rows += end.rows;
                }
                Frame::End(tables) if tables == restored.tables => {}
                Frame::End(_) | Frame::Manifest(_) => return Err(BackupError::Frame("an end").into()),
            }
        }
        Ok(restored)
    }

    /// Writes it into the empty database at `address`, in one transaction, and reads every row of it again before that is kept.
    pub async fn restore(mut self, address: &DatabaseAddress) -> Result<Restored, Failed> {
        let into = Restoring::begin(address, self.manifest.schema).await?;
        let tables = into.tables().await?;
        let mut restored = Restored { tables: 0, rows: 0, files: Vec::new() };
        let mut open: Option<(&Table, Vec<String>)> = None;
        let mut waiting: Vec<Vec<Cell>> = Vec::with_capacity(ROWS);
        let mut ended = false;
        while let Some(frame) = self.opener.read()? {
            match frame {
                Frame::File(name, content) => restored.files.push((name, content)),
                Frame::Table(head) => {
                    let table = tables.iter().find(|table| table.name == head.name);
                    open = Some((table.ok_or(BackupError::Frame("a table"))?, head.columns));
                }
                Frame::Row(row) => {
                    let (table, columns) = open.as_ref().ok_or(BackupError::Frame("a row"))?;
                    waiting.push(row);
                    if waiting.len() == ROWS {
                        into.insert(table, columns, &waiting).await?;
                        waiting.clear();
                    }
                }
                Frame::TableEnd(end) => {
                    let (table, columns) = open.take().ok_or(BackupError::Frame("the end of a table"))?;
                    if !waiting.is_empty() {
                        into.insert(table, &columns, &waiting).await?;
                        waiting.clear();
                    }
                    check(&table.name, &end, into.fingerprint(table).await?)?;
                    restored.tables += 1;
                    restored.rows += end.rows;
                }
                Frame::End(count) => ended = count == restored.tables && count == tables.len() as u64,
                Frame::Manifest(_) => return Err(BackupError::Frame("a second manifest").into()),
            }
        }
        if !ended || open.is_some() {
            return Err(BackupError::Cut.into());
        }
        into.commit().await?;
        Ok(restored)
    }
}

/// Writes into the log that a backup was restored: what stands before is of then, what comes after is of now.
pub async fn note_restored(node: &Node, made_at: Timestamp, erased_again: u64) -> Result<(), Error> {
    let detail = format!("made_at={made_at} erased_again={erased_again}");
    let entry = node.entry(Actor::Operator, "backup.restored", "node".into(), detail);
    let entry = &entry;
    Ok(node.store().run("backup restored", |tx| async move { tx.audit([entry.clone()]).await }).await?)
}

fn check(table: &str, end: &TableEnd, found: (u64, [u8; 32])) -> Result<(), Failed> {
    if (end.rows, end.digest.as_str()) == (found.0, hex(&found.1).as_str()) {
        Ok(())
    } else {
        Err(Failed::Differs(table.to_owned()))
    }
}
