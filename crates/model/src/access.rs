//! Who may do what: one table.

use crate::named_enum;

named_enum! {
    /// What a person of the desk is there for.
    Role {
        /// Works on reports.
        Analyst = "analyst",
        /// Works on reports, takes them over, keeps the hash lists.
        SeniorAnalyst = "senior_analyst",
        /// Keeps people, keys and members; sees no report.
        Administrator = "administrator",
        /// Reads the audit log; sees no report.
        Auditor = "auditor",
        /// Stands for a member: sees and answers what was offered to it, and nothing else.
        Liaison = "liaison",
    }
}

named_enum! {
    /// What can be permitted.
    Permission {
        /// See the queue: categories, reasons, times, no sealed value.
        ReadQueue = "read_queue",
        /// Open a report and read its sealed values; every time is logged.
        ReadReport = "read_report",
        /// Take a report, give it back, ask its reporter, assess, decide, close.
        WorkOnReport = "work_on_report",
        /// See what each person of the desk holds and has decided.
        CaseLoad = "case_load",
        /// Save a view of the queue for the whole desk.
        ShareViews = "share_views",
        /// Give back a report that another holds.
        ReleaseOthers = "release_others",
        /// Hand out a token for the isolated viewing machine.
        ViewingToken = "viewing_token",
        /// See notices, record what was found at a URL.
        Notices = "notices",
        /// See the letters that leave the house and see to those that cannot; of each kind only whoever may see what it is about.
        Letters = "letters",
        /// See hash lists and how many entries they hold; no entry is ever listed.
        ReadLists = "read_lists",
        /// Import hash list entries, change lists and their subscriptions, publish what another brought in.
        ManageLists = "manage_lists",
        /// Confirm or dispute an entry that a report matches.
        Vote = "vote",
        /// Settle a dispute.
        SettleDispute = "settle_dispute",
        /// Ask for a second opinion on an assessment, and give one.
        Opinion = "opinion",
        /// Decide where two assessments differ, assess samples, and see how often each analyst agrees with others.
        Quality = "quality",
        /// See how much each analyst was exposed to, set pauses and daily limits, let somebody go on.
        Welfare = "welfare",
        /// Put a report under legal hold, and lift it.
        LegalHold = "legal_hold",
        /// Erase what a report says.
        EraseReport = "erase_report",
        /// See how long records are kept, what is erased next and what was erased; no sealed value.
        ReadRetention = "read_retention",
        /// See alerts and take note of them.
        Alerts = "alerts",
        /// Offer reports to members, see what came of it, correct what was told.
        Refer = "refer",
        /// See and answer what was offered to one's own organisation.
        Liaison = "liaison",
        /// See the people of the desk.
        ReadPeople = "read_people",
        /// Add and disable people.
        ManagePeople = "manage_people",
        /// See, add and revoke API keys.
        ManageKeys = "manage_keys",
        /// See the members directory.
        ReadMembers = "read_members",
        /// Add to the members directory.
        ManageMembers = "manage_members",
        /// See totals: how many came, wait, were decided, and how long it took.
        ReadTotals = "read_totals",
        /// See figures by sender and by host.
        ReadFigures = "read_figures",
        /// See the help directory, call its numbers and confirm them, change it.
        HelpDirectory = "help_directory",
        /// See who is on call, and set one's own mailbox for it.
        ReadOnCall = "read_on_call",
        /// Set who is on call and when.
        ManageOnCall = "manage_on_call",
        /// See what is missing in each language, and record who has read it.
        Languages = "languages",
        /// Read the audit log.
        ReadAudit = "read_audit",
    }
}

impl Role {
    /// The table. A role not named in a line does not have the permission.
    pub const fn may(self, permission: Permission) -> bool {
        use Permission as P;
        use Role as R;
        match permission {
            P::ReadQueue
            | P::ReadReport
            | P::WorkOnReport
            | P::ViewingToken
            | P::Notices
            | P::Vote
            | P::Opinion => {
                matches!(self, R::Analyst | R::SeniorAnalyst)
            }
            P::ReleaseOthers
            | P::CaseLoad
            | P::ShareViews
            | P::ManageLists
            | P::SettleDispute
            | P::Quality
            | P::Welfare
            | P::LegalHold
            | P::EraseReport => {
                matches!(self, R::SeniorAnalyst)
            }
            P::ReadRetention => matches!(self, R::SeniorAnalyst | R::Administrator | R::Auditor),
            P::ReadLists => matches!(self, R::Analyst | R::SeniorAnalyst | R::Auditor),
            P::Alerts => matches!(self, R::SeniorAnalyst | R::Administrator | R::Auditor),
            P::Refer => matches!(self, R::Analyst | R::SeniorAnalyst),
            P::Liaison => matches!(self, R::Liaison),
            P::Letters => matches!(self, R::Analyst | R::SeniorAnalyst | R::Administrator),
            P::ReadMembers => matches!(self, R::Analyst | R::SeniorAnalyst | R::Administrator),
            P::ManageMembers => matches!(self, R::SeniorAnalyst | R::Administrator),
            P::ReadPeople => matches!(self, R::SeniorAnalyst | R::Administrator | R::Auditor),
            P::ManagePeople | P::ManageKeys => matches!(self, R::Administrator),
            P::ReadTotals => matches!(self, R::SeniorAnalyst | R::Administrator | R::Auditor),
            P::ReadFigures => matches!(self, R::SeniorAnalyst | R::Auditor),
            P::HelpDirectory | P::ReadOnCall | P::Languages => {
                matches!(self, R::Analyst | R::SeniorAnalyst | R::Administrator)
            }
            P::ManageOnCall => matches!(self, R::SeniorAnalyst | R::Administrator),
            P::ReadAudit => matches!(self, R::Auditor | R::SeniorAnalyst),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_keeps_people_and_keys_sees_no_report() {
        for role in Role::ALL {
            assert!(!(role.may(Permission::ManagePeople) && role.may(Permission::ReadReport)), "{role}");
        }
    }

    #[test]
    fn a_liaison_may_answer_referrals_and_nothing_else() {
        for permission in Permission::ALL {
            assert_eq!(Role::Liaison.may(*permission), *permission == Permission::Liaison, "{permission}");
        }
    }

    #[test]
    fn every_permission_is_somebodys() {
        for permission in Permission::ALL {
            assert!(Role::ALL.iter().any(|role| role.may(*permission)), "{permission}");
        }
    }
}
