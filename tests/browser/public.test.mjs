// The public site as somebody meets it who has something to tell: with and without JavaScript, in every language.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertLooksRight, assertNothingSticksOut, launch, openPage } from './browser.mjs';
import { startDemo } from './demo.mjs';
import { pagesOf, patternOf } from './routes.mjs';

let demo;
let browser;
before(async () => {
  demo = await startDemo('--reports', '0');
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const PAGES = ['', 'report', 'young', 'return', 'help', 'help/LT', 'help/AQ', 'kept', 'left', 'figures', 'no-such-page'];
// The first and the second lead elsewhere at once, the third is a file.
const NO_PAGES = ['/', 'return/answer', 'figures.csv'];

const LANGUAGES = ['en', 'pt', 'es', 'fr', 'ar', 'fil', 'lt'];

test('no page of the public site is forgotten here', async () => {
  const patterns = [...new Set(await pagesOf('public'))].filter((pattern) => !NO_PAGES.includes(pattern));
  const looked = new Set(PAGES.map((page) => patternOf(patterns, page)));
  assert.deepEqual(patterns.filter((pattern) => !looked.has(pattern)), []);
});

for (const language of LANGUAGES) {
  test(`every page in ${language} is accessible, fits and asks nobody else`, async () => {
    const page = await openPage(browser, demo.node, { viewport: { width: 1280, height: 800 } });
    for (const path of PAGES) {
      const what = `/${language}/${path}`;
      await page.goto(demo.node + what);
      assert.equal(await page.getAttribute('html', 'dir'), language === 'ar' ? 'rtl' : 'ltr', what);
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'leave', `${what}: leaving comes first`);
      // Colours are the same in every language.
      const schemes = ['en', 'ar'].includes(language) ? ['light', 'dark'] : ['light'];
      await assertLooksRight(page, what, { widths: [1280, 320], schemes, fits: assertNothingSticksOut });
    }
    assert.deepEqual(page.strangers, []);
    await page.context().close();
  });
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript';

  test(`a report is sent and come back to ${how}`, async () => {
    // From right to left where script runs, so that what follows a form is looked at in that direction too.
    const site = `${demo.node}/${javaScriptEnabled ? 'ar' : 'en'}`;
    const page = await openPage(browser, demo.node, { javaScriptEnabled });
    const looksRight = async (what) => {
      if (javaScriptEnabled) await assertLooksRight(page, what, { fits: assertNothingSticksOut });
    };
    await page.goto(`${site}/`);
    await page.locator('a[href$="/report"]').first().click();
    // Nothing told: the page says what is missing and keeps what was chosen.
    await page.check('input[name=danger][value=no]');
    await page.fill('[name=when]', 'last week');
    await page.click('main form button[type=submit]');
    assert.equal(await page.inputValue('[name=when]'), 'last week');
    assert.ok(await page.isChecked('input[name=danger][value=no]'));
    await page.fill('[name=url]', 'javascript:alert(1)');
    await page.click('main form button[type=submit]');
    assert.equal(await page.inputValue('[name=url]'), 'javascript:alert(1)');
    await looksRight('the form with mistakes');

    await page.fill('[name=url]', 'https://host.example/a-page');
    await page.fill('[name=text]', 'Made up for a test.');
    await page.click('main form button[type=submit]');
    await looksRight('the receipt');
    const words = await page.locator('#receipt li').allTextContents();
    assert.equal(words.length, 7);

    await page.goto(`${site}/return`);
    await page.fill('[name=receipt]', 'wrong wrong wrong');
    await page.click('main form button[type=submit]');
    await page.fill('[name=receipt]', ` ${words.join(' - ').toUpperCase()} `);
    await page.click('main form button[type=submit]');
    const shown = await page.textContent('main');
    assert.ok(!shown.includes('host.example') && !shown.includes('Made up'), 'the report itself is never shown');
    await looksRight('where things stand');
    const cookies = await page.context().cookies();
    assert.deepEqual(cookies, []);
    await page.context().close();
  });
}

for (const javaScriptEnabled of [true, false]) {
  test(`help is found by country ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
    const page = await openPage(browser, demo.node, { javaScriptEnabled });
    await page.goto(`${demo.node}/lt/`);
    await page.selectOption('[name=country]', 'PH');
    await page.click('form.country button');
    assert.equal(new URL(page.url()).pathname, '/lt/help/PH');
    assert.equal(new URL(page.url()).search, '');
    // The demo shows what nobody has called, and says so beside each.
    const numbers = await page.locator('a[href^="tel:"]').count();
    assert.ok(numbers > 0);
    assert.ok((await page.locator('.unconfirmed').count()) >= numbers);
    await page.selectOption('[name=country]', 'AQ');
    await page.click('form.country button');
    assert.equal(await page.locator('a[href^="tel:"]').count(), 0, 'where nothing is known the page says how to find help');
    await page.context().close();
  });
}

test('leaving replaces the page and answers to Shift three times', async () => {
  const page = await openPage(browser, demo.node);
  await page.goto(`${demo.node}/en/report`);
  const gone = page.waitForRequest((request) => !request.url().startsWith(demo.node));
  for (let n = 0; n < 3; n += 1) await page.keyboard.press('Shift');
  await gone;
  await page.context().close();
});

test('without JavaScript the page says that the visit stays in the history', async () => {
  const page = await openPage(browser, demo.node, { javaScriptEnabled: false });
  await page.goto(`${demo.node}/en/report`);
  assert.ok(await page.isVisible('.without-script'));
  assert.match(await page.getAttribute('#leave', 'href'), /^https:/);
  await page.context().close();
});
