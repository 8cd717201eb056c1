//! What is answered to a report: the receipt, what happens now, and help for the one who told.
//!
//! It is the answer to the form itself and has no address of its own, so that the receipt never stands in one.

use askama::Template;
use tutela_crypto::Receipt;
use tutela_model::report::Origin;

use super::frame::Frame;

/// The page.
#[derive(Template)]
#[template(path = "public/sent.html")]
pub(super) struct Sent {
    frame: Frame,
    words: [&'static str; 7],
    young: bool,
    danger: bool,
}

impl Sent {
    /// `danger`: whether they said that a child is in danger now.
    pub(super) fn new(frame: Frame, receipt: &Receipt, origin: Origin, danger: bool) -> Self {
        Self { frame: frame.keeping(), words: receipt.words(), young: origin == Origin::Young, danger }
    }
}
