//! Letters.

use tutela_model::access::Role;
use tutela_model::clock::HOUR;
use tutela_model::letter::{LetterAbout, LetterState};
use tutela_workflow::outbox::{Attachment, Letter};
use tutela_workflow::read::{LetterLine, LetterPage as Found};
use uuid::Uuid;

use super::Samples;
use super::data::{NOW, ago, chrome, uuid};
use crate::console::chrome::Place;
use crate::console::flash;
use crate::console::letter::LetterPage;
use crate::console::letters::LettersPage;
use crate::console::problem::Problem;
use crate::texts::Texts;

fn line(n: u32, (about, purpose): (LetterAbout, &str), state: LetterState, why: Option<&str>) -> LetterLine {
    LetterLine {
        id: uuid(n),
        about,
        record: uuid(n + 1),
        purpose: purpose.to_owned(),
        state,
        created_at: ago(30 * HOUR),
        sent_at: (state == LetterState::Sent).then(|| ago(29 * HOUR)),
        stuck_at: (state == LetterState::NeedsPerson).then(|| ago(24 * HOUR)),
        attempts: why.map_or(0, |_| 12),
        last_error: why.map(str::to_owned),
    }
}

const KINDS: [(LetterAbout, &str); 14] = [
    (LetterAbout::Notice, "notice"),
    (LetterAbout::Notice, "reminder"),
    (LetterAbout::Notice, "host"),
    (LetterAbout::Notice, "upstream"),
    (LetterAbout::Notice, "registrar"),
    (LetterAbout::Notice, "regulator"),
    (LetterAbout::Preservation, "preservation"),
    (LetterAbout::Preservation, "extension"),
    (LetterAbout::OnCall, "report_needs_you"),
    (LetterAbout::Referral, "offer"),
    (LetterAbout::Referral, "sign_in"),
    (LetterAbout::Referral, "again"),
    (LetterAbout::Referral, "reminder"),
    (LetterAbout::Correction, "correction"),
];

const REFUSED: &str = "the mail server refused the mail for good (code 550): check the recipient's address";

pub(super) fn add(made: &mut Samples) {
    let stuck: Vec<_> = (0..)
        .zip(KINDS)
        .map(|(n, kind)| line(140 + 2 * n, kind, LetterState::NeedsPerson, (n % 2 == 0).then_some(REFUSED)))
        .collect();
    let all: Vec<_> =
        LetterState::ALL.iter().zip(160..).map(|(state, n)| line(2 * n, KINDS[1], *state, None)).collect();
    let list = |found: Vec<LetterLine>, next: Option<Uuid>, stuck_only: bool| {
        let c = chrome(Role::Analyst, Place::Letters, "nav-letters");
        LettersPage::of(c, &(found, next), stuck_only, next.is_some(), NOW)
    };
    made.add("letters", &list(stuck, None, true));
    made.add("letters-none", &list(Vec::new(), None, true));
    made.add("letters-all", &list(all, Some(uuid(160)), false));
    made.add("letters-all-none", &list(Vec::new(), None, false));
    one(made);
}

fn one(made: &mut Samples) {
    let mut letter = Letter::plain(
        "duty@police.example",
        "A referral for you, ref. 019ab3c4",
        "To whoever is on duty,\n\nopen the link and answer there.",
    );
    letter.attachments = vec![Attachment::xarf("{\n  \"xarf_version\": \"4.2.0\"\n}".to_owned())];
    let page = |line, letter: Option<Letter>, link_hidden, problems: Vec<Problem>| {
        let found = Found { line, letter, link_hidden, by_mail: true };
        let to = if problems.is_empty() { "" } else { "no mailbox" };
        LetterPage::of(chrome(Role::Analyst, Place::Letters, "letter-title"), &found, to, problems, NOW)
    };
    let stuck = line(170, KINDS[0], LetterState::NeedsPerson, Some(REFUSED));
    made.add("letter-stuck", &page(stuck.clone(), Some(letter.clone()), true, Vec::new()));
    let wrong = vec![Problem::at("to", Texts::console().get("wrong-choice"))];
    made.add("letter-wrong", &page(stuck, Some(letter.clone()), false, wrong));
    let sent = line(172, KINDS[0], LetterState::Sent, None);
    made.add("letter-sent", &page(sent.clone(), Some(letter), false, Vec::new()));
    made.add("letter-erased", &page(sent, None, false, Vec::new()));
    for done in flash::NAMES.iter().filter(|name| name.starts_with("letter_")) {
        let mut c = chrome(Role::Analyst, Place::Letters, "nav-letters");
        c.done = Some(Texts::console().get(&format!("done-{done}")));
        made.add(&format!("letters-{done}"), &LettersPage::of(c, &(Vec::new(), None), true, false, NOW));
    }
}
