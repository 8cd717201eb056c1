//! Reading a law file.

use std::str::FromStr;

use jiff::civil::Date;
use toml::{Table, Value};

use super::error::{FieldProblem, LawError, Place};
use super::{ActClass, AgeBand, Depiction, Finding, NationalLaw, Rule};
use crate::{UnknownWord, text};

/// Largest law file that is read, in bytes.
pub const MAX_BYTES: usize = 256 * 1024;

const HEAD: &str = "country, source, read_on, read_by and [[rule]]";
const RULE: &str = "age, act, depiction and finding";

impl FromStr for NationalLaw {
    type Err = LawError;

    /// Reads the text of a law file.
    ///
    /// # Errors
    ///
    /// [`LawError`], naming the line, or the rule and the field.
    fn from_str(text: &str) -> Result<Self, LawError> {
        if text.len() > MAX_BYTES {
            return Err(LawError::TooLarge);
        }
        let table = text.parse().map_err(|error| syntax(text, &error))?;
        let mut head = Fields { place: Place::Head, table };
        let law = Self {
            country: head.country()?,
            source: head.line("source", "the statute and where it was read")?,
            read_on: head.day("read_on")?,
            read_by: head.line("read_by", "the name of who read the law")?,
            rules: head.rules()?,
        };
        head.finish(HEAD)?;
        law.refuse_abuse_called_lawful()?;
        Ok(law)
    }
}

impl NationalLaw {
    /// The one thing no country's rules may say; asked of the rules together, since the first that fits decides.
    fn refuse_abuse_called_lawful(&self) -> Result<(), LawError> {
        for age in [AgeBand::InfantOrToddler, AgeBand::Prepubescent, AgeBand::Pubescent] {
            let deciding = self.deciding_rule(age, ActClass::SexualAct, Depiction::Real);
            if let Some((rule, Rule { finding: Finding::NotIllegal, .. })) = deciding {
                return Err(LawError::AbuseCalledLawful { rule, age });
            }
        }
        Ok(())
    }
}

fn syntax(text: &str, error: &toml::de::Error) -> LawError {
    let before = error.span().and_then(|span| text.as_bytes().get(..span.start)).unwrap_or_default();
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    LawError::Syntax { line, message: error.message().to_owned() }
}

/// The fields of the head or of a rule that have not been read yet.
struct Fields {
    place: Place,
    table: Table,
}

impl Fields {
    fn error(&self, field: &str, problem: FieldProblem) -> LawError {
        LawError::Field { place: self.place, field: field.to_owned(), problem }
    }

    /// Takes a text, of which `expected` says what to write.
    fn text(&mut self, field: &'static str, expected: &'static str) -> Result<String, LawError> {
        match self.table.remove(field) {
            Some(Value::String(text)) => Ok(text),
            Some(other) => Err(self.error(
                field,
                FieldProblem::Kind { found: other.type_str(), expected: "a text in quotation marks" },
            )),
            None => Err(self.error(field, FieldProblem::Missing(expected))),
        }
    }

    fn line(&mut self, field: &'static str, expected: &'static str) -> Result<String, LawError> {
        let line = self.text(field, expected)?;
        if line.trim().is_empty() || text::has_hidden(&line) {
            return Err(self.error(field, FieldProblem::NotALine(expected)));
        }
        Ok(line.trim().to_owned())
    }

    fn country(&mut self) -> Result<String, LawError> {
        let code = self.text("country", "the country's two letters, such as \"PT\"")?;
        if code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(self.error("country", FieldProblem::Country));
        }
        Ok(code)
    }

    fn day(&mut self, field: &'static str) -> Result<Date, LawError> {
        let day = self.text(field, "the day the law was read, such as \"2026-11-01\"")?;
        // jiff also reads `20261101` and a time behind the day; a file that people compare has one spelling.
        let date = day.parse::<Date>().ok().filter(|date| date.to_string() == day);
        date.ok_or_else(|| self.error(field, FieldProblem::Day))
    }

    /// Takes the list of words of a rule; `None` where it is left out.
    fn words<T: FromStr<Err = UnknownWord>>(
        &mut self,
        field: &'static str,
    ) -> Result<Option<Vec<T>>, LawError> {
        let kind =
            |value: &Value| FieldProblem::Kind { found: value.type_str(), expected: "a list of words" };
        let Some(value) = self.table.remove(field) else { return Ok(None) };
        let list = match &value {
            Value::Array(list) if list.is_empty() => return Err(self.error(field, FieldProblem::EmptyList)),
            Value::Array(list) => list,
            other => return Err(self.error(field, kind(other))),
        };
        let words = list.iter().map(|value| match value {
            Value::String(word) => parse_word(word),
            other => Err(kind(other)),
        });
        words.collect::<Result<_, _>>().map(Some).map_err(|problem| self.error(field, problem))
    }

    fn rules(&mut self) -> Result<Vec<Rule>, LawError> {
        let wrong = |found| FieldProblem::Kind { found, expected: "[[rule]]" };
        let list = match self.table.remove("rule") {
            Some(Value::Array(list)) => list,
            Some(other) => return Err(self.error("rule", wrong(other.type_str()))),
            None => return Err(LawError::NoRules),
        };
        if list.is_empty() {
            return Err(LawError::NoRules);
        }
        let rules = (1..).zip(list).map(|(number, value)| match value {
            Value::Table(table) => Fields { place: Place::Rule(number), table }.rule(),
            other => Err(self.error("rule", wrong(other.type_str()))),
        });
        rules.collect()
    }

    fn rule(mut self) -> Result<Rule, LawError> {
        let rule = Rule {
            age: self.words("age")?,
            act: self.words("act")?,
            depiction: self.words("depiction")?,
            finding: {
                let word = self.text("finding", "\"nationally_illegal\" or \"not_illegal\"")?;
                parse_word(&word).map_err(|problem| self.error("finding", problem))?
            },
        };
        self.finish(RULE)?;
        Ok(rule)
    }

    /// Whatever is left is not of this format: most often a mistyped name, which must not pass for a field left out.
    fn finish(self, known: &'static str) -> Result<(), LawError> {
        match self.table.keys().next() {
            Some(field) => Err(self.error(&text::quoted(field), FieldProblem::Unknown(known))),
            None => Ok(()),
        }
    }
}

fn parse_word<T: FromStr<Err = UnknownWord>>(word: &str) -> Result<T, FieldProblem> {
    word.parse().map_err(|error| FieldProblem::Word { word: text::quoted(word), error })
}
