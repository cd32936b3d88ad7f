import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import type { Able } from '../setup/where.ts';

const found = spawnSync('sh', ['-c', 'command -v chromium || command -v chromium-browser'], { encoding: 'utf8' });
const executablePath = found.stdout.trim();

/** Whether a browser is here. */
export const hasChromium: Able = executablePath !== '' || 'there is no Chromium (package chromium)';

/** Starts it without a window. Its sandbox refuses root. */
export const startChromium = (): Promise<Browser> =>
  puppeteer.launch({
    executablePath,
    headless: true,
    protocolTimeout: 600_000,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--disable-lcd-text'],
  });

export interface Watched {
  readonly page: Page;
  /** Everything that was asked for, and every error: both empty of what must not be. */
  readonly requests: string[];
  readonly errors: string[];
}

/** A page that notes what it asks for and what goes wrong. */
export async function watchedPage(browser: Browser): Promise<Watched> {
  const page = await browser.newPage();
  const requests: string[] = [];
  const errors: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  page.setDefaultTimeout(600_000);
  return { page, requests, errors };
}

/** The address of a file of the site. */
export const fileUrl = (folder: string, file: string): string => {
  const [path = '', hash] = file.split('#');
  return `${pathToFileURL(join(folder, path)).href}${hash === undefined ? '' : `#${hash}`}`;
};
