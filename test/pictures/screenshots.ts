// Draws the pictures of docs/pictures.md as a browser shows them, in light, in dark and in grey side by side, and the picture of
// the plan, which depends on the host: `npm run screenshots`, as root.
import { readFileSync, writeFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import { runInNamespace } from '../setup/namespace.ts';
import { LOOKS, type Look, openBrowser, openPage, showPicture } from './browser.ts';

const ROOT = process.env.PROJECT_ROOT ?? '.';
const FOLDER = join(ROOT, 'docs', 'pictures');
const PICTURES = ['matrix', 'together', 'comparison', 'plan', 'story'] as const;
/** `6.18` of `6.18.44+deb13-amd64`. */
const lastingRelease = /^\d+\.\d+/.exec(release())?.[0] ?? release();
/** How wide each of the three is, in pixels. */
const WIDTH = 420;

/** What the built program prints in a namespace with one address beside those of lo. */
async function printed(...args: string[]): Promise<string> {
  const argv = [process.execPath, join(ROOT, 'dist', 'cli.js'), ...args];
  const { code, stdout, stderr } = await runInNamespace(argv, { addresses: ['192.0.2.2/24'] });
  if (code !== 0) throw new Error(`${args.join(' ')}: ${code} ${stderr}`);
  // A page names the whole release, which says nothing here.
  return stdout.replaceAll(release(), lastingRelease);
}

/** A document as a picture: of a page what fits on a screen, twice as high as it is wide. */
async function shot(browser: Browser, text: string, look: Look): Promise<string> {
  const { page } = await openPage(browser, look);
  const isPage = text.startsWith('<!doctype');
  if (isPage) {
    await page.setViewport({ width: 900, height: 1500 });
    await page.setContent(text);
  } else await showPicture(page, text);
  const target = isPage ? page : await page.$('svg');
  const png = await target?.screenshot({ encoding: 'base64' });
  await page.close();
  return png ?? '';
}

/** Three pictures side by side, as one of few colours. */
async function sideBySide(browser: Browser, text: string): Promise<Uint8Array> {
  const shots: string[] = [];
  for (const look of LOOKS) shots.push(await shot(browser, text, look));
  const { page } = await openPage(browser);
  await page.setContent(
    `<!doctype html><body style="margin:0"><div style="width:max-content;display:flex;gap:8px;align-items:start;background:#8c959f;padding:8px">${shots
      .map((one) => `<img width="${WIDTH}" src="data:image/png;base64,${one}">`)
      .join('')}</div>`,
  );
  const row = await page.$('div');
  const png = await row?.screenshot();
  await page.close();
  return png ?? new Uint8Array();
}

const plan = join(ROOT, 'config', 'examples', 'services', 'nginx-and-haproxy.yaml');
writeFileSync(join(FOLDER, 'plan.svg'), await printed('check', plan, '--format', 'svg'));
const RUN = ['run', '--in', 'sandbox', '--address', '192.168.1.101,10.10.2.102', '--port', '80'];
const chromium = await openBrowser();
for (const name of PICTURES)
  writeFileSync(
    join(FOLDER, `${name}.png`),
    await sideBySide(chromium, readFileSync(join(FOLDER, `${name}.svg`), 'utf8')),
  );
writeFileSync(join(FOLDER, 'page.png'), await sideBySide(chromium, await printed(...RUN, '--format', 'html')));
await chromium.close();
console.log(`docs/pictures: ${PICTURES.length + 1} screenshots`);
