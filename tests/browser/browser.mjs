// Debian's Chromium, and axe on a page.

import { readFile } from 'node:fs/promises';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
}

/** A page that fails the test when the site asks any other host for anything. */
export async function openPage(browser, site, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.strangers = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(site)) page.strangers.push(request.url());
  });
  return page;
}

/** Nothing wrong by WCAG 2.2 A and AA. */
export async function assertAccessible(page, what) {
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  const told = found.violations.map((v) => `${v.id}: ${v.help}\n  ${v.nodes.map((n) => n.html).join('\n  ')}`);
  assert.deepEqual(told, [], what);
}

/** No sideways scrolling. */
export async function assertFits(page, what) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 0, `${what} is ${overflow} px too wide`);
}

/** Nothing that is read or pressed stands outside the window, to the left or to the right. */
export async function assertNothingSticksOut(page, what) {
  const out = await page.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    const seen = [...document.querySelectorAll('main *, header *, footer *')].filter((element) => {
      const box = element.getBoundingClientRect();
      return box.width > 0 && box.height > 0 && (box.left < -1 || box.right > wide + 1);
    });
    return seen.map((element) => element.outerHTML.slice(0, 120));
  });
  assert.deepEqual(out, [], what);
}

/** Asks again until it holds: mail and re-checks are jobs. */
export async function eventually(what, holds) {
  for (let tries = 0; tries < 120; tries += 1) {
    const held = await holds();
    if (held) return held;
    await new Promise((done) => { setTimeout(done, 250); });
  }
  assert.fail(`${what} did not come about`);
}
