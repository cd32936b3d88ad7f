import { describe, expect, test } from 'vitest';
import { reportedMatrix } from '../../src/api/work/matrix.ts';
import { predict } from '../../src/api.ts';
import { parseAddress } from '../../src/model/address.ts';
import { DEFAULT_AXES } from '../../src/model/axes.ts';
import { addCell, cellSet } from '../../src/model/cell-set.ts';
import { GridBuilder } from '../../src/model/grid.ts';
import { OK, type Outcome, refused } from '../../src/model/outcome.ts';
import type { MatrixReport } from '../../src/model/report.ts';

const [matrix] = predict({
  run: { ports: [53], protocols: ['udp'], addresses: ['any4', 'any6', '::1', '127.0.0.1'] },
}).matrices;
if (matrix === undefined) throw new Error('no matrix');

describe('a matrix of a report', () => {
  test('has every pair by its addresses, in whichever way they are written', () => {
    expect(matrix.at('::1', '0.0.0.0')).toEqual(matrix.at('0:0::1', '0.0.0.0'));
    expect(matrix.at('::1', '0.0.0.0')).toMatchObject({ holder: '::1', newcomer: '0.0.0.0' });
  });

  test.each(['192.0.2.1', 'any4', '', '127.1'])('has no pair with the address "%s"', (address) => {
    expect(matrix.at(address, '::1')).toBeUndefined();
    expect(matrix.at('::1', address)).toBeUndefined();
  });

  test('gives its rows in the order of its addresses, with the same pairs', () => {
    const rows = [...matrix.rows()];
    expect(rows.map((row) => row.map(({ newcomer }) => newcomer))).toEqual(rows.map(() => matrix.addresses));
    expect(rows.map(([pair]) => pair?.holder)).toEqual(matrix.addresses);
    for (const pair of rows.flat()) expect(matrix.at(pair.holder, pair.newcomer)).toEqual(pair);
  });

  test('is, as JSON, what the report has', () => {
    const json = matrix.toJSON();
    expect(json.cells).toEqual([...matrix.rows()].map((row) => row.map(({ outcome }) => outcome)));
    expect(json.rules).toEqual([...matrix.rows()].map((row) => row.map(({ rule }) => rule)));
    expect(json.predicted).toEqual(json.cells);
    expect(json).not.toHaveProperty('tried');
  });

  test('shows nothing of how it is kept', () => {
    expect(Object.keys(matrix)).toEqual([
      'system',
      'protocol',
      'port',
      'reuse',
      'v6only',
      'sequence',
      'addresses',
      'strangers',
    ]);
    expect(Object.getOwnPropertyNames(Object.getPrototypeOf(matrix)).sort()).toEqual([
      'at',
      'constructor',
      'rows',
      'toJSON',
    ]);
  });
});

test('a sampled matrix says of each pair whether it was tried', () => {
  const addresses = ['127.0.0.1', '127.0.0.2', '127.0.0.3'].map((text) => {
    const read = parseAddress(text);
    if (!read.ok) throw new Error(text);
    return read.value;
  });
  const tried = cellSet(3, 3);
  for (const at of [0, 1, 5, 6, 8]) addCell(tried, at);
  const outcomes = new GridBuilder<Outcome>(3, 3);
  for (let row = 0; row < 3; row++)
    for (let column = 0; column < 3; column++)
      outcomes.set(row, column, row === column ? refused('bind', 'EADDRINUSE') : OK);
  const rules = new GridBuilder<string>(3, 3);
  for (let row = 0; row < 3; row++) rules.fillRow(row, 'linux.no-overlap');
  const sampled = reportedMatrix({
    ...DEFAULT_AXES,
    protocol: 'tcp',
    port: 80,
    addresses,
    cells: outcomes.build(),
    predicted: outcomes.build(),
    rules: rules.build(),
    sample: { seed: 1, tried, inferred: 4, classesInFull: 0, unlike: 0 },
    remotePeers: 0,
  } satisfies MatrixReport);
  expect([...sampled.rows()].map((row) => row.map((pair) => pair.tried))).toEqual([
    [true, true, false],
    [false, false, true],
    [true, false, true],
  ]);
  expect(sampled.toJSON().tried).toEqual([
    [[0, 1]],
    [[2, 2]],
    [
      [0, 0],
      [2, 2],
    ],
  ]);
  expect(sampled.sample).toEqual({ seed: 1, tried: 5, inferred: 4, classesInFull: 0, unlike: 0 });
});
