//! What follows from a letter's fate, for each kind of letter. Whoever adds a kind answers three questions here: who may see to it,
//! whether it is still wanted when its turn comes, and what its record learns when it left or got stuck.

use tutela_model::access::Permission;
use tutela_model::id::NoticeId;
use tutela_model::letter::LetterAbout;
use tutela_model::notice::NoticeState;
use tutela_model::person::Actor;
use tutela_store::Tx;
use tutela_store::records::mail::MailRow;
use tutela_store::records::notice;

use crate::correction;
use crate::error::Error;
use crate::node::Node;
use crate::referral;
use crate::removal;

/// What somebody must be permitted to see to a letter of this kind.
pub(crate) fn permission(about: LetterAbout) -> Permission {
    match about {
        LetterAbout::Notice | LetterAbout::Preservation => Permission::Notices,
        LetterAbout::Referral | LetterAbout::Correction => Permission::Refer,
        LetterAbout::OnCall => Permission::Alerts,
        LetterAbout::Person => Permission::ManagePeople,
    }
}

/// Whether a letter is wanted when its turn comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// It goes out.
    Now,
    /// It waits: whoever lets it go puts its job in again.
    Later,
    /// Nobody wants it any more.
    NoMore,
}

/// Whether a letter is still wanted when its turn comes.
pub(super) async fn wanted(tx: &Tx, mail: &MailRow) -> Result<Wanted, Error> {
    Ok(match mail.about {
        LetterAbout::Notice => match notice::get(tx, NoticeId(mail.record)).await?.map(|row| row.state) {
            None | Some(NoticeState::Removed) => Wanted::NoMore,
            // The police asked to wait.
            Some(NoticeState::Held) => Wanted::Later,
            Some(_) => Wanted::Now,
        },
        LetterAbout::Referral if !referral::is_wanted(tx, mail).await? => Wanted::NoMore,
        LetterAbout::Correction if !correction::is_wanted(tx, mail).await? => Wanted::NoMore,
        LetterAbout::Referral
        | LetterAbout::Correction
        | LetterAbout::Preservation
        | LetterAbout::OnCall
        | LetterAbout::Person => Wanted::Now,
    })
}

/// A letter left the house.
pub(super) async fn left(tx: &Tx, node: &Node, mail: &MailRow, actor: Actor) -> Result<(), Error> {
    match mail.about {
        LetterAbout::Notice => removal::told(tx, node, mail, actor).await,
        LetterAbout::Referral => referral::left(tx, node, mail).await,
        LetterAbout::Correction => correction::left(tx, node, mail).await,
        LetterAbout::Preservation | LetterAbout::OnCall | LetterAbout::Person => Ok(()),
    }
}

/// A letter cannot leave, or came back.
pub(super) async fn stuck(tx: &Tx, node: &Node, mail: &MailRow) -> Result<(), Error> {
    match mail.about {
        LetterAbout::Referral => referral::stuck(tx, node, mail).await,
        // Its page shows it, and the list of letters that need a person.
        LetterAbout::Notice
        | LetterAbout::Correction
        | LetterAbout::Preservation
        | LetterAbout::OnCall
        | LetterAbout::Person => Ok(()),
    }
}
