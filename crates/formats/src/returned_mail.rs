//! Mail that came back: what a mail server reports of a letter that it could not deliver (RFC 3462, RFC 3464).
//!
//! Such a report comes by mail from anybody, so that it proves nothing. What it names is the Message-ID of the letter, which only
//! its recipient and the servers between have seen.

use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

/// The largest report that is read: a server may send the whole letter back.
pub const MAX_REPORT: usize = 4 << 20;

/// A letter that was not delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnedMail {
    /// The letter's Message-ID, without its angle brackets.
    pub message_id: String,
    /// Why, as a status of RFC 3463 such as `5.1.1`, where the report gives one.
    pub status: Option<String>,
}

/// Why a mail is no report of a letter that came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReturnedMailError {
    /// It is larger than any report.
    #[error("this is larger than 4 MiB: it is no report about a letter")]
    TooLarge,
    /// It is something else.
    #[error(
        "this is no mail server's report about a letter (multipart/report of a delivery status): read it yourself"
    )]
    NotOne,
    /// It says that the letter was delivered, or is still tried.
    #[error("this report says that the letter was delivered or is still tried: nothing came back")]
    NotFailed,
    /// It does not say which letter.
    #[error(
        "this report does not name the letter: find it in the console, under Letters, and note there that it came back"
    )]
    NoLetter,
}

/// Reads a report.
pub fn read(bytes: &[u8]) -> Result<ReturnedMail, ReturnedMailError> {
    if bytes.len() > MAX_REPORT {
        return Err(ReturnedMailError::TooLarge);
    }
    let report = MessageParser::default().parse(bytes).ok_or(ReturnedMailError::NotOne)?;
    let is_report = report.content_type().is_some_and(|kind| {
        kind.ctype().eq_ignore_ascii_case("multipart")
            && kind.subtype().is_some_and(|subtype| subtype.eq_ignore_ascii_case("report"))
    });
    if !is_report {
        return Err(ReturnedMailError::NotOne);
    }
    let status = part(&report, "message", "delivery-status").ok_or(ReturnedMailError::NotOne)?;
    // One recipient of whom it failed is enough: a letter has one.
    let lines: Vec<&str> = status.lines().map(str::trim).collect();
    let value = |name: &str| lines.iter().find_map(|line| field(line, name));
    if !lines
        .iter()
        .any(|line| field(line, "action").is_some_and(|action| action.eq_ignore_ascii_case("failed")))
    {
        return Err(ReturnedMailError::NotFailed);
    }
    let status = value("status").and_then(|status| status.split_whitespace().next()).filter(|s| is_status(s));
    let message_id = letter(&report).ok_or(ReturnedMailError::NoLetter)?;
    Ok(ReturnedMail { message_id, status: status.map(str::to_owned) })
}

/// The text of the first part of this type.
fn part(report: &Message<'_>, kind: &str, subtype: &str) -> Option<String> {
    let found = report.parts.iter().find(|part| is(*part, kind, subtype))?;
    Some(match &found.body {
        PartType::Text(text) => text.to_string(),
        _ => String::from_utf8_lossy(found.contents()).into_owned(),
    })
}

fn is<'x>(part: &impl MimeHeaders<'x>, kind: &str, subtype: &str) -> bool {
    part.content_type().is_some_and(|found| {
        found.ctype().eq_ignore_ascii_case(kind)
            && found.subtype().is_some_and(|found| found.eq_ignore_ascii_case(subtype))
    })
}

/// The Message-ID of the letter that the report holds, whole or by its headers.
fn letter(report: &Message<'_>) -> Option<String> {
    let whole = report.parts.iter().find_map(|part| match &part.body {
        PartType::Message(letter) => letter.message_id().map(str::to_owned),
        _ => None,
    });
    whole.or_else(|| {
        let headers = part(report, "text", "rfc822-headers")?;
        let letter = MessageParser::default().parse_headers(headers.as_bytes())?;
        letter.message_id().map(str::to_owned)
    })
}

/// The value of a field, if the line is of that field.
fn field<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (found, value) = line.split_once(':')?;
    found.trim().eq_ignore_ascii_case(name).then(|| value.trim())
}

/// Whether it is a class, a subject and a detail, and nothing else: it is shown to people.
fn is_status(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    let is_number =
        |part: &&str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As Postfix writes it; other servers send the headers alone.
    fn report(action: &str, letter: &str) -> String {
        format!(
            "From: MAILER-DAEMON@mail.example (Mail Delivery System)\r\nTo: letters@hotline.example\r\n\
             Subject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=\"B/mail.example\"\r\n\r\n\
             --B/mail.example\r\nContent-Description: Notification\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n\
             I'm sorry to have to inform you.\r\n\r\n\
             --B/mail.example\r\nContent-Type: message/delivery-status\r\n\r\n\
             Reporting-MTA: dns; mail.example\r\nArrival-Date: Thu, 26 Nov 2026 07:00:00 +0000 (UTC)\r\n\r\n\
             Final-Recipient: rfc822; abuse@host.example\r\nAction: {action}\r\nStatus: 5.1.1\r\n\r\n\
             --B/mail.example\r\n{letter}\r\n--B/mail.example--\r\n"
        )
    }

    const WHOLE: &str = "Content-Type: message/rfc822\r\n\r\nMessage-ID: <letter@hotline.example>\r\nSubject: Notice\r\n\r\nText\r\n";
    const HEADERS: &str = "Content-Type: text/rfc822-headers\r\n\r\nSubject: Notice\r\nMessage-ID:\r\n <letter@hotline.example>\r\n\r\n";

    #[test]
    fn a_letter_that_came_back_is_named_whole_or_by_its_headers() {
        for letter in [WHOLE, HEADERS] {
            let found = read(report("failed", letter).as_bytes()).unwrap();
            assert_eq!(found.message_id, "letter@hotline.example");
            assert_eq!(found.status.as_deref(), Some("5.1.1"));
        }
    }

    #[test]
    fn what_did_not_come_back_says_so() {
        for action in ["delayed", "delivered", "relayed", "expanded"] {
            assert_eq!(read(report(action, WHOLE).as_bytes()), Err(ReturnedMailError::NotFailed));
        }
        let nameless = "Content-Type: text/plain\r\n\r\nMessage-ID: <letter@hotline.example>\r\n";
        assert_eq!(read(report("failed", nameless).as_bytes()), Err(ReturnedMailError::NoLetter));
        for other in ["", "Subject: Out of office\r\n\r\nI am away.\r\n", "\u{0}\u{1}"] {
            assert_eq!(read(other.as_bytes()), Err(ReturnedMailError::NotOne), "{other:?}");
        }
        assert_eq!(read(&vec![b'a'; MAX_REPORT + 1]), Err(ReturnedMailError::TooLarge));
    }

    #[test]
    fn a_mail_whose_parts_are_broken_is_read_as_far_as_it_goes() {
        let broken = include_bytes!("../../../fuzz/seeds/returned_mail/broken-nesting");
        assert_eq!(read(broken), Err(ReturnedMailError::NotOne));
    }

    #[test]
    fn a_status_is_numbers_and_nothing_else() {
        let with =
            |status: &str| report("failed", WHOLE).replace("Status: 5.1.1", &format!("Status: {status}"));
        let status = |text: &str| read(with(text).as_bytes()).unwrap().status;
        assert_eq!(status("5.1.10 (no such mailbox)").as_deref(), Some("5.1.10"));
        assert_eq!(status("<script>"), None);
        assert_eq!(status("5.1.1.1"), None);
    }
}
