//! Making a backup, beside a running node.

use std::fs;
use std::io::{BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use tutela_crypto::{DataKey, period};
use tutela_formats::backup::{Frame, Header, Manifest, TableEnd, TableHead};
use tutela_model::clock::Timestamp;
use tutela_model::id::uuid_v7;
use tutela_model::person::Actor;
use tutela_store::audit;
use tutela_store::dump::Fingerprint;
use tutela_store::records::setting;

use super::Failed;
use super::pieces::Sealer;
use super::recovery::{opens_until, turn};
use crate::node::Node;
use crate::sealing::hex;

/// Rows read at a time.
const PAGE: u32 = 1_000;

/// A backup that was made.
#[derive(Clone, Debug)]
pub struct Written {
    /// How many tables and rows it holds.
    pub tables: u64,
    /// How many rows.
    pub rows: u64,
    /// Bytes of the file.
    pub bytes: u64,
    /// Until when it can be opened at least; a week later at most.
    pub opens_until: Timestamp,
}

/// Writes everything that the database holds into a new file, with the files of the set-up. Intake goes on meanwhile.
pub async fn backup(node: &Node, files: &[(String, Vec<u8>)], to: &Path) -> Result<Written, Failed> {
    if to.exists() {
        return Err(already().into());
    }
    let recovery = turn(node).await?.ok_or(Failed::NoRecoveryFile)?;
    let now = node.now();
    let (id, of) = (uuid_v7(now, node.rng()), period(now));
    let own = DataKey::generate(node.rng());
    let wrapped = recovery.key(of).ok_or(Failed::NoRecoveryFile)?.wrap(&own, id.as_bytes(), node.rng());
    let partial = to.with_extension("partial");
    let file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&partial)?;
    let written = fill(node, files, own, Header { id: *id.as_bytes(), period: of, wrapped }, file).await;
    let (tables, rows, file) = match written {
        Ok(written) => written,
        Err(error) => {
            // Half a backup helps nobody.
            let _ = fs::remove_file(&partial);
            return Err(error);
        }
    };
    file.sync_all()?;
    let bytes = file.metadata()?.len();
    // Linked, not renamed: a file that came to be meanwhile is not replaced.
    let linked = fs::hard_link(&partial, to);
    fs::remove_file(&partial)?;
    linked?;
    node.store()
        .run("backup made", |tx| async move {
            setting::set(&tx, setting::LAST_BACKUP, &now.micros().to_string(), now).await?;
            let detail = format!("backup={id} tables={tables} rows={rows}");
            tx.audit([node.entry(Actor::Operator, "backup.made", "node".into(), detail)]).await
        })
        .await?;
    let opens_until = opens_until(now, node.settings().backup_keep_days);
    Ok(Written { tables, rows, bytes, opens_until })
}

/// Whoever prints it names the file.
fn already() -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::AlreadyExists, "the file is there already: name a new one")
}

async fn fill(
    node: &Node,
    files: &[(String, Vec<u8>)],
    own: DataKey,
    header: Header,
    file: fs::File,
) -> Result<(u64, u64, fs::File), Failed> {
    let mut out = BufWriter::with_capacity(1 << 20, file);
    out.write_all(&header.write())?;
    let mut sealer = Sealer::new(out, own);
    let key_check = node
        .store()
        .read("key check", |tx| async move { setting::get(&tx, setting::KEY_CHECK).await })
        .await?;
    let (audit_entries, _) =
        node.store().read("audit size", |tx| async move { audit::counts(&tx).await }).await?;
    let snapshot = node.store().snapshot().await?;
    sealer.write(&Frame::Manifest(Manifest {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        schema: snapshot.schema().await?,
        made_at: node.now().micros(),
        engine: node.store().engine().as_str().to_owned(),
        key_check,
        audit_entries,
    }))?;
    for (name, content) in files {
        sealer.write(&Frame::File(name.clone(), content.clone()))?;
    }
    let tables = snapshot.tables().await?;
    let mut all = 0;
    for table in &tables {
        let columns = table.columns.iter().map(|column| column.name.clone()).collect();
        sealer.write(&Frame::Table(TableHead { name: table.name.clone(), columns }))?;
        let (mut fingerprint, mut after) = (Fingerprint::default(), None);
        loop {
            let page = snapshot.rows(table, after.as_deref(), PAGE).await?;
            if page.is_empty() {
                break;
            }
            for row in page {
                fingerprint.take(&row);
                after = Some(row.clone());
                sealer.write(&Frame::Row(row))?;
            }
            // A part is sealed on this thread: others get their turn.
            tokio::task::yield_now().await;
        }
        let (rows, digest) = fingerprint.sum();
        all += rows;
        sealer.write(&Frame::TableEnd(TableEnd { rows, digest: hex(&digest) }))?;
    }
    let count = tables.len() as u64;
    sealer.write(&Frame::End(count))?;
    let out = sealer.finish()?;
    let file = out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
    Ok((count, all, file))
}
