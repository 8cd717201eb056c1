//! A letter as it is sealed.

use serde::{Deserialize, Serialize};

/// Where a letter's text is to hold its one-time link. The link itself stands apart, so that whoever reads the letter in the
/// console does not come to hold it too.
pub const ONE_TIME_LINK: &str = "[the one-time link stands here]";

/// A letter, as it is sealed in the outbox.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct Letter {
    /// The recipient's mailbox.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The text.
    pub body: String,
    /// What is attached.
    pub attachments: Vec<Attachment>,
    /// The link that replaces [`ONE_TIME_LINK`] when the letter is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

/// A document that goes with a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The name of the file: `xarf.json`.
    pub name: String,
    /// The kind, as mail programs know it: `application/json`.
    pub kind: String,
    /// What it says.
    pub text: String,
}

/// A letter as this program or an earlier one sealed it.
#[derive(Deserialize)]
struct Stored {
    to: String,
    subject: String,
    body: String,
    #[serde(default)]
    attachments: Vec<Attachment>,
    #[serde(default)]
    link: Option<String>,
    /// The one attachment that letters had at first.
    #[serde(default)]
    xarf: Option<String>,
}

impl From<Stored> for Letter {
    fn from(stored: Stored) -> Self {
        let mut attachments = stored.attachments;
        attachments.extend(stored.xarf.map(Attachment::xarf));
        Self { to: stored.to, subject: stored.subject, body: stored.body, attachments, link: stored.link }
    }
}

impl Attachment {
    /// An XARF report.
    pub fn xarf(text: String) -> Self {
        Self { name: "xarf.json".to_owned(), kind: "application/json".to_owned(), text }
    }
}

impl Letter {
    /// A letter without attachments.
    pub fn plain(to: impl Into<String>, subject: impl Into<String>, body: impl Into<String>) -> Self {
        Self {
            to: to.into(),
            subject: subject.into(),
            body: body.into(),
            attachments: Vec::new(),
            link: None,
        }
    }

    /// The text as the recipient reads it: with the link, if there is one.
    pub fn body_as_sent(&self) -> String {
        match &self.link {
            Some(link) => self.body.replace(ONE_TIME_LINK, link),
            None => self.body.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_sealed_by_the_first_program_still_has_its_report() {
        let old = r#"{"to":"abuse@host.example","subject":"s","body":"b","xarf":"{}"}"#;
        let letter: Letter = serde_json::from_str(old).unwrap();
        assert_eq!(letter.attachments, [Attachment::xarf("{}".to_owned())]);
        let again: Letter = serde_json::from_str(&serde_json::to_string(&letter).unwrap()).unwrap();
        assert_eq!(again.attachments, letter.attachments);
    }

    #[test]
    fn the_link_stands_in_the_letter_only_as_it_is_sent() {
        let mut letter = Letter::plain("a@host.example", "s", format!("Open {ONE_TIME_LINK} once."));
        letter.link = Some("https://desk.example/x".to_owned());
        assert!(!letter.body.contains("desk.example"));
        assert_eq!(letter.body_as_sent(), "Open https://desk.example/x once.");
    }
}
