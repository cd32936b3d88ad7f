import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import type { Able } from '../setup/where.ts';

/** Colours as a reader has them: the two themes, and what is left of them without colour. */
export const LOOKS = ['light', 'dark', 'grey'] as const;
export type Look = (typeof LOOKS)[number];

const found = (process.env.PATH ?? '')
  .split(delimiter)
  .flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)))
  .find((path) => existsSync(path));

/** Whether a browser is here. */
export const hasBrowser: Able = found === undefined ? 'there is no Chromium on the PATH' : true;

/** Starts Chromium without a window. It must be closed. */
export const openBrowser = (): Promise<Browser> =>
  puppeteer.launch({
    executablePath: found ?? '',
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--force-color-profile=srgb',
      '--disable-dev-shm-usage',
    ],
  });

/** A page in which nothing may be asked for from anywhere: what was is in `asked`. */
export async function openPage(browser: Browser, look: Look = 'light'): Promise<{ page: Page; asked: string[] }> {
  const page = await browser.newPage();
  const asked: string[] = [];
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    if (!request.url().startsWith('data:') && request.url() !== 'about:blank') asked.push(request.url());
    request.continue().catch(() => undefined);
  });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: look === 'dark' ? 'dark' : 'light' }]);
  await page.emulateVisionDeficiency(look === 'grey' ? 'achromatopsia' : 'none');
  await page.setViewport({ width: 1600, height: 900 });
  return { page, asked };
}

/** Shows a picture as a page has it that it stands in. */
export const showPicture = (page: Page, svg: string): Promise<void> =>
  page.setContent(`<!doctype html><body style="margin:0;background:canvas;color-scheme:light dark">${svg}</body>`);
