import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CALLS } from '../../src/libc/calls.ts';
import { refused } from '../../src/model/outcome.ts';
import { Sockets } from '../../src/net/socket.ts';
import { prepare, tryOnce } from '../../src/run/listener.ts';
import { canEnter, inside } from '../net/inside.ts';
import { address } from '../plan/host.ts';
import { describeWhere } from '../setup/where.ts';

describeWhere(canEnter(), 'a newcomer that binds and may not listen', () => {
  // After a bind that passed Linux refuses no listen at once, so a closed descriptor stands in for one that it refuses.
  test('gives listen(2) and its errno, and leaves nothing open', () => {
    inside(({ platform }) => {
      const sockets = new Sockets(platform, { ...CALLS, listen: (_fd, backlog) => CALLS.listen(-1, backlog) });
      const listener = {
        protocol: 'tcp',
        address: address('127.0.0.1'),
        port: 50005,
        options: { reuseaddr: true },
      } as const;
      const before = readdirSync('/proc/self/fd').length;
      expect(tryOnce(sockets, prepare(sockets, listener))).toBe(refused('listen', 'EBADF'));
      expect(readdirSync('/proc/self/fd')).toHaveLength(before);
    });
  });
});
