import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHINESE } from '../../../src/commands/terminal/chinese.ts';
import { showRules } from '../../../src/flows/rules.ts';
import type { Format } from '../../../src/model/format.ts';
import { isPrintable, printable } from '../../../src/model/printable.ts';
import {
  HELD_WRITERS,
  INTERFACES_WRITERS,
  REPORT_WRITERS,
  RULES_WRITERS,
  STORIES_WRITERS,
  STORY_WRITERS,
  type Style,
  WHY_WRITERS,
} from '../../../src/report/index.ts';
import { REPORT_DRAWINGS, STORIES_DRAWINGS, STORY_DRAWINGS } from '../../../src/report/pictures.ts';
import { type GatedWriter, gated } from '../../../src/report/text/gate.ts';
import { width } from '../../../src/report/text/text.ts';
import { times } from '../../setup/long.ts';
import { CASE_NAMES, reportOfCase } from '../fixtures/cases.ts';
import { type Also, type Harm, harm, harmed } from '../fixtures/hostile.ts';
import { TROUBLED } from '../fixtures/hosts.ts';
import { cellsOf, strayMarkup } from '../fixtures/markdown-reader.ts';
import { readMarkup } from '../fixtures/markup-reader.ts';
import { SERVICE_CASES, serviceReport } from '../fixtures/services.ts';
import { PLAYED } from '../fixtures/stories.ts';
import { ANSWERS, HELD } from '../why/answers.ts';

type Writers<T> = Readonly<Partial<Record<Format, GatedWriter<T>>>>;

/** A subject that is written with other texts. */
type Case = (format: Format, style: Style, harm: Harm, also?: Also) => string;

const caseOf =
  <T>(writers: Writers<T>, make: () => T): Case =>
  (format, style, harmful, also) =>
    [...(writers[format]?.(harmed(make(), harmful, also), style) ?? [])].join('');

const rulesView = (id: string) => {
  const view = showRules({ id, systems: undefined });
  if (!view.ok) throw new Error(view.error.message);
  return view.value;
};

const CASES: Readonly<Record<string, readonly Case[]>> = {
  report: CASE_NAMES.filter((name) => name !== 'a-thousand-addresses').map((name) =>
    caseOf(REPORT_WRITERS, () => reportOfCase(name)),
  ),
  why: Object.values(ANSWERS).map((make) => caseOf(WHY_WRITERS, () => [make()] as const)),
  'why of several': [caseOf(WHY_WRITERS, () => [ANSWERS.nginx?.(), ANSWERS.unknown?.()] as never)],
  held: [caseOf(HELD_WRITERS, HELD)],
  stories: [caseOf(STORIES_WRITERS, () => PLAYED), caseOf(STORY_WRITERS, () => PLAYED)],
  rules: [
    caseOf(RULES_WRITERS, () => rulesView('linux.du*')),
    caseOf(RULES_WRITERS, () => rulesView('linux.no-overlap')),
  ],
  interfaces: [caseOf(INTERFACES_WRITERS, () => TROUBLED)],
};

const styles = fc
  .record({
    program: fc.constantFrom('bindmatrix', 'node dist/cli.js'),
    columns: fc.integer({ min: 40, max: 160 }),
    colour: fc.boolean(),
    unicode: fc.boolean(),
    isChinese: fc.boolean(),
  })
  .map(({ isChinese, ...style }): Style => (isChinese ? { ...style, translation: CHINESE, unicode: true } : style));

/** A line break or a colour in a name is shown as its visible form would be; in prose a line break is a blank. */
const visible: Also = (text, key) =>
  printable(/^(quote|prose|when)$/.test(key) ? text.replace(/^\s*\n|\n\s*$/g, '').replace(/\s*\n\s*/g, ' ') : text);

/** Every line of the text is printable as it is; with colour, without its colours. */
function isSafe(text: string, colour: boolean): void {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the colours are control characters
  const plain = colour ? text.replace(/\x1b\[[\d;]*m/g, '') : text;
  for (const line of plain.split('\n')) if (!isPrintable(line)) expect.fail(`not printable: ${JSON.stringify(line)}`);
}

describe.each(Object.entries(CASES))('%s, with texts that others chose', (_, cases) => {
  const RUNS = { numRuns: times(8, 200) };

  test('steers no terminal, keeps to its lines and columns', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cases), styles, harm, (write, look, harmful) => {
        const text = write('terminal', look, harmful);
        isSafe(text, look.colour);
        if (!look.unicode) expect(stripVTControlCharacters(text)).toMatch(/^[\n -~]*$/);
        expect(text).toBe(write('terminal', look, harmful, visible));
        for (const line of stripVTControlCharacters(text).split('\n'))
          if (width(line) > look.columns) expect.fail(`more than ${look.columns} columns: ${line}`);
      }),
      RUNS,
    );
  });

  test('is Markdown without markup of theirs, and its tables are whole', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cases), styles, harm, (write, look, harmful) => {
        const text = write('markdown', look, harmful);
        isSafe(text, false);
        expect(strayMarkup(text)).toEqual([]);
        const lines = text.split('\n');
        for (const [i, line] of lines.entries())
          if (line.startsWith('|') && lines[i - 1]?.startsWith('|'))
            expect(cellsOf(line), line).toHaveLength(cellsOf(lines[i - 1] ?? '').length);
      }),
      RUNS,
    );
  });

  test('is JSON with the exact texts, none of them raw', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cases), styles, harm, (write, look, harmful) => {
        const text = write('json', look, harmful);
        isSafe(text, false);
        const [first = ''] = harmful.texts;
        const all = JSON.parse(write('json', look, { ...harmful, share: 1, texts: [first] }));
        expect(JSON.stringify(all)).toContain(JSON.stringify(first).slice(1, -1));
        JSON.parse(text);
      }),
      RUNS,
    );
  });
});

/** What is drawn: reports with plans, pairs, servers together, trials and expectations, and stories. */
const DRAWN: readonly Case[] = [
  ...CASE_NAMES.filter((name) => name !== 'a-thousand-addresses').map((name) =>
    caseOf(REPORT_DRAWINGS, () => reportOfCase(name)),
  ),
  ...SERVICE_CASES.map((name) => caseOf(REPORT_DRAWINGS, () => serviceReport(name))),
  caseOf(STORIES_DRAWINGS, () => PLAYED),
  caseOf(STORY_DRAWINGS, () => PLAYED),
];

describe('drawn, with texts that others chose', () => {
  const ELEMENTS = {
    svg: /^(svg|title|desc|style|g|rect|path|text|circle)$/,
    html: /^(html|head|meta|title|style|script|body|main|section|h[1-3]|p|blockquote|figure|svg|desc|g|rect|path|text|circle|table|caption|thead|tbody|tr|th|td|abbr|span|button|div|strong|code|ul|li|details|summary|footer|br)$/,
  } as const;

  test.each(['svg', 'html'] as const)('%s is well-formed and has no element, link or handler of theirs', (format) => {
    fc.assert(
      fc.property(fc.constantFrom(...DRAWN), styles, harm, (write, look, harmful) => {
        const text = write(format, look, harmful);
        const elements = readMarkup(text, format === 'html');
        for (const { name, attributes } of elements) {
          expect(name).toMatch(ELEMENTS[format]);
          for (const [key] of attributes) expect(key).not.toMatch(/^(on|href|src|xlink|style$)/);
        }
        const ids = elements.flatMap(({ attributes }) => attributes.get('id') ?? []);
        expect(new Set(ids).size).toBe(ids.length);
        if (format === 'svg') isSafe(text, false);
        expect(elements.filter(({ name }) => name === 'script')).toHaveLength(format === 'html' ? 1 : 0);
      }),
      { numRuns: times(5, 200) },
    );
  });
});

describe('gated', () => {
  test('is the value itself where every text of it is printable', () => {
    const value = { a: ['x', { b: new Uint8Array([1]) }], c: null, d: 1 };
    expect(gated(value, true)).toBe(value);
  });

  test('keeps one object one, and changes the keys of a record', () => {
    const one = { name: 'a\nb' };
    const value = gated({ first: one, second: [one], '\x1b': 'x' }, true);
    expect(value).toEqual({ first: { name: 'a\\nb' }, second: [{ name: 'a\\nb' }], '\\x1b': 'x' });
    expect(value.first).toBe(value.second[0]);
  });

  test('reads a line break of a story as a blank', () => {
    expect(gated({ quote: 'one\n  two\n' }, true)).toEqual({ quote: 'one two' });
  });

  test('refuses what is not plain data, whose texts it would not see', () => {
    expect(() => gated({ all: new Map([['a', '\x1b']]) }, true)).toThrow(/not plain data/);
  });
});
