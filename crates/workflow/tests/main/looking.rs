//! How a host is asked whether something is gone.

use tutela_model::clock::MINUTE;
use tutela_model::notice::NoticeState;
use tutela_testkit::{HostAnswer, HostDouble, SmtpDouble, TestDatabase, TestNode, on_both_engines};
use tutela_workflow::Settings;

use crate::steps::{decided, details, notice, watching};

/// Looks once; where the notice stands after, and what the log says of the look.
async fn look(
    database: &TestDatabase,
    host: &HostDouble,
    settings: Settings,
    url: &str,
) -> (NoticeState, Vec<String>) {
    let node = TestNode::start_with(database, settings).await;
    let (analyst, id) = decided(&node, url).await;
    node.run_due().await;
    assert!(host.requests().is_empty());
    node.clock.advance(10 * MINUTE);
    node.run_due().await;
    (notice(&node, &analyst, id).await.state, details(&node, "notice.checked").await)
}

on_both_engines!(where_head_is_not_answered_the_page_is_asked_for_and_not_read, async |database| {
    let (smtp, host) = (SmtpDouble::start().await, HostDouble::start().await);
    host.set("/page", HostAnswer::NoHeadEndless);
    let (state, checked) = look(&database, &host, watching(&smtp, &host), &host.url("/page")).await;
    assert_eq!(host.requests(), ["HEAD /page", "GET /page"]);
    assert_eq!((state, checked), (NoticeState::Sent, vec!["finding=still_up how=get".to_owned()]));
    // Buffers on the way take some of it; whoever reads such a page never ends.
    assert!(host.body_bytes() < 16 << 20, "{} bytes were taken", host.body_bytes());
});

on_both_engines!(a_page_that_only_get_finds_gone_is_gone, async |database| {
    let (smtp, host) = (SmtpDouble::start().await, HostDouble::start().await);
    host.set("/page", HostAnswer::NoHead(404));
    let (state, checked) = look(&database, &host, watching(&smtp, &host), &host.url("/page")).await;
    assert_eq!((state, checked), (NoticeState::Removed, vec!["finding=removed how=get".to_owned()]));
});

on_both_engines!(the_same_page_under_another_scheme_has_not_moved, async |database| {
    let (smtp, host) = (SmtpDouble::start().await, HostDouble::start().await);
    host.set("/page", HostAnswer::MovedTo(format!("https://{}/page/", host.address().ip())));
    let (state, checked) = look(&database, &host, watching(&smtp, &host), &host.url("/page")).await;
    assert_eq!((state, checked), (NoticeState::Sent, vec!["finding=still_up how=head".to_owned()]));
});

on_both_engines!(addresses_inside_the_network_are_never_asked, async |database| {
    let (smtp, host) = (SmtpDouble::start().await, HostDouble::start().await);
    let mut settings = watching(&smtp, &host);
    settings.recheck.allowed.clear();
    let (state, checked) = look(&database, &host, settings, &host.url("/page")).await;
    assert_eq!((state, checked), (NoticeState::Sent, vec!["finding=unclear how=private_address".to_owned()]));
    assert!(host.requests().is_empty());
});

on_both_engines!(a_host_that_hangs_up_leaves_it_open, async |database| {
    let (smtp, host) = (SmtpDouble::start().await, HostDouble::start().await);
    host.set("/page", HostAnswer::HangUp);
    let (state, checked) = look(&database, &host, watching(&smtp, &host), &host.url("/page")).await;
    assert_eq!((state, checked), (NoticeState::Sent, vec!["finding=unclear how=no_answer".to_owned()]));
});
