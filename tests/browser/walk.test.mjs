// The walk of the README: told by form, taken, assessed, the host told by mail, removed, seen to be gone, told back.

import assert from 'node:assert/strict';
import { writeFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { program, startDemo } from './demo.mjs';
import { assertAccessible, eventually, launch, openPage } from './browser.mjs';
import { actionable, assess, send, signIn } from './console.mjs';

let demo;
let browser;
before(async () => {
  demo = await startDemo('--reports', '12');
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

for (const javaScriptEnabled of [true, false]) {
  test(`one report is walked all the way, its reporter ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
    const name = javaScriptEnabled ? 'walk' : 'walk-plain';
    const address = `${demo.neighbours}/pages/${name}`;
    assert.equal((await fetch(address)).status, 200);

    const reporter = await openPage(browser, demo.node, { javaScriptEnabled });
    await reporter.goto(`${demo.node}/en/`);
    await reporter.click('a[href="/en/report"]');
    await reporter.check('input[name=danger][value=yes]');
    await reporter.fill('[name=url]', address);
    await reporter.fill('[name=text]', 'Made up: I came upon this page.');
    await reporter.click('main form button[type=submit]');
    const words = (await reporter.locator('#receipt li').allTextContents()).join(' ');
    const comeBack = async () => {
      await reporter.goto(`${demo.node}/en/return`);
      await reporter.fill('[name=receipt]', words);
      await reporter.click('main form button[type=submit]');
      return reporter.textContent('main');
    };

    // The two walks are two people's, so that neither waits for the other's code.
    const analyst = await signIn(browser, demo, javaScriptEnabled ? 'ana' : 'sam');
    await analyst.fill('input[name=text]', address);
    await analyst.press('input[name=text]', 'Enter');
    await analyst.click('main a[href*="/console/reports/"]');
    const report = analyst.url();
    await send(analyst, 'form[action*="/claim"]');
    await analyst.fill('[name=question]', 'Is the page still there?');
    await send(analyst, 'form[action*="/ask"]');

    assert.match(await comeBack(), /Is the page still there\?/);
    await reporter.fill('[name=answer]', 'Yes, it is.');
    await reporter.click('main form[action$="/answer"] button');
    await analyst.goto(report);
    assert.match(await analyst.textContent('main'), /Yes, it is\./);

    await assess(analyst, 0, 'prepubescent', 'genital_focus', 'real');
    await actionable(analyst, 0, 'abuse@invented-host.example');
    if (javaScriptEnabled) await assertAccessible(analyst, 'a report that was decided');

    const mailbox = async () => (await fetch(`${demo.neighbours}/`)).text();
    const defanged = address.replace('http', 'hxxp').replaceAll('127.0.0.1', '127[.]0[.]0[.]1');
    await eventually('the notice in the mailbox', async () => (await mailbox()).includes(defanged));
    assert.match(await comeBack(), /told|host|asked/i);

    assert.equal((await fetch(`${address}/remove`, { method: 'POST' })).status, 200);
    assert.equal((await fetch(address)).status, 410);
    await eventually('the re-check that sees it gone', async () => {
      await analyst.goto(report);
      return /Everything that hosts were told about is gone/.test(await analyst.textContent('main'));
    });
    assert.match(await comeBack(), /gone|removed|taken down/i);
    assert.deepEqual([...reporter.strangers, ...analyst.strangers], []);
    await reporter.context().close();
    await analyst.context().close();
  });
}

test('the notice that arrived carries an XARF report', async () => {
  const page = await (await fetch(`${demo.neighbours}/`)).text();
  const mail = page.slice(page.indexOf('<pre>') + 5, page.indexOf('</pre>'));
  assert.match(mail, /Message-ID: &lt;[0-9a-f-]{36}@invented-hotline\.example&gt;/);
  const body = mail.match(/filename=&quot;xarf\.json&quot;[\s\S]*?\n\n([\s\S]*?)\n--/)?.[1];
  assert.ok(body, mail);
  const encoding = /Content-Transfer-Encoding: (\S+)[\s\S]{0,200}?\n\n/.exec(mail.slice(mail.indexOf('xarf.json') - 200))?.[1];
  const text = encoding === 'base64' ? Buffer.from(body, 'base64').toString()
    : body.replaceAll(/=\n/g, '').replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  const xarf = JSON.parse(text.replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&lt;', '<').replaceAll('&gt;', '>'));
  assert.equal(xarf.category, 'content');
  assert.equal(xarf.type, 'csam');
  // Kept beside the program, where scripts/test hands it to the xarf package.
  const folder = path.join(path.dirname(program), 'xarf-sent');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'sent.json'), `${JSON.stringify(xarf)}\n`);
});
