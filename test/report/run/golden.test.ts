import { describe, expect, it } from 'vitest';
import { markdownReport } from '../../../src/report/run/markdown.ts';
import { terminalReport } from '../../../src/report/run/terminal.ts';
import { CASES } from '../fixtures/cases.ts';

const PLAIN = { columns: 80, colour: false, unicode: true };

describe('the terminal report', () => {
  it.each(Object.entries(CASES))('%s, 80 columns', async (name, report) => {
    await expect(terminalReport(report(), PLAIN)).toMatchFileSnapshot(`golden/${name}.txt`);
  });

  it.each([
    ['two-interfaces', 60],
    ['two-interfaces', 120],
    ['tentative', 60],
    ['tentative', 120],
    ['a-thousand-addresses', 60],
    ['three-options', 60],
  ] as const)('%s, %i columns', async (name, columns) => {
    await expect(terminalReport(CASES[name](), { ...PLAIN, columns })).toMatchFileSnapshot(
      `golden/${name}.${columns}.txt`,
    );
  });

  it.each(['two-interfaces', 'kernel-differs', 'expectations', 'trials'] as const)('%s in colour', async (name) => {
    await expect(terminalReport(CASES[name](), { ...PLAIN, colour: true })).toMatchFileSnapshot(
      `golden/${name}.colour.txt`,
    );
  });

  it.each(['tentative', 'a-thousand-addresses'] as const)('%s without Unicode', async (name) => {
    const text = terminalReport(CASES[name](), { ...PLAIN, unicode: false });
    expect(text).toMatch(/^[\n -~]*$/);
    await expect(text).toMatchFileSnapshot(`golden/${name}.ascii.txt`);
  });
});

describe('the markdown report', () => {
  it.each(Object.entries(CASES))('%s', async (name, report) => {
    await expect(markdownReport(report())).toMatchFileSnapshot(`golden/${name}.md`);
  });
});
