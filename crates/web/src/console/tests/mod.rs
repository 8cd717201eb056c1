//! Every page, and the console as a browser meets it: on a whole node, by requests.

mod access;
mod administration;
mod browser;
mod figures;
mod helping;
mod keeping;
mod pages;
mod team;
mod walk;
