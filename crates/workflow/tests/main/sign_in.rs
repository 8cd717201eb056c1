//! Signing in, staying in, being kept out.

use tutela_model::access::Role;
use tutela_model::clock::{HOUR, MINUTE, SECOND};
use tutela_testkit::{TestNode, on_both_engines};
use tutela_workflow::Error;
use tutela_workflow::people::{
    IDLE, LONGEST, NewPerson, SignInError, SignedIn, add_person, disable_person, session_of, sign_in,
    sign_out, totp,
};

/// The code that the person's authenticator shows now.
fn code(node: &TestNode, new: &NewPerson) -> String {
    let seconds = u64::try_from(node.now().micros() / SECOND).unwrap();
    totp(node, &new.person, &new.totp_secret).unwrap().generate(seconds).to_string()
}

async fn enter(node: &TestNode, new: &NewPerson, code: &str) -> Result<SignedIn, SignInError> {
    sign_in(node, &new.person.name, &new.password, code).await
}

fn wrong(result: Result<SignedIn, SignInError>) -> bool {
    matches!(result, Err(SignInError::Wrong))
}

fn locked(result: Result<SignedIn, SignInError>) -> bool {
    matches!(result, Err(SignInError::Locked))
}

on_both_engines!(a_code_works_once, async |database| {
    let node = TestNode::start(&database).await;
    let new = node.credentials(Role::Analyst).await;
    let now = code(&node, &new);
    let signed_in = enter(&node, &new, &format!(" {} {}", &now[..3], &now[3..])).await.unwrap();
    assert_eq!(signed_in.person, new.person);
    assert!(wrong(enter(&node, &new, &now).await), "the same code again");
    node.clock.advance(30 * SECOND);
    enter(&node, &new, &code(&node, &new)).await.unwrap();
    assert!(!database.holds(signed_in.token.as_bytes()).await);
    assert!(!database.holds(new.password.as_bytes()).await && !database.holds(&new.totp_secret).await);
});

on_both_engines!(of_two_who_use_one_code_at_once_one_comes_in, async |database| {
    let node = TestNode::start(&database).await;
    let new = node.credentials(Role::Analyst).await;
    let now = code(&node, &new);
    let results = tutela_testkit::all([enter(&node, &new, &now), enter(&node, &new, &now)]).await;
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
});

on_both_engines!(wrong_name_password_or_code_are_one_and_the_same, async |database| {
    let node = TestNode::start(&database).await;
    let new = node.credentials(Role::Analyst).await;
    let now = code(&node, &new);
    assert!(wrong(sign_in(&node, "nobody", &new.password, &now).await));
    assert!(wrong(sign_in(&node, &new.person.name, "guessed", &now).await));
    assert!(wrong(enter(&node, &new, "000000").await));
    assert!(wrong(enter(&node, &new, "").await));
    node.clock.advance(90 * SECOND);
    assert!(wrong(enter(&node, &new, &now).await), "an old code");
    enter(&node, &new, &code(&node, &new)).await.unwrap();
});

on_both_engines!(failures_lock_for_a_while_that_doubles, async |database| {
    let node = TestNode::start(&database).await;
    let new = node.credentials(Role::Analyst).await;
    for _ in 0..5 {
        assert!(wrong(enter(&node, &new, "000000").await));
    }
    assert!(locked(enter(&node, &new, &code(&node, &new)).await), "even with the right code");
    node.clock.advance(MINUTE - 1);
    assert!(locked(enter(&node, &new, &code(&node, &new)).await));
    node.clock.advance(1);
    assert!(wrong(enter(&node, &new, "000000").await));
    node.clock.advance(2 * MINUTE - 1);
    assert!(locked(enter(&node, &new, &code(&node, &new)).await), "twice as long");
    node.clock.advance(1);
    enter(&node, &new, &code(&node, &new)).await.unwrap();
    node.clock.advance(MINUTE);
    assert!(wrong(enter(&node, &new, "000000").await), "and all is forgotten");
    assert_eq!(
        node.logged().await.iter().filter(|line| line.starts_with("person.sign_in_failed")).count(),
        7
    );
});

on_both_engines!(somebody_who_was_disabled_stays_out, async |database| {
    let node = TestNode::start(&database).await;
    let (new, administrator) =
        (node.credentials(Role::Analyst).await, node.person(Role::Administrator).await);
    let signed_in = enter(&node, &new, &code(&node, &new)).await.unwrap();
    assert!(session_of(&node, &signed_in.token).await.unwrap().is_some());
    disable_person(&node, Some(&administrator), new.person.id).await.unwrap();
    assert!(session_of(&node, &signed_in.token).await.unwrap().is_none());
    node.clock.advance(MINUTE);
    assert!(wrong(enter(&node, &new, &code(&node, &new)).await));
    let own = disable_person(&node, Some(&administrator), administrator.person.id).await;
    assert!(matches!(own, Err(Error::Refused(_))), "nobody locks themselves out");
});

on_both_engines!(a_session_ends_when_it_idles_or_the_shift_is_over, async |database| {
    let node = TestNode::start(&database).await;
    let new = node.credentials(Role::Analyst).await;
    let open = async |token: &str| session_of(&node, token).await.unwrap().is_some();
    let token = enter(&node, &new, &code(&node, &new)).await.unwrap().token;
    // Used every half hour, it lasts a shift.
    for _ in 0..LONGEST / IDLE {
        node.clock.advance(IDLE);
        assert!(open(&token).await);
        node.run_due().await;
    }
    node.clock.advance(1);
    assert!(!open(&token).await);
    let token = enter(&node, &new, &code(&node, &new)).await.unwrap().token;
    node.clock.advance(IDLE + 1);
    assert!(!open(&token).await);
    node.clock.advance(HOUR);
    node.run_due().await;
    assert_eq!(database.count("console_session", "TRUE").await, 0, "and is forgotten");
});

on_both_engines!(whoever_signs_out_is_out, async |database| {
    let node = TestNode::start(&database).await;
    let new = node.credentials(Role::Analyst).await;
    let token = enter(&node, &new, &code(&node, &new)).await.unwrap().token;
    let viewer = session_of(&node, &token).await.unwrap().unwrap();
    assert_eq!(viewer.person, new.person);
    sign_out(&node, &viewer, &token).await.unwrap();
    assert!(session_of(&node, &token).await.unwrap().is_none());
    assert!(session_of(&node, "").await.unwrap().is_none());
});

on_both_engines!(a_name_is_given_once, async |database| {
    let node = TestNode::start(&database).await;
    add_person(&node, None, "Ada", Role::Analyst).await.unwrap();
    let again = add_person(&node, None, " Ada ", Role::Auditor).await.err();
    assert!(matches!(again, Some(Error::Duplicate("person"))), "{again:?}");
    assert!(matches!(add_person(&node, None, " ", Role::Auditor).await, Err(Error::Fields(_))));
});

on_both_engines!(a_node_with_other_keys_does_not_start_on_the_data, async |database| {
    let node = TestNode::start(&database).await;
    assert!(matches!(node.with_other_keys().await, Err(Error::NotSetUp(_))));
    node.another_with(node.settings().clone()).await;
});
