//! How much one report may hold. Every limit is told in the error that names the field.

/// Items in one report.
pub const ITEMS: usize = 200;
/// Characters in a URL.
pub const URL: usize = 4_096;
/// Characters in a name, a handle, a service, an e-mail address, a phone number, a reference.
pub const SHORT: usize = 320;
/// Characters in a note or a free text.
pub const TEXT: usize = 20_000;
/// E-mail addresses, phone numbers or network addresses of one account.
pub const SELECTORS: usize = 200;
/// E-mail addresses, phone numbers and network addresses of all accounts of one report: each is a row to be written.
pub const SELECTORS_OF_REPORT: usize = 1_000;
/// Bytes of the body of one API request.
pub const BODY: usize = 1 << 20;
/// Bytes of one public form.
pub const FORM: usize = 256 << 10;
