//! Reads the report form. What the form asks is told in `report_fields`; here is what its answers mean.

use tutela_model::country::Country;
use tutela_model::field_error::{FieldError, Problem};
use tutela_model::item::{AccountItem, Item, TextItem, UrlItem};
use tutela_model::limits;
use tutela_model::report::{Category, ChildStatement, NewReport, Origin, Particulars};
use tutela_model::selector::parse_url;
use tutela_model::text::{self, Lines};
use url::form_urlencoded;

/// Addresses in one report: the account and the free text are items too.
pub(super) const URLS: usize = limits::ITEMS - 2;

/// Lines with a mistake that are told at once. Somebody who pasted a whole page is not helped by two hundred messages.
const BAD_LINES: usize = 5;

/// What was typed, as it came, so that a page with errors shows it again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    pub(super) danger: String,
    pub(super) access: String,
    pub(super) url: String,
    pub(super) category: String,
    pub(super) service: String,
    pub(super) who: String,
    pub(super) when: String,
    pub(super) country: String,
    pub(super) text: String,
    pub(super) contact: String,
}

/// What is wrong with a form, and what was typed.
#[derive(Clone, Debug)]
pub struct FormErrors {
    /// The mistakes, in the order of the fields. A line of `url` is named like an element: `url[0]`.
    pub errors: Vec<FieldError>,
    /// What was typed. Boxed, because an error is carried by every result.
    pub typed: Box<Typed>,
}

/// Reads the body of a report form. Fields it does not know are left alone: a browser's extension may add some.
pub fn parse_report_form(body: &[u8], origin: Origin) -> Result<NewReport, FormErrors> {
    let typed = Typed::read(body);
    typed.check(origin).map_err(|errors| FormErrors { errors, typed: Box::new(typed) })
}

/// The fields of a form that was sent, in the order in which they came.
pub(super) fn form_fields(body: &[u8]) -> impl Iterator<Item = (String, String)> {
    // Browsers send CRLF for every line break; what was typed had one character there.
    form_urlencoded::parse(body).map(|(name, value)| (name.into_owned(), value.replace("\r\n", "\n")))
}

impl Typed {
    /// Reads what was typed. Of a field that comes twice the first counts.
    pub(super) fn read(body: &[u8]) -> Self {
        let mut typed = Self::default();
        for (name, value) in form_fields(body) {
            if let Some(place) = typed.place(&name)
                && place.is_empty()
            {
                *place = value;
            }
        }
        typed
    }

    fn place(&mut self, name: &str) -> Option<&mut String> {
        Some(match name {
            "danger" => &mut self.danger,
            "access" => &mut self.access,
            "url" => &mut self.url,
            "category" => &mut self.category,
            "service" => &mut self.service,
            "who" => &mut self.who,
            "when" => &mut self.when,
            "country" => &mut self.country,
            "text" => &mut self.text,
            "contact" => &mut self.contact,
            _ => return None,
        })
    }

    /// The report, or every mistake that is in it.
    fn check(&self, origin: Origin) -> Result<NewReport, Vec<FieldError>> {
        let mut mistakes = Mistakes::default();
        let short = |field, value: &str| text::check(field, value, limits::SHORT, Lines::One);

        let child = ChildStatement {
            immediate_danger: mistakes.note(answer("danger", &self.danger)),
            offender_has_access: mistakes.note(answer("access", &self.access)),
            country: mistakes.note(country(&self.country)),
        };
        let urls = self.urls(&mut mistakes);
        let category = mistakes.note(category(&self.category));
        let service = mistakes.note(short("service", &self.service));
        let handle = mistakes.note(short("who", &self.who));
        let when = mistakes.note(short("when", &self.when));
        let words = mistakes.note(text::check("text", &self.text, limits::TEXT, Lines::Many));
        let contact = mistakes.note(short("contact", &self.contact));

        if mistakes.0.is_empty() && urls.is_empty() && handle.is_none() && words.is_none() {
            mistakes.0.push(FieldError::new("text", Problem::Missing));
        }
        if !mistakes.0.is_empty() {
            return Err(mistakes.0);
        }

        let mut items: Vec<Item> =
            urls.into_iter().map(|url| Item::Url(UrlItem { url, note: None })).collect();
        if service.is_some() || handle.is_some() {
            items.push(Item::Account(AccountItem { service, handle, ..AccountItem::default() }));
        }
        items.extend(words.map(|text| Item::Text(TextItem { text })));
        Ok(NewReport {
            origin,
            // Whoever is not sure need not choose.
            category: category.unwrap_or(Category::Other),
            occurred_at: None,
            child,
            items,
            particulars: Particulars { when, contact, ..Particulars::default() },
        })
    }

    /// The addresses, one a line; empty lines are nothing.
    fn urls(&self, mistakes: &mut Mistakes) -> Vec<String> {
        let lines = || self.url.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        if lines().nth(URLS).is_some() {
            mistakes.0.push(FieldError::new("url", Problem::TooLong { limit: URLS }));
            return Vec::new();
        }
        let before = mistakes.0.len();
        let read = |(at, line): (usize, &str)| {
            // The count is only looked at once a line is wrong.
            if mistakes.0.len() - before >= BAD_LINES {
                return None;
            }
            mistakes.note(parse_url(&format!("url[{at}]"), line).map(|url| Some(url.to_string())))
        };
        lines().filter_map(read).collect()
    }
}

#[derive(Default)]
struct Mistakes(Vec<FieldError>);

impl Mistakes {
    fn note<T>(&mut self, read: Result<Option<T>, FieldError>) -> Option<T> {
        read.unwrap_or_else(|mistake| {
            self.0.push(mistake);
            None
        })
    }
}

fn answer(field: &str, value: &str) -> Result<Option<bool>, FieldError> {
    match value {
        "yes" => Ok(Some(true)),
        "no" => Ok(Some(false)),
        "unknown" | "" => Ok(None),
        _ => Err(FieldError::new(field, Problem::Unknown { expected: "yes, no, unknown" })),
    }
}

fn category(value: &str) -> Result<Option<Category>, FieldError> {
    let unknown = || FieldError::new("category", Problem::Unknown { expected: "a category of the form" });
    if value.is_empty() { Ok(None) } else { Category::parse(value).map(Some).ok_or_else(unknown) }
}

fn country(value: &str) -> Result<Option<Country>, FieldError> {
    let unknown = || FieldError::new("country", Problem::Unknown { expected: "a country's two letters" });
    if value.is_empty() { Ok(None) } else { Country::parse(value).map(Some).ok_or_else(unknown) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn body(fields: &[(&str, &str)]) -> Vec<u8> {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish().into_bytes()
    }

    fn parse(fields: &[(&str, &str)]) -> Result<NewReport, FormErrors> {
        parse_report_form(&body(fields), Origin::Public)
    }

    fn mistakes(fields: &[(&str, &str)]) -> Vec<String> {
        parse(fields).unwrap_err().errors.into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn a_whole_form_becomes_a_report() {
        let report = parse_report_form(
            &body(&[
                ("danger", "yes"),
                ("access", "no"),
                ("url", "https://host.example/a\r\n\r\n  host.example/b \r\n"),
                ("category", "grooming"),
                ("service", "Some Game"),
                ("who", " a_name "),
                ("when", "yesterday"),
                ("country", "PH"),
                ("text", "one\r\ntwo"),
                ("contact", "me@mail.example"),
                ("something-else", "x"),
            ]),
            Origin::Young,
        )
        .unwrap();
        assert_eq!(report.origin, Origin::Young);
        assert_eq!(report.category, Category::Grooming);
        assert_eq!(report.occurred_at, None);
        assert_eq!(report.child.immediate_danger, Some(true));
        assert_eq!(report.child.offender_has_access, Some(false));
        assert_eq!(report.child.country, Country::parse("PH"));
        let url = |url: &str| Item::Url(UrlItem { url: url.into(), note: None });
        let account = AccountItem {
            service: Some("Some Game".into()),
            handle: Some("a_name".into()),
            ..AccountItem::default()
        };
        assert_eq!(
            report.items,
            [
                url("https://host.example/a"),
                url("https://host.example/b"),
                Item::Account(account),
                Item::Text(TextItem { text: "one\ntwo".into() }),
            ]
        );
        assert_eq!(report.particulars.when.as_deref(), Some("yesterday"));
        assert_eq!(report.particulars.contact.as_deref(), Some("me@mail.example"));
        assert_eq!(report.particulars.reference, None);
    }

    #[test]
    fn one_thing_is_enough_and_the_rest_can_be_skipped() {
        for one in [("url", "host.example/a"), ("who", "a_name"), ("text", "something")] {
            let report = parse(&[one, ("danger", "unknown")]).unwrap();
            assert_eq!(report.items.len(), 1);
            assert_eq!(report.category, Category::Other);
            assert_eq!(report.child, ChildStatement::default());
        }
    }

    #[test]
    fn nothing_to_work_on_is_a_mistake() {
        assert_eq!(mistakes(&[]), ["text"]);
        assert_eq!(mistakes(&[("url", " \n\n"), ("text", "  "), ("service", "Some Game")]), ["text"]);
        assert_eq!(parse_report_form(b"\xff%zz&&==&%00", Origin::Public).unwrap_err().errors.len(), 1);
    }

    #[test]
    fn every_bad_answer_names_its_field_and_keeps_what_was_typed() {
        let long = "x".repeat(limits::SHORT + 1);
        let long_text = "x".repeat(limits::TEXT + 1);
        for (field, value) in [
            ("danger", "perhaps"),
            ("access", "YES"),
            ("category", "spam"),
            ("country", "XX"),
            ("service", long.as_str()),
            ("who", "a\nb"),
            ("who", "gpj\u{202e}.exe"),
            ("when", "\u{0}"),
            ("text", long_text.as_str()),
            ("text", "a\u{7}b"),
            ("contact", long.as_str()),
        ] {
            let error = parse(&[("url", "host.example/a"), (field, value)]).unwrap_err();
            assert_eq!(error.errors.len(), 1, "{field}");
            assert_eq!(error.errors[0].field, field);
            let mut typed = error.typed;
            assert_eq!(typed.place(field).unwrap(), value);
            assert_eq!(typed.url, "host.example/a");
        }
    }

    #[test]
    fn a_bad_address_is_named_by_its_line() {
        assert_eq!(
            mistakes(&[("url", "host.example/a\n\nnot an address\njavascript:x\nhost.example/b")]),
            ["url[2]", "url[3]"]
        );
        assert_eq!(mistakes(&[("url", &format!("host.example/{}", "x".repeat(limits::URL)))]), ["url[0]"]);
        assert_eq!(mistakes(&[("url", "host.example/\u{1}x")]), ["url[0]"]);
        assert_eq!(mistakes(&[("url", &"no\n".repeat(100))]).len(), BAD_LINES);
    }

    #[test]
    fn there_is_room_for_so_many_addresses() {
        let lines = |n| "host.example/a\n".repeat(n);
        assert_eq!(
            parse(&[("url", &lines(URLS)), ("who", "x"), ("text", "x")]).unwrap().items.len(),
            limits::ITEMS
        );
        let error = parse(&[("url", &lines(URLS + 1))]).unwrap_err();
        assert_eq!(error.errors, [FieldError::new("url", Problem::TooLong { limit: URLS })]);
    }

    #[test]
    fn of_a_field_that_comes_twice_the_first_counts() {
        assert_eq!(parse(&[("who", "first"), ("who", "second")]).unwrap().items.len(), 1);
        assert_eq!(Typed::read(b"who=first&who=second").who, "first");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = parse_report_form(&bytes, Origin::Public);
        }

        #[test]
        fn what_is_taken_is_within_the_limits(url in "[a-z.\n/]{0,60}", who in "\\PC{0,20}", text in "\\PC{0,60}") {
            if let Ok(report) = parse(&[("url", &url), ("who", &who), ("text", &text)]) {
                prop_assert!(!report.items.is_empty() && report.items.len() <= limits::ITEMS);
            }
        }
    }
}
