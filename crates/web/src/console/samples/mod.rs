//! Samples of every page, for the tests that render all of them and for `examples/preview_console.rs`. Everything in them is
//! invented and benign: `host.example`, addresses of documentation, digests of counting numbers.

mod administration;
mod around;
mod data;
mod figures;
mod helping;
mod keeping;
mod lists;
mod outbox;
mod quality;
mod referrals;
mod removal;
mod reports;
mod team;

use askama::Template;

/// One page with sample content.
pub struct Sample {
    /// What it is, fit for a file name.
    pub name: String,
    /// The page.
    pub html: String,
}

/// Every page, in each state that it has sentences for.
pub fn all() -> Vec<Sample> {
    let mut made = Samples(Vec::new());
    around::add(&mut made);
    administration::add(&mut made);
    lists::add(&mut made);
    keeping::add(&mut made);
    helping::add(&mut made);
    reports::add(&mut made);
    figures::add(&mut made);
    outbox::add(&mut made);
    team::add(&mut made);
    removal::add(&mut made);
    referrals::add(&mut made);
    quality::add(&mut made);
    made.0
}

struct Samples(Vec<Sample>);

impl Samples {
    fn add(&mut self, name: &str, page: &impl Template) {
        let html = page.render().unwrap_or_else(|error| error.to_string());
        self.0.push(Sample { name: name.to_owned(), html });
    }
}
