import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axeCore from 'axe-core';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatAddress } from '../../src/model/address.ts';
import { gridAt } from '../../src/model/grid.ts';
import { ask } from '../../src/site-program/ask.ts';
import { commandsFor } from '../../src/site-program/command.ts';
import { FIRST_QUESTION, hashOf, type Question } from '../../src/site-program/question.ts';
import { outcomeWords } from '../../src/site-program/words.ts';
import { run } from '../setup/process.ts';
import { describeWhere } from '../setup/where.ts';
import { answered } from '../site-program/answers.ts';
import { predictedQuestions } from '../site-program/questions.ts';
import { fileUrl, hasChromium, startChromium, type Watched, watchedPage } from './chromium.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** One of each kind, the largest of it. */
const KINDS = [
  'index.html',
  'try.html',
  'rules.html',
  'stories.html',
  'story-three-servers-on-port-80.html',
  'guide.html',
  'kernels.html',
];

describeWhere(hasChromium, 'the site in Chromium, from a file: address', () => {
  let folder: string;
  let browser: Browser;
  let watched: Watched;
  let page: Page;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bindmatrix-site-'));
    const built = await run([process.execPath, join(ROOT, 'build-site.mjs'), folder]);
    expect({ code: built.code, stderr: built.stderr }).toEqual({ code: 0, stderr: '' });
    browser = await startChromium();
    watched = await watchedPage(browser);
    page = watched.page;
  });

  afterAll(async () => {
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Also where only the part behind # differs from the page that is open. */
  async function open(file: string, width = 1200): Promise<void> {
    await page.setViewport({ width, height: 900 });
    await page.goto('about:blank');
    await page.goto(fileUrl(folder, file));
  }

  const theme = (value: 'light' | 'dark') => page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);

  /** What cannot be seen or reached: violations of WCAG and of good practice, as axe-core finds them. */
  async function violations(): Promise<string[]> {
    await page.evaluate(axeCore.source);
    return page.evaluate(async () => {
      const { axe } = window as unknown as {
        axe: { run: (options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      // It would read style sheets by requests of its own.
      const found = await axe.run({ preload: false });
      return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).slice(0, 3)}`);
    });
  }

  test.each(KINDS.flatMap((file) => (['light', 'dark'] as const).map((value) => [file, value] as const)))(
    'axe-core finds nothing wrong on %s in the %s theme',
    async (file, value) => {
      await theme(value);
      await open(file);
      expect(await violations()).toEqual([]);
    },
  );

  test.each(['index.html', 'try.html', 'guide.html'])(
    'axe-core finds nothing wrong on %s in a narrow window',
    async (file) => {
      await open(file, 320);
      expect(await violations()).toEqual([]);
    },
  );

  test('no page is wider than a window of 320 or of 2400 pixels', async () => {
    const files = (await readdir(folder)).filter((name) => name.endsWith('.html'));
    expect(files.length).toBeGreaterThan(15);
    for (const width of [320, 2400])
      for (const file of files) {
        await open(file, width);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide, `${file} at ${width}`).toBeLessThanOrEqual(width);
      }
  });

  /** The words of each cell, and the reason that is shown. */
  const seen = () =>
    page.evaluate(() => ({
      title: document.querySelector('.card h2')?.textContent,
      cells: [...document.querySelectorAll('.matrix tbody tr')].map((row) =>
        [...row.querySelectorAll('button')].map((cell) => cell.getAttribute('aria-label')),
      ),
      rule: document.querySelector('.reason .rule code')?.textContent ?? '',
      commands: ['attempt-command', 'predict-command'].map((id) => document.getElementById(id)?.textContent),
    }));

  /** The same as the rules say it here. */
  function foreseen(question: Question, row: number, column: number) {
    const { matrix, reason } = answered(question);
    const { addresses, cells, protocol, port } = matrix;
    const names = addresses.map(formatAddress);
    const rule = reason(addresses[row]!, addresses[column]!).rule;
    const { attempt, predict } = commandsFor(question);
    const whole = (command: readonly string[] | undefined) => command?.join(' ');
    return {
      title: `Which listeners share ${protocol} port ${port}?`,
      cells: names.map((first, i) =>
        names.map((next, j) => `${first}, then ${next}: ${outcomeWords(gridAt(cells, i, j)!, protocol)}`),
      ),
      rule: rule.includes('.') ? rule : '',
      commands: [whole(attempt), whole(predict)],
    };
  }

  /** Without the breaks of long commands. */
  const unbroken = (found: Awaited<ReturnType<typeof seen>>) => ({
    ...found,
    commands: found.commands.map((text) => text?.replaceAll(/ \\\n +/g, ' ')),
  });

  test('a link to a question shows what the rules say of it, its reason, and its commands', async () => {
    const questions = predictedQuestions(3, 60).filter((question) => ask(question).ok);
    for (const question of questions.slice(0, 12)) {
      const { addresses } = answered(question).matrix;
      const [row, column] = [addresses.length - 1, 0];
      const chosen = { holder: formatAddress(addresses[row]!), newcomer: formatAddress(addresses[column]!) };
      await open(`try.html#${hashOf({ question, chosen })}`);
      await page.waitForSelector(`#cell-${row}-${column}[aria-pressed="true"]`);
      expect(unbroken(await seen()), hashOf({ question })).toEqual(foreseen(question, row, column));
    }
  });

  const fill = async (selector: string, text: string): Promise<void> => {
    await page.focus(selector);
    await page.$eval(selector, (field) => (field as HTMLInputElement).select());
    await page.keyboard.press('Delete');
    await page.keyboard.type(text);
  };

  test('what is typed and chosen is answered at once, and the address of the page has it', async () => {
    await open('try.html');
    await fill('#address', '10.0.0.1 ::1\nfd00::7');
    await fill('#port', '8080');
    await page.select('#system', 'windows');
    await page.select('#holder', 'exclusive');
    await page.select('#newcomer', 'addr');
    await page.select('#v6only', 'off');
    const question = {
      ...FIRST_QUESTION,
      address: '10.0.0.1,::1,fd00::7',
      port: '8080',
      predict: 'windows',
      reuse: 'exclusive/addr',
      v6only: 'off',
    };
    expect(unbroken(await seen())).toEqual(foreseen(question, 0, 1));
    expect(await page.evaluate(() => location.hash)).toBe(`#${hashOf({ question })}`);
    expect(await page.$eval('.commands', (part) => part.textContent)).toContain('is for predictions');
    await page.reload();
    await page.waitForFunction(() => document.querySelector('.card h2')?.textContent?.endsWith('8080?'));
    expect(unbroken(await seen())).toEqual(foreseen(question, 0, 1));
    expect(await page.$eval('#address', (field) => (field as HTMLTextAreaElement).value)).toBe(
      '10.0.0.1\n::1\nfd00::7',
    );
  });

  test('what is wrong is said at its field and in place of the answer', async () => {
    await open('try.html');
    await fill('#port', '0');
    await fill('#kernel', '4.1');
    const wrong = await page.$$eval('[aria-invalid="true"]', (fields) => fields.map(({ id }) => id));
    expect(wrong).toEqual(['port', 'kernel']);
    expect(await page.$('.matrix')).toBeNull();
    const said = await page.$eval('[role="alert"]', (part) => part.textContent);
    expect(said).toContain('--port: port 0 cannot be shared');
    expect(said).toContain('unknown version "4.1"');
    expect(await violations()).toEqual([]);
    await page.click('.presets a');
    await page.waitForSelector('.matrix');
    expect(await page.$eval('#port', (field) => (field as HTMLInputElement).value)).toBe('80');
  });

  test('the matrix is one stop of the Tab key, and arrow keys go from cell to cell with their reasons', async () => {
    await open('try.html');
    expect(await page.$$eval('.matrix [tabindex="0"]', (cells) => cells.length)).toBe(1);
    await page.focus('.more summary');
    const focused = () => page.evaluate(() => document.activeElement?.id);
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('cell-0-1');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    expect(await focused()).toBe('cell-1-2');
    expect((await seen()).rule).toBe('linux.no-overlap');
    expect(await page.evaluate(() => location.hash)).toContain('holder=192.168.1.101&newcomer=10.10.2.102');
    await page.keyboard.press('Home');
    expect(await focused()).toBe('cell-1-0');
  });

  test('every reason leads to its rule', async () => {
    await open('try.html');
    await Promise.all([page.waitForNavigation(), page.click('.reason .rule a')]);
    expect(page.url()).toBe(fileUrl(folder, 'rules.html#linux.wildcard-overlaps-listener'));
    const top = await page.$eval('[id="linux.wildcard-overlaps-listener"]', (rule) => rule.getBoundingClientRect().top);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(top).toBeLessThan(900);
  });

  test('the rules are filtered by what is typed, and a link to a rule that is hidden shows it', async () => {
    const shownRules = () => page.$$eval('.one-rule:not([hidden])', (rules) => rules.map(({ id }) => id));
    await open('rules.html');
    const all = await shownRules();
    await page.type('#filter', 'windows exclusive');
    const some = await shownRules();
    expect(some.length).toBeGreaterThan(2);
    expect(some.length).toBeLessThan(all.length / 4);
    expect(await page.$eval('#found', (found) => found.textContent)).toBe(`${some.length} of ${all.length} rules`);
    await page.reload();
    expect(await shownRules()).toEqual(some);
    await page.evaluate(() => {
      location.hash = '#linux.no-overlap';
    });
    await page.waitForFunction(
      (count) => document.querySelectorAll('.one-rule:not([hidden])').length === count,
      {},
      all.length,
    );
  });

  test('on paper examples are open, and colours are those of the light theme', async () => {
    await theme('dark');
    await open('rules.html');
    await page.emulateMediaType('print');
    const printed = await page.evaluate(() => ({
      example: document.querySelector('details pre')?.getBoundingClientRect().height ?? 0,
      filter: getComputedStyle(document.querySelector('.filter') as Element).display,
      paper: getComputedStyle(document.body).backgroundColor,
    }));
    await page.emulateMediaType('screen');
    expect(printed.example).toBeGreaterThan(0);
    expect({ filter: printed.filter, paper: printed.paper }).toEqual({ filter: 'none', paper: 'rgb(255, 255, 255)' });
  });

  test('no page asked for anything but files of the site, and none had an error', async () => {
    const names = new Set(await readdir(folder));
    const own = (url: string) => names.has(url.replace(fileUrl(folder, ''), '').replace(/^\/|#.*$/g, ''));
    expect(watched.requests.length).toBeGreaterThan(100);
    expect(watched.requests.filter((url) => !/^(?:data|about):/.test(url) && !own(url))).toEqual([]);
    expect(watched.errors).toEqual([]);
    const style = await readFile(join(folder, 'style.css'), 'utf8');
    expect(style).not.toMatch(/url\(|@import|@font-face/);
  });
});
