import { expect, test } from 'vitest';
import type { Caution } from '../../src/model/caution.ts';
import type { Listener } from '../../src/model/listener.ts';
import { reuseOptions } from '../../src/model/options.ts';
import { OK, refused } from '../../src/model/outcome.ts';
import { observeAlone } from '../../src/run/alone.ts';
import { openListening, prepare } from '../../src/run/listener.ts';
import { canEnter, inside } from '../net/inside.ts';
import { address } from '../plan/host.ts';
import { describeWhere } from '../setup/where.ts';

const listener = (changes: Partial<Listener> = {}): Listener => ({
  protocol: 'tcp',
  address: address('127.0.0.1'),
  port: 50005,
  options: reuseOptions('addr'),
  ...changes,
});

describeWhere(canEnter(), 'one listener by itself', () => {
  test('on a port not in use it listens with every option, and is closed', () => {
    const asked = listener({ options: reuseOptions('addr+port') });
    inside((sockets) => {
      for (let i = 0; i < 2; i++)
        expect(observeAlone(sockets, asked, 'free')).toEqual({ listener: asked, outcome: OK, listened: true });
    });
  });

  test.each<[Caution, Partial<Listener>, Partial<Listener>, boolean]>([
    ['held', {}, {}, false],
    ['held', { options: reuseOptions('port') }, { options: {} }, false],
    ['live', {}, {}, true],
    ['live', { options: reuseOptions('addr+port') }, {}, false],
    ['held', { protocol: 'udp' }, { protocol: 'udp', options: {} }, false],
  ])('with the caution %s, %j is tried as %j; listened: %s', (caution, asked, tried, listened) => {
    const observed = inside((sockets) => observeAlone(sockets, listener(asked), caution));
    expect(observed).toEqual({ listener: listener(tried), outcome: OK, listened });
  });

  test('beside a listener at its endpoint it gives bind:EADDRINUSE', () => {
    const observed = inside((sockets) => {
      openListening(sockets, prepare(sockets, listener()));
      return observeAlone(sockets, listener(), 'held');
    });
    expect(observed).toEqual({ listener: listener(), outcome: refused('bind', 'EADDRINUSE'), listened: false });
  });
});
