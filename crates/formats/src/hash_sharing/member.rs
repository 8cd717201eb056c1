//! Members, and who one is signed in as.

use super::document::{DocumentError, document, parse, tag};
use crate::list_entry::MAX_TEXT;
use crate::text;
use crate::xml::{Element, escaped};

/// An organisation that shares hashes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Member {
    /// Its number.
    pub id: u32,
    /// Its name, at most 200 characters.
    pub name: String,
}

impl Member {
    pub(super) fn to_xml(&self) -> String {
        // A name without a letter would make the public client fail.
        let name = if self.name.is_empty() { "?" } else { &self.name };
        format!("<member id=\"{}\">{}</member>", self.id, escaped(name))
    }

    /// Reads `<member id="1">Name</member>`; `None` where its number is none.
    pub(super) fn read(element: &Element) -> Option<Self> {
        let id = element.attribute("id")?.trim().parse().ok()?;
        Some(Self { id, name: text::cleaned(&element.text, MAX_TEXT).unwrap_or_default() })
    }

    /// Reads all members right below an element; those without a number are left out.
    pub(super) fn read_all(parent: &Element) -> Vec<Self> {
        parent.children.iter().filter(|child| child.name == "member").filter_map(Self::read).collect()
    }
}

/// Every member: the answer to `GET /v2/members`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members(
    /// In the order of the document.
    pub Vec<Member>,
);

impl Members {
    /// The document.
    pub fn to_xml(&self) -> String {
        document("members", &self.0.iter().map(Member::to_xml).collect::<String>())
    }

    /// Reads the document.
    ///
    /// # Errors
    ///
    /// [`DocumentError`] where it is no such document.
    pub fn parse(xml: &[u8]) -> Result<Self, DocumentError> {
        parse(xml, "members").map(|root| Self(Member::read_all(&root)))
    }
}

/// Who asks: the answer to `GET /v2/status`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// The address the request came from, as the server sees it; empty where it doesn't say.
    pub ip_address: String,
    /// The name that was signed in with.
    pub username: String,
    /// The member it belongs to.
    pub member: Member,
}

impl Status {
    /// The document.
    pub fn to_xml(&self) -> String {
        let (address, username) = (tag("ipAddress", &self.ip_address), tag("username", &self.username));
        document("status", &format!("{address}{username}{}", self.member.to_xml()))
    }

    /// Reads the document.
    ///
    /// # Errors
    ///
    /// [`DocumentError`] where it is no such document or names no member.
    pub fn parse(xml: &[u8]) -> Result<Self, DocumentError> {
        let root = parse(xml, "status")?;
        let member = root.child("member").and_then(Member::read).ok_or(DocumentError::Element {
            element: "member",
            problem: "is missing or has no number as its id",
        })?;
        let text = |name| root.text_of(name).unwrap_or_default().to_owned();
        Ok(Self { ip_address: text("ipAddress"), username: text("username"), member })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_and_members_come_back() {
        let member = Member { id: 7, name: "A & <B>".to_owned() };
        let status = Status { ip_address: "192.0.2.1".into(), username: "u".into(), member: member.clone() };
        assert_eq!(Status::parse(status.to_xml().as_bytes()), Ok(status));
        let members = Members(vec![member, Member { id: 1, name: "C".into() }]);
        assert_eq!(Members::parse(members.to_xml().as_bytes()), Ok(members));
    }

    #[test]
    fn another_document_is_refused() {
        assert_eq!(Status::parse(b"<html/>"), Err(DocumentError::Root { expected: "status" }));
        let error = Status::parse(b"<status><member id='x'>A</member></status>").unwrap_err();
        assert_eq!(error.to_string(), "member is missing or has no number as its id");
        assert!(Status::parse(b"<status>").unwrap_err().to_string().contains("cut off"));
    }
}
