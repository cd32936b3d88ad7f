import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tryCommand } from '../setup/namespace.ts';
import { run } from '../setup/process.ts';
import { describeWhere, testWhere } from '../setup/where.ts';
import { hasBrowser, LOOKS, openBrowser, openPage, showPicture } from './browser.ts';
import { DRAWN_NAMES, drawn } from './drawn.ts';
import { contrastsOfPicture, faultsOfPicture } from './faults.mjs';

describeWhere(hasBrowser, 'every picture in Chromium', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  test.each(DRAWN_NAMES)(
    '%s: texts stay on their sheet and off each other, in all colourings legible',
    async (name) => {
      const svg = drawn(name, 'svg');
      for (const look of LOOKS) {
        const { page, asked } = await openPage(browser, look);
        await showPicture(page, svg);
        if (look === 'light') expect(await page.evaluate(faultsOfPicture)).toEqual([]);
        const { text, mark, worst } = await page.evaluate(contrastsOfPicture);
        expect(text, `${look}: ${worst}`).toBeGreaterThanOrEqual(4.76);
        expect(mark, `${look}: ${worst}`).toBeGreaterThanOrEqual(4.7);
        expect(asked).toEqual([]);
        await page.close();
      }
    },
  );

  test('as an image in a page it has its colours by the theme of the page', async () => {
    const { page } = await openPage(browser, 'dark');
    const uri = `data:image/svg+xml,${encodeURIComponent(drawn('two-interfaces', 'svg'))}`;
    await page.setContent(`<img src="${uri}">`);
    const pixel = await page.evaluate(async () => {
      const image = document.querySelector('img')!;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.width, image.height];
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      return [image.width > 600, ...context.getImageData(12, 12, 1, 1).data];
    });
    expect(pixel).toEqual([true, 0x0d, 0x11, 0x17, 255]);
    await page.close();
  });
});

const hasRsvg = tryCommand(['rsvg-convert', '--version']);

describe('every picture', () => {
  testWhere(hasRsvg, 'is drawn by librsvg, on a light sheet', async () => {
    for (const name of ['two-interfaces', 'story', 'services-refused', 'odd-plan', '12-long-addresses']) {
      const { code, stderr } = await run(['rsvg-convert', '--format=svg'], {
        input: drawn(name, 'svg'),
      });
      expect([name, code, stderr]).toEqual([name, 0, '']);
    }
  });

  testWhere(tryCommand(['xmllint', '--version']), 'is XML', async () => {
    for (const name of DRAWN_NAMES) {
      const { code, stderr } = await run(['xmllint', '--noout', '--nonet', '-'], { input: drawn(name, 'svg') });
      expect([name, code, stderr]).toEqual([name, 0, '']);
    }
  });
});
