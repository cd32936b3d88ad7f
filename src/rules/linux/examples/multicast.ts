import type { Examples } from './example.ts';
import { bind, connect, deliver, fails, join, sendto, socket } from './steps.ts';

const UDP = { protocol: 'udp' } as const;
const UDP6 = { protocol: 'udp', family: 'inet6' } as const;
const SHARED = { ...UDP, reuseaddr: true } as const;

/** A device with a subnet of each family. */
const SANDBOX = { devices: [{ name: 'd1', addresses: ['192.0.2.1/24', 'fd00:2::1/64'] }, 'd2'] };
/** Groups for documentation (RFC 6676). */
const GROUP = '233.252.0.1';
const GROUP6 = 'ff0e::db8:0:1';

const byD1 = (group: string, receivers: readonly string[]) => ({ ...deliver(group, receivers), fromDevice: 'd1' });

/** Groups, and who receives what is sent to them. */
export const MULTICAST_EXAMPLES = {
  joined: {
    sandbox: SANDBOX,
    steps: [
      bind('member', '0.0.0.0', SHARED),
      join('member', GROUP),
      bind('bystander', '0.0.0.0', SHARED),
      bind('six', '::', { ...SHARED, v6only: true }),
      join('six', GROUP6),
      byD1(GROUP, ['member', 'bystander']),
      byD1(GROUP6, ['six']),
    ],
  },
  left: {
    sandbox: SANDBOX,
    steps: [
      bind('member', '0.0.0.0', UDP),
      join('member', GROUP),
      byD1(GROUP, ['member']),
      join('member', GROUP, undefined, 'leave'),
      byD1(GROUP, []),
    ],
  },
  'joined-already': {
    sandbox: SANDBOX,
    steps: [join('member', GROUP, UDP), fails('EADDRINUSE', join('member', GROUP))],
  },
  'no-device-to-join': [fails('ENODEV', join('member', GROUP, UDP))],
  'not-joined': {
    sandbox: SANDBOX,
    steps: [fails('EADDRNOTAVAIL', join('stranger', GROUP, UDP, 'leave'))],
  },
  'multicast-needs-datagrams': {
    sandbox: SANDBOX,
    steps: [fails('EPROTO', join('stream', GROUP, {})), fails('EINVAL', socket('other', { multicastIf: 'd1' }))],
  },
  'no-multicast-interface': [
    fails('EADDRNOTAVAIL', socket('four', { ...UDP, multicastIf: 'd9' })),
    fails('ENODEV', socket('six', { ...UDP6, multicastIf6: 'd9' })),
  ],
  'multicast-interface-is-device': {
    sandbox: SANDBOX,
    steps: [fails('EINVAL', socket('bound', { ...UDP, device: 'd1', multicastIf: 'd2' }))],
  },
  'group-not-joined': {
    sandbox: SANDBOX,
    steps: [bind('bystander', '0.0.0.0', UDP), byD1(GROUP, []), byD1('224.0.0.1', ['bystander'])],
  },
  'multicast-all': {
    sandbox: SANDBOX,
    steps: [
      bind('member', '0.0.0.0', SHARED),
      join('member', GROUP),
      bind('strict', '0.0.0.0', { ...SHARED, multicastAll: false }),
      byD1(GROUP, ['member']),
    ],
  },
  'group-as-source': [bind('mapped', '::ffff:233.252.0.1', UDP), fails('EINVAL', sendto('mapped', '::ffff:127.0.0.1'))],
  'stream-to-group': [fails('ENETUNREACH', connect('client', '127.255.255.255'))],
  'broadcast-needs-option': [
    bind('receiver', '0.0.0.0', UDP),
    fails('EACCES', sendto('sender', '127.255.255.255', UDP)),
    sendto('permitted', '127.255.255.255', { ...UDP, broadcast: true }),
  ],
} as const satisfies Examples;
