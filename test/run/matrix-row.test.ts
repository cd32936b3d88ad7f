import { expect, test } from 'vitest';
import type { Sequence } from '../../src/model/options.ts';
import { formatOutcome, OK, type Outcome } from '../../src/model/outcome.ts';
import { type Combination, listenerAt } from '../../src/model/plan.ts';
import type { Sockets } from '../../src/net/socket.ts';
import { prepare } from '../../src/run/listener.ts';
import { MatrixRow } from '../../src/run/matrix-row.ts';
import { canEnter, inside } from '../net/inside.ts';
import { address, combinationWith } from '../plan/host.ts';
import { describeWhere } from '../setup/where.ts';

/** What newcomers at these addresses come to, one after the other, beside a holder at `holder`. */
function rowOf(sockets: Sockets, combination: Combination, holder: string, ...newcomers: string[]): readonly string[] {
  const row = new MatrixRow(
    sockets,
    prepare(sockets, listenerAt(combination, 'holder', address(holder))),
    combination.sequence,
  );
  expect(row.open()).toBe(OK);
  const outcomes: Outcome[] = newcomers.map((newcomer) =>
    row.try(prepare(sockets, listenerAt(combination, 'newcomer', address(newcomer)))),
  );
  row.close();
  return outcomes.map(formatOutcome);
}

describeWhere(canEnter(), 'a row of the matrix', () => {
  test.each<[Sequence, string]>([
    ['listen-each', 'bind:EADDRINUSE'],
    ['bind-all-first', 'listen:EADDRINUSE'],
  ])('with SO_REUSEADDR and %s the newcomer at the address of the holder gives %s', (sequence, outcome) => {
    const outcomes = inside((sockets) =>
      rowOf(sockets, combinationWith({ sequence }), '127.0.0.1', '127.0.0.1', '127.0.0.2', '127.0.0.1'),
    );
    expect(outcomes).toEqual([outcome, 'ok', outcome]);
  });

  test('a newcomer with SO_REUSEPORT does not let the next one pass beside a holder without it', () => {
    const combination = combinationWith({ reuse: { holder: 'none', newcomer: 'port' } });
    const outcomes = inside((sockets) => rowOf(sockets, combination, '127.0.0.1', '127.0.0.2', '127.0.0.1', '0.0.0.0'));
    expect(outcomes).toEqual(['ok', 'bind:EADDRINUSE', 'bind:EADDRINUSE']);
  });

  test('a holder that was refused gives its outcome', () => {
    const outcome = inside((sockets) => {
      const holder = prepare(sockets, listenerAt(combinationWith(), 'holder', address('203.0.113.1')));
      return new MatrixRow(sockets, holder, 'listen-each').open();
    });
    expect(formatOutcome(outcome)).toBe('bind:EADDRNOTAVAIL');
  });
});
