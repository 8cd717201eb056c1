//! Passwords and codes that are reset, roles, recovery codes: nobody becomes somebody else in silence.

use tutela_model::access::{Permission, Role};
use tutela_model::alert::AlertKind;
use tutela_model::clock::{DAY, MINUTE, SECOND};
use tutela_model::person::Person;
use tutela_testkit::{TestNode, on_both_engines};
use tutela_workflow::alerts::take_note;
use tutela_workflow::people::{
    PASSWORD_LIFE, SignInError, account, add_person, change_password, change_role, disable_person,
    enable_person, new_recovery_codes, reset_codes, reset_password, session, session_of, sign_in,
    told_of_reset, totp, unlock,
};
use tutela_workflow::read::AlertsQuery;
use tutela_workflow::{Error, Viewer};

fn code(node: &TestNode, person: &Person, secret: &[u8]) -> String {
    let seconds = u64::try_from(node.now().micros() / SECOND).unwrap();
    totp(node, person, secret).unwrap().generate(seconds).to_string()
}

fn refused<T>(result: Result<T, Error>) -> bool {
    matches!(result, Err(Error::Refused(_)))
}

on_both_engines!(a_reset_password_opens_once_is_told_of_and_must_be_changed, async |database| {
    let node = TestNode::start(&database).await;
    let administrator = node.person(Role::Administrator).await;
    let new = node.credentials(Role::Analyst).await;
    let before = sign_in(&node, &new.person.name, &new.password, &code(&node, &new.person, &new.totp_secret))
        .await
        .unwrap();
    let (_, password) = reset_password(&node, Some(&administrator), new.person.id).await.unwrap();
    assert!(session_of(&node, &before.token).await.unwrap().is_none(), "old sessions end");
    assert!(!database.holds(password.as_bytes()).await);

    node.clock.advance(MINUTE);
    let entered = sign_in(&node, &new.person.name, &password, &code(&node, &new.person, &new.totp_secret))
        .await
        .unwrap();
    let (viewer, waits) = session(&node, &entered.token).await.unwrap().unwrap();
    assert!(waits, "the account waits for them");
    let own = account(&node, &viewer).await.unwrap();
    assert!(own.must_change && own.untold && own.codes_reset.is_none());
    let reset = own.password_reset.unwrap();
    assert_eq!(reset.by.as_deref(), Some(administrator.person.name.as_str()));

    let short = change_password(&node, &viewer, &entered.token, &password, "too short").await;
    assert!(matches!(short, Err(Error::Fields(_))));
    let wrong = change_password(&node, &viewer, &entered.token, "guessed", "four plain words here").await;
    assert!(matches!(wrong, Err(Error::Fields(_))));
    change_password(&node, &viewer, &entered.token, &password, "four plain words here").await.unwrap();
    told_of_reset(&node, &viewer, true).await.unwrap();
    assert!(!session(&node, &entered.token).await.unwrap().unwrap().1);
    node.clock.advance(MINUTE);
    let again = code(&node, &new.person, &new.totp_secret);
    assert!(matches!(sign_in(&node, &new.person.name, &password, &again).await, Err(SignInError::Wrong)));
    sign_in(&node, &new.person.name, "four plain words here", &again).await.unwrap();
    let logged = node.logged().await;
    for action in ["person.password_reset", "person.password_changed", "person.told_of_reset"] {
        assert_eq!(logged.iter().filter(|line| line.starts_with(action)).count(), 1, "{action}");
    }
});

on_both_engines!(a_password_that_was_handed_over_and_not_used_opens_no_more, async |database| {
    let node = TestNode::start(&database).await;
    let new = node.credentials(Role::Analyst).await;
    let (_, password) = reset_password(&node, None, new.person.id).await.unwrap();
    node.clock.advance(PASSWORD_LIFE + SECOND);
    let late = sign_in(&node, &new.person.name, &password, &code(&node, &new.person, &new.totp_secret)).await;
    assert!(matches!(late, Err(SignInError::Wrong)));
});

on_both_engines!(one_administrator_does_not_give_both_factors, async |database| {
    let node = TestNode::start(&database).await;
    let (one, other) = (node.person(Role::Administrator).await, node.person(Role::Administrator).await);
    let analyst = node.person(Role::Analyst).await.person.id;
    reset_password(&node, Some(&one), analyst).await.unwrap();
    assert!(refused(reset_codes(&node, Some(&one), analyst).await));
    let codes = reset_codes(&node, Some(&other), analyst).await.unwrap();
    assert_eq!(codes.recovery_codes.iter().count(), 8);
    assert!(refused(reset_password(&node, Some(&other), analyst).await));
    node.clock.advance(31 * DAY);
    reset_codes(&node, Some(&one), analyst).await.unwrap();
    assert!(refused(reset_password(&node, Some(&one), one.person.id).await), "never one's own");

    // Seniors and auditors are told; administrators cannot hide it.
    let (senior, auditor) = (node.person(Role::SeniorAnalyst).await, node.person(Role::Auditor).await);
    let waiting = |viewer: Viewer| {
        let node = &node;
        async move { node.read(&viewer, AlertsQuery { waiting_only: true }).await.unwrap() }
    };
    let alerts = waiting(auditor.clone()).await;
    let alert = alerts.iter().find(|alert| alert.kind == AlertKind::Access).unwrap();
    assert!(alert.detail.contains(&one.person.id.to_string()), "{}", alert.detail);
    assert!(refused(take_note(&node, &one, alert.id).await));
    take_note(&node, &senior, alert.id).await.unwrap();
});

on_both_engines!(whoever_did_not_ask_for_a_reset_raises_an_alert, async |database| {
    let node = TestNode::start(&database).await;
    let (administrator, auditor) = (node.person(Role::Administrator).await, node.person(Role::Auditor).await);
    let new = node.credentials(Role::SeniorAnalyst).await;
    let (_, password) = reset_password(&node, Some(&administrator), new.person.id).await.unwrap();
    let entered = sign_in(&node, &new.person.name, &password, &code(&node, &new.person, &new.totp_secret))
        .await
        .unwrap();
    let viewer = session_of(&node, &entered.token).await.unwrap().unwrap();
    told_of_reset(&node, &viewer, false).await.unwrap();
    assert!(session_of(&node, &entered.token).await.unwrap().is_none());
    let alerts = node.read(&auditor, AlertsQuery { waiting_only: true }).await.unwrap();
    assert!(alerts.iter().any(|alert| alert.kind == AlertKind::Disowned));
});

on_both_engines!(a_recovery_code_opens_once, async |database| {
    let node = TestNode::start(&database).await;
    let (new, other) = (node.credentials(Role::Analyst).await, node.credentials(Role::Analyst).await);
    let codes: Vec<_> = new.recovery_codes.iter().map(str::to_owned).collect();
    assert!(!database.holds(codes[0].as_bytes()).await);
    let wrong = sign_in(&node, &other.person.name, &other.password, &codes[0]).await;
    assert!(matches!(wrong, Err(SignInError::Wrong)), "another person's");
    let typed = codes[0].to_uppercase().replace('-', " ");
    let entered = sign_in(&node, &new.person.name, &new.password, &typed).await.unwrap();
    let again = sign_in(&node, &new.person.name, &new.password, &codes[0]).await;
    assert!(matches!(again, Err(SignInError::Wrong)));
    let viewer = session_of(&node, &entered.token).await.unwrap().unwrap();
    assert_eq!(account(&node, &viewer).await.unwrap().recovery_codes, 7);
    let fresh = new_recovery_codes(&node, &viewer, &new.password).await.unwrap();
    let old = sign_in(&node, &new.person.name, &new.password, &codes[1]).await;
    assert!(matches!(old, Err(SignInError::Wrong)), "the old ones end");
    sign_in(&node, &new.person.name, &new.password, fresh.iter().next().unwrap()).await.unwrap();
});

on_both_engines!(a_role_holds_from_the_next_click_and_is_never_ones_own_to_give, async |database| {
    let node = TestNode::start(&database).await;
    let administrator = node.person(Role::Administrator).await;
    let new = node.credentials(Role::Auditor).await;
    let token = sign_in(&node, &new.person.name, &new.password, &code(&node, &new.person, &new.totp_secret))
        .await
        .unwrap()
        .token;
    change_role(&node, Some(&administrator), new.person.id, Role::Analyst).await.unwrap();
    let viewer = session_of(&node, &token).await.unwrap().unwrap();
    assert!(viewer.may(Permission::ReadReport) && !viewer.may(Permission::ReadAudit));
    let own = administrator.person.id;
    assert!(refused(change_role(&node, Some(&administrator), own, Role::Analyst).await));
    // Not even the operator takes the last administrator away.
    assert!(refused(change_role(&node, None, own, Role::Analyst).await));
    assert!(refused(disable_person(&node, None, own).await));
    let second = node.person(Role::Administrator).await;
    disable_person(&node, Some(&second), own).await.unwrap();
    assert!(refused(disable_person(&node, None, second.person.id).await));
    enable_person(&node, Some(&second), own).await.unwrap();
    assert!(refused(enable_person(&node, Some(&second), own).await), "enabled already");
});

on_both_engines!(a_pause_is_ended_by_an_administrator, async |database| {
    let node = TestNode::start(&database).await;
    let administrator = node.person(Role::Administrator).await;
    let new = node.credentials(Role::Analyst).await;
    for _ in 0..5 {
        let _ = sign_in(&node, &new.person.name, &new.password, "000000").await;
    }
    let right = code(&node, &new.person, &new.totp_secret);
    assert!(matches!(
        sign_in(&node, &new.person.name, &new.password, &right).await,
        Err(SignInError::Locked)
    ));
    unlock(&node, Some(&administrator), new.person.id).await.unwrap();
    sign_in(&node, &new.person.name, &new.password, &right).await.unwrap();
    assert!(refused(unlock(&node, Some(&administrator), new.person.id).await));
});

on_both_engines!(whoever_an_administrator_adds_changes_the_password_first, async |database| {
    let node = TestNode::start(&database).await;
    let administrator = node.person(Role::Administrator).await;
    let new = add_person(&node, Some(&administrator), "Ada", Role::Analyst).await.unwrap();
    let entered =
        sign_in(&node, "Ada", &new.password, &code(&node, &new.person, &new.totp_secret)).await.unwrap();
    let (viewer, waits) = session(&node, &entered.token).await.unwrap().unwrap();
    assert!(waits && account(&node, &viewer).await.unwrap().must_change);
});
