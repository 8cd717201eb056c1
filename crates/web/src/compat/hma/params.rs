//! The parameters of a request's address.

use std::borrow::Cow;

use super::{Failed, HmaKey, bank_name};
use crate::api::refused::Refused;
use tutela_workflow::lookup::Found;

/// The parameters that are looked at; others are ignored, as HMA does.
#[derive(Default)]
pub(super) struct Params<'a> {
    pub(super) signal: Option<Cow<'a, str>>,
    pub(super) signal_type: Option<Cow<'a, str>>,
    pub(super) url: Option<Cow<'a, str>>,
    pub(super) types: Option<Cow<'a, str>>,
    banks: Option<Cow<'a, str>>,
    include_distance: bool,
}

impl<'a> Params<'a> {
    pub(super) fn read(query: Option<&'a str>) -> Self {
        let mut params = Self::default();
        for (name, value) in url::form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
            if value.is_empty() {
                continue;
            }
            match &*name {
                "signal" => params.signal = Some(value),
                "signal_type" => params.signal_type = Some(value),
                "url" => params.url = Some(value),
                "types" => params.types = Some(value),
                "banks" => params.banks = Some(value),
                "include_distance" => params.include_distance = is_true(&value),
                _ => {}
            }
        }
        params
    }

    /// Whether distances are asked for, by a key that may be told them.
    pub(super) fn distances(&self, key: &HmaKey) -> Result<bool, Failed> {
        if self.include_distance && !key.tells_distance() {
            return Err(Refused::no_distance(key.key.scope).into());
        }
        Ok(self.include_distance)
    }

    /// Whether the bank of an entry is among those asked for.
    pub(super) fn wants(&self, found: &Found) -> bool {
        self.banks.as_ref().is_none_or(|banks| {
            let bank = bank_name(found);
            banks.split(',').any(|wanted| wanted.trim() == bank)
        })
    }
}

fn is_true(value: &str) -> bool {
    matches!(value.to_ascii_lowercase().as_str(), "true" | "1" | "yes" | "on" | "t" | "y")
}
