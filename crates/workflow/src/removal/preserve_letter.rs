//! The letter that asks a service to keep what it has. It names the account or the address and nothing of what was said of it.

use tutela_model::clock::Timestamp;
use tutela_model::id::PreservationId;
use tutela_model::item::{AccountItem, Item};

use super::letter::defanged;
use crate::outbox::Letter;
use crate::settings::Settings;

/// The first letter.
pub(super) fn first(
    settings: &Settings,
    id: PreservationId,
    mailbox: &str,
    item: &Item,
    until: Timestamp,
) -> Letter {
    let what = match item {
        Item::Account(account) => of_account(account),
        Item::Url(url) => format!("what lies at {}", defanged(&url.url)),
        Item::File(_) | Item::Text(_) => String::new(),
    };
    let body = format!(
        "To the desk for requests of authorities,\n\n\
         {organisation} has found material about the sexual abuse of a child and has passed, or is about to pass, it to the police. \
         Please keep, until {until}, what you hold of\n\n{what}\n\n\
         contents, subscriber data and the records of access with address, port and time, so that the police can ask for them \
         with legal process. Please do not tell the holder of the account.\n\n\
         This letter asks you to keep it. It does not ask you to hand it to us, and please do not send us material.\n\n\
         Please confirm to {contact} with this reference, or tell us what keeps you from it.\n\n\
         Reference: {id}\n\n{organisation}\n{contact}\n",
        organisation = settings.organisation,
        contact = settings.contact,
    );
    Letter::plain(mailbox, format!("Request to preserve, ref. {id}"), body)
}

/// The letter that asks for more time.
pub(super) fn extension(settings: &Settings, id: PreservationId, mailbox: &str, until: Timestamp) -> Letter {
    let body = format!(
        "To the desk for requests of authorities,\n\n\
         please keep what we asked you to keep in our letter with this reference longer: until {until}.\n\n\
         Please confirm to {contact}.\n\nReference: {id}\n\n{organisation}\n{contact}\n",
        organisation = settings.organisation,
        contact = settings.contact,
    );
    Letter::plain(mailbox, format!("Request to preserve longer, ref. {id}"), body)
}

fn of_account(account: &AccountItem) -> String {
    let mut lines = Vec::new();
    let mut line = |what: &str, value: &str| lines.push(format!("  {what}: {value}"));
    if let Some(service) = &account.service {
        line("service", service);
    }
    if let Some(handle) = &account.handle {
        line("account", handle);
    }
    account.emails.iter().for_each(|email| line("e-mail", email));
    account.phones.iter().for_each(|phone| line("phone", phone));
    for address in &account.addresses {
        let port = address.port.map(|port| format!(" port {port}")).unwrap_or_default();
        let at = address.at.map(|at| format!(", {at}")).unwrap_or_default();
        line("seen from", &format!("{}{port}{at}", address.ip));
    }
    format!("this account:\n{}", lines.join("\n"))
}
