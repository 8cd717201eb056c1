//! Who has read which language.

use tutela_model::access::Permission;
use tutela_store::records::language_reading;

use super::{Granted, Query};
use crate::error::Error;
use crate::sealing::Blob;

/// Who has read which language.
pub struct ReadersQuery;

/// Somebody has read a language.
#[derive(Clone, Debug)]
pub struct ReaderLine {
    /// The language's code.
    pub language: String,
    /// Their name.
    pub reader: String,
    /// The day.
    pub read_on: String,
    /// The digest of the sentences that they read.
    pub sentences: [u8; 32],
}

impl Query for ReadersQuery {
    type Output = Vec<ReaderLine>;
    const PERMISSION: Permission = Permission::Languages;

    async fn answer(self, granted: Granted<'_>) -> Result<Vec<ReaderLine>, Error> {
        let Granted { node, viewer } = granted;
        node.store()
            .run("readers of languages", |tx| async move {
                let rows = language_reading::all(&tx).await?;
                if rows.is_empty() {
                    return Ok(Vec::new());
                }
                let entry = node.entry(viewer.actor(), "language.readers_read", "node".into(), String::new());
                tx.audit([entry]).await?;
                rows.into_iter()
                    .map(|row| {
                        Ok(ReaderLine {
                            reader: node.sealing().open_own(Blob::LanguageReader(row.id), &row.sealed)?,
                            language: row.language,
                            read_on: row.read_on,
                            sentences: row.sentences,
                        })
                    })
                    .collect()
            })
            .await
    }
}
