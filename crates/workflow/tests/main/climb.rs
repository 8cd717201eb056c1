//! The ladder above a host, and how fast hosts remove.

use tutela_model::clock::{DAY, HOUR, MINUTE};
use tutela_model::ladder::Rung;
use tutela_model::notice::{Finding, NoticeState};
use tutela_testkit::{
    DnsDouble, HostAnswer, HostDouble, RegistryDouble, SmtpDouble, TestNode, on_both_engines,
};
use tutela_workflow::Error;
use tutela_workflow::read::{HostQuery, HostsQuery, NoticeQuery};
use tutela_workflow::removal::{escalate, record_found};
use tutela_workflow::trace::{HostByHand, set_host};

use crate::steps::{ABUSE, decided, mailing, notice, notice_id, watching};
use crate::trace::tracing;

on_both_engines!(the_next_one_up_is_told_when_a_host_does_not_act, async |database| {
    let (smtp, host) = (SmtpDouble::start().await, HostDouble::start().await);
    let mut settings = watching(&smtp, &host);
    settings.removal.regulator = Some("desk@regulator.example".to_owned());
    let node = TestNode::start_with(&database, settings).await;
    host.set("/page", HostAnswer::Status(200));
    let (analyst, id) = decided(&node, &host.url("/page")).await;
    let notice_id = notice_id(&node, &analyst, id).await;
    let up = async |rung| escalate(&node, &analyst, notice_id, rung, "abuse@carrier.example").await;
    assert!(matches!(up(Rung::Upstream).await, Err(Error::Notice(_))), "the host is told first");
    for _ in 0..160 {
        node.run_due().await;
        node.clock.advance(HOUR / 2);
    }
    assert_eq!(notice(&node, &analyst, id).await.state, NoticeState::NeedsPerson);
    let page = node.read(&analyst, NoticeQuery { id: notice_id }).await.unwrap();
    let above: Vec<_> = page.above.iter().map(|next| (next.rung, next.mailbox.as_deref())).collect();
    assert_eq!(
        above,
        [(Rung::Upstream, None), (Rung::Registrar, None), (Rung::Regulator, Some("desk@regulator.example"))]
    );
    let before = smtp.mails().len();
    up(Rung::Upstream).await.unwrap();
    assert!(matches!(up(Rung::Upstream).await, Err(Error::Refused(_))), "nobody is told twice by mistake");
    node.run_due().await;
    let mails = smtp.mails();
    assert_eq!(
        (mails.len(), mails[before].to.as_slice()),
        (before + 1, ["abuse@carrier.example".to_owned()].as_slice())
    );
    let body = mails[before].body();
    assert!(body.contains("still answers") && !body.contains(ABUSE), "{body}");
    assert_eq!(notice(&node, &analyst, id).await.state, NoticeState::Sent, "they have time, too");

    // Two days, and a person is called again; then it is gone after all.
    for _ in 0..100 {
        node.clock.advance(HOUR / 2);
        node.run_due().await;
    }
    assert_eq!(notice(&node, &analyst, id).await.state, NoticeState::NeedsPerson);
    assert_eq!(smtp.mails().len(), before + 1, "whoever stands above a host is not reminded");
    record_found(&node, &analyst, notice_id, Finding::Removed).await.unwrap();
    assert!(matches!(up(Rung::Registrar).await, Err(Error::Notice(_))));
});

on_both_engines!(where_the_operator_wishes_the_ladder_is_climbed_by_itself, async |database| {
    let (smtp, host) = (SmtpDouble::start().await, HostDouble::start().await);
    let (dns, registry) = (DnsDouble::start().await, RegistryDouble::start().await);
    let mut settings = watching(&smtp, &host);
    settings.trace = tracing(&dns, &registry).trace;
    settings.trace.geo = None;
    settings.removal.climbs = true;
    settings.removal.regulator = Some("desk@regulator.example".to_owned());
    let ip = host.address().ip().to_string();
    registry.set_network(&ip, ("127.0.0.0", "127.255.255.255"), "NL", ("Invented Host B.V.", ABUSE));
    let node = TestNode::start_with(&database, settings).await;
    host.set("/page", HostAnswer::Status(200));
    let (analyst, id) = decided(&node, &host.url("/page")).await;
    for _ in 0..160 {
        node.run_due().await;
        node.clock.advance(HOUR / 2);
    }
    // Nobody knows the network above or a registrar: the regulator is the next whose mailbox is known.
    let to: Vec<_> = smtp.mails().iter().map(|mail| mail.to[0].clone()).collect();
    assert_eq!(to, [ABUSE, ABUSE, ABUSE, ABUSE, "desk@regulator.example"]);
    let page = node.read(&analyst, NoticeQuery { id: notice_id(&node, &analyst, id).await }).await.unwrap();
    assert_eq!((page.line.rung, page.line.state), (Rung::Regulator, NoticeState::Sent));
});

on_both_engines!(a_hosts_record_tells_how_fast_it_removes, async |database| {
    let smtp = SmtpDouble::start().await;
    let node = TestNode::start_with(&database, mailing(&smtp)).await;
    for (n, hours) in [1, 2, 3, 4, 40].into_iter().enumerate() {
        let (analyst, id) = decided(&node, &format!("https://host.example/{n}")).await;
        node.run_due().await;
        node.clock.advance(hours * HOUR);
        if n < 4 {
            let notice_id = notice_id(&node, &analyst, id).await;
            record_found(&node, &analyst, notice_id, Finding::Removed).await.unwrap();
        }
    }
    let (analyst, id) = decided(&node, "https://host.example/last").await;
    let (records, next) = node.read(&analyst, HostsQuery { after: String::new() }).await.unwrap();
    assert_eq!((records.len(), next), (1, None));
    let record = &records[0];
    assert_eq!((record.host.name.as_str(), record.host.mailbox.as_deref()), ("host.example", Some(ABUSE)));
    assert_eq!((record.told, record.gone), (5, 4), "what has not left the house counts for nobody");
    assert_eq!((record.median, record.ninety), (Some(2 * HOUR), Some(4 * HOUR)));
    assert!(node.now().since(record.contacted_at.unwrap()) < 2 * DAY + MINUTE);
    let (_, notices) = node.read(&analyst, HostQuery { id: record.host.id }).await.unwrap();
    assert_eq!((notices.len(), notices[0].report), (6, id));

    // A host that is found by hand under a mailbox that is known is the host of the next notice.
    let found = HostByHand {
        name: "Invented Host B.V.".to_owned(),
        mailbox: "other@host.example".to_owned(),
        country: None,
        reason: "Imprint".to_owned(),
    };
    set_host(&node, &analyst, id, 0, &found).await.unwrap();
    assert_eq!(node.read(&analyst, HostsQuery { after: String::new() }).await.unwrap().0.len(), 2);
});
