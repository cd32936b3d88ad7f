import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formatOutcome } from '../../src/model/outcome.ts';
import { tryOnce } from '../../src/run/listener.ts';
import { Newcomers } from '../../src/run/newcomers.ts';
import { canEnter, inside } from '../net/inside.ts';
import { address, combinationWith } from '../plan/host.ts';
import { describeWhere } from '../setup/where.ts';

const TEXTS = ['0.0.0.0', '127.0.0.1', '203.0.113.1', '::', '::1', 'fe80::1%lo', '::ffff:127.0.0.1', '127.0.0.2'];

describeWhere(canEnter(), 'the newcomers of a matrix', () => {
  test.each(['tcp', 'udp'] as const)(
    'of %s come to what each by itself comes to, and leave nothing open',
    (protocol) => {
      const { each, together, before, after } = inside((sockets) => {
        const newcomers = new Newcomers(sockets, combinationWith({ protocol, v6only: 'off' }), TEXTS.map(address));
        const found: string[] = [];
        const open = readdirSync('/proc/self/fd').length;
        newcomers.tryEach(0, TEXTS.length, (place, outcome) => {
          found[place] = formatOutcome(outcome);
        });
        return {
          each: newcomers.prepared.map((one) => formatOutcome(tryOnce(sockets, one))),
          together: found,
          before: open,
          after: readdirSync('/proc/self/fd').length,
        };
      });
      expect(together).toEqual(each);
      expect(together.slice(1, 3)).toEqual(['ok', 'bind:EADDRNOTAVAIL']);
      expect(after).toBe(before);
    },
  );

  test('are tried as far as they are asked for', () => {
    const places = inside((sockets) => {
      const found: number[] = [];
      new Newcomers(sockets, combinationWith(), TEXTS.map(address)).tryEach(2, 5, (place) => found.push(place));
      return found;
    });
    expect(places).toEqual([2, 3, 4]);
  });
});
