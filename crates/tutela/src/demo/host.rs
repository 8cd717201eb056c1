//! The invented host: pages that say that they are invented, and that can be removed.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// The pages of the invented host.
#[derive(Clone, Default)]
pub struct InventedHost {
    removed: Arc<Mutex<HashMap<String, bool>>>,
}

impl InventedHost {
    /// Puts a page up, unless it was removed before.
    pub fn put_up(&self, page: &str) {
        if let Ok(mut pages) = self.removed.lock() {
            pages.entry(page.to_owned()).or_insert(false);
        }
    }

    /// Removes a page.
    pub fn remove(&self, page: &str) {
        if let Ok(mut pages) = self.removed.lock() {
            pages.insert(page.to_owned(), true);
        }
    }

    /// Whether a page is up. A page nobody has heard of is put up, so that any address can be reported.
    pub fn is_up(&self, page: &str) -> bool {
        self.put_up(page);
        self.removed.lock().is_ok_and(|pages| pages.get(page) == Some(&false))
    }

    /// Every page and whether it is up, by name.
    pub fn pages(&self) -> Vec<(String, bool)> {
        let mut all: Vec<_> = match self.removed.lock() {
            Ok(pages) => pages.iter().map(|(page, removed)| (page.clone(), !removed)).collect(),
            Err(_) => Vec::new(),
        };
        all.sort();
        all
    }
}
