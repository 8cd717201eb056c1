//! Samples of every page, for the test that renders all of them in every language and for `examples/preview.rs`.

use askama::Template;
use tutela_crypto::Receipt;
use tutela_model::clock::Timestamp;
use tutela_model::country::Country;
use tutela_model::figures::{Quarter, rounded};
use tutela_model::help::{HelpDetails, HelpKind};
use tutela_model::id::QuestionId;
use tutela_model::on_call::Reading;
use tutela_model::referral::OutcomeKind;
use tutela_model::report::Origin;
use tutela_model::report_state::{Decision, Status};
use tutela_workflow::figures::Published;
use tutela_workflow::help::HelpShown;
use tutela_workflow::intake::{Exchange, Visit};
use tutela_workflow::{FiguresSettings, Settings};

use super::coming_back::{AnswerAgain, AnswerForm, ReturnPage};
use super::figures::Figures;
use super::frame::Frame;
use super::help::HelpPage;
use super::home::Home;
use super::kept::Kept;
use super::left::Left;
use super::problem::{Problem, ProblemPage};
use super::reads::Reads;
use super::report::{Failure, Form, ReportPage, YoungPage};
use super::report_form::{Typed, parse_report_form};
use super::sent::Sent;
use super::visit::{AnswerTyped, Notice, VisitPage};
use crate::texts::Language;

const WORDS: &str = "walnut drizzle paper harbor violin catering mulch";

/// One page with sample content.
pub struct Sample {
    /// What it is, fit for a file name.
    pub name: String,
    /// The page.
    pub html: String,
}

/// Every page in one language, in each state that it has sentences for.
pub fn all(language: Language) -> Vec<Sample> {
    let figures = FiguresSettings { publish: true, ..FiguresSettings::default() };
    let settings = Settings { organisation: "Example Hotline".into(), figures, ..Settings::default() };
    let mut samples = Samples { settings, language, made: Vec::new() };
    samples.plain();
    samples.figures();
    samples.forms();
    samples.sent();
    samples.coming_back();
    samples.visits();
    samples.made
}

struct Samples {
    settings: Settings,
    language: Language,
    made: Vec<Sample>,
}

impl Samples {
    fn frame(&self, path: &'static str) -> Frame {
        Frame::new(&self.settings, self.language, path)
    }

    fn add(&mut self, name: impl Into<String>, page: &impl Template) {
        let html = page.render().unwrap_or_else(|error| error.to_string());
        self.made.push(Sample { name: name.into(), html });
    }

    fn plain(&mut self) {
        self.help();
        self.add("left", &Left { frame: self.frame("left") });
        self.add("kept", &Kept { frame: self.frame("kept") });
        for problem in Problem::ALL {
            self.add(format!("problem-{problem:?}"), &ProblemPage::new(self.frame(""), *problem));
        }
    }

    /// The first page and help, with and without numbers.
    fn help(&mut self) {
        let own = country("LT");
        let (some, none) = (help(own, true), help(own, false));
        for (name, own, reading) in [
            ("home", None, Reading::NotSaid),
            ("home-own", Some((own, some.as_slice())), Reading::Now),
            ("home-later", Some((own, none.as_slice())), later()),
        ] {
            let frame = self.frame("");
            let reads = Reads::of(&frame, &reading);
            self.add(name, &Home::new(frame, own, reads));
        }
        self.add("help-choose", &HelpPage::new(self.frame("help"), None, &[]));
        for (name, found) in
            [("none", &[][..]), ("some", &some), ("unconfirmed", &none), ("helpline", &some[1..])]
        {
            let page = HelpPage::new(self.frame("help/LT"), Some(own), found);
            self.add(format!("help-{name}"), &page);
        }
    }

    fn figures(&mut self) {
        let quarter = |name: &str, scale: u64, median_hours| Published {
            quarter: Quarter::parse(name).unwrap_or_else(|| Quarter::of(Timestamp::from_micros(0))),
            actionable: rounded(412 * scale),
            informational: rounded(267 * scale),
            out_of_remit: rounded(88 * scale),
            not_illegal: rounded(3),
            undecided: rounded(9 * scale),
            gone_in_time: rounded(361 * scale),
            gone_later: rounded(49 * scale),
            not_gone: rounded(7 * scale),
            days: 3,
            holds: rounded(scale),
            median_hours,
        };
        let all = [
            quarter("2026-Q3", 3, Some(31)),
            quarter("2026-Q2", 2, Some(72)),
            quarter("2026-Q1", 0, None),
            quarter("2025-Q4", 1, Some(20)),
        ];
        self.add("figures", &Figures::new(self.frame("figures"), &all));
        self.add("figures-empty", &Figures::new(self.frame("figures"), &[]));
    }

    fn forms(&mut self) {
        let too_long = format!("url={}", "host.example/x%0A".repeat(300));
        let bodies = [
            "",
            "url=+",
            "danger=maybe&access=x&category=y&country=XX&service=%00&who=a%0Ab&text=%07",
            "url=host.example/a%0Ano+address&danger=yes&category=csam&country=PH&text=some+words&contact=me@mail.example",
            too_long.as_str(),
        ];
        for origin in [Origin::Public, Origin::Young] {
            for (at, body) in bodies.iter().enumerate() {
                let (typed, errors) = match parse_report_form(body.as_bytes(), origin) {
                    Err(wrong) if at > 0 => (*wrong.typed, wrong.errors),
                    _ => (Typed::default(), Vec::new()),
                };
                self.form(&format!("{at}"), origin, |frame| Form::new(frame, origin, &typed, &errors));
            }
            let long = format!("service={}&url=host.example/{}&text=x", "x".repeat(400), "x".repeat(5000));
            if let Err(wrong) = parse_report_form(long.as_bytes(), origin) {
                self.form("long", origin, |frame| Form::new(frame, origin, &wrong.typed, &wrong.errors));
            }
            for failure in Failure::ALL {
                let typed = Typed::read(b"url=host.example/a&text=some+words&danger=no");
                let name = format!("{failure:?}");
                self.form(&name, origin, |frame| Form::failed(frame, origin, &typed, *failure));
            }
        }
    }

    fn form(&mut self, name: &str, origin: Origin, make: impl FnOnce(&Frame) -> Form) {
        let frame = self.frame(if origin == Origin::Young { "young" } else { "report" });
        let form = make(&frame);
        if origin == Origin::Young {
            let reads = Reads::of(&frame, &later());
            self.add(format!("young-{name}"), &YoungPage { frame, form, reads });
        } else {
            let reads = Reads::of(&frame, &Reading::Now);
            self.add(format!("report-{name}"), &ReportPage { frame, form, reads });
        }
    }

    fn sent(&mut self) {
        let Ok(receipt) = Receipt::parse(WORDS) else { return };
        for (name, origin, danger) in [
            ("sent", Origin::Public, false),
            ("sent-danger", Origin::Public, true),
            ("sent-young", Origin::Young, false),
        ] {
            self.add(name, &Sent::new(self.frame("report"), &receipt, origin, danger));
        }
    }

    fn coming_back(&mut self) {
        let problems = ["error", "flood", "busy", "broken"].map(|key| Some(format!("return-{key}")));
        for key in [None].into_iter().chain(problems) {
            let frame = self.frame("return");
            let problem = key.as_ref().map(|key| frame.t(key));
            let typed = problem.iter().map(|_| "walnut ceramic").collect();
            self.add(key.unwrap_or_else(|| "return".into()), &ReturnPage { frame, typed, problem });
        }
        let frame = self.frame("return").keeping();
        let typed =
            AnswerForm { receipt: WORDS.into(), question: String::new(), answer: "I do not know.".into() };
        self.add("answer-again", &AnswerAgain { problem: frame.t("failed-busy"), frame, typed });
    }

    fn visits(&mut self) {
        let standings = [
            (Status::Received, None),
            (Status::LookedAt, None),
            (Status::LookedAt, Some(Decision::Actionable)),
            (Status::PassedOn, Some(Decision::Actionable)),
            (Status::Removed, Some(Decision::Actionable)),
            (Status::Closed, Some(Decision::Actionable)),
            (Status::Closed, Some(Decision::Informational)),
            (Status::Closed, Some(Decision::OutOfRemit)),
            (Status::Closed, Some(Decision::NotIllegal)),
        ];
        for (at, (status, decision)) in standings.into_iter().enumerate() {
            let exchanges = if at == 1 { exchanges() } else { Vec::new() };
            self.visit(
                &format!("{at}"),
                &Visit { status, decision, exchanges, outcomes: Vec::new() },
                Notice::None,
            );
        }
        let visit = Visit {
            status: Status::PassedOn,
            decision: Some(Decision::Actionable),
            exchanges: exchanges(),
            outcomes: Vec::new(),
        };
        let about_persons = OutcomeKind::ALL.iter().copied().filter(|kind| kind.is_about_a_person());
        let came = Visit { outcomes: about_persons.collect(), ..visit.clone() };
        self.visit("outcomes", &came, Notice::None);
        self.visit("arrived", &visit, Notice::Arrived);
        self.visit("gone", &visit, Notice::Gone);
        let question = visit.exchanges.first().map(|exchange| exchange.id.to_string()).unwrap_or_default();
        let mistake = self.frame("").t("error-answer");
        let typed = AnswerTyped { question, answer: String::new(), mistake };
        self.visit("mistake", &visit, Notice::Mistake(typed));
    }

    fn visit(&mut self, name: &str, visit: &Visit, notice: Notice) {
        let Ok(receipt) = Receipt::parse(WORDS) else { return };
        self.add(format!("visit-{name}"), &VisitPage::new(self.frame("return"), &receipt, visit, notice));
    }
}

fn country(code: &str) -> Country {
    Country::all().find(|country| country.as_str() == code).unwrap_or_else(|| unreachable!("{code}"))
}

fn later() -> Reading {
    Reading::Later { next: Some(("2026-11-24 09:00".into(), "Europe/Vilnius".into())) }
}

/// Invented help of every kind.
fn help(country: Country, confirmed: bool) -> Vec<HelpShown> {
    let entry = |kind, name: &str, phone: &str, url: Option<&str>| HelpShown {
        details: HelpDetails {
            country,
            kind,
            name: name.into(),
            phone: (!phone.is_empty()).then(|| phone.into()),
            url: url.map(str::to_owned),
            email: url.map(|_| "help@helpline.example".into()),
            chat: url.map(|_| "https://helpline.example/chat".into()),
            languages: vec!["lt".into(), "en".into(), "ar".into()],
            hours: url.map(|_| "24/7".into()),
            source: "invented".into(),
        },
        confirmed,
    };
    vec![
        entry(HelpKind::Emergency, "Invented emergency", "000", None),
        entry(HelpKind::Helpline, "Invented child helpline", "000 111", Some("https://helpline.example/")),
        entry(HelpKind::Police, "Invented police", "000 222", None),
        entry(HelpKind::Hotline, "Invented hotline", "", Some("https://hotline.example/report")),
    ]
}

fn exchanges() -> Vec<Exchange> {
    [
        ("Which user name did you see on the page?\nIf you do not remember, just write that.", true, false),
        ("On which day did you see it?", true, true),
        ("Thank you. The national helpline for landscapes can tell you more.", false, false),
    ]
    .into_iter()
    .zip(1..)
    .map(|((question, needs_answer, answered), n)| Exchange {
        id: QuestionId(uuid::Uuid::from_u128(n)),
        question: question.into(),
        needs_answer,
        answered,
    })
    .collect()
}
