//! What members say of each other's fingerprints: the field's own way to dispute one.

use super::Member;
use super::document::{DocumentError, document, parse};
use crate::list_entry::MAX_TEXT;
use crate::text;
use crate::words::words;
use crate::xml::{self, Element, escaped};

words! {
    /// A kind of fingerprint that is kept here, as it stands in an address.
    Fingerprint, "fingerprint" {
        /// MD5.
        Md5 = "MD5",
        /// SHA-1.
        Sha1 = "SHA1",
        /// PhotoDNA.
        Pdna = "PDNA",
        /// PDQ.
        Pdq = "PDQ",
    }
}

impl Fingerprint {
    /// Reads the name in any case: addresses have `MD5`, documents `Md5`.
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.as_str().eq_ignore_ascii_case(name))
    }

    /// As documents write it: `Md5`.
    fn in_document(self) -> String {
        let (first, rest) = self.as_str().split_at(1);
        format!("{first}{}", rest.to_lowercase())
    }
}

/// One opinion on a fingerprint of an entry, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feedback {
    /// Which fingerprint.
    pub fingerprint: Fingerprint,
    /// What they say.
    pub opinion: Opinion,
    /// Who says so.
    pub members: Vec<Member>,
}

/// What is said of a fingerprint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opinion {
    /// It belongs into the list.
    Affirmative,
    /// It doesn't.
    Negative(FeedbackReason),
}

/// A reason why a fingerprint doesn't belong into a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct FeedbackReason {
    /// Its id, 1 to 200 characters.
    pub guid: String,
    /// What it says.
    pub name: String,
}

impl FeedbackReason {
    fn attributes(&self) -> String {
        format!("guid=\"{}\" name=\"{}\"", escaped(&self.guid), escaped(&self.name))
    }

    fn read(element: &Element) -> Option<Self> {
        let text = |name| element.attribute(name).and_then(|text| text::cleaned(text.trim(), MAX_TEXT));
        Some(Self { guid: text("guid")?, name: text("name").unwrap_or_default() })
    }
}

impl Feedback {
    /// What stands inside `<feedback>`.
    pub(super) fn to_xml(feedback: &[Self]) -> String {
        feedback.iter().map(Self::one).collect()
    }

    fn one(&self) -> String {
        let kind = self.fingerprint.in_document();
        let members: String = self.members.iter().map(Member::to_xml).collect();
        match &self.opinion {
            Opinion::Affirmative => {
                format!(
                    "<affirmativeFeedback type=\"{kind}\"><members>{members}</members></affirmativeFeedback>"
                )
            }
            Opinion::Negative(reason) => format!(
                "<negativeFeedback type=\"{kind}\"><reasons><reason {} type=\"{kind}\"/><members>{members}</members></reasons></negativeFeedback>",
                reason.attributes()
            ),
        }
    }

    /// Reads what stands inside `<feedback>`; what has no sense is left out, for it is the members' talk and no digest.
    pub(super) fn read_all(parent: &Element) -> Vec<Self> {
        let mut feedback = Vec::new();
        for said in &parent.children {
            let Some(fingerprint) = said.attribute("type").and_then(Fingerprint::of) else { continue };
            match said.name.as_str() {
                "affirmativeFeedback" => feedback.push(Self {
                    fingerprint,
                    opinion: Opinion::Affirmative,
                    members: said.child("members").map(Member::read_all).unwrap_or_default(),
                }),
                // Each reason stands before the members that gave it.
                "negativeFeedback" => {
                    let mut reason = None;
                    for child in said.child("reasons").iter().flat_map(|reasons| &reasons.children) {
                        match child.name.as_str() {
                            "reason" => reason = FeedbackReason::read(child),
                            "members" => feedback.extend(reason.take().map(|reason| Self {
                                fingerprint,
                                opinion: Opinion::Negative(reason),
                                members: Member::read_all(child),
                            })),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        feedback
    }
}

/// The reasons that may be given: the answer to `GET /v2/feedback/{type}/reasons`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedbackReasons(
    /// In the order of the document.
    pub Vec<FeedbackReason>,
);

impl FeedbackReasons {
    /// The document, its list one level below the root, where the public client looks for it.
    pub fn to_xml(&self) -> String {
        let reasons: String =
            self.0.iter().map(|reason| format!("<reason {}/>", reason.attributes())).collect();
        document("queryResult", &format!("<availableFeedbackReasons>{reasons}</availableFeedbackReasons>"))
    }

    /// Reads the document, whose list may also be the root, as in that client's tests.
    ///
    /// # Errors
    ///
    /// [`DocumentError`] where there is no such list.
    pub fn parse(xml: &[u8]) -> Result<Self, DocumentError> {
        const NAME: &str = "availableFeedbackReasons";
        let root = xml::parse(xml)?;
        let list = if root.name == NAME { Some(&root) } else { root.child(NAME) };
        let list = list.ok_or(DocumentError::Root { expected: NAME })?;
        Ok(Self(list.children.iter().filter_map(FeedbackReason::read).collect()))
    }
}

/// What a member puts: the body of `PUT /v2/entries/{member}/{id}/{type}/feedback`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedbackSubmission {
    /// The fingerprint belongs into the list.
    Affirmative,
    /// It doesn't, for these reasons: ids of [`FeedbackReasons`], at least one.
    Negative(Vec<String>),
}

impl FeedbackSubmission {
    /// The document.
    pub fn to_xml(&self) -> String {
        let inside = match self {
            Self::Affirmative => "<affirmative/>".to_owned(),
            Self::Negative(reasons) => {
                let guids: String = reasons.iter().map(|guid| super::document::tag("guid", guid)).collect();
                format!("<negative><reasonIds>{guids}</reasonIds></negative>")
            }
        };
        document("feedbackSubmission", &inside)
    }

    /// Reads the document.
    ///
    /// # Errors
    ///
    /// [`DocumentError`] where it is no such document, says both or neither, or gives no reason, or more than 100 or too long
    /// ones.
    pub fn parse(xml: &[u8]) -> Result<Self, DocumentError> {
        let root = parse(xml, "feedbackSubmission")?;
        let wrong = |element, problem| Err(DocumentError::Element { element, problem });
        match (root.child("affirmative"), root.child("negative")) {
            (Some(_), None) => Ok(Self::Affirmative),
            (None, Some(negative)) => {
                let guids = negative.child("reasonIds").into_iter().flat_map(|ids| &ids.children);
                let guids: Vec<_> = guids.filter(|id| id.name == "guid").map(|id| id.text.clone()).collect();
                let fits =
                    |guid: &String| (1..=MAX_TEXT).contains(&guid.chars().count()) && !text::has_hidden(guid);
                if !(1..=100).contains(&guids.len()) || !guids.iter().all(fits) {
                    return wrong(
                        "negative",
                        "must have reasonIds with 1 to 100 guid of at most 200 characters",
                    );
                }
                Ok(Self::Negative(guids))
            }
            _ => wrong("feedbackSubmission", "must hold either affirmative or negative"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn submissions_come_back() {
        for submission in
            [FeedbackSubmission::Affirmative, FeedbackSubmission::Negative(vec!["a&b".into(), "c".into()])]
        {
            assert_eq!(FeedbackSubmission::parse(submission.to_xml().as_bytes()), Ok(submission));
        }
        let of_the_client = b"<feedbackSubmission xmlns=\"https://hashsharing.ncmec.org/hashsharing/v2\"><affirmative /></feedbackSubmission>";
        assert_eq!(FeedbackSubmission::parse(of_the_client), Ok(FeedbackSubmission::Affirmative));
    }

    #[test]
    fn a_submission_says_one_thing() {
        let message = |inside: &str| {
            let xml = format!("<feedbackSubmission>{inside}</feedbackSubmission>");
            FeedbackSubmission::parse(xml.as_bytes()).unwrap_err().to_string()
        };
        assert!(message("").contains("either affirmative or negative"));
        assert!(message("<affirmative/><negative/>").contains("either affirmative or negative"));
        assert!(message("<negative/>").contains("reasonIds"));
        assert!(message("<negative><reasonIds><guid/></reasonIds></negative>").contains("reasonIds"));
    }

    #[test]
    fn reasons_are_read_from_below_the_root_or_from_it() {
        let reasons =
            FeedbackReasons(vec![FeedbackReason { guid: "g".into(), name: "not \"known\"".into() }]);
        assert_eq!(FeedbackReasons::parse(reasons.to_xml().as_bytes()), Ok(reasons.clone()));
        let root = b"<availableFeedbackReasons><reason guid='g' name='not &quot;known&quot;'/></availableFeedbackReasons>";
        assert_eq!(FeedbackReasons::parse(root), Ok(reasons));
        assert!(FeedbackReasons::parse(b"<a/>").is_err());
    }
}
