//! What is around every page: title, navigation, who has signed in, the message after an act, the keys.

use tutela_model::access::Permission;
use tutela_workflow::Viewer;

use super::words::word;
use crate::assets::asset_url;
use crate::texts::Texts;

/// A place in the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The queue, with the reports in it.
    Queue,
    /// What waits for the viewer.
    ForYou,
    /// Shifts and case load.
    Team,
    /// Notices to hosts.
    Notices,
    /// Referrals to members, and corrections.
    Referrals,
    /// What was offered to a liaison's own member.
    ForUs,
    /// Letters that leave the house.
    Letters,
    /// Hash lists and disputes about their entries.
    Lists,
    /// Second opinions, agreement and exposure.
    Quality,
    /// Alerts.
    Alerts,
    /// Who is on call.
    OnCall,
    /// The help directory.
    Help,
    /// Figures.
    Figures,
    /// The members directory.
    Members,
    /// People of the desk.
    People,
    /// Keys of senders.
    Keys,
    /// The languages of the public site.
    Languages,
    /// The audit log.
    Audit,
    /// The log of reads.
    Reads,
    /// How long things are kept.
    Retention,
    /// None of them.
    Elsewhere,
}

/// Every place with its address, its name's key, and who may go there.
const PLACES: &[(Place, &str, &str, Permission)] = &[
    (Place::Queue, super::queue::PATH, "nav-queue", Permission::ReadQueue),
    (Place::ForYou, super::for_you::PATH, "nav-for-you", Permission::ReadQueue),
    (Place::Team, super::team::PATH, "nav-team", Permission::ReadQueue),
    (Place::Notices, "/console/notices", "nav-notices", Permission::Notices),
    (Place::Referrals, super::referral::list::PATH, "nav-referrals", Permission::Refer),
    (Place::ForUs, super::referral::liaison::PATH, "nav-for-us", Permission::Liaison),
    (Place::Letters, super::letters::PATH, "nav-letters", Permission::Letters),
    (Place::Quality, super::quality::opinions::PATH, "nav-quality", Permission::Opinion),
    (Place::Lists, super::lists::PATH, "nav-lists", Permission::ReadLists),
    (Place::Alerts, super::alerts::PATH, "nav-alerts", Permission::Alerts),
    (Place::OnCall, super::on_call::PATH, "nav-on-call", Permission::ReadOnCall),
    (Place::Help, super::help::PATH, "nav-help", Permission::HelpDirectory),
    (Place::Figures, super::figures::PATH, "nav-figures", Permission::ReadTotals),
    (Place::Members, "/console/members", "nav-members", Permission::ReadMembers),
    (Place::People, "/console/people", "nav-people", Permission::ReadPeople),
    (Place::Keys, "/console/keys", "nav-keys", Permission::ManageKeys),
    (Place::Languages, super::languages::PATH, "nav-languages", Permission::Languages),
    (Place::Audit, "/console/audit", "nav-audit", Permission::ReadAudit),
    (Place::Reads, super::reads::PATH, "nav-reads", Permission::ReadAudit),
    (Place::Retention, super::retention::PATH, "nav-retention", Permission::ReadRetention),
];

/// A link of the navigation.
#[derive(Clone, Debug)]
pub(super) struct NavLink {
    /// Where it leads.
    pub(super) href: &'static str,
    /// Its name.
    pub(super) name: String,
    /// Whether this page lies there.
    pub(super) here: bool,
}

/// What is around every page.
#[derive(Clone)]
pub(super) struct Chrome {
    texts: Texts,
    /// The page's title.
    pub(super) title: String,
    /// The places where the viewer may go.
    pub(super) nav: Vec<NavLink>,
    /// Who has signed in, and as what.
    pub(super) who: Option<(String, String)>,
    /// Whether the viewer may search.
    pub(super) search: bool,
    /// Whether the viewer may hold and erase reports.
    pub(super) may_keep: bool,
    /// What was just done.
    pub(super) done: Option<String>,
    /// That a pause is due, in words.
    pub(super) pause: Option<String>,
}

impl Chrome {
    /// Around a page for nobody in particular.
    pub(super) fn bare() -> Self {
        let texts = Texts::console();
        Self {
            texts,
            title: texts.get("console"),
            nav: Vec::new(),
            who: None,
            search: false,
            may_keep: false,
            done: None,
            pause: None,
        }
    }

    /// Around a page for somebody who has signed in. `done`: the name of the message after an act.
    pub(super) fn of(viewer: &Viewer, place: Place, title: String, done: Option<&'static str>) -> Self {
        let texts = Texts::console();
        let open = PLACES.iter().filter(|(.., permission)| viewer.may(*permission));
        let nav = open
            .map(|(at, href, key, _)| NavLink { href, name: texts.get(key), here: *at == place })
            .collect();
        Self {
            texts,
            title,
            nav,
            who: Some((viewer.person.name.clone(), word(texts, "role", viewer.person.role))),
            search: viewer.may(Permission::ReadReport),
            may_keep: viewer.may(Permission::LegalHold),
            done: done.map(|name| word(texts, "done", name)),
            pause: None,
        }
    }

    /// A sentence.
    pub(super) fn t(&self, key: &str) -> String {
        self.texts.get(key)
    }

    /// A sentence with one argument.
    pub(super) fn with(&self, key: &str, name: &str, value: &str) -> String {
        self.texts.with(key, name, value.to_owned())
    }

    /// The address of an asset.
    pub(super) fn asset(&self, name: &str) -> &'static str {
        asset_url(name)
    }
}

/// The first place where somebody may go: where they land after signing in.
pub(super) fn first_place(viewer: &Viewer) -> Option<&'static str> {
    PLACES.iter().find(|(.., permission)| viewer.may(*permission)).map(|(_, href, ..)| *href)
}
