import type { Examples } from './example.ts';
import { bind, by, close, converse, fails, leaveTimeWait, listen, serve } from './steps.ts';

const REUSEADDR = { reuseaddr: true };
const REUSEPORT = { reuseport: true };
const UDP = { protocol: 'udp' } as const;

export const PAIR_EXAMPLES = {
  'no-overlap': [...serve('first', '127.0.0.1'), ...serve('second', '127.0.0.2')],
  'v6only-separates': [...serve('six', '::', { v6only: true }), ...serve('four', '0.0.0.0')],
  'device-differs': {
    sandbox: { devices: ['d1', 'd2'] },
    steps: [...serve('first', '0.0.0.0', { device: 'd1' }), ...serve('second', '0.0.0.0', { device: 'd2' })],
  },
  'vrf-differs': { noExample: 'the devices of a trial are in no VRF' },
  'both-reuseaddr-old-not-listening': [bind('first', '0.0.0.0', REUSEADDR), bind('second', '127.0.0.1', REUSEADDR)],
  'udp-both-reuseaddr': [
    bind('first', '127.0.0.1', { ...UDP, ...REUSEADDR }),
    bind('second', '127.0.0.1', { ...UDP, ...REUSEADDR }),
  ],
  'timewait-reuseport': [...leaveTimeWait('127.0.0.1', REUSEPORT), bind('again', '127.0.0.1', REUSEPORT)],
  'reuseport-same-uid': [...serve('first', '127.0.0.1', REUSEPORT), ...serve('second', '127.0.0.1', REUSEPORT)],
  'udp-reuseport-same-uid': [
    bind('first', '127.0.0.1', { ...UDP, ...REUSEPORT }),
    bind('second', '127.0.0.1', { ...UDP, ...REUSEPORT }),
  ],
  'timewait-inherits-flags': [
    ...leaveTimeWait('127.0.0.1'),
    fails('EADDRINUSE', bind('again', '127.0.0.1', REUSEADDR)),
  ],
  'reuseport-uid-differs': [
    by(1, bind('theirs', '127.0.0.1', REUSEPORT)),
    fails('EADDRINUSE', bind('ours', '127.0.0.1', REUSEPORT)),
  ],
  'listen-lost-race': [
    bind('first', '0.0.0.0', REUSEADDR),
    bind('second', '127.0.0.1', REUSEADDR),
    listen('second'),
    fails('EADDRINUSE', listen('first')),
  ],
  'dual-stack-overlaps-ipv4': [
    ...serve('both', '::', { v6only: false }),
    fails('EADDRINUSE', bind('four', '127.0.0.1')),
  ],
  'dual-stack-connection-overlaps-any': [
    ...serve('server', '::', { v6only: false }),
    ...converse('server', '::1'),
    close('server'),
    fails('EADDRINUSE', bind('any', '0.0.0.0')),
  ],
  'wildcard-overlaps-listener': [
    ...serve('any', '0.0.0.0', REUSEADDR),
    fails('EADDRINUSE', bind('specific', '127.0.0.1', REUSEADDR)),
  ],
  'same-address-listening': [
    ...serve('first', '127.0.0.1', REUSEADDR),
    fails('EADDRINUSE', bind('second', '127.0.0.1', REUSEADDR)),
  ],
  'old-lacks-reuseaddr': [bind('old', '127.0.0.1'), fails('EADDRINUSE', bind('new', '127.0.0.1', REUSEADDR))],
  'newcomer-lacks-reuseaddr': [bind('old', '127.0.0.1', REUSEADDR), fails('EADDRINUSE', bind('new', '127.0.0.1'))],
  'no-reuse': [bind('first', '0.0.0.0'), fails('EADDRINUSE', bind('second', '127.0.0.1'))],
} as const satisfies Examples;
