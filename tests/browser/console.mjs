// Signing in to the console and working on a report, as an analyst does.

import { openPage } from './browser.mjs';

// A code works once, and wrong ones bring a pause: nobody tries one again that was tried before.
const tried = new Map();

async function freshCode(demo, name) {
  for (let tries = 0; tries < 40; tries += 1) {
    const code = await demo.code(name);
    if (tried.get(name) !== code) {
      tried.set(name, code);
      return code;
    }
    await new Promise((done) => { setTimeout(done, 1000); });
  }
  throw new Error(`no new code for ${name}`);
}

// A second sign-in would wait for the next code: whoever has signed in before goes on with their session.
const sessions = new Map();

/** A page of somebody who has signed in. */
export async function signIn(browser, demo, name, options = {}) {
  const whose = `${demo.node} ${name}`;
  const page = await openPage(browser, demo.node, { ...options, storageState: sessions.get(whose) });
  await page.goto(`${demo.node}/console/`);
  for (let tries = 0; tries < 2 && page.url().includes('sign-in'); tries += 1) {
    await page.fill('[name=name]', name);
    await page.fill('[name=password]', demo.passwords[name]);
    await page.fill('[name=code]', await freshCode(demo, name));
    await page.press('[name=code]', 'Enter');
    await page.waitForLoadState();
  }
  if (page.url().includes('sign-in')) throw new Error(`${name} could not sign in`);
  sessions.set(whose, await page.context().storageState());
  return page;
}

/** Presses the button of a form. */
export async function send(page, form) {
  await page.locator(form).locator('button').first().click();
  await page.waitForLoadState();
}

/** Chooses what an analyst saw at an item. */
export async function assess(page, position, age, act, depiction) {
  const form = `form[action*="/items/${position}/assess"]`;
  for (const [name, value] of [['age', age], ['act', act], ['depiction', depiction]]) {
    await page.check(`${form} input[name=${name}][value=${value}]`);
  }
  await send(page, form);
}

/** Decides that a report is actionable, with a notice about one item. */
export async function actionable(page, position, contact) {
  await page.check('input[name=decision][value=actionable]');
  await page.check(`input[name=notice][value="${position}"]`);
  await page.fill(`[name="contact-${position}"]`, contact);
  await send(page, 'form[action*="/decide"]');
}
