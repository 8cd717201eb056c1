//! Letters about referrals. What a referral holds is never in a letter: only that there is one, and where to open it.

use tutela_model::clock::Timestamp;
use tutela_model::referral::LINK_LIFE;
use tutela_store::records::referral::ReferralRow;

use crate::node::Node;
use crate::outbox::{Letter, ONE_TIME_LINK};

/// What a letter is about.
pub(super) struct AboutReferral<'a> {
    pub(super) referral: &'a ReferralRow,
    pub(super) member: &'a str,
    pub(super) mailbox: &'a str,
}

/// The subject: that there is something, its reference, and whether it is urgent.
fn subject(about: &AboutReferral<'_>, what: &str) -> String {
    let urgent = if about.referral.urgent { "Urgent: " } else { "" };
    format!("{urgent}{what}, ref. {}", about.referral.id)
}

/// To the minute, in words that need no explanation.
fn until(at: Timestamp) -> String {
    at.to_string()
}

fn how_the_link_works(node: &Node) -> String {
    format!(
        "{ONE_TIME_LINK}\n\n\
         It opens once, until {until}. First comes a page that shows nothing; what we send is shown only after the button there \
         is pressed. Press it when you can read, keep or print what comes. If the page says that it was opened before and that \
         was not you, tell us at once.\n\n\
         Please do not forward this letter: whoever holds the link can open it in your place.\n",
        until = until(node.now().plus(LINK_LIFE)),
    )
}

fn foot(node: &Node, about: &AboutReferral<'_>) -> String {
    let settings = node.settings();
    format!(
        "Reference: {}\n\n{organisation}\n{contact}\n",
        about.referral.id,
        organisation = settings.organisation,
        contact = settings.contact,
    )
}

fn mail(about: &AboutReferral<'_>, what: &str, body: String, link: Option<String>) -> Letter {
    Letter { link, ..Letter::plain(about.mailbox, subject(about, what), body) }
}

/// The first letter, with the link that opens once.
pub(super) fn offer(node: &Node, about: &AboutReferral<'_>, link: String) -> Letter {
    let body = format!(
        "To {member},\n\n\
         {organisation} has a referral for you. What it holds is not in this letter. Open it here:\n\n\
         {link}\n\
         The page then lets you accept or decline it, and tell us later what came of it.\n\n{foot}",
        member = about.member,
        organisation = node.settings().organisation,
        link = how_the_link_works(node),
        foot = foot(node, about),
    );
    mail(about, "A referral for you", body, Some(link))
}

/// The first letter to a member whose liaison signs in here.
pub(super) fn sign_in(node: &Node, about: &AboutReferral<'_>) -> Letter {
    let body = format!(
        "To {member},\n\n\
         {organisation} has a referral for you. Sign in{place} to read and answer it.\n\n{foot}",
        member = about.member,
        organisation = node.settings().organisation,
        place = sign_in_at(node),
        foot = foot(node, about),
    );
    mail(about, "A referral for you", body, None)
}

fn sign_in_at(node: &Node) -> String {
    let at = node.settings().public_url.as_ref().map(|url| format!(" at {}console", url));
    at.unwrap_or_default()
}

/// A link that takes the place of one that was used up, lost or expired.
pub(super) fn again(node: &Node, about: &AboutReferral<'_>, link: String) -> Letter {
    let body = format!(
        "To {member},\n\n\
         here is a new link to a referral that you have from us. Links from before open nothing any more.\n\n\
         {link}\n{foot}",
        member = about.member,
        link = how_the_link_works(node),
        foot = foot(node, about),
    );
    mail(about, "A new link to your referral", body, Some(link))
}

/// A reminder. With a link where nobody has opened the referral yet.
pub(super) fn reminder(node: &Node, about: &AboutReferral<'_>, n: i64, link: Option<String>) -> Letter {
    let how = match &link {
        Some(_) => format!(
            "Nobody has opened it yet. Links from before open nothing any more; this one does:\n\n{}",
            how_the_link_works(node)
        ),
        None => format!(
            "Please accept or decline it with the code on the page that you opened, or by signing in{}. If you have \
                         lost the code, ask us for a new link.\n",
            sign_in_at(node)
        ),
    };
    let body = format!(
        "To {member},\n\n\
         we still wait for your answer to a referral that we sent on {date}. If it is not for you, decline it and say why: we \
         then look for somebody else.\n\n{how}\n{foot}",
        member = about.member,
        date = about.referral.created_at,
        foot = foot(node, about),
    );
    mail(about, &format!("Reminder {n}: a referral for you"), body, link)
}
