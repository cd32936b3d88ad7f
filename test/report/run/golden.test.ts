import { describe, expect, it } from 'vitest';
import { markdownReport } from '../../../src/report/run/markdown.ts';
import { terminalReport } from '../../../src/report/run/terminal.ts';
import { inEnglish } from '../../../src/report/text/say.ts';
import { CASE_NAMES, reportOfCase } from '../fixtures/cases.ts';

const PLAIN = { program: 'bindmatrix', columns: 80, colour: false, unicode: true };

describe('the terminal report', () => {
  it.each(CASE_NAMES)('of %s is as golden at 80 columns', async (name) => {
    await expect(terminalReport(reportOfCase(name), PLAIN)).toMatchFileSnapshot(`../golden/${name}.txt`);
  });

  it.each([
    ['two-interfaces', 60],
    ['two-interfaces', 120],
    ['tentative', 60],
    ['tentative', 120],
    ['a-thousand-addresses', 60],
    ['three-options', 60],
  ] as const)('of %s is as golden at %i columns', async (name, columns) => {
    await expect(terminalReport(reportOfCase(name), { ...PLAIN, columns })).toMatchFileSnapshot(
      `../golden/${name}.${columns}.txt`,
    );
  });

  it.each(['two-interfaces', 'kernel-differs', 'expectations', 'trials'] as const)(
    'of %s is as golden in colour',
    async (name) => {
      await expect(terminalReport(reportOfCase(name), { ...PLAIN, colour: true })).toMatchFileSnapshot(
        `../golden/${name}.colour.txt`,
      );
    },
  );

  it.each(['tentative', 'a-thousand-addresses'] as const)('of %s is ASCII alone without Unicode', async (name) => {
    const text = terminalReport(reportOfCase(name), { ...PLAIN, unicode: false });
    expect(text).toMatch(/^[\n -~]*$/);
    await expect(text).toMatchFileSnapshot(`../golden/${name}.ascii.txt`);
  });
});

describe('the markdown report', () => {
  it.each(CASE_NAMES)('of %s is as golden', async (name) => {
    await expect(markdownReport(reportOfCase(name), 'bindmatrix', inEnglish)).toMatchFileSnapshot(
      `../golden/${name}.md`,
    );
  });
});
