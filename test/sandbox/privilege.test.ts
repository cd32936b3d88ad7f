import { expect, test } from 'vitest';
import { needsUserNamespace } from '../../src/sandbox/privilege.ts';

test.each([
  ['root with every capability', 'CapEff:\t000001ffffffffff\n', false],
  ['root of a container, without CAP_SYS_ADMIN', 'CapEff:\t00000000a80425fb\n', true],
  ['an ordinary user', 'CapEff:\t0000000000000000\n', true],
  ['CAP_SYS_ADMIN alone', 'CapEff:\t0000000000200000\n', false],
])('%s', (_name, status, needed) => expect(needsUserNamespace(status)).toBe(needed));
