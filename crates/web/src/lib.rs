//! The public site, the console and the APIs; templates and translations.
