// The console with many reports in it: accessible, fitting, asking nobody else, worked by keyboard. day.test.mjs goes to every page.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, assertFits, assertLooksRight, launch, openPage } from './browser.mjs';
import { actionable, assess, send, signIn } from './console.mjs';
import { startDemo } from './demo.mjs';

let demo;
let browser;
before(async () => {
  demo = await startDemo('--reports', '20');
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

async function look(page, paths) {
  for (const path of paths) {
    const answer = await page.goto(demo.node + path);
    assert.equal(answer.status(), 200, path);
    await assertLooksRight(page, path);
  }
  assert.deepEqual(page.strangers, []);
}

test('the sign-in page is accessible and tells nothing', async () => {
  const page = await openPage(browser, demo.node);
  await page.goto(`${demo.node}/console/people`);
  await assertAccessible(page, 'sign-in');
  await page.fill('[name=name]', 'nobody-here');
  await page.fill('[name=password]', 'wrong');
  await page.fill('[name=code]', '000000');
  await page.press('[name=code]', 'Enter');
  await page.waitForLoadState();
  await assertAccessible(page, 'sign-in, refused');
  assert.ok(page.url().includes('sign-in'));
  await page.context().close();
});

test("an analyst's pages are accessible, in every state of a report", async () => {
  const page = await signIn(browser, demo, 'ana');
  await page.goto(`${demo.node}/console/`);
  const reports = await page.locator('main a[href*="/console/reports/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  const report = reports[0].split('?')[0];
  await look(page, ['/console/', '/console/?list=mine', '/console/notices', '/console/lists', '/console/members', '/console/search', '/console/for-you', '/console/team', '/console/?category=csam&holder=nobody', report]);

  await page.goto(demo.node + report);
  await send(page, 'form[action*="/claim"]');
  const position = await page.locator('form[action$="/viewing-token"], form[action*="/viewing-token?"]').first()
    .evaluate((form) => form.action.match(/items\/(\d+)\//)[1]);
  await assess(page, position, 'prepubescent', 'sexual_act', 'real');
  await look(page, [report]);
  await page.goto(demo.node + report);
  await actionable(page, position, 'abuse@invented-host.example');
  const content = await page.locator('a[href*="/console/content/"]').first().getAttribute('href');
  await page.goto(`${demo.node}/console/notices`);
  const notice = await page.locator('main a[href*="/console/notices/"]').first().getAttribute('href');
  await look(page, [report, content, notice]);
  await page.context().close();
});

test("an administrator's pages are accessible, and no report is theirs", async () => {
  const page = await signIn(browser, demo, 'ada');
  await look(page, ['/console/people', '/console/keys', '/console/members', '/console/alerts']);
  const answer = await page.goto(`${demo.node}/console/`);
  assert.ok(answer.status() === 403 || !page.url().endsWith('/console/'), `${answer.status()} ${page.url()}`);
  await page.context().close();
});

test("an auditor's page is accessible", async () => {
  const page = await signIn(browser, demo, 'aud');
  await look(page, ['/console/audit']);
  await page.context().close();
});

test('who keeps lists publishes, disputes beside a match, settles and takes note', async () => {
  const page = await signIn(browser, demo, 'sam');
  await page.goto(`${demo.node}/console/lists`);
  const list = await page.locator('main a[href*="/console/lists/"]').first().getAttribute('href');
  await look(page, ['/console/lists', list, '/console/disputes', '/console/alerts']);

  await page.goto(demo.node + list);
  await page.locator('td.acts summary').first().click();
  await page.locator('form[action$="/publish"] button').first().click();
  await page.waitForURL(/done=batch_published/);
  await page.fill('#radius', '65');
  await page.locator('form[action$="/settings"] button').click();
  await page.waitForSelector('.problems');
  await assertAccessible(page, 'a list, refused');
  await page.fill('#radius', '20');
  await page.locator('form[action$="/settings"] button').click();
  await page.waitForURL(/done=list_changed/);

  await page.goto(`${demo.node}/console/?list=all`);
  const reports = await page.locator('main a[href*="/console/reports/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  let voted = false;
  for (const report of reports) {
    await page.goto(demo.node + report);
    if ((await page.locator('.vote').count()) === 0) continue;
    await page.locator('.vote summary').first().click();
    await assertFits(page, 'the form that votes');
    await assertAccessible(page, 'the form that votes');
    await page.locator('.vote select').first().selectOption('matches_others');
    await page.locator('.vote button[value=negative]').first().click();
    await page.waitForURL(/done=disputed/);
    voted = true;
    break;
  }
  assert.ok(voted, 'no report of the demo matches a list');
  await look(page, ['/console/disputes', '/console/alerts', '/console/']);
  await page.goto(`${demo.node}/console/disputes`);
  await page.locator('button[value=stands]').first().click();
  await page.waitForURL(/done=entry_stands/);
  await page.goto(`${demo.node}/console/alerts`);
  await page.locator('form[action$="/note"] button').first().click();
  await page.waitForURL(/done=noted/);
  await page.context().close();
});

test('the console is worked by keyboard', async () => {
  const page = await signIn(browser, demo, 'sam');
  await page.goto(`${demo.node}/console/`);
  // The places stand in one row; what does not fit opens below it and closes again.
  const inView = () => page.locator('.shelves').isVisible();
  assert.ok((await page.locator('header.top').boundingBox()).height < 60);
  await page.locator('.more summary').focus();
  await page.keyboard.press('Enter');
  assert.ok(await inView());
  await assertAccessible(page, 'the places below the row');
  await page.keyboard.press('Escape');
  assert.ok(!(await inView()));
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Team');
  await page.locator('#find').focus();
  assert.ok(!(await inView()));
  await page.locator('h1').click();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL(/console\/reports\//);
  await page.keyboard.press('c');
  await page.waitForLoadState();
  await page.waitForSelector('form[action*="/release"]');
  await page.keyboard.press('a');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'age');
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('?');
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'text');
  await page.context().close();
});

test('an open queue hears of what comes, and a colleague is seen on the report', async () => {
  const page = await signIn(browser, demo, 'ana');
  await page.goto(`${demo.node}/console/`);
  await page.waitForFunction(() => document.querySelector('[data-live]'));
  const before = await page.locator('tbody tr').count();
  const free = await page.locator('tbody tr:has(:text-is("nobody")) a').first().getAttribute('href');
  const other = await signIn(browser, demo, 'sam');
  await page.goto(demo.node + free);
  await other.goto(demo.node + free);
  await send(other, 'form[action*="/claim"]');
  await page.waitForFunction(() => document.querySelector('[data-live-report]').textContent.includes('colleague'), null, { timeout: 15000 });
  assert.equal(await page.locator('form[action*="/claim"]').count(), 1, 'nothing moved by itself');
  await assertAccessible(page, 'a report that a colleague took');
  await page.locator('.live a').click();
  await page.waitForFunction(() => !document.querySelector('form[action*="/claim"]'));

  // A note that names a colleague reaches them while their page is open.
  await page.goto(`${demo.node}/console/`);
  await other.fill('#note', 'Please look at this too, @ana.');
  await send(other, 'form[action*="/notes"]');
  await page.waitForSelector('.top nav .count', { timeout: 15000 });
  await page.goto(`${demo.node}/console/for-you`);
  await assertAccessible(page, 'for you');
  await page.locator('form[action*="/mark"] button').first().click();
  await page.waitForURL(/done=marked_read/);
  await page.goto(`${demo.node}/console/for-you?show=all`);
  await page.locator('form[action*="/mark"] button').first().click();
  await page.waitForURL(/done=marked_unread/);
  assert.ok(before > 0);
  assert.deepEqual(page.strangers, []);
  await page.context().close();
  await other.context().close();
});

test('a shift begins, is handed over and ends; the queue is narrowed and kept as a view', async () => {
  const page = await signIn(browser, demo, 'sam');
  await page.goto(`${demo.node}/console/team`);
  await send(page, 'form[action$="/team/start"]');
  await page.fill('#shift-note', 'Nothing new on the forum.');
  await assertAccessible(page, 'the team, on shift');
  await send(page, 'form[action$="/team/end"]');
  await page.waitForSelector('blockquote');
  await page.goto(`${demo.node}/console/`);
  await page.locator('.narrowing summary').first().click();
  await page.selectOption('#narrow-holder', 'nobody');
  await page.locator('form[action$="/narrow"] button').click();
  await page.waitForURL(/holder=nobody/);
  await page.locator('.narrowing summary').nth(1).click();
  await assertAccessible(page, 'the form that saves a view');
  await page.fill('#view-name', 'Free ones');
  await page.locator('form[action$="/console/views"] button').click();
  await page.waitForURL(/done=view_saved/);
  await page.locator('.views a').first().click();
  await page.waitForURL(/holder=nobody/);
  await page.context().close();
});

test('reports of the same content are decided together', async () => {
  const page = await signIn(browser, demo, 'sam');
  await page.goto(`${demo.node}/console/?list=all`);
  const reports = await page.locator('main a[href*="/console/reports/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  for (const report of reports) {
    await page.goto(demo.node + report);
    const link = page.locator('a[href*="/console/content/"]').first();
    if ((await link.count()) === 0) continue;
    await page.goto(demo.node + await link.getAttribute('href'));
    if ((await page.locator('#together').count()) > 0) break;
  }
  const content = page.url();
  if ((await page.locator('form[action$="/decide"]').count()) === 0) {
    for (const [name, value] of [['age', 'prepubescent'], ['act', 'sexual_act'], ['depiction', 'real']]) {
      await page.check(`form[action$="/assess"] input[name=${name}][value=${value}]`);
    }
    await send(page, 'form[action$="/assess"]');
  }
  await assertFits(page, 'a content');
  await assertAccessible(page, 'a content');
  await page.check('form[action$="/decide"] input[name=decision][value=informational]');
  await page.locator('form[action$="/decide"] button').click();
  await page.waitForSelector('p[role=status]');
  await assertAccessible(page, 'what came of each');
  assert.match(await page.locator('p[role=status]').first().textContent(), /reports were decided/);
  assert.ok(content.includes('/console/content/'));
  await page.context().close();
});
