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

/// Where a place stands in the navigation of somebody who has many: in its row, or below it under a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shelf {
    /// Where reports are worked on: always in the row.
    Row,
    /// How the desk works together.
    Desk,
    /// Whom and what the desk knows.
    Directory,
    /// What was done, and how it is kept.
    Records,
}

/// The headings below the row, in their order.
const SHELVES: [(Shelf, &str); 3] =
    [(Shelf::Desk, "nav-desk"), (Shelf::Directory, "nav-directory"), (Shelf::Records, "nav-records")];

/// How many places fit in one row on a desk's screen.
const FIT: usize = 10;

/// Every place with its address, its name's key, where it stands, and who may go there.
const PLACES: &[(Place, &str, &str, Shelf, Permission)] = &[
    (Place::Queue, super::queue::PATH, "nav-queue", Shelf::Row, Permission::ReadQueue),
    (Place::ForYou, super::for_you::PATH, "nav-for-you", Shelf::Row, Permission::ReadQueue),
    (Place::Notices, "/console/notices", "nav-notices", Shelf::Row, Permission::Notices),
    (Place::Referrals, super::referral::list::PATH, "nav-referrals", Shelf::Row, Permission::Refer),
    (Place::ForUs, super::referral::liaison::PATH, "nav-for-us", Shelf::Row, Permission::Liaison),
    (Place::Letters, super::letters::PATH, "nav-letters", Shelf::Row, Permission::Letters),
    (Place::Alerts, super::alerts::PATH, "nav-alerts", Shelf::Row, Permission::Alerts),
    (Place::Team, super::team::PATH, "nav-team", Shelf::Desk, Permission::ReadQueue),
    (Place::OnCall, super::on_call::PATH, "nav-on-call", Shelf::Desk, Permission::ReadOnCall),
    (Place::Quality, super::quality::opinions::PATH, "nav-quality", Shelf::Desk, Permission::Opinion),
    (Place::Figures, super::figures::PATH, "nav-figures", Shelf::Desk, Permission::ReadTotals),
    (Place::Lists, super::lists::PATH, "nav-lists", Shelf::Directory, Permission::ReadLists),
    (Place::Members, "/console/members", "nav-members", Shelf::Directory, Permission::ReadMembers),
    (Place::Help, super::help::PATH, "nav-help", Shelf::Directory, Permission::HelpDirectory),
    (Place::Languages, super::languages::PATH, "nav-languages", Shelf::Directory, Permission::Languages),
    (Place::People, "/console/people", "nav-people", Shelf::Directory, Permission::ReadPeople),
    (Place::Keys, "/console/keys", "nav-keys", Shelf::Directory, Permission::ManageKeys),
    (Place::Audit, "/console/audit", "nav-audit", Shelf::Records, Permission::ReadAudit),
    (Place::Reads, super::reads::PATH, "nav-reads", Shelf::Records, Permission::ReadAudit),
    (Place::Retention, super::retention::PATH, "nav-retention", Shelf::Records, Permission::ReadRetention),
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

/// Places below the row, under one heading.
#[derive(Clone, Debug)]
pub(super) struct NavGroup {
    /// The heading.
    pub(super) name: String,
    /// The places.
    pub(super) links: Vec<NavLink>,
}

/// What is around every page.
#[derive(Clone)]
pub(super) struct Chrome {
    texts: Texts,
    /// The page's title.
    pub(super) title: String,
    /// The places where the viewer may go, as far as they stand in the row.
    pub(super) nav: Vec<NavLink>,
    /// The others.
    pub(super) more: Vec<NavGroup>,
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
            more: Vec::new(),
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
        let (nav, more) = navigation(texts, viewer, place);
        Self {
            texts,
            title,
            nav,
            more,
            who: Some((viewer.person.name.clone(), word(texts, "role", viewer.person.role))),
            search: viewer.may(Permission::ReadReport),
            may_keep: viewer.may(Permission::LegalHold),
            done: done.map(|name| word(texts, "done", name)),
            pause: None,
        }
    }

    /// The place below the row where this page lies.
    pub(super) fn here_below(&self) -> Option<&str> {
        let below = self.more.iter().flat_map(|group| &group.links);
        below.filter(|link| link.here).map(|link| link.name.as_str()).next()
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

/// The row and what stands below it. Whoever has few places sees all of them in the row.
fn navigation(texts: Texts, viewer: &Viewer, place: Place) -> (Vec<NavLink>, Vec<NavGroup>) {
    let open = || PLACES.iter().filter(|(.., permission)| viewer.may(*permission));
    let whole = open().count() <= FIT;
    let on = |wanted: Shelf| {
        open()
            .filter(|(_, _, _, shelf, _)| if whole { wanted == Shelf::Row } else { *shelf == wanted })
            .map(|(at, href, key, ..)| NavLink { href, name: texts.get(key), here: *at == place })
            .collect::<Vec<_>>()
    };
    let below = SHELVES.iter().map(|(shelf, key)| NavGroup { name: texts.get(key), links: on(*shelf) });
    (on(Shelf::Row), below.filter(|group| !group.links.is_empty()).collect())
}

/// The first place where somebody may go: where they land after signing in.
pub(super) fn first_place(viewer: &Viewer) -> Option<&'static str> {
    PLACES.iter().find(|(.., permission)| viewer.may(*permission)).map(|(_, href, ..)| *href)
}
