import { describe, expect, it } from 'vitest';
import { addCell, cellSet } from '../../../src/model/cell-set.ts';
import { GridBuilder } from '../../../src/model/grid.ts';
import { type Outcome, UNKNOWN } from '../../../src/model/outcome.ts';
import type { MatrixReport } from '../../../src/model/report.ts';
import { cellCodes } from '../../../src/report/matrix/codes.ts';
import { pairsView } from '../../../src/report/matrix/view.ts';
import { legendInWords, sampleInWords } from '../../../src/report/matrix/words.ts';
import { UNICODE } from '../../../src/report/text/glyphs.ts';
import { manyAddresses } from '../fixtures/hosts.ts';
import { outcomeOf } from '../fixtures/outcomes.ts';
import { reportOf, type Setup } from '../fixtures/report-of.ts';

const matrixOf = (setup: Setup): MatrixReport => reportOf({ show: ['matrix'], ...setup }).matrices[0]!;

const shown = (matrix: MatrixReport, unfolded = 0) =>
  pairsView(matrix, UNICODE, unfolded).cells.map((row) => row.map((cell) => cell.text));

describe('the folded matrix', () => {
  it('shows what alike addresses are to each other, and to themselves', () => {
    const matrix = matrixOf({ addresses: manyAddresses(20) });
    expect(shown(matrix)).toEqual([
      ['✗b', '✗b'],
      ['✗b', '✓/✗b'],
    ]);
    expect(shown(matrix, 21)).toHaveLength(21);
  });

  it('never folds away a cell where the kernel differs from the rules', () => {
    const matrix = matrixOf({
      addresses: manyAddresses(20),
      kernel: (a, b) => (a === '10.0.0.7' && b === '10.0.0.9' ? 'bind:EPERM' : undefined),
    });
    expect(
      shown(matrix)
        .flat()
        .filter((text) => text.includes('!')),
    ).toEqual(['✗d!']);
    expect(pairsView(matrix, UNICODE, 0).classes).toHaveLength(4);
  });

  it('marks a cell of which some pairs were not tried, and says how many there are', () => {
    const matrix = matrixOf({ addresses: manyAddresses(20) });
    const tried = cellSet(21, 21);
    for (let i = 0; i < 21; i++) for (const j of [0, i]) for (const at of [i * 21 + j, j * 21 + i]) addCell(tried, at);
    const inferred = 21 ** 2 - 21 - 2 * 20;
    const sampled = { ...matrix, sample: { seed: 5, tried, inferred, classesInFull: 2, unlike: 1 } };
    expect(shown(sampled)).toEqual([
      ['✗b', '✗b'],
      ['✗b', '✓~/✗b'],
    ]);
    expect(legendInWords(pairsView(sampled, UNICODE, 0), 'tcp')).toContain('~ some of these pairs are inferred');
    expect(sampleInWords(sampled)).toEqual([
      expect.stringMatching(/^61 pairs tried: .* \(seed 5\)\. 380 inferred: .* --exhaustive tries all\.$/),
      '1 address was not as predicted: all of its pairs were tried.',
      '2 classes of pairs were tried in full: one pair of each was not as predicted.',
    ]);
    expect(sampleInWords(matrix)).toEqual([]);
  });

  it('does not mark what the rules cannot know', () => {
    const matrix = matrixOf({ addresses: manyAddresses(3) });
    const unknown = new GridBuilder<Outcome>(4, 4);
    for (let i = 0; i < 4; i++) unknown.fillRow(i, UNKNOWN);
    expect(
      shown({ ...matrix, predicted: unknown.build() })
        .flat()
        .join(''),
    ).not.toContain('!');
  });

  it('is left out where hardly two addresses are alike', () => {
    const matrix = matrixOf({
      addresses: manyAddresses(80),
      kernel: (a, b) => (Number(a.split('.')[3]) % 80 < Number(b.split('.')[3]) % 80 ? 'bind:EPERM' : undefined),
    });
    const view = pairsView(matrix, UNICODE, 0);
    expect(view.classes.length).toBeGreaterThan(64);
    expect(view.cells).toEqual([]);
    expect(view.legend.reduce((n, code) => n + code.count, 0)).toBe(81 * 81);
  });
});

describe('codes', () => {
  it('are different for different outcomes, and the known ones are always the same', () => {
    const cells = [
      'ok',
      'bind:EADDRINUSE',
      'listen:EADDRINUSE',
      'bind:EACCES',
      'bind:ENOMEM',
      'setsockopt:EPERM',
      'holder:bind:EPERM',
      'skipped:held',
    ];
    const texts = cellCodes(cells.map(outcomeOf), UNICODE).map((code) => code.text);
    expect(texts).toEqual(['✓', '✗b', '✗l', '✗p', '✗c', '✗e', 'h', '–']);
  });
});
