//! Who has read a language of the public site: a native speaker who works with children, by name and day.

use tutela_model::access::Permission;
use tutela_model::field_error::{FieldError, Problem};
use tutela_model::id::uuid_v7;
use tutela_model::limits;
use tutela_model::text::{self, Lines};
use tutela_store::records::language_reading::{self, ReadingRow};

use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::sealing::Blob;

/// Notes that somebody has read a language. `sentences`: the digest of what they read, so that a later change is seen.
pub async fn note_reader(
    node: &Node,
    viewer: &Viewer,
    language: &str,
    name: &str,
    read_on: &str,
    sentences: [u8; 32],
) -> Result<(), Error> {
    viewer.must(Permission::Languages)?;
    let name = text::required("reader", name, limits::SHORT, Lines::One)?;
    let day: jiff::civil::Date = read_on.trim().parse().map_err(|_| {
        FieldError::new("read_on", Problem::Malformed { expected: "write a day such as 2026-11-24".into() })
    })?;
    let now = node.now();
    let id = uuid_v7(now, node.rng());
    let row = ReadingRow {
        id,
        language: language.to_owned(),
        read_on: day.to_string(),
        sentences,
        noted_at: now,
        noted_by: viewer.person.id,
        sealed: node.sealing().seal_own(Blob::LanguageReader(id), &name, node.rng()),
    };
    let row = &row;
    node.store()
        .run("note reader", |tx| async move {
            language_reading::insert(&tx, row).await?;
            let detail = format!("language={}", row.language);
            Ok(tx.audit([node.entry(viewer.actor(), "language.read", "node".into(), detail)]).await?)
        })
        .await
}
