import { expect, test } from 'vitest';
import { ownAddresses } from '../../src/model/host.ts';
import { address, hostWith } from '../plan/host.ts';

const isOwn = ownAddresses(hostWith(['eth0 192.0.2.2', 'docker0 fe80::1%docker0']).addresses);

test.each([
  ['127.0.0.9', true],
  ['::1', true],
  ['192.0.2.2', true],
  ['::ffff:192.0.2.2', true],
  ['192.0.2.3', false],
  ['fe80::1%docker0', true],
  // The same digits on another link are another host's.
  ['fe80::1%eth0', false],
])('a peer at %s is on this host: %s', (text, own) => expect(isOwn(address(text))).toBe(own));
