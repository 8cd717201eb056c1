// Debian's Chromium, and axe on a page.

import { readFile } from 'node:fs/promises';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
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

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Nothing wrong by WCAG 2.2 A and AA. */
export async function assertAccessible(page, what, runOnly = RULES) {
  if (!(await page.evaluate(() => Boolean(globalThis.axe)))) await page.evaluate(axe);
  const found = await page.evaluate((rules) => globalThis.axe.run(document, { runOnly: rules }), runOnly);
  const told = found.violations.map((v) => `${v.id}: ${v.help}\n  ${v.nodes.map((n) => n.html).join('\n  ')}`);
  assert.deepEqual(told, [], what);
}

/** No sideways scrolling. */
export async function assertFits(page, what) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 0, `${what} is ${overflow} px too wide`);
}

/** No sideways scrolling, and nothing that is read or pressed stands outside the window, to the left or to the right. */
export async function assertNothingSticksOut(page, what) {
  await assertFits(page, what);
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

/**
 * Fits and is accessible as it stands, on a desk and on a phone, by day and by night. It is not loaded again, so that what an act
 * shows only once can be looked at too. Pictures of what was looked at go to the folder that TUTELA_TEST_PICTURES names.
 */
export async function assertLooksRight(page, what, { widths = [1280, 360], schemes = ['light', 'dark'], fits = assertFits } = {}) {
  const before = page.viewportSize();
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      const look = `${what} at ${width} px, ${colorScheme}`;
      if (colorScheme === 'light') await fits(page, look);
      // Colours are all that the scheme changes.
      await assertAccessible(page, look, colorScheme === 'light' ? RULES : { type: 'rule', values: ['color-contrast'] });
      await picture(page, look);
    }
  }
  await page.emulateMedia({ colorScheme: null });
  await page.setViewportSize(before);
}

async function picture(page, look) {
  const folder = process.env.TUTELA_TEST_PICTURES;
  if (!folder) return;
  await page.screenshot({ path: path.join(folder, `${look.replaceAll(/[^\w]+/g, '-')}.png`), fullPage: true });
}

/** Asks again until it holds: mail and re-checks are jobs. */
export async function eventually(what, holds, seconds = 30) {
  for (let tries = 0; tries < 4 * seconds; tries += 1) {
    const held = await holds();
    if (held) return held;
    await new Promise((done) => { setTimeout(done, 250); });
  }
  assert.fail(`${what} did not come about`);
}
