//! What a report shares with others when it comes: accounts, content, words.

use std::collections::{HashMap, HashSet};

use tutela_model::id::{ApiKeyId, ReportId};
use tutela_model::item::Item;
use tutela_model::report::{NewReport, Standing, standing};
use tutela_model::selector::SelectorKind;
use tutela_store::Tx;
use tutela_store::records::related::{self, Naming, OVER_COMMON, Shared};

use crate::error::Error;
use crate::sealing::Sealing;

/// Accounts and contents of one report that are looked at: a report of two hundred must not cost what two hundred do.
pub(super) const LOOKED_AT: usize = 32;
/// Reports that name the same, of which it is asked who sent them.
const ASKED: u32 = 8;
/// Waiting reports in the same words from which on one more counts less.
const SAME_WORDS: u32 = 3;

/// What a report shares with others.
#[derive(Default)]
pub(super) struct Related {
    pub(super) repeated_account: bool,
    pub(super) several_reporters: bool,
    pub(super) first_seen: bool,
    pub(super) same_words: bool,
}

/// Accounts of somebody reported, which others may name too. A child's own account is followed nowhere.
pub(super) fn accounts(sealing: &Sealing, report: &NewReport) -> Vec<Shared> {
    let is_account = |kind| matches!(kind, SelectorKind::Handle | SelectorKind::Email | SelectorKind::Phone);
    let reported = report.items.iter().filter(|_| standing(report.category) == Standing::Reported);
    reported
        .flat_map(Item::selectors)
        .filter(|selector| is_account(selector.kind))
        .map(|selector| Shared::Account(sealing.selector(&selector)))
        .take(LOOKED_AT)
        .collect()
}

/// Looks up what it shares; `counts` says how many reports name each.
pub(super) async fn related(
    tx: &Tx,
    shared: &[Shared],
    counts: &HashMap<Shared, u32>,
    words: Option<&[u8; 16]>,
    sender: Option<ApiKeyId>,
) -> Result<Related, Error> {
    let mut found = Related::default();
    for shared in shared {
        let others = counts.get(shared).copied().unwrap_or(0);
        found.first_seen |= others == 0 && matches!(shared, Shared::Content(_));
        if others == 0 || others > OVER_COMMON {
            continue;
        }
        found.repeated_account |= matches!(shared, Shared::Account(_));
        if !found.several_reporters {
            let earlier = related::naming(tx, *shared, ASKED).await?;
            found.several_reporters = sender.is_none() || earlier.iter().any(|e| e.sender != sender);
        }
    }
    if let Some(words) = words {
        found.same_words = related::waiting_in_words(tx, words, SAME_WORDS).await? >= SAME_WORDS;
    }
    Ok(found)
}

/// Whether more than one reporter stands behind these. Of the public nothing is known but the report: each is one reporter.
pub(super) fn are_several_reporters(naming: &[Naming]) -> bool {
    let reporter = |naming: &Naming| match naming.sender {
        Some(key) => (Some(key), None),
        None => (None, Some(naming.id)),
    };
    let reporters: HashSet<(Option<ApiKeyId>, Option<ReportId>)> = naming.iter().map(reporter).collect();
    reporters.len() > 1
}
