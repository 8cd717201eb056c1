// A node as an operator runs it, on PostgreSQL and with a real mail server: set up by the command line alone, one report from the
// form to the host's mailbox.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { eventually, launch, openPage } from './browser.mjs';
import { actionable, assess, send, signIn } from './console.mjs';
import { missing, startServed } from './served.mjs';

const skip = missing();
let served;
let browser;
before(async () => {
  if (skip) return;
  served = await startServed();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await served?.stop();
});

test('a report by form becomes a letter in the mailbox of its host', { skip }, async () => {
  await served.add('ana', 'analyst');
  const reporter = await openPage(browser, served.node);
  await reporter.goto(`${served.node}/en/report`);
  await reporter.fill('[name=url]', 'https://host.example/gallery/1');
  await reporter.click('main form button[type=submit]');
  assert.equal(await reporter.locator('#receipt li').count(), 7);

  const analyst = await signIn(browser, served, 'ana');
  await analyst.goto(`${served.node}/console/`);
  await analyst.locator('main a[href*="/console/reports/"]').first().click();
  await analyst.waitForLoadState();
  await send(analyst, 'form[action*="/claim"]');
  await assess(analyst, '0', 'prepubescent', 'sexual_act', 'real');
  await actionable(analyst, '0', 'abuse@host.example');
  const [letter] = await eventually('the letter', async () => {
    const mails = await served.mails('abuse@host.example');
    return mails.length > 0 && mails;
  });
  assert.match(letter, /^Subject: Notice of child sexual abuse material/m);
  assert.doesNotMatch(letter.split('Content-Disposition')[0], /https:\/\/host\.example/, 'the letter itself holds no link');
});

test('a letter that comes back from a mail server needs a person', { skip }, async () => {
  await served.add('bea', 'analyst');
  const reporter = await openPage(browser, served.node);
  await reporter.goto(`${served.node}/en/report`);
  await reporter.fill('[name=url]', 'https://gone.example/gallery/2');
  await reporter.click('main form button[type=submit]');
  await reporter.locator('#receipt li').first().waitFor();

  const analyst = await signIn(browser, served, 'bea');
  await analyst.goto(`${served.node}/console/`);
  await analyst.locator('main a[href*="/console/reports/"]').first().click();
  await analyst.waitForLoadState();
  await send(analyst, 'form[action*="/claim"]');
  await assess(analyst, '0', 'prepubescent', 'sexual_act', 'real');
  await actionable(analyst, '0', 'gone@host.example');
  const report = await eventually('what the mail server reports', async () => {
    const mails = await served.mails('desk@hotline.example');
    return mails.find((mail) => /multipart\/report/.test(mail));
  });
  const file = path.join(served.data, 'report.eml');
  await writeFile(file, report);
  assert.match(await served.tutela('letter', 'returned', file), /came back/);
  await analyst.goto(`${served.node}/console/letters`);
  assert.match(await analyst.locator('main').innerText(), /did not deliver it \(status \d\.\d\.\d\)/);
});
