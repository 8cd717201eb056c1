// A desk's day on a node as an operator runs it: PostgreSQL, a real mail server, name servers and files of addresses. A report of danger
// comes in while nobody looks, and is followed until its reporter reads what came of it. Every assertion is on what somebody sees.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { assertLooksRight, eventually, launch, openPage } from './browser.mjs';
import { actionable, assess, send, signIn } from './console.mjs';
import { startNames } from './names.mjs';
import { pagesOf, walkLinks } from './routes.mjs';
import { missing, startServed } from './served.mjs';

const skip = missing();
let served;
let browser;
let names;
/** The report of the day. */
let report;
before(async () => {
  if (skip) return;
  // See geo_samples.rs for why this network.
  names = await startNames({ 'host.example': '192.31.196.7' });
  served = await startServed(`[trace]\nenabled = true\ndns = ["${names.address}"]`);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await served?.stop();
  names?.stop();
});

const URL_TOLD = 'https://host.example/gallery/1';
const DEFANGED = 'hxxps://host[.]example/gallery/1';

const text = (page) => page.locator('main').innerText();
const mail = (to, subject) => eventually(`a mail to ${to}: ${subject}`, async () =>
  (await served.mails(to)).find(({ whole }) => subject.test(whole.match(/^Subject: .*(\n .*)*/m)[0])), 60);
const links = ({ text: body }) => body.match(/http:\/\/\S+/g) ?? [];

/** The desk before anything came: whom to wake, whom to refer to, what to trace with. */
async function prepare() {
  await served.addPerson('ana', 'analyst');
  await served.addPerson('sam', 'senior_analyst');
  await served.tutela('member', 'add', 'Unit Example', '--kind', 'police', '--contact', 'desk@unit.example', '--country', 'NL');
  await served.tutela('member', 'contact', 'Unit Example', '--purpose', 'urgent', 'night@unit.example');
  for (const file of ['country.mmdb', 'network.mmdb']) {
    await served.tutela('geo', 'import', path.join(process.env.TUTELA_TEST_GEO, file));
  }
  const senior = await signIn(browser, served, 'sam');
  await senior.goto(`${served.node}/console/on-call`);
  for (const day of await senior.locator('input[name=day]').all()) await day.check();
  await senior.fill('[name=starts]', '00:00');
  await senior.fill('[name=ends]', '00:00');
  await senior.selectOption('#person', { label: 'ana' });
  await send(senior, 'form[action="/console/on-call"]');
  await senior.selectOption('#of', { label: 'ana' });
  await senior.fill('#mailbox', 'ana@phone.example');
  await send(senior, 'form[action$="/mailbox"]');
  assert.match(await text(senior), /On call now: ana\./);
  return senior;
}

test('a report of danger wakes somebody and is followed until its reporter reads what came of it', { skip }, async () => {
  const senior = await prepare();

  const reporter = await openPage(browser, served.node);
  await reporter.goto(`${served.node}/en/report`);
  await reporter.check('input[name=danger][value=yes]');
  await reporter.fill('[name=url]', URL_TOLD);
  await reporter.check('input[name=category][value=csam]');
  await reporter.fill('[name=service]', 'forum.example');
  await reporter.fill('[name=who]', 'invented-name');
  await reporter.fill('[name=text]', 'Made up: he says that it goes on tonight.');
  await reporter.click('main form button[type=submit]');
  const words = (await reporter.locator('#receipt li').allTextContents()).join(' ');
  assert.equal(words.split(' ').length, 7);
  await assertLooksRight(reporter, 'the receipt');
  const comeBack = async (language = 'en') => {
    await reporter.goto(`${served.node}/${language}/return`);
    await reporter.fill('[name=receipt]', words);
    await reporter.click('main form button[type=submit]');
    return text(reporter);
  };

  // Nobody reads. Whoever is on call is woken, by a mail that tells nothing to whoever else may see it.
  const alert = await mail('ana@phone.example', /A report needs you/);
  assert.doesNotMatch(alert.whole, /host\.example|danger|child|forum|invented-name|\/reports\//i);
  assert.deepEqual(links(alert), [`${served.node}/console/`]);
  await senior.goto(`${served.node}/console/on-call`);
  const waits = /A report of danger now waits to be opened/;
  assert.match(await text(senior), waits);

  const analyst = await signIn(browser, served, 'ana');
  await analyst.goto(links(alert)[0]);
  await assertLooksRight(analyst, 'the queue with a report of danger');
  await analyst.locator('main a[href*="/console/reports/"]').first().click();
  report = analyst.url().split(/[?#]/)[0];
  assert.match(await text(analyst), /Made up: he says that it goes on tonight\./);
  await senior.reload();
  assert.doesNotMatch(await text(senior), waits, 'the alert ends once somebody opened it');
  await send(analyst, 'form[action*="/claim"]');
  assert.match(await comeBack(), /Somebody has looked at your report/);

  // What it is, where it lies, whose police.
  await assess(analyst, 0, 'prepubescent', 'sexual_act', 'real');
  await send(analyst, 'form[action*="/items/0/trace"]');
  await eventually('the trace', async () => {
    await analyst.goto(report);
    return /Host: Invented Carrier/.test(await text(analyst));
  });
  await analyst.locator('#traced-0 .explain summary').click();
  const evidence = await analyst.locator('#traced-0').innerText();
  // What can be known here: the name server's answer and the operator's files. No registry is set, and none is asked.
  assert.match(evidence, /192\.31\.196\.7/);
  assert.match(evidence, /Machine stands in\s+Netherlands/);
  assert.match(evidence, /No registry is known that answers for it/);
  assert.match(await analyst.locator('#route').innerText(), /Netherlands comes first/);
  await assertLooksRight(analyst, 'a report that was traced');

  // The police ask to wait: the notice is written and does not leave until their officer says so.
  await analyst.check('#decision-actionable');
  await analyst.locator('.decide details summary').click();
  await analyst.check('#hold');
  await analyst.fill('#decide-officer', 'Officer Example');
  await analyst.fill('#decide-unit', 'Unit Example');
  await actionable(analyst, 0, 'abuse@host.example');
  assert.match(await text(analyst), /Held back until/);
  await assertLooksRight(analyst, 'a report whose notice is held back');
  await senior.goto(`${served.node}/console/holds`);
  assert.match(await text(senior), /1 open/);
  await assertLooksRight(senior, 'police holds');
  assert.deepEqual(await served.mails('abuse@host.example'), []);
  assert.doesNotMatch(await comeBack(), /We told those who can take it down/);
  await analyst.fill('#officer', 'Officer Example');
  await analyst.fill('#unit', 'Unit Example');
  await analyst.click('button[value=go_ahead]');
  assert.match(await text(analyst), /The police gave the go-ahead/);
  const notice = await mail('abuse@host.example', /Notice of child sexual abuse material/);
  assert.ok(!notice.text.includes(URL_TOLD) && notice.text.includes(DEFANGED), 'nothing opens the address by mistake');
  assert.doesNotMatch(notice.whole, /goes on tonight|invented-name/);
  assert.match(await comeBack(), /We told those who can take it down/);

  // It is offered to the police of that country. What leaves is shown first.
  await analyst.goto(`${report}/refer`);
  await assertLooksRight(analyst, 'the offer');
  await analyst.getByLabel(/Unit Example/).check();
  await analyst.check('#way-mail');
  await send(analyst, 'form[action$="/refer"]');
  assert.match(await text(analyst), /Unit Example gets a letter at night@unit\.example/);
  await assertLooksRight(analyst, 'what would leave');
  await send(analyst, 'form[action$="/refer"]');
  const referral = analyst.url().split('?')[0];
  const offer = await mail('night@unit.example', /A referral for you/);
  assert.doesNotMatch(offer.text, /host\.example\/|gallery|invented-name/);

  const police = await openPage(browser, served.node);
  await police.goto(links(offer)[0]);
  assert.doesNotMatch(await text(police), /gallery|danger/);
  await assertLooksRight(police, 'the one-time page before its button');
  await send(police, 'main form');
  const opened = await text(police);
  assert.match(opened, /A child is said to be in danger now/);
  assert.ok(opened.includes(DEFANGED) && opened.includes('invented-name'));
  assert.doesNotMatch(opened, /goes on tonight/, 'the words of whoever reported were not sent');
  await assertLooksRight(police, 'the one-time page');
  await police.click('button[value=accept]');
  assert.match(await text(police), /Accepted/);
  const tell = async (outcome, release) => {
    await police.check(`#outcome-${outcome}`);
    if (release) await police.check('#release');
    await police.click('button[value=outcome]');
    await police.waitForLoadState();
  };
  await tell('suspect_identified', false);
  await tell('child_safe', true);
  assert.match(await text(police), /A suspect was identified[\s\S]*Not released[\s\S]*A child is safe[\s\S]*may know since/);
  await assertLooksRight(police, 'the answered referral');
  const stranger = await openPage(browser, served.node);
  await stranger.goto(links(offer)[0]);
  assert.match(await text(stranger), /This was opened already/);
  await assertLooksRight(stranger, 'a link that was used');

  // Something was wrong: everybody who was told is told so, and says that they noted it.
  await analyst.goto(`${report}/corrections`);
  await analyst.check('#kind-wrong_fact');
  await analyst.fill('#text', 'The account is at another forum.');
  await assertLooksRight(analyst, 'the form of a correction');
  await send(analyst, 'form[action$="/corrections"]');
  const correction = await mail('night@unit.example', /Correction of our referral/);
  assert.doesNotMatch(correction.text, /another forum/);
  await police.goto(links(correction)[0]);
  await assertLooksRight(police, 'a correction before its button');
  await send(police, 'main form');
  assert.match(await text(police), /The account is at another forum\./);
  await send(police, 'main form');
  assert.match(await text(police), /Noted/);
  await assertLooksRight(police, 'a correction that was noted');
  await mail('abuse@host.example', /Correction of our notice/);
  await analyst.goto(`${served.node}/console/corrections`);
  assert.doesNotMatch(await text(analyst), /Unit Example/, 'who noted it is waited for no longer');
  assert.match(await text(analyst), /Host of notice/);
  await analyst.goto(referral);
  assert.match(await text(analyst), /A child is safe[\s\S]*Noted/);
  await assertLooksRight(analyst, 'a referral with outcomes and a correction');

  // The host acts; somebody of the desk looks and notes it.
  await analyst.goto(report);
  await analyst.locator('main a[href*="/console/notices/"]').first().click();
  await assertLooksRight(analyst, 'a notice that was sent');
  await analyst.click('button[value=removed]');
  await analyst.goto(report);
  assert.match(await text(analyst), /Everything that hosts were told about is gone/);
  await assertLooksRight(analyst, 'a report that is gone');

  const read = await comeBack();
  assert.match(read, /What you reported is gone from where it was/);
  assert.match(read, /A child is safe\./);
  assert.doesNotMatch(read, /who may have done this|host\.example|Unit Example/, 'what was not released is not told');
  await assertLooksRight(reporter, 'what came of it');
  await comeBack('ar');
  assert.equal(await reporter.getAttribute('html', 'dir'), 'rtl');
  await assertLooksRight(reporter, 'what came of it, in Arabic');

  for (const page of [senior, reporter, analyst, police, stranger]) {
    assert.deepEqual(page.strangers, []);
    await page.context().close();
  }
});

test('a letter that comes back from a mail server needs a person', { skip }, async () => {
  await served.addPerson('bea', 'analyst');
  const reporter = await openPage(browser, served.node);
  await reporter.goto(`${served.node}/en/report`);
  await reporter.fill('[name=url]', 'https://gone.example/gallery/2');
  await reporter.click('main form button[type=submit]');
  await reporter.locator('#receipt li').first().waitFor();

  const analyst = await signIn(browser, served, 'bea');
  await analyst.goto(`${served.node}/console/`);
  await analyst.locator('main a[href*="/console/reports/"]').first().click();
  await send(analyst, 'form[action*="/claim"]');
  await assess(analyst, 0, 'prepubescent', 'sexual_act', 'real');
  await actionable(analyst, 0, 'gone@host.example');
  const returned = await eventually('what the mail server reports', async () =>
    (await served.mails('desk@hotline.example')).find(({ whole }) => /multipart\/report/.test(whole)));
  const file = path.join(served.data, 'returned.eml');
  await writeFile(file, returned.whole);
  assert.match(await served.tutela('letter', 'returned', file), /came back/);
  await analyst.goto(`${served.node}/console/letters`);
  assert.match(await text(analyst), /did not deliver it \(status \d\.\d\.\d\)/);
  await analyst.context().close();
  await reporter.context().close();
});

/** What the days did not bring: a list, a second opinion, a referral by sign-in, a request to preserve, an unknown host. */
async function prepareMore(analyst) {
  const list = path.join(served.data, 'list.csv');
  await writeFile(list, `reference,sha256\ninvented-1,${'ab'.repeat(32)}\n`);
  await served.tutela('list', 'import', list, '--name', 'Invented list', '--provenance', 'Invented for a test');
  await served.tutela('helplines', 'import');
  const key = (await served.tutela('key', 'add', 'Invented platform', '--scope', 'report')).trim().split('\n').pop().trim();
  const sent = await fetch(`${served.node}/api/v1/reports`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json', 'Idempotency-Key': 'invented-1' },
    body: JSON.stringify({ category: 'csam', items: [{ kind: 'url', url: 'https://host.example/3' }] }),
  });
  assert.ok(sent.ok, await sent.text());
  await served.tutela('member', 'add', 'Hotline Example', '--kind', 'hotline', '--contact', 'desk@hotline2.example', '--country', 'PT');
  await served.addLiaison('lia', 'Hotline Example');

  const reporter = await openPage(browser, served.node);
  await reporter.goto(`${served.node}/en/report`);
  await reporter.fill('[name=url]', 'https://unknown-host.example/2');
  await reporter.fill('[name=service]', 'forum.example');
  await reporter.fill('[name=who]', 'another-invented-name');
  await reporter.click('main form button[type=submit]');
  await reporter.context().close();
  await analyst.goto(`${served.node}/console/`);
  await analyst.locator('tr', { hasText: 'public form' }).locator('a').first().click();
  const other = analyst.url().split(/[?#]/)[0];
  await send(analyst, 'form[action*="/claim"]');
  await assess(analyst, 0, 'prepubescent', 'sexual_act', 'real');
  await send(analyst, 'form[action*="/items/0/opinion"]');
  await actionable(analyst, 0, 'abuse@unknown-host.example');
  await analyst.goto(other);
  await analyst.locator('section[aria-labelledby=holding] details summary').last().click();
  await analyst.fill('#service', 'Forum Example');
  await analyst.fill('#mailbox', 'legal@forum.example');
  await send(analyst, 'form[action*="/preserve"]');
  await analyst.goto(`${other}/refer`);
  await analyst.getByLabel(/Hotline Example/).check();
  await analyst.check('#way-liaison');
  await send(analyst, 'form[action$="/refer"]');
  await send(analyst, 'form[action$="/refer"]');
  await served.tutela('figures', 'recount');
}

test('every page of the console is accessible and fits, by day and by night', { skip }, async () => {
  const pages = await pagesOf('console');
  // The day has looked at what lies behind links in letters, to which no page leads. The third is a stream: console.test.mjs hears it.
  const seen = new Set(['/referral/{token}', '/referral/correction/{token}', '/console/events']);
  const stranger = await openPage(browser, served.node);
  for (const open of ['/referral/answer', '/console/sign-in']) {
    await stranger.goto(served.node + open);
    await assertLooksRight(stranger, open);
    seen.add(open);
  }
  await served.addPerson('ada', 'administrator');
  await served.addPerson('aud', 'auditor');
  await served.addPerson('max', 'analyst');
  const analyst = await signIn(browser, served, 'max');
  await prepareMore(analyst);
  for (const name of ['sam', 'lia', 'ada', 'aud']) {
    const page = await signIn(browser, served, name);
    const first = name === 'sam' ? [new URL(report).pathname] : [];
    await walkLinks(page, served.node, pages, seen, name, first);
    if (name === 'sam') {
      await page.goto(`${served.node}/console/search`);
      await assertLooksRight(page, '/console/search');
      seen.add('/console/search');
    }
    assert.deepEqual(page.strangers, []);
    await page.context().close();
  }
  assert.deepEqual(pages.filter((page) => !seen.has(page)), [], 'no link leads there: let this test go there');
});
