import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { libcCalls } from '../../src/net/calls.ts';
import { Sockets } from '../../src/net/socket.ts';
import { listenerSpec, tryOnce } from '../../src/run/listener.ts';
import { canEnter, inside } from '../net/inside.ts';
import { address } from '../plan/host.ts';
import { describeWhere } from '../setup/where.ts';

describeWhere(canEnter(), 'a newcomer that binds and may not listen', () => {
  // After a bind that passed Linux refuses no listen at once, so a closed descriptor stands in for one that it refuses.
  test('gives listen(2) and its errno, and leaves nothing open', () => {
    inside(({ platform }) => {
      const calls = libcCalls();
      const sockets = new Sockets(platform, { ...calls, listen: (_fd, backlog) => calls.listen(-1, backlog) });
      const combination = { protocol: 'tcp', port: 50005, v6only: 'system' } as const;
      const spec = listenerSpec(sockets, combination, 'addr', address('127.0.0.1'));
      const before = readdirSync('/proc/self/fd').length;
      expect(tryOnce(sockets, spec)).toBe('listen:EBADF');
      expect(readdirSync('/proc/self/fd')).toHaveLength(before);
    });
  });
});
