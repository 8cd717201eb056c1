//! Small XML documents from outside as a tree, and text as it stands in one.
//!
//! Names lose their prefix: namespaces are not looked at. A document type is refused whole, so that no entity is declared:
//! entities can name files, or grow a few bytes to gigabytes.

use quick_xml::Reader;
use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use thiserror::Error;

/// Most bytes of a document.
pub const MAX_DOCUMENT: usize = 16 << 20;
/// Deepest nesting of a document.
const MAX_DEPTH: usize = 32;
/// Most elements of a document.
const MAX_ELEMENTS: usize = 200_000;

/// Most attributes of an element: each is compared with those before it.
const MAX_ATTRIBUTES: usize = 64;

/// Why a document is none that is read here. The text repeats nothing of it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum XmlError {
    /// Longer than [`MAX_DOCUMENT`].
    #[error("the document is longer than {MAX_DOCUMENT} bytes: ask for a shorter time or a smaller page")]
    TooLong,
    /// Not UTF-8.
    #[error("the document is not UTF-8: send it as UTF-8")]
    NotUtf8,
    /// It has a document type.
    #[error("the document has a DOCTYPE, which could declare entities: leave the DOCTYPE out")]
    Doctype,
    /// An entity that XML itself doesn't know.
    #[error("the document uses an entity other than lt, gt, amp, apos and quot: write the character itself")]
    Entity,
    /// Nested too deep.
    #[error("the document is nested deeper than {MAX_DEPTH} elements: no document of this format is")]
    TooDeep,
    /// Too many elements.
    #[error("the document has more than {MAX_ELEMENTS} elements: ask for a shorter time or a smaller page")]
    TooMany,
    /// The end is missing.
    #[error("the document ends before it is complete: it was cut off, fetch it again")]
    CutOff,
    /// Not well-formed.
    #[error("the document is not well-formed XML at byte {0}: mend it or fetch it again")]
    Syntax(u64),
}

/// One element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    /// Its own text, that of its children left out, without white space around it.
    pub(crate) text: String,
    pub(crate) children: Vec<Element>,
}

impl Element {
    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Text of a child; `None` where there is no such child or no text in it.
    pub(crate) fn text_of(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| child.text.as_str()).filter(|text| !text.is_empty())
    }
}

/// Reads a document and gives its root.
pub(crate) fn parse(bytes: &[u8]) -> Result<Element, XmlError> {
    if bytes.len() > MAX_DOCUMENT {
        return Err(XmlError::TooLong);
    }
    let text = str::from_utf8(bytes).map_err(|_| XmlError::NotUtf8)?.trim_start_matches('\u{feff}').trim();
    let mut reader = Reader::from_str(text);
    let (mut open, mut root, mut count) = (Vec::<Element>::new(), None, 0);
    loop {
        let at = reader.buffer_position();
        let event = reader.read_event().map_err(|_| syntax(text, reader.buffer_position(), at))?;
        match event {
            Event::Start(start) => {
                if root.is_some() {
                    return Err(XmlError::Syntax(at));
                }
                open.push(element(&start, at)?);
                count += 1;
            }
            Event::Empty(start) => {
                let element = element(&start, at)?;
                count += 1;
                close(element, &mut open, &mut root, at)?;
            }
            Event::End(_) => {
                let mut element = open.pop().ok_or(XmlError::Syntax(at))?;
                element.text = element.text.trim().to_owned();
                close(element, &mut open, &mut root, at)?;
            }
            Event::Text(text) => add(&mut open, &text.xml10_content(), at)?,
            Event::CData(text) => add(&mut open, &text.xml10_content(), at)?,
            Event::GeneralRef(reference) => {
                if let Some(character) = reference.resolve_char_ref().map_err(|_| XmlError::Syntax(at))? {
                    add(&mut open, character.encode_utf8(&mut [0; 4]), at)?;
                } else {
                    let text = resolve_xml_entity(&reference.xml10_content()).ok_or(XmlError::Entity)?;
                    add(&mut open, text, at)?;
                }
            }
            Event::DocType(_) => return Err(XmlError::Doctype),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof if open.is_empty() => return root.ok_or(XmlError::CutOff),
            Event::Eof => return Err(XmlError::CutOff),
        }
        if open.len() > MAX_DEPTH {
            return Err(XmlError::TooDeep);
        }
        if count > MAX_ELEMENTS {
            return Err(XmlError::TooMany);
        }
    }
}

/// A fault at the very end is a document that was cut off.
fn syntax(text: &str, position: u64, at: u64) -> XmlError {
    if position >= text.len() as u64 { XmlError::CutOff } else { XmlError::Syntax(at) }
}

fn element(start: &BytesStart<'_>, at: u64) -> Result<Element, XmlError> {
    let mut element = Element { name: start.local_name().as_ref().to_owned(), ..Element::default() };
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| XmlError::Syntax(at))?;
        if element.attributes.len() == MAX_ATTRIBUTES {
            return Err(XmlError::TooMany);
        }
        let value = quick_xml::escape::unescape(&attribute.value).map_err(|_| XmlError::Entity)?;
        element.attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
    }
    Ok(element)
}

fn close(
    element: Element,
    open: &mut [Element],
    root: &mut Option<Element>,
    at: u64,
) -> Result<(), XmlError> {
    match open.last_mut() {
        Some(parent) => parent.children.push(element),
        None if root.is_none() => *root = Some(element),
        None => return Err(XmlError::Syntax(at)),
    }
    Ok(())
}

fn add(open: &mut [Element], text: &str, at: u64) -> Result<(), XmlError> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim().is_empty() => {}
        None => return Err(XmlError::Syntax(at)),
    }
    Ok(())
}

/// Text as it stands between tags or in an attribute. Characters that XML can't hold are left out.
pub(crate) fn escaped(text: &str) -> String {
    let allowed = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    quick_xml::escape::escape(text.chars().filter(allowed).collect::<String>()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> XmlError {
        parse(text.as_bytes()).unwrap_err()
    }

    #[test]
    fn names_attributes_and_text_are_read() {
        let root = parse(
            "\u{feff}\n<?xml version=\"1.0\"?><!-- x --><n:a xmlns:n=\"u\" n:b='1 &amp; 2'> t&lt;&#65;<c/> <![CDATA[<u>]]>\n</n:a>"
                .as_bytes(),
        )
        .unwrap();
        assert_eq!(
            (root.name.as_str(), root.attribute("b"), root.text.as_str()),
            ("a", Some("1 & 2"), "t<A <u>")
        );
        assert_eq!(root.children.len(), 1);
    }

    #[test]
    fn entities_cannot_be_declared() {
        let laughs =
            "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]><lolz>&lol2;</lolz>";
        assert_eq!(fault(laughs), XmlError::Doctype);
        assert_eq!(fault("<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>"), XmlError::Doctype);
        assert_eq!(fault("<a>&lol;</a>"), XmlError::Entity);
        assert_eq!(fault("<a b=\"&lol;\"/>"), XmlError::Entity);
    }

    #[test]
    fn limits_hold() {
        assert_eq!(fault(&"<a>".repeat(100_000)), XmlError::TooDeep);
        assert_eq!(fault(&format!("<a>{}</a>", "<b/>".repeat(200_001))), XmlError::TooMany);
        assert_eq!(fault(&format!("<a>{}</a>", " ".repeat(MAX_DOCUMENT))), XmlError::TooLong);
        assert_eq!(parse(b"<a>\xff</a>"), Err(XmlError::NotUtf8));
    }

    #[test]
    fn broken_documents_are_refused() {
        for text in ["", "<a>", "<a><b></b>", "<a", "<a><!-- "] {
            assert_eq!(fault(text), XmlError::CutOff, "{text}");
        }
        for text in [
            "<a></b></a>",
            "<a/><b/>",
            "<a/>text",
            "text",
            "<a b=1/>",
            "<a>&#0;&#xffffffff;</a>",
            "<a b='1' b='2'/>",
        ] {
            assert!(matches!(fault(text), XmlError::Syntax(_)), "{text}: {:?}", fault(text));
        }
    }

    #[test]
    fn text_comes_back() {
        let text = "a<b>&\"c'\u{1F600}";
        let root = parse(format!("<a b=\"{0}\">{0}</a>", escaped(text)).as_bytes()).unwrap();
        assert_eq!((root.text.as_str(), root.attribute("b")), (text, Some(text)));
        assert_eq!(escaped("a\u{0}\u{8}b"), "ab");
    }
}
