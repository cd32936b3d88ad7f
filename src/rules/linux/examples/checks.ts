import type { Examples } from './example.ts';
import { bind, by, fails, OTHER_PORT, socket } from './steps.ts';

const IN_NO_VRF = { noExample: 'the devices of a trial are in no VRF' } as const;

export const CHECK_EXAMPLES = {
  'address-in-other-vrf': IN_NO_VRF,
  'ipv6-address-in-other-vrf': IN_NO_VRF,
  'no-exclusive': { noExample: 'no trial can ask for it' },
  'family-unsupported': { noExample: 'it takes a kernel without IPv6' },
  'no-such-device': [fails('ENODEV', socket('server', { device: 'd9' }))],
  'wrong-family': [fails('EAFNOSUPPORT', bind('four', '::1', { family: 'inet' }))],
  'short-address': [fails('EINVAL', bind('six', '127.0.0.1', { family: 'inet6' }))],
  'ipv6-multicast-stream': [
    fails('EINVAL', bind('stream', 'ff0e::1')),
    bind('datagrams', 'ff0e::1', { protocol: 'udp' }),
  ],
  'address-not-local': [
    fails('EADDRNOTAVAIL', bind('server', '192.0.2.1')),
    bind('waived', '192.0.2.1', { freebind: true }),
  ],
  'privileged-port': [
    by(1, fails('EACCES', bind('theirs', '127.0.0.1', {}, 80))),
    by(1, bind('unprivileged', '127.0.0.1')),
  ],
  'already-bound': [bind('server', '127.0.0.1'), fails('EINVAL', bind('server', '127.0.0.1', undefined, OTHER_PORT))],
  'mapped-on-v6only': [
    fails('EINVAL', bind('six', '::ffff:127.0.0.1', { v6only: true })),
    bind('both', '::ffff:127.0.0.1', { v6only: false }),
  ],
  'link-local-without-scope': {
    sandbox: { addresses: ['fe80::1'] },
    steps: [fails('EINVAL', bind('nowhere', 'fe80::1')), bind('scoped', 'fe80::1%lo')],
  },
  'no-such-interface': [fails('ENODEV', bind('server', 'fe80::1%99'))],
  'address-on-other-device': {
    sandbox: { devices: ['d1'] },
    steps: [fails('EADDRNOTAVAIL', bind('on-d1', '::1', { device: 'd1' })), bind('on-lo', '::1', { device: 'lo' })],
  },
  'address-tentative': { noExample: 'in the sandbox no address is tentative any more when a trial begins' },
  'ipv6-address-not-local': [
    fails('EADDRNOTAVAIL', bind('server', '2001:db8::1')),
    bind('waived', '2001:db8::1', { freebind: true }),
  ],
} as const satisfies Examples;
