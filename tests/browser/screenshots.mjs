// Makes the README's pictures again: node tests/browser/screenshots.mjs (after cargo build -p tutela).

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch, openPage } from './browser.mjs';
import { actionable, assess, send, signIn } from './console.mjs';
import { startDemo } from './demo.mjs';

const images = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../docs/images');
await mkdir(images, { recursive: true });
const demo = await startDemo('--reports', '16');
const browser = await launch();
const viewport = { width: 1100, height: 760 };
const shot = (page, name) => page.screenshot({ path: path.join(images, `${name}.png`) });

const reporter = await openPage(browser, demo.node, { viewport });
await reporter.goto(`${demo.node}/en/`);
await shot(reporter, 'public-home');
await reporter.goto(`${demo.node}/ar/young`);
await shot(reporter, 'public-young-ar');
await reporter.goto(`${demo.node}/en/report`);
await reporter.check('input[name=danger][value=yes]');
await reporter.fill('[name=url]', `${demo.neighbours}/pages/walk`);
await reporter.click('main form button[type=submit]');
await reporter.evaluate(() => document.querySelector('h1').scrollIntoView());
await shot(reporter, 'receipt');

const analyst = await signIn(browser, demo, 'ana', { viewport });
await shot(analyst, 'queue');
await analyst.fill('input[name=text]', `${demo.neighbours}/pages/walk`);
await analyst.press('input[name=text]', 'Enter');
await analyst.click('main a[href*="/console/reports/"]');
await send(analyst, 'form[action*="/claim"]');
await assess(analyst, 0, 'prepubescent', 'genital_focus', 'real');
await actionable(analyst, 0, 'abuse@invented-host.example');
await fetch(`${demo.neighbours}/pages/walk/remove`, { method: 'POST' });
const report = analyst.url().split(/[?#]/)[0];
for (let tries = 0; tries < 60; tries += 1) {
  await analyst.goto(report);
  if ((await analyst.textContent('main')).includes('Everything that hosts were told about is gone')) break;
  await analyst.waitForTimeout(250);
}
await analyst.setViewportSize({ width: 1100, height: 1300 });
await shot(analyst, 'report');

await browser.close();
await demo.stop();
