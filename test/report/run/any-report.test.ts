import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gridAt } from '../../../src/model/grid.ts';
import type { Report } from '../../../src/model/report.ts';
import { foldLabel } from '../../../src/report/text/fold.ts';
import { jsonReport } from '../../../src/report/run/json.ts';
import { markdownReport } from '../../../src/report/run/markdown.ts';
import { pairsView } from '../../../src/report/matrix/view.ts';
import { UNICODE } from '../../../src/report/text/style.ts';
import { terminalReport } from '../../../src/report/run/terminal.ts';
import { width } from '../../../src/report/text/text.ts';
import { reports } from '../fixtures/arbitrary.ts';

const RUNS = { numRuns: 150 };

describe('any report', () => {
  it('never exceeds the terminal, in colour or not', () => {
    const style = fc.record({
      columns: fc.integer({ min: 40, max: 200 }),
      colour: fc.boolean(),
      unicode: fc.boolean(),
    });
    fc.assert(
      fc.property(reports, style, (report, one) => {
        for (const line of stripVTControlCharacters(terminalReport(report, one)).split('\n')) {
          expect(width(line), line).toBeLessThanOrEqual(one.columns);
          expect(line, 'no space at the end').not.toMatch(/ $/);
        }
      }),
      RUNS,
    );
  });

  it('says the same with colour as without', () => {
    fc.assert(
      fc.property(reports, (report) => {
        const style = { columns: 80, unicode: true };
        const coloured = terminalReport(report, { ...style, colour: true });
        expect(stripVTControlCharacters(coloured)).toBe(terminalReport(report, { ...style, colour: false }));
      }),
      RUNS,
    );
  });

  it('names every address or folds it', () => {
    fc.assert(
      fc.property(reports, (report) => {
        fc.pre(report.matrices.some((one) => one.skipped === undefined));
        const text = terminalReport(report, { columns: 80, colour: false, unicode: true });
        const named = (words: readonly string[]): boolean => words.every((word) => text.includes(word));
        for (const matrix of report.matrices.filter((one) => one.skipped === undefined)) {
          const classes = pairsView(matrix, UNICODE, 0).classes.map((addresses) => foldLabel(addresses, '…'));
          expect(
            named(matrix.addresses) ||
              named(classes.flatMap((label) => label.split(/[ ,]+/)).map((word) => word.replace(/\u00a0/, ' '))),
          ).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('is valid JSON whose grids are the report’s', () => {
    fc.assert(
      fc.property(reports, (report) => {
        const parsed = JSON.parse([...jsonReport(report)].join('')) as Record<string, never>;
        expect(Object.keys(parsed)).toEqual(
          expect.arrayContaining([
            'schema',
            'host',
            'where',
            'interfaces',
            'addresses',
            'alone',
            'together',
            'matrices',
            'expectations',
            'trials',
            'summary',
            'disagreements',
          ]),
        );
        expect(parsed.matrices).toEqual(report.matrices.map(plainMatrix));
        expect(parsed.trials).toEqual(report.trials);
        expect(parsed.summary).toEqual(report.summary);
      }),
      RUNS,
    );
  });

  it('has markdown tables with as many cells in each row', () => {
    fc.assert(
      fc.property(reports, (report) => {
        const lines = markdownReport(report).split('\n');
        for (const [i, line] of lines.entries()) {
          const above = lines[i - 1] ?? '';
          if (line.startsWith('|') && above.startsWith('|')) expect(bars(line), line).toBe(bars(above));
        }
      }),
      RUNS,
    );
  });
});

const bars = (line: string): number => line.replaceAll('\\|', '').split('|').length;

/** A matrix as the contract writes it. */
function plainMatrix({ cells, predicted, rules, reuse, ...rest }: Report['matrices'][number]) {
  const rows = (grid: typeof cells): string[][] =>
    Array.from({ length: grid.rows }, (_, i) => Array.from({ length: grid.columns }, (__, j) => gridAt(grid, i, j)));
  const pair = reuse.holder === reuse.newcomer ? reuse.holder : reuse;
  return { ...rest, reuse: pair, cells: rows(cells), predicted: rows(predicted), rules: rows(rules) };
}
