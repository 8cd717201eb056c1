//! Coming back with a receipt: where things stand, what the desk asks, and answers to it. The report itself is never shown.
//!
//! The receipt travels in the body of a form and nowhere else: not in an address, not in a cookie.

use askama::Template;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::response::Response;
use tutela_crypto::Receipt;
use tutela_model::field_error::{FieldError, Problem as Wrong};
use tutela_model::id::QuestionId;
use tutela_model::limits;
use tutela_model::text::{self, Lines};
use tutela_workflow::{Error, intake};

use super::flood::Kind;
use super::frame::Frame;
use super::report::{Failure, unread};
use super::report_fields::words;
use super::report_form::form_fields;
use super::source::Source;
use super::visit::{AnswerTyped, Notice, VisitPage};
use super::{Site, page};

/// The page that asks for the receipt.
#[derive(Template)]
#[template(path = "public/return.html")]
pub(super) struct ReturnPage {
    pub(super) frame: Frame,
    /// What was typed as receipt.
    pub(super) typed: String,
    /// Why nothing was opened.
    pub(super) problem: Option<String>,
}

/// The page that keeps an answer which could not be taken for now.
#[derive(Template)]
#[template(path = "public/answer_again.html")]
pub(super) struct AnswerAgain {
    pub(super) frame: Frame,
    pub(super) problem: String,
    pub(super) typed: AnswerForm,
}

/// The fields of the two forms.
#[derive(Clone, Default)]
pub(super) struct AnswerForm {
    pub(super) receipt: String,
    pub(super) question: String,
    pub(super) answer: String,
}

impl AnswerForm {
    fn read(body: &[u8]) -> Self {
        let mut form = Self::default();
        for (name, value) in form_fields(body) {
            match name.as_str() {
                "receipt" => form.receipt = value,
                "question" => form.question = value,
                "answer" => form.answer = value,
                _ => {}
            }
        }
        form
    }
}

pub(super) async fn show(State(site): State<Site>) -> Response {
    page(StatusCode::OK, &ReturnPage { frame: site.frame("return"), typed: String::new(), problem: None })
}

pub(super) async fn open(
    State(site): State<Site>,
    source: Source,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let form = match body {
        Ok(body) => AnswerForm::read(&body),
        Err(rejection) => return unread(&site, &rejection),
    };
    let Ok(receipt) = Receipt::parse(&form.receipt) else { return unknown(&site, form.receipt) };
    if !site.admits(Kind::Receipt, source) {
        return failed(&site, form.receipt, Failure::Flood);
    }
    visit(&site, &receipt, StatusCode::OK, form.receipt, Notice::None).await
}

pub(super) async fn answer(
    State(site): State<Site>,
    source: Source,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let form = match body {
        Ok(body) => AnswerForm::read(&body),
        Err(rejection) => return unread(&site, &rejection),
    };
    let Ok(receipt) = Receipt::parse(&form.receipt) else { return unknown(&site, form.receipt) };
    if !site.admits(Kind::Receipt, source) {
        return again(&site, form, Failure::Flood);
    }
    if let Err(mistake) = text::required("answer", &form.answer, limits::TEXT, Lines::Many) {
        return mistaken(&site, &receipt, form, &mistake).await;
    }
    let taken = match form.question.parse::<QuestionId>() {
        Ok(question) => intake::answer(&site.node, &receipt, question, &form.answer).await,
        Err(_) => Ok(false),
    };
    match taken {
        Ok(true) => visit(&site, &receipt, StatusCode::OK, form.receipt, Notice::Arrived).await,
        Ok(false) => visit(&site, &receipt, StatusCode::OK, form.receipt, Notice::Gone).await,
        Err(Error::NotFound(_)) => unknown(&site, form.receipt),
        Err(Error::Fields(mistakes)) => match mistakes.first() {
            Some(mistake) => mistaken(&site, &receipt, form, mistake).await,
            None => again(&site, form, Failure::Broken),
        },
        Err(error) => again(&site, form, Failure::of(&error)),
    }
}

/// The page of where things stand.
async fn visit(
    site: &Site,
    receipt: &Receipt,
    status: StatusCode,
    typed: String,
    notice: Notice,
) -> Response {
    match intake::visit(&site.node, receipt).await {
        Ok(Some(visit)) => page(status, &VisitPage::new(site.frame("return"), receipt, &visit, notice)),
        // A report that was erased is one that never was.
        Ok(None) | Err(Error::NotFound(_)) => unknown(site, typed),
        Err(error) => failed(site, typed, Failure::of(&error)),
    }
}

/// The page with the answer still in it and what is wrong with it.
async fn mistaken(site: &Site, receipt: &Receipt, form: AnswerForm, mistake: &FieldError) -> Response {
    let words = match mistake.problem {
        Wrong::Missing => site.frame("").t("error-answer"),
        ref problem => words(&site.frame(""), problem),
    };
    let typed = AnswerTyped { question: form.question, answer: form.answer, mistake: words };
    visit(site, receipt, StatusCode::UNPROCESSABLE_ENTITY, form.receipt, Notice::Mistake(typed)).await
}

/// Whatever is wrong with a receipt, the page says the same.
fn unknown(site: &Site, typed: String) -> Response {
    let frame = site.frame("return");
    let problem = Some(frame.t("return-error"));
    page(StatusCode::UNPROCESSABLE_ENTITY, &ReturnPage { frame, typed, problem })
}

fn failed(site: &Site, typed: String, failure: Failure) -> Response {
    let frame = site.frame("return");
    let problem = Some(frame.t(&format!("return-{}", failure.key())));
    page(failure.status(), &ReturnPage { frame, typed, problem })
}

fn again(site: &Site, typed: AnswerForm, failure: Failure) -> Response {
    let frame = site.frame("return").keeping();
    let problem = frame.t(&format!("failed-{}", failure.key()));
    page(failure.status(), &AnswerAgain { frame, problem, typed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_read() {
        let form = AnswerForm::read(b"receipt=a+b&question=q&answer=one%0D%0Atwo&x=y");
        assert_eq!((form.receipt.as_str(), form.question.as_str()), ("a b", "q"));
        assert_eq!(form.answer, "one\ntwo");
    }
}
