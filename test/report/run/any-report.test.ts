import { isDeepStrictEqual, stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reportDocument } from '../../../src/contracts/report.ts';
import { formatAddress } from '../../../src/model/address.ts';
import { type Grid, gridAt } from '../../../src/model/grid.ts';
import { formatOutcome, formatPrediction } from '../../../src/model/outcome.ts';
import type { MatrixReport, Report } from '../../../src/model/report.ts';
import { pairsView } from '../../../src/report/matrix/view.ts';
import { jsonReport } from '../../../src/report/run/json.ts';
import { markdownReport } from '../../../src/report/run/markdown.ts';
import { terminalReport } from '../../../src/report/run/terminal.ts';
import { foldAddresses } from '../../../src/report/text/fold.ts';
import { UNICODE } from '../../../src/report/text/glyphs.ts';
import { inEnglish } from '../../../src/report/text/say.ts';
import { width } from '../../../src/report/text/text.ts';
import { times } from '../../setup/long.ts';
import { reports } from '../fixtures/arbitrary.ts';

/** Making a report takes longer than rendering it, so every property is held to the same ones. */
const RUNS = { numRuns: times(25, 600) };

const STYLES = fc.record({
  program: fc.constantFrom('bindmatrix', 'npx bindmatrix', 'node dist/cli.js'),
  columns: fc.integer({ min: 40, max: 200 }),
  colour: fc.boolean(),
  unicode: fc.boolean(),
});

describe('any report', () => {
  it('keeps to the columns, reads the same in colour, names every address, has whole tables, and is JSON by its contract', () => {
    fc.assert(
      fc.property(reports, STYLES, (report, style) => {
        const text = terminalReport(report, style);
        keepsToColumns(text, style.columns);
        const other = terminalReport(report, { ...style, colour: !style.colour });
        expect(stripVTControlCharacters(other), 'colour').toBe(stripVTControlCharacters(text));
        namesEveryAddress(
          report,
          terminalReport(report, { program: 'bindmatrix', columns: 80, colour: false, unicode: true }),
        );
        hasWholeTables(markdownReport(report, 'bindmatrix', inEnglish));
        isByContract(report, JSON.parse([...jsonReport(report)].join('')));
      }),
      RUNS,
    );
  });
});

function keepsToColumns(text: string, columns: number): void {
  for (const line of stripVTControlCharacters(text).split('\n')) {
    if (width(line) > columns) expect.fail(`more than ${columns} columns: ${line}`);
    if (line.endsWith(' ')) expect.fail(`a blank at the end: ${line}`);
  }
}

/** Every address, or the line into which it was folded. */
function namesEveryAddress({ matrices }: Report, text: string): void {
  const named = (words: readonly string[]): boolean => words.every((word) => text.includes(word));
  for (const matrix of matrices.filter((one) => one.skipped === undefined)) {
    const labels = pairsView(matrix, UNICODE, 0).classes.map((addresses) => foldAddresses(addresses, '…'));
    const folded = labels.flatMap((label) => label.split(/[ ,]+/)).map((word) => word.replace(/\u00a0/, ' '));
    expect(named(matrix.addresses.map(formatAddress)) || named(folded), 'every address is named').toBe(true);
  }
}

/** As many cells in each row of a table. */
function hasWholeTables(markdown: string): void {
  const bars = (line: string): number => line.replaceAll('\\|', '').split('|').length;
  const lines = markdown.split('\n');
  for (const [i, line] of lines.entries()) {
    const above = lines[i - 1] ?? '';
    if (line.startsWith('|') && above.startsWith('|') && bars(line) !== bars(above))
      expect.fail(`a broken table: ${line}`);
  }
}

/** The schemas are strict: a member that the contract does not name is an error. */
function isByContract(report: Report, parsed: unknown): void {
  const json = reportDocument.parse(parsed);
  const grids = json.matrices.map(({ cells, predicted, rules }) => ({ cells, predicted, rules }));
  expect(isDeepStrictEqual(grids, report.matrices.map(plainGrids)), 'the grids are those of the report').toBe(true);
  expect(json.trials.map(({ id, steps }) => [id, steps.length])).toEqual(
    report.trials.map(({ id, steps }) => [id, steps.length]),
  );
  expect(json.summary).toEqual(report.summary);
}

/** The grids of a matrix, cell by cell. */
function plainGrids({ cells, predicted, rules }: MatrixReport) {
  const rows = <T>(grid: Grid<T>, text: (value: T) => string): string[][] =>
    Array.from({ length: grid.rows }, (_, i) =>
      Array.from({ length: grid.columns }, (__, j) => text(gridAt(grid, i, j) as T)),
    );
  return {
    cells: rows(cells, formatOutcome),
    predicted: rows(predicted, formatPrediction),
    rules: rows(rules, (id) => id),
  };
}
