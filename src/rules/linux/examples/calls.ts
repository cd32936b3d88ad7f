import type { Examples } from './example.ts';
import {
  accept,
  bind,
  connect,
  converse,
  disconnect,
  fails,
  listen,
  send,
  sendto,
  serve,
  shutdown,
  socket,
} from './steps.ts';

const UDP = { protocol: 'udp' } as const;

export const CALL_EXAMPLES = {
  'udp-does-not-listen': [bind('server', '127.0.0.1', UDP), fails('EOPNOTSUPP', listen('server'))],
  'listen-connected': [
    ...serve('server', '127.0.0.1'),
    connect('client', '127.0.0.1'),
    fails('EINVAL', listen('client')),
    disconnect('client'),
    listen('client'),
  ],
  'accept-needs-listener': [bind('server', '127.0.0.1'), fails('EINVAL', accept('conn', 'server'))],
  'connected-once': [
    ...serve('server', '127.0.0.1'),
    ...converse('server', '127.0.0.1'),
    fails('EISCONN', connect('client', '127.0.0.1')),
  ],
  'connect-short-address': [
    ...serve('server', '127.0.0.1'),
    fails('EINVAL', connect('six', '127.0.0.1', { family: 'inet6' })),
    connect('mapped', '::ffff:127.0.0.1'),
  ],
  'destination-wrong-family': [
    ...serve('server', '::1'),
    fails('EAFNOSUPPORT', connect('four', '::1', { family: 'inet' })),
  ],
  'v6only-destination-family': [
    bind('server', '127.0.0.1', UDP),
    fails('EAFNOSUPPORT', connect('six', '127.0.0.1', { ...UDP, family: 'inet6', v6only: true })),
  ],
  'v6only-reaches-no-ipv4': [
    ...serve('server', '127.0.0.1'),
    fails('ENETUNREACH', connect('six', '::ffff:127.0.0.1', { v6only: true })),
  ],
  'no-destination': [socket('client', UDP), fails('EDESTADDRREQ', send('client'))],
  'source-not-local': [
    ...serve('server', '127.0.0.1'),
    bind('client', '192.0.2.1', { freebind: true }, 0),
    fails('ENETUNREACH', connect('client', '127.0.0.1')),
  ],
  'no-such-device-to-send': [
    fails('ENODEV', bind('client', 'fe80::1%99')),
    fails('ENODEV', connect('client', '::ffff:127.0.0.1')),
  ],
  'loopback-over-device': {
    sandbox: { devices: ['d1'] },
    steps: [bind('client', '127.0.0.1', { ...UDP, device: 'd1' }), fails('EINVAL', sendto('client', '192.0.2.1'))],
  },
  'mapped-source': [
    ...serve('server', '::1'),
    bind('client', '::ffff:127.0.0.1', {}, 0),
    fails('EAFNOSUPPORT', connect('client', '::1')),
  ],
  'no-ipv6-source': {
    sandbox: { sysctls: { 'net.ipv6.conf.all.disable_ipv6': '1' } },
    steps: [fails('EADDRNOTAVAIL', connect('client', '::1'))],
  },
  'no-route': [fails('ENETUNREACH', connect('client', '192.0.2.1'))],
  'shutdown-unconnected': [socket('client'), fails('ENOTCONN', shutdown('client', 'both'))],
} as const satisfies Examples;
