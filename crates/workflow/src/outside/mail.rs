//! Mail by SMTP.

use std::time::{Duration, UNIX_EPOCH};

use lettre::message::header::ContentType;
use lettre::message::{Attachment, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use uuid::Uuid;

use crate::node::Node;
use crate::outbox::Letter;
use crate::settings::{SmtpSecurity, SmtpSettings};

/// A whole conversation may take so many times as long as one step: a server that says a word now and then must not hold a
/// worker for ever.
const STEPS: u32 = 4;

/// Why a mail could not be sent. Holds nothing of its content.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// Sender or recipient is no address.
    #[error("the {0} address cannot be used in a mail")]
    Address(&'static str),
    /// The mail could not be put together.
    #[error("the mail could not be written")]
    Message,
    /// The mail server refused it for good.
    #[error("the mail server refused the mail for good (code {0}): check the recipient's address")]
    Refused(String),
    /// The mail server could not be reached, or refused for now.
    #[error("the mail server could not be reached or is busy: it is tried again")]
    Unreachable,
}

impl MailError {
    /// Whether trying again may help.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Unreachable)
    }
}

/// Hands a letter to the mail server. `id` makes the Message-ID, the same at every try.
pub(crate) async fn post(
    node: &Node,
    smtp: &SmtpSettings,
    id: Uuid,
    letter: &Letter,
) -> Result<(), MailError> {
    let message = message(node, smtp, id, letter)?;
    let builder = match smtp.security {
        SmtpSecurity::Tls => AsyncSmtpTransport::<Tokio1Executor>::relay(&smtp.host),
        SmtpSecurity::StartTls => AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&smtp.host),
        SmtpSecurity::None => Ok(AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&smtp.host)),
    };
    let mut builder =
        builder.map_err(|_| MailError::Unreachable)?.port(smtp.port).timeout(Some(smtp.patience));
    if let Some((user, password)) = &smtp.credentials {
        builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
    }
    let server = builder.build();
    let sent = tokio::time::timeout(smtp.patience * STEPS, server.send(message));
    let Ok(sent) = sent.await else { return Err(MailError::Unreachable) };
    match sent {
        Ok(_) => Ok(()),
        Err(error) if error.is_permanent() => {
            Err(MailError::Refused(error.status().map(|code| code.to_string()).unwrap_or_default()))
        }
        Err(_) => Err(MailError::Unreachable),
    }
}

fn message(node: &Node, smtp: &SmtpSettings, id: Uuid, letter: &Letter) -> Result<Message, MailError> {
    let settings = node.settings();
    let mut parts = MultiPart::mixed().singlepart(SinglePart::plain(letter.body_as_sent()));
    for attached in &letter.attachments {
        let kind = ContentType::parse(&attached.kind).map_err(|_| MailError::Message)?;
        parts = parts.singlepart(Attachment::new(attached.name.clone()).body(attached.text.clone(), kind));
    }
    Message::builder()
        .from(smtp.from.parse().map_err(|_| MailError::Address("sender's"))?)
        .reply_to(settings.contact.parse().map_err(|_| MailError::Address("desk's"))?)
        .to(letter.to.parse().map_err(|_| MailError::Address("recipient's"))?)
        .subject(&letter.subject)
        .date(UNIX_EPOCH + Duration::from_millis(node.now().millis()))
        .message_id(Some(format!("<{id}@{}>", settings.domain)))
        .multipart(parts)
        .map_err(|_| MailError::Message)
}
