//! What was done and what came of it: the notices to hosts, and the form for a further one.

use tutela_model::clock::Timestamp;
use tutela_model::item::Item;
use tutela_model::notice::NoticeState;
use tutela_workflow::read::{NoticeView, ReportPage as Found};

use super::deciding::{Addressee, addressees};
use super::{Form, Typed};
use crate::console::defang::defang;
use crate::console::moment::Moment;
use crate::console::notices::reminders;
use crate::console::words::word;
use crate::texts::Texts;

/// A notice, with what came of it.
pub(in crate::console) struct Done {
    pub(in crate::console) href: String,
    pub(in crate::console) contact: String,
    /// What it names, defanged.
    pub(in crate::console) url: String,
    pub(in crate::console) state: String,
    pub(in crate::console) gone: bool,
    pub(in crate::console) overdue: bool,
    pub(in crate::console) created: Moment,
    pub(in crate::console) sent: Option<Moment>,
    /// Whether a letter of it waits for a person.
    pub(in crate::console) stuck: bool,
    /// When somebody or something last looked.
    pub(in crate::console) looked: Option<Moment>,
    /// What was found then, where the state does not say it.
    pub(in crate::console) found: Option<String>,
    pub(in crate::console) reminders: Option<String>,
    pub(in crate::console) gone_at: Option<Moment>,
}

impl Done {
    pub(super) fn all(texts: Texts, found: &Found, now: Timestamp) -> Vec<Self> {
        found.notices.iter().map(|notice| Self::of(texts, found, notice, now)).collect()
    }

    fn of(texts: Texts, found: &Found, notice: &NoticeView, now: Timestamp) -> Self {
        let item = found.items.iter().find(|view| view.position == notice.position).map(|view| &view.item);
        let moment = |at| Moment::of(texts, at, now);
        Self {
            href: format!("/console/notices/{}", notice.id),
            contact: notice.contact.clone(),
            url: if let Some(Item::Url(item)) = item { defang(&item.url) } else { String::new() },
            state: word(texts, "notice", notice.state),
            gone: notice.state == NoticeState::Removed,
            overdue: notice.state == NoticeState::NeedsPerson,
            created: moment(notice.created_at),
            sent: notice.sent_at.map(moment),
            stuck: notice.stuck,
            looked: notice.checked.map(|(at, _)| moment(at)),
            found: notice
                .checked
                .filter(|_| notice.state == NoticeState::Sent)
                .map(|(_, finding)| word(texts, "found-at", finding)),
            reminders: (notice.reminders > 0).then(|| reminders(texts, notice.reminders)),
            gone_at: notice.gone_at.map(moment),
        }
    }
}

/// The form for a further notice.
pub(in crate::console) struct Further {
    pub(in crate::console) addressees: Vec<Addressee>,
    /// The place of the address that was chosen.
    pub(in crate::console) chosen: String,
    pub(in crate::console) contact: String,
    pub(in crate::console) wrong: bool,
    /// Whether the form is shown at once: nobody was told yet, or it was just sent.
    pub(in crate::console) open: bool,
}

impl Further {
    /// `None` where there is no address whose host could be told.
    pub(super) fn of(texts: Texts, found: &Found, typed: &Typed) -> Option<Self> {
        let addressees = addressees(texts, found, typed, Form::Notify);
        let first = addressees.first()?.position.to_string();
        let fields = typed.fields_of(Form::Notify);
        Some(Self {
            chosen: fields.map_or(first, |fields| fields.get("position").to_owned()),
            contact: fields.map(|fields| fields.get("contact").to_owned()).unwrap_or_default(),
            wrong: typed.is_wrong(Form::Notify, "contact"),
            open: fields.is_some() || found.notices.is_empty(),
            addressees,
        })
    }
}
