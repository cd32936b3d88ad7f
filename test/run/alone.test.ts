import { expect, test } from 'vitest';
import { DEFAULT_AXES } from '../../src/model/axes.ts';
import type { Caution } from '../../src/model/caution.ts';
import { type Reuse, reuseOptions } from '../../src/model/options.ts';
import { OK, refused } from '../../src/model/outcome.ts';
import { type Combination, listenerAt } from '../../src/model/plan.ts';
import { observeAlone } from '../../src/run/alone.ts';
import { openListening, prepare } from '../../src/run/listener.ts';
import { canEnter, inside } from '../net/inside.ts';
import { address } from '../plan/host.ts';
import { describeWhere } from '../setup/where.ts';

const HERE = address('127.0.0.1');

const combination = (reuse: Reuse, changes: Partial<Combination> = {}): Combination => ({
  protocol: 'tcp',
  port: 50005,
  ...DEFAULT_AXES,
  reuse: { holder: reuse, newcomer: reuse },
  ...changes,
});

describeWhere(canEnter(), 'one listener by itself', () => {
  test('on a port not in use it listens with every option, and is closed', () => {
    const asked = combination('addr+port');
    inside((sockets) => {
      for (let i = 0; i < 2; i++)
        expect(observeAlone(sockets, asked, HERE, 'free')).toEqual({
          combination: asked,
          listener: listenerAt(asked, 'newcomer', HERE),
          outcome: OK,
          listened: true,
        });
    });
  });

  test.each<[Caution, Combination, Reuse, boolean]>([
    ['held', combination('addr'), 'addr', false],
    ['held', combination('port'), 'none', false],
    ['live', combination('addr'), 'addr', true],
    ['live', combination('addr+port'), 'addr', false],
    ['held', combination('addr', { protocol: 'udp' }), 'none', false],
  ])('with the caution %s, %j is tried with %s; listened: %s', (caution, asked, tried, listened) => {
    const observed = inside((sockets) => observeAlone(sockets, asked, HERE, caution));
    const listener = { ...listenerAt(asked, 'newcomer', HERE), options: reuseOptions(tried) };
    expect(observed).toEqual({ combination: asked, listener, outcome: OK, listened });
  });

  test('an IPv4 socket keeps the IPV6_V6ONLY that was asked for, and does not set it', () => {
    const asked = combination('addr', { v6only: 'on' });
    const { combination: kept, listener } = inside((sockets) => observeAlone(sockets, asked, HERE, 'free'));
    expect([kept.v6only, listener.options]).toEqual(['on', { reuseaddr: true }]);
  });

  test('beside a listener at its endpoint it gives bind:EADDRINUSE', () => {
    const asked = combination('addr');
    const observed = inside((sockets) => {
      openListening(sockets, prepare(sockets, listenerAt(asked, 'holder', HERE)));
      return observeAlone(sockets, asked, HERE, 'held');
    });
    expect(observed).toMatchObject({ outcome: refused('bind', 'EADDRINUSE'), listened: false });
  });
});
