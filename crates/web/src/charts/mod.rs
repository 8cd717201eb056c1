//! Charts, made by the server as SVG: small, labelled where they are read, from a zero base line, in the page's own colours, so that they are
//! readable in the dark, in print and by a screen reader. Beside each stands its table: a chart never is the only place of a number.

mod bars;
mod columns;
mod svg;

pub(crate) use bars::{Bar, Bars};
pub(crate) use columns::Columns;
pub(crate) use svg::{Chart, Meaning};
