import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describeWhere } from '../setup/where.ts';
import { hasBrowser, LOOKS, openBrowser, openPage } from './browser.ts';
import { DRAWN_NAMES, drawn } from './drawn.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe says of the page: each violation with the first place. */
const VIOLATIONS = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes[0].html.slice(0, 200) + ' ' + nodes[0].failureSummary))`;

describeWhere(hasBrowser, 'every page in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test.each(DRAWN_NAMES)('%s: asks for nothing, axe finds nothing, in light and in dark', async (name) => {
    const html = drawn(name, 'html');
    for (const look of LOOKS.filter((one) => one !== 'grey')) {
      const { page, asked } = await openPage(browser, look);
      const complaints: string[] = [];
      page.on('console', (message) => void (message.type() === 'error' && complaints.push(message.text())));
      page.on('pageerror', (error) => void complaints.push(String(error)));
      await page.setContent(html);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      await page.setBypassCSP(true);
      await page.evaluate(AXE);
      expect(await page.evaluate(VIOLATIONS), look).toEqual([]);
      expect([...asked, ...complaints]).toEqual([]);
      await page.close();
    }
  });

  test('a cell is reached with the keyboard, Enter opens its reason and Escape closes it', async () => {
    const { page } = await openPage(browser);
    await page.setContent(drawn('two-interfaces', 'html'));
    await page.focus('.matrix button');
    const opened = "document.querySelector('[popover]:popover-open')?.innerText ?? ''";
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const text = String(await page.evaluate(opened));
    expect(text).toContain('127.0.0.1 listens first, then the same tries: bind EADDRINUSE');
    expect(text).toContain('bind EADDRINUSE, by rule linux.');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(opened)).toBe('');
    await page.keyboard.press('Tab');
    expect(await page.evaluate("document.activeElement.closest('.matrix')")).toBe(null);
    await page.close();
  });

  test('without JavaScript a click opens the reason all the same, and each reason is in a table', async () => {
    const { page } = await openPage(browser);
    await page.setJavaScriptEnabled(false);
    await page.goto(`data:text/html;charset=utf-8,${encodeURIComponent(drawn('two-interfaces', 'html'))}`);
    await page.click('.matrix .no button');
    const shown = await page.$eval('[popover]:popover-open', (one) => one.textContent);
    expect(shown).toContain('bind EADDRINUSE, by rule linux.');
    const rules = await page.$$eval('table:not(.matrix) tbody th code', (all) => all.map((one) => one.textContent));
    expect(rules.filter((rule) => rule?.startsWith('linux.'))).not.toEqual([]);
    await page.close();
  });

  test('on paper it is light, and no reason covers anything', async () => {
    const { page } = await openPage(browser, 'dark');
    await page.setContent(drawn('two-interfaces', 'html'));
    await page.emulateMediaType('print');
    const paper =
      "getComputedStyle(document.querySelector('.bm-paper')).fill + getComputedStyle(document.body).backgroundColor";
    expect(await page.evaluate(paper)).toBe('rgb(255, 255, 255)rgb(255, 255, 255)');
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
    await page.close();
  });
});
