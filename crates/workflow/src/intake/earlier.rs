//! What earlier reports tell of one that comes: whether its content was assessed, whether its accounts and contents were named
//! before. Reports that come while one look is under way share the next one: a flood opens a transaction for many, not one for
//! each.

use std::collections::{HashMap, HashSet};

use tokio::sync::{mpsc, oneshot};
use tutela_model::content::ContentKey;
use tutela_model::id::ApiKeyId;
use tutela_model::urgency::Known;
use tutela_store::records::assessment;
use tutela_store::records::related::{self, Shared};
use tutela_store::{Store, StoreError, Tx};

use super::related::{LOOKED_AT, Related, related};
use crate::error::Error;

/// Reports that may wait for the next look. More than this many wait to get in here.
const WAITING: usize = 256;
/// Accounts and contents in one look, about: a look at large reports must not keep the others waiting for long.
const TOGETHER: usize = 512;

/// What is asked about one report.
pub(super) struct Question {
    /// The content of each item.
    pub(super) contents: Vec<Option<ContentKey>>,
    /// Whether each item is on a list.
    pub(super) listed: Vec<bool>,
    /// Accounts that others may have named.
    pub(super) accounts: Vec<Shared>,
    /// Its words, where reports in the same words are counted.
    pub(super) words: Option<[u8; 16]>,
    /// Whose key sent it.
    pub(super) sender: Option<ApiKeyId>,
}

impl Question {
    fn size(&self) -> usize {
        1 + self.contents.len() + self.accounts.len()
    }

    /// Whether each item is known, once it is clear which content was assessed.
    fn known(&self, assessed: &HashSet<ContentKey>) -> Vec<Known> {
        let items = self.contents.iter().zip(&self.listed);
        let is_known = |(content, listed): (&Option<ContentKey>, &bool)| {
            let known = *listed || content.is_some_and(|content| assessed.contains(&content));
            if known { Known::Yes } else { Known::No }
        };
        items.map(is_known).collect()
    }

    /// What others may have named too: its accounts, and content that is not known.
    fn shared(&self, known: &[Known]) -> Vec<Shared> {
        let unknown = self.contents.iter().zip(known).filter(|(_, known)| **known == Known::No);
        let contents = unknown.filter_map(|(content, _)| content.map(Shared::Content)).take(LOOKED_AT);
        let mut shared: Vec<Shared> = self.accounts.iter().copied().chain(contents).collect();
        shared.sort();
        shared.dedup();
        shared
    }
}

/// What was found about one report.
pub(super) struct Found {
    /// Whether each item is known.
    pub(super) known: Vec<Known>,
    /// What others may name too.
    pub(super) shared: Vec<Shared>,
    /// What it has in common with others.
    pub(super) related: Related,
}

struct Waiting {
    question: Question,
    answer: oneshot::Sender<Result<Found, Error>>,
}

/// Where it is asked. Who looks ends when it is gone.
pub(crate) struct Earlier(mpsc::Sender<Waiting>);

impl Earlier {
    /// Starts the one who looks.
    pub(crate) fn start(store: Store) -> Self {
        let (ask, waiting) = mpsc::channel(WAITING);
        tokio::spawn(look_on(store, waiting));
        Self(ask)
    }

    /// Looks at what earlier reports tell.
    pub(super) async fn ask(&self, question: Question) -> Result<Found, Error> {
        let (answer, answered) = oneshot::channel();
        self.0.send(Waiting { question, answer }).await.map_err(|_| StoreError::Closed)?;
        answered.await.map_err(|_| StoreError::Closed)?
    }
}

async fn look_on(store: Store, mut waiting: mpsc::Receiver<Waiting>) {
    while let Some(first) = waiting.recv().await {
        let mut size = first.question.size();
        let mut together = vec![first];
        while size < TOGETHER {
            let Ok(next) = waiting.try_recv() else { break };
            size += next.question.size();
            together.push(next);
        }
        answer(&store, together).await;
    }
}

async fn answer(store: &Store, together: Vec<Waiting>) {
    let (questions, answers): (Vec<Question>, Vec<_>) =
        together.into_iter().map(|waiting| (waiting.question, waiting.answer)).unzip();
    match look(store, &questions).await {
        Ok(found) => {
            for (answer, found) in answers.into_iter().zip(found) {
                // Whoever went away needs no answer.
                let _ = answer.send(Ok(found));
            }
        }
        // What is wrong with one must not fail the others.
        Err(_) if questions.len() > 1 => {
            for (answer, question) in answers.into_iter().zip(&questions) {
                let found = look(store, std::slice::from_ref(question)).await;
                let _ = answer.send(found.and_then(one));
            }
        }
        Err(error) => {
            if let Some(answer) = answers.into_iter().next() {
                let _ = answer.send(Err(error));
            }
        }
    }
}

fn one(found: Vec<Found>) -> Result<Found, Error> {
    Ok(found.into_iter().next().ok_or(StoreError::Closed)?)
}

async fn look(store: &Store, questions: &[Question]) -> Result<Vec<Found>, Error> {
    store.read("content assessed before", |tx| async move { look_in(&tx, questions).await }).await
}

async fn look_in(tx: &Tx, questions: &[Question]) -> Result<Vec<Found>, Error> {
    let named: HashSet<ContentKey> =
        questions.iter().flat_map(|q| q.contents.iter().flatten().copied()).collect();
    let named: Vec<ContentKey> = named.into_iter().collect();
    let assessed = assessment::assessed(tx, &named).await?;
    let each: Vec<(Vec<Known>, Vec<Shared>)> = questions
        .iter()
        .map(|question| {
            let known = question.known(&assessed);
            let shared = question.shared(&known);
            (known, shared)
        })
        .collect();
    let mut all: Vec<Shared> = each.iter().flat_map(|(_, shared)| shared.iter().copied()).collect();
    all.sort();
    all.dedup();
    let counts: HashMap<Shared, u32> = related::counts(tx, &all).await?;
    let mut found = Vec::with_capacity(questions.len());
    for (question, (known, shared)) in questions.iter().zip(each) {
        let related = related(tx, &shared, &counts, question.words.as_ref(), question.sender).await?;
        found.push(Found { known, shared, related });
    }
    Ok(found)
}
