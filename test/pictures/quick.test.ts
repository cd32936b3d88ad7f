import { expect } from 'vitest';
import { describeWhere, testWhere } from '../setup/where.ts';
import { hasBrowser, openBrowser, openPage, showPicture } from './browser.ts';
import { drawn } from './drawn.ts';
import { contrastsOfPicture, faultsOfPicture } from './faults.mjs';

describeWhere(hasBrowser, 'a picture in Chromium', () => {
  testWhere(hasBrowser, 'has every text on its sheet, none on another, all of them legible', async () => {
    const browser = await openBrowser();
    const { page, asked } = await openPage(browser);
    for (const name of ['two-interfaces', 'services-refused', 'story']) {
      await showPicture(page, drawn(name, 'svg'));
      expect([name, await page.evaluate(faultsOfPicture)]).toEqual([name, []]);
      const { text, mark, worst } = await page.evaluate(contrastsOfPicture);
      expect(Math.min(text, mark), worst).toBeGreaterThanOrEqual(4.7);
    }
    expect(asked).toEqual([]);
    await browser.close();
  });
});
