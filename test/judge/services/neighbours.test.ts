import { expect, test } from 'vitest';
import { withNeighbours } from '../../../src/judge/services/neighbours.ts';
import type { HeldSocket } from '../../../src/model/host.ts';

const held = (owners: HeldSocket['owners']): HeldSocket => ({
  protocol: 'tcp',
  address: { family: 'inet', ip: '127.0.0.1' },
  port: 80,
  state: 'LISTEN',
  uid: 0,
  inode: 1,
  owners,
});

test.each([
  ['web (0.0.0.0:80) overlaps neighbour.1 (127.0.0.1:80)', 'web (0.0.0.0:80) overlaps 127.0.0.1:80 of nginx (pid 812)'],
  ['neighbour.2 ([::]:80) listens', '[::]:80 listens'],
  ['neighbour.3 (127.0.0.1:80) is none of them', 'neighbour.3 (127.0.0.1:80) is none of them'],
])('%s', (sentence, told) => {
  expect(withNeighbours(sentence, [held([{ pid: 812, command: 'nginx' }]), held([])])).toBe(told);
});
