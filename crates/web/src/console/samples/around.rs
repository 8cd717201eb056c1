//! Signing in, and pages that say that there is none.

use tutela_model::access::{Permission, Role};

use super::Samples;
use super::data::{NOW, chrome};
use crate::console::chrome::{Chrome, Place};
use crate::console::failure::{FailedPage, denied};
use crate::console::problem::Problem;
use crate::console::report::viewing::TokenPage;
use crate::console::sign_in::SignInPage;
use crate::texts::Texts;

pub(super) fn add(made: &mut Samples) {
    let texts = Texts::console();
    let sign_in = |name: &str, wrong: Option<&str>| {
        let mut c = Chrome::bare();
        c.title = c.t("sign-in-title");
        SignInPage {
            problems: wrong.map(|key| Problem::at("name", c.t(key))).into_iter().collect(),
            c,
            organisation: "Example Hotline".to_owned(),
            name: name.to_owned(),
            next: "/console/".to_owned(),
        }
    };
    made.add("sign-in", &sign_in("", None));
    made.add("sign-in-wrong", &sign_in("Rūta", Some("wrong-sign-in")));
    made.add("sign-in-flooded", &sign_in("Rūta", Some("wrong-tries")));

    for name in ["signed-out", "foreign", "large", "missing", "method", "busy", "broken"] {
        let what_to_do = texts.get(&format!("{name}-do"));
        let page = FailedPage::new(Chrome::bare(), name, what_to_do, name == "signed-out");
        made.add(&format!("failed-{name}"), &page);
    }
    let role = Role::Administrator;
    let what_to_do = denied(Some(role), Permission::ReadReport);
    made.add(
        "failed-denied",
        &FailedPage::new(chrome(role, Place::Elsewhere, "console"), "denied", what_to_do, false),
    );

    let c = chrome(Role::Analyst, Place::Queue, "token-title");
    let token = "Qm5v8wUbX2s7pYk1Rz0cJd3hTgLaEfNi6tOyVuWxPqM".to_owned();
    made.add("token", &TokenPage::of(c, token, NOW, "/console/".to_owned()));
}
