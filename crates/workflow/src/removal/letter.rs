//! What a host is sent: a short letter and the same as an XARF report. Addresses and facts only; never media, never what a
//! reporter wrote, never who reported.

use tutela_formats::xarf::{
    Classification, Content, Csam, CsamDetection, Csem, CsemDetection, ExploitationType, Organisation, Report,
};
use tutela_matching::FileDigests;
use tutela_model::assessment::{IndustryClass, Observation};
use tutela_model::clock::Timestamp;
use tutela_model::id::NoticeId;
use tutela_model::ladder::Rung;

use crate::error::Error;
use crate::outbox::{Attachment, Letter};
use crate::settings::Settings;

/// What a letter is about.
pub(crate) struct About<'a> {
    pub(crate) notice: NoticeId,
    pub(crate) contact: &'a str,
    pub(crate) url: &'a str,
    pub(crate) observation: Observation,
    pub(crate) received: Timestamp,
    pub(crate) assessed: Timestamp,
}

/// The first letter.
pub(crate) fn first(settings: &Settings, about: &About<'_>) -> Result<Letter, Error> {
    Ok(Letter {
        to: about.contact.to_owned(),
        subject: format!("Notice of child sexual abuse material, ref. {}", about.notice),
        body: format!(
            "To the abuse desk,\n\n\
             a trained analyst of {organisation} has assessed the following address as child sexual abuse material:\n\n\
             {address}\n\n\
             Please\n\
             1. remove it or make it inaccessible without delay,\n\
             2. keep what the law of your country asks you to keep for the police, and do not tell the uploader of this notice \
             before you have checked with them,\n\
             3. answer to {contact} when it is done, with this reference.\n\n\
             Please do not send us the material.\n\n\
             Reference: {notice}\n\
             Reported to us: {received}\n\
             Assessed: {assessed}\n\n\
             We state in good faith that this information is accurate to our knowledge. The address is written so that it is \
             not opened by mistake; it stands in full in the attached XARF report.\n\n\
             {organisation}\n{contact}\n",
            organisation = settings.organisation,
            address = defanged(about.url),
            contact = settings.contact,
            notice = about.notice,
            received = about.received,
            assessed = about.assessed,
        ),
        attachments: vec![Attachment::xarf(xarf(settings, about)?)],
        link: None,
    })
}

/// A reminder: the `n`th.
pub(crate) fn reminder(settings: &Settings, first: &Letter, notice: NoticeId, url: &str, n: i64) -> Letter {
    Letter {
        to: first.to.clone(),
        subject: format!("Reminder {n}: notice of child sexual abuse material, ref. {notice}"),
        body: format!(
            "To the abuse desk,\n\n\
             {hours} hours after our notice the following address still answers:\n\n{address}\n\n\
             Please remove it now, or tell {contact} what keeps you from it.\n\n\
             Reference: {notice}\n\n{organisation}\n{contact}\n",
            hours = n * 24,
            address = defanged(url),
            contact = settings.contact,
            organisation = settings.organisation,
        ),
        attachments: first.attachments.clone(),
        link: None,
    }
}

/// The letter to somebody above the host, who did not act on what it was told at `told`.
pub(crate) fn escalation(
    settings: &Settings,
    first: &Letter,
    notice: NoticeId,
    url: &str,
    rung: Rung,
    mailbox: &str,
    told: Timestamp,
) -> Letter {
    let (reader, why, wish) = match rung {
        Rung::Host => {
            ("To the abuse desk", "you host it", "Please remove it or make it inaccessible without delay.")
        }
        Rung::Upstream => (
            "To the abuse desk",
            "the address is reached through your network, or lies on it",
            "Please see to it that your customer removes it, or make it unreachable.",
        ),
        Rung::Registrar => (
            "To the abuse desk",
            "the domain was registered through you",
            "Please act on the domain as your rules foresee for child sexual abuse material, and keep what the police may ask for.",
        ),
        Rung::Regulator => (
            "To the authority",
            "you oversee services that host what others upload",
            "Please take note, and use the powers that you have towards the host.",
        ),
    };
    Letter {
        to: mailbox.to_owned(),
        subject: format!("Child sexual abuse material still online, ref. {notice}"),
        body: format!(
            "{reader},\n\n\
             a trained analyst of {organisation} has assessed the following address as child sexual abuse material. Its host was \
             told on {told} and the address still answers:\n\n{address}\n\n\
             We write to you because {why}. {wish}\n\n\
             Please do not send us the material. Answer to {contact} with this reference.\n\n\
             Reference: {notice}\n\n\
             We state in good faith that this information is accurate to our knowledge. The address is written so that it is \
             not opened by mistake; it stands in full in the attached XARF report.\n\n{organisation}\n{contact}\n",
            organisation = settings.organisation,
            address = defanged(url),
            contact = settings.contact,
        ),
        attachments: first.attachments.clone(),
        link: None,
    }
}

/// `https://host.example/a` becomes `hxxps://host[.]example/a`: mail programs must not make it a link or fetch a preview.
pub(super) fn defanged(url: &str) -> String {
    let shown = url.replacen("http", "hxxp", 1);
    match shown.split_once("://") {
        Some((scheme, rest)) => {
            let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            format!("{scheme}://{}{path}", host.replace('.', "[.]"))
        }
        None => shown,
    }
}

fn xarf(settings: &Settings, about: &About<'_>) -> Result<String, Error> {
    let report = Report {
        report_id: about.notice.to_string(),
        timestamp: about.assessed.to_string(),
        verified_at: None,
        reporter: Organisation {
            org: settings.organisation.clone(),
            contact: settings.contact.clone(),
            domain: settings.domain.clone(),
        },
        source_identifier: about.url.to_owned(),
        url: about.url.to_owned(),
        reference: Some(about.notice.to_string()),
        content: content(about.observation),
    };
    report.to_json().map_err(|error| {
        tracing::error!(notice = %about.notice, field = error.field, "the XARF report could not be written");
        Error::NotSetUp("the XARF report could not be written: check organisation, contact and domain in the configuration")
    })
}

/// The class where the schemes have one; else the type for other exploitation, which needs none.
fn content(observation: Observation) -> Content {
    let class = match observation.industry_class() {
        _ if observation.is_baseline() => Some(Classification::Baseline),
        Some(IndustryClass::A1) => Some(Classification::A1),
        Some(IndustryClass::A2) => Some(Classification::A2),
        Some(IndustryClass::B1) => Some(Classification::B1),
        Some(IndustryClass::B2) => Some(Classification::B2),
        None => None,
    };
    match class {
        Some(classification) => Content::Csam(Csam {
            classification,
            detection_method: CsamDetection::ManualReview,
            media_type: None,
            hashes: FileDigests::default(),
        }),
        None => Content::Csem(Csem {
            exploitation_type: ExploitationType::Distribution,
            detection_method: CsemDetection::ManualReview,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_in_a_mail_is_no_link() {
        assert_eq!(defanged("https://host.example/a.html"), "hxxps://host[.]example/a.html");
        assert_eq!(defanged("http://127.0.0.1:9/x"), "hxxp://127[.]0[.]0[.]1:9/x");
    }
}
