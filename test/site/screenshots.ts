// Takes the pictures of the site that docs/site.md shows: `npm run screenshots`, which builds the site before.
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { fileUrl, hasChromium, startChromium } from './chromium.ts';

const ROOT = process.env.PROJECT_ROOT ?? '.';
const SITE = join(ROOT, 'build', 'site');

interface Picture {
  readonly name: string;
  readonly file: string;
  readonly theme: 'light' | 'dark';
  readonly width: number;
  readonly height: number;
  /** What it begins with. */
  readonly from: string;
}

const PICTURES: readonly Picture[] = [
  {
    name: 'site-light.png',
    file: 'try.html#address=127.0.0.1,192.168.1.101,10.10.2.102,::1,fd00:1::101&port=80&predict=linux',
    theme: 'light',
    width: 1080,
    height: 840,
    from: '.question',
  },
  {
    name: 'site-dark.png',
    file: 'try.html#address=192.168.1.101,10.10.2.102&port=80&predict=windows&reuse=exclusive/addr',
    theme: 'dark',
    width: 1080,
    height: 660,
    from: '.question',
  },
  {
    name: 'site-narrow.png',
    file: 'rules.html#q=windows+EACCES',
    theme: 'light',
    width: 360,
    height: 660,
    from: '.filter',
  },
];

async function take(tab: Page, { name, file, theme, width, height, from }: Picture): Promise<void> {
  await tab.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
  await tab.setViewport({ width, height: 2 * height });
  await tab.goto('about:blank');
  await tab.goto(fileUrl(SITE, file));
  const top = await tab.$eval(from, (part) => part.getBoundingClientRect().top);
  const clip = { x: 0, y: Math.max(0, top - 24), width, height };
  await tab.screenshot({ path: join(ROOT, 'docs', name) as `${string}.png`, clip });
  console.log(`docs/${name}`);
}

if (hasChromium !== true) throw new Error(hasChromium);
const browser = await startChromium();
const page = await browser.newPage();
for (const picture of PICTURES) await take(page, picture);
await browser.close();
