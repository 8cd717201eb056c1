//! National law: what it says, which files are refused, and hostile text.

use std::fmt::Write;

use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use tutela_formats::national_law::{
    ActClass, AgeBand, Depiction, Finding, LawError, MAX_BYTES, NationalLaw, Rule,
};

const HEAD: &str = r#"
country = "PT"
source = "Penal Code of an invented country, read at https://law.example"
read_on = "2026-11-01"
read_by = "A. Reader"
"#;

fn law(rules: &str) -> Result<NationalLaw, LawError> {
    format!("{HEAD}{rules}").parse()
}

fn message(text: &str) -> String {
    text.parse::<NationalLaw>().unwrap_err().to_string()
}

#[test]
fn the_first_rule_that_fits_decides() {
    let law = law(r#"
        [[rule]]
        age = ["infant_or_toddler", "prepubescent", "pubescent"]
        act = ["sexual_act", "genital_focus"]
        finding = "nationally_illegal"
        [[rule]]
        age = ["adult"]
        finding = "not_illegal"
        [[rule]]
        act = ["none"]
        depiction = ["real", "simulated"]
        finding = "not_illegal"
    "#)
    .unwrap();
    let says = |age, act, depiction| law.finding(age, act, depiction);
    assert_eq!(
        says(AgeBand::Pubescent, ActClass::GenitalFocus, Depiction::Undetermined),
        Some(Finding::NationallyIllegal)
    );
    assert_eq!(says(AgeBand::Adult, ActClass::SexualAct, Depiction::Real), Some(Finding::NotIllegal));
    assert_eq!(says(AgeBand::Undetermined, ActClass::None, Depiction::Real), Some(Finding::NotIllegal));
    assert_eq!(says(AgeBand::Undetermined, ActClass::None, Depiction::Undetermined), None);
    assert_eq!(says(AgeBand::Prepubescent, ActClass::OtherSexualised, Depiction::Real), None);
    assert_eq!(law.country, "PT");
    assert_eq!(law.read_on.to_string(), "2026-11-01");
}

#[test]
fn a_typo_that_would_make_abuse_lawful_is_refused() {
    let everything_lawful = law("[[rule]]\nfinding = \"not_illegal\"").unwrap_err();
    assert_eq!(everything_lawful, LawError::AbuseCalledLawful { rule: 1, age: AgeBand::InfantOrToddler });
    let order = law(r#"
        [[rule]]
        age = ["infant_or_toddler", "prepubescent"]
        finding = "nationally_illegal"
        [[rule]]
        act = ["sexual_act"]
        finding = "not_illegal"
        [[rule]]
        age = ["pubescent"]
        finding = "nationally_illegal"
    "#)
    .unwrap_err();
    assert_eq!(order, LawError::AbuseCalledLawful { rule: 2, age: AgeBand::Pubescent });
    assert!(
        order
            .to_string()
            .starts_with("rule 2 calls a real sexual_act with a child of age pubescent not_illegal")
    );
    // The same rule is lawful where rules before it have taken every child.
    assert!(law("[[rule]]\nage = [\"infant_or_toddler\", \"prepubescent\", \"pubescent\"]\nfinding = \"nationally_illegal\"\n[[rule]]\nfinding = \"not_illegal\"").is_ok());
    assert!(law("[[rule]]\ndepiction = [\"simulated\"]\nfinding = \"not_illegal\"").is_ok());
}

#[test]
fn errors_name_the_rule_and_the_field() {
    let good = "[[rule]]\nfinding = \"nationally_illegal\"\n";
    let said = |rules: &str| message(&format!("{HEAD}{good}{rules}"));
    assert_eq!(
        said("[[rule]]\nage = [\"teen\"]\nfinding = \"not_illegal\""),
        "rule 2, field age: \"teen\" is not a known age band; use one of: infant_or_toddler, prepubescent, pubescent, adult, undetermined"
    );
    assert!(
        said("[[rule]]\nact = []\nfinding = \"not_illegal\"")
            .starts_with("rule 2, field act: is an empty list")
    );
    assert!(
        said("[[rule]]\nact = \"none\"\nfinding = \"not_illegal\"").contains("is a TOML string where a list")
    );
    assert!(
        said("[[rule]]\nact = [1]\nfinding = \"not_illegal\"").contains("is a TOML integer where a list")
    );
    assert!(said("[[rule]]\n").starts_with("rule 2, field finding: is missing"));
    assert!(
        said("[[rule]]\nfinding = \"illegal\"")
            .starts_with("rule 2, field finding: \"illegal\" is not a known")
    );
    assert!(
        said("[[rule]]\nages = [\"adult\"]\nfinding = \"not_illegal\"")
            .starts_with("rule 2, field \"ages\": is not known here; the fields are age, act")
    );
    assert!(said("[[rules]]\n").starts_with("head, field \"rules\": is not known here"));
    assert!(said("[[rule]\n").starts_with("line 8: "));
}

#[test]
fn the_head_must_say_who_read_what_and_when() {
    let rules = "[[rule]]\nfinding = \"nationally_illegal\"\n";
    let with = |from: &str, to: &str| message(&format!("{HEAD}{rules}").replace(from, to));
    assert!(with("country = \"PT\"", "").starts_with("head, field country: is missing"));
    assert!(
        with("\"PT\"", "\"pt\"").starts_with("head, field country: must be the country's two upper-case")
    );
    assert!(with("\"A. Reader\"", "\" \"").starts_with("head, field read_by: must be one line"));
    assert!(with("source = \"", "source = \"a\\nb").starts_with("head, field source: must be one line"));
    assert!(with("\"2026-11-01\"", "\"2026-11-31\"").starts_with("head, field read_on: must be a day"));
    assert!(with("\"2026-11-01\"", "\"20261101\"").starts_with("head, field read_on: must be a day"));
    assert!(
        with("\"2026-11-01\"", "2026-11-01")
            .starts_with("head, field read_on: is a TOML datetime where a text")
    );
    assert!(with(rules, "").starts_with("the file has no [[rule]]"));
    assert!(with(rules, "rule = 1").contains("where [[rule]] should stand"));
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    assert_eq!("#".repeat(MAX_BYTES + 1).parse::<NationalLaw>(), Err(LawError::TooLarge));
}

fn list<T: Clone + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = Option<Vec<T>>> {
    option::of(subsequence(all.to_vec(), 1..=all.len()))
}

fn rule() -> impl Strategy<Value = Rule> {
    (list(AgeBand::ALL), list(ActClass::ALL), list(Depiction::ALL), select(Finding::ALL))
        .prop_map(|(age, act, depiction, finding)| Rule { age, act, depiction, finding })
}

fn as_toml(rules: &[Rule]) -> String {
    fn field(text: &mut String, name: &str, words: Option<Vec<&str>>) {
        if let Some(words) = words {
            writeln!(text, "{name} = {words:?}").unwrap();
        }
    }
    let mut text = HEAD.to_owned();
    for rule in rules {
        text.push_str("[[rule]]\n");
        field(
            &mut text,
            "age",
            rule.age.as_ref().map(|list| list.iter().map(|word| word.as_str()).collect()),
        );
        field(
            &mut text,
            "act",
            rule.act.as_ref().map(|list| list.iter().map(|word| word.as_str()).collect()),
        );
        field(
            &mut text,
            "depiction",
            rule.depiction.as_ref().map(|list| list.iter().map(|word| word.as_str()).collect()),
        );
        writeln!(text, "finding = \"{}\"", rule.finding).unwrap();
    }
    text
}

proptest! {
    /// Either the rules come back as they were written, or they were refused for the one reason that is left.
    #[test]
    fn rules_come_back_and_never_call_abuse_lawful(rules in prop::collection::vec(rule(), 1..6)) {
        match as_toml(&rules).parse::<NationalLaw>() {
            Ok(law) => {
                prop_assert_eq!(&law.rules, &rules);
                for age in [AgeBand::InfantOrToddler, AgeBand::Prepubescent, AgeBand::Pubescent] {
                    let finding = law.finding(age, ActClass::SexualAct, Depiction::Real);
                    prop_assert_ne!(finding, Some(Finding::NotIllegal));
                }
            }
            Err(LawError::AbuseCalledLawful { rule, age }) => {
                prop_assert_eq!(rules[rule - 1].finding, Finding::NotIllegal);
                prop_assert!(rules[rule - 1].fits(age, ActClass::SexualAct, Depiction::Real));
            }
            Err(other) => prop_assert!(false, "{}", other),
        }
    }

    #[test]
    fn no_text_panics(text in "([\\[\\]\"'={},.#\n\r]|rule|age|act|finding|\"adult\"|2026-11-01|\\PC){0,120}") {
        let _ = text.parse::<NationalLaw>();
        let _ = law(&text);
    }
}

#[test]
fn deep_nesting_is_refused_not_followed() {
    assert!(law(&format!("rule = {}", "[".repeat(100_000))).is_err());
    assert!(law(&format!("x = {}", "{a=".repeat(50_000))).is_err());
    assert!(law(&format!("{}=1", "a.".repeat(80_000))).is_err());
}
