//! The one-time page: a link that opens a referral once, after its reader pressed a button there. A mail scanner that follows the
//! link presses nothing, so it neither reads nor uses it up.

use tutela_crypto::random_token;
use tutela_model::access::Permission;
use tutela_model::alert::AlertKind;
use tutela_model::clock::Timestamp;
use tutela_model::id::{ReferralId, ReportId};
use tutela_model::letter::LetterAbout;
use tutela_model::one_time::TokenKind;
use tutela_model::person::Actor;
use tutela_model::referral::{ANSWER_LIFE, LINK_LIFE, ReferralEvent, ReferralWay};
use tutela_store::Tx;
use tutela_store::records::one_time::{self, OneTimeRow};
use tutela_store::records::referral::ReferralRow;
use tutela_store::records::{member, referral};
use uuid::Uuid;

use super::answer::{AnswerPage, answer_page};
use super::letter::{self, AboutReferral};
use super::{Package, apply, get, key_of, opened};
use crate::alerts;
use crate::error::Error;
use crate::node::{Node, Viewer};
use crate::outbox::{self, NewLetter};

/// What a link stands for, before anybody presses the button. Nothing of the referral is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkState {
    /// It can be opened, until then.
    Ready(Timestamp),
    /// It was opened, then.
    Opened(Timestamp),
    /// Its time is over.
    Expired,
    /// A newer link took its place.
    Replaced,
    /// The desk took the referral back, offered it to somebody else, or erased it.
    Over,
}

/// A referral that was just opened.
pub struct Opened {
    /// What was sent.
    pub package: Package,
    /// The package, letter for letter as it left.
    pub json: String,
    /// The code with which its reader answers, now or later.
    pub code: String,
    /// Where it stands, and what can be answered.
    pub page: AnswerPage,
}

fn digest(node: &Node, token: &str) -> [u8; 32] {
    node.sealing().keys.tokens().digest(token.trim().as_bytes())
}

/// The address that a letter gives its reader.
pub(crate) fn link_to(node: &Node, token: &str) -> Result<String, Error> {
    let url = node.settings().public_url.as_ref().ok_or(Error::NotSetUp(
        "a one-time link needs the address under which this node is reached: set `public_url`",
    ))?;
    Ok(format!("{}/referral/{token}", url.as_str().trim_end_matches('/')))
}

/// A new token, which takes the place of older ones of its kind.
pub(crate) async fn new_token(
    tx: &Tx,
    node: &Node,
    kind: TokenKind,
    (record, report): (Uuid, ReportId),
    life: i64,
) -> Result<String, Error> {
    let now = node.now();
    let token = random_token(node.rng());
    let row = OneTimeRow {
        kind,
        record,
        report,
        made_at: now,
        expires_at: now.plus(life),
        used_at: None,
        replaced_at: None,
        tries: 0,
    };
    one_time::replace(tx, kind, record, now).await?;
    one_time::insert(tx, &digest(node, &token), &row).await?;
    Ok(token)
}

pub(super) async fn new_open_token(tx: &Tx, node: &Node, row: &ReferralRow) -> Result<String, Error> {
    new_token(tx, node, TokenKind::Open, (row.id.0, row.report), LINK_LIFE).await
}

/// The token of this kind and its referral; `None` where there is none.
pub(super) async fn found(
    tx: &Tx,
    node: &Node,
    kind: TokenKind,
    token: &str,
) -> Result<Option<(OneTimeRow, ReferralRow)>, Error> {
    let Some(row) = one_time::get(tx, &digest(node, token)).await?.filter(|row| row.kind == kind) else {
        return Ok(None);
    };
    let referral = referral::get(tx, ReferralId(row.record)).await?;
    Ok(referral.map(|referral| (row, referral)))
}

fn state(token: &OneTimeRow, row: &ReferralRow, now: Timestamp) -> LinkState {
    match token {
        _ if row.state.is_over() || row.sealed.is_none() => LinkState::Over,
        OneTimeRow { used_at: Some(at), .. } => LinkState::Opened(*at),
        OneTimeRow { replaced_at: Some(_), .. } => LinkState::Replaced,
        token if now >= token.expires_at => LinkState::Expired,
        token => LinkState::Ready(token.expires_at),
    }
}

/// What a link stands for; `None` where nobody has sent it. Nothing is written: a scanner may ask as often as it likes.
pub async fn look(node: &Node, token: &str) -> Result<Option<LinkState>, Error> {
    node.store()
        .read("look at link", |tx| async move {
            let found = found(&tx, node, TokenKind::Open, token).await?;
            Ok(found.map(|(token, row)| state(&token, &row, node.now())))
        })
        .await
}

/// Opens a referral by its link, once. Where that cannot be, what the link stands for; whoever comes too late is told of to the desk.
pub async fn open_link(node: &Node, token: &str) -> Result<Option<Result<Opened, LinkState>>, Error> {
    node.store()
        .run("open link", |tx| async move {
            let Some((one_time, mut row)) = found(&tx, node, TokenKind::Open, token).await? else {
                return Ok(None);
            };
            let actor = Actor::Member(row.member);
            let record = format!("referral:{}", row.id);
            let now = node.now();
            match state(&one_time, &row, now) {
                LinkState::Ready(_) => {}
                LinkState::Opened(at) => {
                    one_time::tried_again(&tx, &digest(node, token)).await?;
                    tx.audit([node.entry(actor, "referral.opened_again", record.clone(), String::new())])
                        .await?;
                    let detail = format!("tries={}", one_time.tries + 1);
                    alerts::raise(&tx, node, AlertKind::OpenedTwice, record, detail).await?;
                    return Ok(Some(Err(LinkState::Opened(at))));
                }
                other => return Ok(Some(Err(other))),
            }
            let key = key_of(&tx, node, &row).await?;
            let sealed = opened(&key, &row)?;
            one_time::use_up(&tx, &digest(node, token), now).await?;
            apply(&tx, node, &mut row, ReferralEvent::Opened).await?;
            super::follow::read(&tx, node, &row, actor, "link").await?;
            let code = new_token(&tx, node, TokenKind::Answer, (row.id.0, row.report), ANSWER_LIFE).await?;
            Ok(Some(Ok(Opened {
                package: sealed.read()?,
                json: sealed.package.clone(),
                code,
                page: answer_page(&tx, node, &key, &row).await?,
            })))
        })
        .await
}

/// Where the referral stands that a code answers, without what was sent; `None` where the code is none, or its time is over.
pub async fn answered_with(node: &Node, code: &str) -> Result<Option<AnswerPage>, Error> {
    node.store()
        .read("answer page", |tx| async move {
            let found = found(&tx, node, TokenKind::Answer, code).await?;
            let Some((_, row)) = found.filter(|(token, _)| node.now() < token.expires_at) else {
                return Ok(None);
            };
            let key = key_of(&tx, node, &row).await?;
            answer_page(&tx, node, &key, &row).await.map(Some)
        })
        .await
}

/// Sends a new link, to the same mailbox or another one: the old one was lost, forwarded, opened by the wrong person, or expired.
pub async fn new_link(
    node: &Node,
    viewer: &Viewer,
    id: ReferralId,
    mailbox: Option<&str>,
) -> Result<(), Error> {
    viewer.must(Permission::Refer)?;
    let mailbox = mailbox.filter(|mailbox| !mailbox.trim().is_empty());
    let mailbox =
        mailbox.map(|mailbox| tutela_model::selector::parse_email("mailbox", mailbox)).transpose()?;
    node.store()
        .run("new link", |tx| {
            let mailbox = &mailbox;
            async move {
                let row = get(&tx, id).await?;
                if row.state.is_over() {
                    return Err(tutela_model::referral::ReferralError::Over.into());
                }
                if row.way != ReferralWay::Mail {
                    return Err(Error::Refused("this member reads its referrals by signing in"));
                }
                let key = key_of(&tx, node, &row).await?;
                let sealed = opened(&key, &row)?;
                // Whoever opened the old link, perhaps somebody else, can no longer answer with its code.
                one_time::end(&tx, TokenKind::Answer, id.0, node.now()).await?;
                let link = link_to(node, &new_open_token(&tx, node, &row).await?)?;
                let member = member::get(&tx, row.member).await?.ok_or(Error::NotFound("member"))?;
                let to = mailbox.as_ref().unwrap_or(&sealed.mailbox);
                let about = AboutReferral { referral: &row, member: &member.name, mailbox: to };
                let letter = NewLetter {
                    about: LetterAbout::Referral,
                    record: id.0,
                    purpose: "again",
                    report: Some((row.report, &key)),
                    letter: &letter::again(node, &about, link),
                };
                outbox::put(&tx, node, &letter).await?;
                let detail = format!("other_mailbox={}", *to != sealed.mailbox);
                let entry = node.entry(viewer.actor(), "referral.new_link", format!("referral:{id}"), detail);
                tx.audit([entry]).await?;
                Ok::<_, Error>(())
            }
        })
        .await?;
    node.wake_jobs();
    Ok(())
}
