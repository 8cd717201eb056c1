//! Second opinions, agreement and exposure.

use tutela_model::access::Role;
use tutela_model::agreement::Agreement;
use tutela_model::assessment::{ActClass, AgeBand, Depiction, Observation};
use tutela_model::clock::{HOUR, MINUTE};
use tutela_model::exposure::{Exposure, ExposureLimit, day};
use tutela_model::id::{OpinionId, PersonId, ReportId};
use tutela_model::item::Item;
use tutela_model::opinion::OpinionPurpose;
use tutela_workflow::read::{
    Agreements, DeskAgreement, DeskExposure, OpinionLine, OpinionPage as Found, OwnExposure, PersonExposure,
    ToDo,
};

use super::Samples;
use super::data::{NOW, ago, chrome, file, url, uuid, viewer};
use crate::console::chrome::Place;
use crate::console::fields::Fields;
use crate::console::problem::Problem;
use crate::console::quality::agreement::AgreementPage;
use crate::console::quality::exposure::{ExposurePage, pause};
use crate::console::quality::opinion::OpinionPage;
use crate::console::quality::opinions::OpinionsPage;
use crate::texts::Texts;

pub(super) fn add(made: &mut Samples) {
    opinions(made);
    agreement(made);
    exposure(made);
}

fn line(n: u32, purpose: OpinionPurpose, to_do: ToDo) -> OpinionLine {
    OpinionLine {
        id: OpinionId(uuid(200 + n)),
        purpose,
        report: ReportId(uuid(10 + n)),
        asked_at: ago(i64::from(n) * 3 * HOUR),
        asked_by: (purpose == OpinionPurpose::Second).then(|| "Adomas Petrauskas".to_owned()),
        to_do,
    }
}

fn opinions(made: &mut Samples) {
    use OpinionPurpose::{Sample, Second};
    let all = [
        line(1, Second, ToDo::Wait),
        line(2, Second, ToDo::Give),
        line(3, Second, ToDo::Settle),
        line(4, Sample, ToDo::Give),
        line(5, Sample, ToDo::Settle),
    ];
    let page = |role, found: &[OpinionLine]| {
        OpinionsPage::of(chrome(role, Place::Quality, "opinions-title"), found, NOW)
    };
    made.add("opinions", &page(Role::SeniorAnalyst, &all));
    made.add("opinions-empty", &page(Role::Analyst, &[]));

    let one =
        Observation { age: AgeBand::Prepubescent, act: ActClass::GenitalFocus, depiction: Depiction::Real };
    let other = Observation {
        age: AgeBand::Undetermined,
        act: ActClass::OtherSexualised,
        depiction: Depiction::Undetermined,
    };
    let page = |line: OpinionLine, item: Item, both, problems| {
        let found = Found { line, item, position: 0, both };
        let role = Role::SeniorAnalyst;
        let typed = Fields::from([("age", "adult")]);
        OpinionPage::of(
            chrome(role, Place::Quality, "opinions-title"),
            &found,
            &viewer(role),
            &typed,
            problems,
        )
    };
    let address = || url("https://gallery.host.example/albums/42?page=3", None);
    made.add("opinion-give", &page(all[1].clone(), address(), None, Vec::new()));
    made.add("opinion-settle", &page(all[4].clone(), file(7), Some((one, other)), Vec::new()));
    let wrong = vec![Problem::at("act", Texts::console().get("wrong-act"))];
    made.add("opinion-wrong", &page(all[3].clone(), address(), None, wrong));
}

fn agreements(pairs: u64, equal: u64) -> Agreements {
    let found = |equal: u64, alpha: f64| Agreement { pairs, equal, alpha: (pairs > 1).then_some(alpha) };
    Agreements {
        age: found(equal, 0.71),
        act: found(equal.saturating_sub(2), 0.64),
        depiction: found(pairs, 0.93),
    }
}

fn agreement(made: &mut Samples) {
    let desk = DeskAgreement { second: agreements(19, 12), sample: agreements(142, 127), percent: 5 };
    let people = [
        ("Adomas Petrauskas".to_owned(), agreements(71, 66)),
        ("Jūratė Kazlauskaitė".to_owned(), agreements(1, 1)),
    ];
    let page = |role, desk: &DeskAgreement, people: Option<&[(String, Agreements)]>, problems| {
        let typed = Fields::from([("percent", "many")]);
        AgreementPage::of(chrome(role, Place::Quality, "agreement-title"), desk, people, &typed, problems)
    };
    made.add("agreement", &page(Role::SeniorAnalyst, &desk, Some(&people), Vec::new()));
    made.add("agreement-analyst", &page(Role::Analyst, &desk, None, Vec::new()));
    let none = DeskAgreement { percent: 5, ..DeskAgreement::default() };
    made.add("agreement-empty", &page(Role::SeniorAnalyst, &none, Some(&[]), Vec::new()));
    let wrong = vec![Problem::at("percent", Texts::console().get("wrong-percent"))];
    made.add("agreement-wrong", &page(Role::SeniorAnalyst, &desk, Some(&people), wrong));
}

fn seen(back: i64, assessed: u32, run: u32, minutes: i64) -> Exposure {
    Exposure {
        day: day(NOW) - back,
        assessed,
        viewed: assessed / 5,
        opened: assessed / 2,
        run,
        run_since: ago(minutes * MINUTE).micros(),
        last_at: ago(MINUTE).micros(),
        extra: 0,
    }
}

fn exposure(made: &mut Samples) {
    let usual = ExposureLimit::default();
    let limited = ExposureLimit { daily: 60, ..usual };
    let own = |today: Exposure, limit| OwnExposure {
        today,
        days: vec![today, seen(1, 31, 0, 0), seen(4, 18, 0, 0)],
        limit,
    };
    let person = |n: u32, name: &str, today, limit, own_limit| PersonExposure {
        id: PersonId(uuid(n)),
        name: name.to_owned(),
        today,
        limit,
        own_limit,
    };
    let desk = DeskExposure {
        desk: limited,
        people: vec![
            person(2, "Adomas Petrauskas", seen(0, 40, 12, 30), limited, false),
            person(3, "Jūratė Kazlauskaitė", seen(0, 14, 22, 40), ExposureLimit { daily: 1, ..usual }, true),
            person(1, "Rūta Vaitkienė", seen(0, 3, 3, 10), limited, false),
        ],
    };
    let page = |role, own: &OwnExposure, desk: Option<&DeskExposure>, problems| {
        let c = chrome(role, Place::Quality, "exposure-title");
        ExposurePage::of(c, own, desk, &viewer(role), (problems, NOW))
    };
    made.add("exposure", &page(Role::Analyst, &own(seen(0, 14, 22, 40), usual), None, Vec::new()));
    made.add("exposure-long", &page(Role::Analyst, &own(seen(0, 9, 9, 75), limited), None, Vec::new()));
    let calm = own(seen(0, 3, 3, 10), ExposureLimit { daily: 1, ..usual });
    made.add("exposure-desk", &page(Role::SeniorAnalyst, &calm, Some(&desk), Vec::new()));
    let wrong = vec![
        Problem::plain(Texts::console().get("wrong-limit")),
        Problem::plain(Texts::console().get("wrong-more")),
    ];
    made.add("exposure-wrong", &page(Role::SeniorAnalyst, &calm, Some(&desk), wrong));

    let mut c = chrome(Role::Analyst, Place::Quality, "opinions-title");
    c.pause = pause(Texts::console(), &seen(0, 14, 22, 40), usual, NOW);
    made.add("pause", &OpinionsPage::of(c, &[line(2, OpinionPurpose::Second, ToDo::Give)], NOW));
}
