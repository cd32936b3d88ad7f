import type { Step } from '../../../model/trial.ts';
import type { Examples } from './example.ts';
import {
  accept,
  bind,
  by,
  close,
  connect,
  converse,
  disconnect,
  fails,
  listen,
  OTHER_PORT,
  reset,
  serve,
  setsockopt,
  shutdown,
  socket,
  state,
} from './steps.ts';

const REUSEADDR = { reuseaddr: true };
const REUSEPORT = { reuseport: true };
const UDP = { protocol: 'udp' } as const;
const ONE_PORT = { portRange: [40000, 40000] } as const;

const named = (name: string, fields: Omit<Extract<Step, { op: 'getsockname' }>, 'op' | 'socket' | 'expect'>): Step => ({
  op: 'getsockname',
  socket: name,
  ...fields,
  expect: ['ok'],
});

/** Names, ports and connections: what a step leaves behind for those after it. */
export const EFFECT_EXAMPLES = {
  'sysctl-not-followed': { noExample: 'nothing is foreseen there' },
  'beyond-the-rules': { noExample: 'nothing is foreseen there' },
  'port-free': serve('server', '127.0.0.1'),
  'not-open': [
    bind('server', '127.0.0.1'),
    fails('EINVAL', accept('conn', 'server')),
    fails('EBADF', { op: 'send', socket: 'conn', expect: [] }),
  ],
  opened: [socket('server')],
  'port-zero': [bind('server', '127.0.0.1', {}, 0), named('server', { expectPort: 'nonzero' })],
  'udp-port-zero-shared': [
    bind('first', '127.0.0.1', { ...UDP, ...REUSEADDR, ...ONE_PORT }, 0),
    bind('second', '127.0.0.1', { ...UDP, ...REUSEADDR, ...ONE_PORT }, 0),
    named('second', { expectPort: 40000 }),
  ],
  'ports-exhausted': [
    bind('first', '127.0.0.1', ONE_PORT, 0),
    fails('EADDRINUSE', bind('second', '127.0.0.1', ONE_PORT, 0)),
  ],
  'listen-unbound': [listen('server'), named('server', { expectAddress: '0.0.0.0', expectPort: 'nonzero' })],
  'listen-again': [...serve('server', '127.0.0.1'), listen('server', 1)],
  'reuseport-cached': [
    bind('first', '127.0.0.1', REUSEPORT),
    setsockopt('first', { reuseport: false }),
    bind('second', '127.0.0.1', REUSEPORT),
  ],
  'options-read-live': [
    bind('first', '127.0.0.1'),
    setsockopt('first', REUSEADDR),
    bind('second', '127.0.0.1', REUSEADDR),
  ],
  'v6only-needs-inet6': [fails('ENOPROTOOPT', socket('four', { family: 'inet', v6only: true }))],
  'v6only-after-bind': [bind('six', '::', { v6only: true }), fails('EINVAL', setsockopt('six', { v6only: false }))],
  'device-once': {
    sandbox: { devices: ['d1', 'd2'] },
    steps: [
      by(1, socket('theirs', { device: 'd1' })),
      by(1, fails('EPERM', setsockopt('theirs', { device: 'd2' }))),
      setsockopt('theirs', { device: 'd2' }),
    ],
  },
  'port-range-reversed': [fails('EINVAL', socket('client', { portRange: [50000, 40000] }))],
  'udp-disconnect-drops-device': {
    sandbox: { devices: ['d1'] },
    steps: [
      bind('first', '0.0.0.0', { ...UDP, device: 'lo' }),
      connect('first', '127.0.0.1', undefined, OTHER_PORT),
      disconnect('first'),
      fails('EADDRINUSE', bind('second', '0.0.0.0', { ...UDP, device: 'd1' })),
    ],
  },
  'accepted-inherits': [
    ...serve('server', '127.0.0.1', REUSEADDR),
    ...converse('server', '127.0.0.1'),
    close('server'),
    bind('again', '127.0.0.1', REUSEADDR),
  ],
  'nothing-to-accept': [...serve('server', '127.0.0.1'), fails('EAGAIN', accept('conn', 'server'))],
  connect: [...serve('server', '127.0.0.1'), connect('client', '127.0.0.1')],
  'connect-udp': [
    connect('client', '127.0.0.1', UDP),
    named('client', { expectAddress: '127.0.0.1', expectPort: 'nonzero' }),
  ],
  'connect-ports-exhausted': [
    ...serve('server', '127.0.0.1'),
    connect('first', '127.0.0.1', ONE_PORT),
    fails('EADDRNOTAVAIL', connect('second', '127.0.0.1', ONE_PORT)),
  ],
  'nobody-listens': [fails('ECONNREFUSED', connect('client', '127.0.0.1'))],
  'backlog-full': [
    bind('server', '127.0.0.1'),
    listen('server', 0),
    connect('first', '127.0.0.1'),
    fails('EINPROGRESS', connect('second', '127.0.0.1')),
  ],
  'self-connect': [bind('alone', '127.0.0.1'), connect('alone', '127.0.0.1')],
  'self-connect-shut': [
    bind('alone', '127.0.0.1'),
    fails('ENOTCONN', shutdown('alone', 'write')),
    fails('ECONNABORTED', connect('alone', '127.0.0.1')),
  ],
  'four-tuple-in-use': [
    ...serve('server', '127.0.0.1'),
    bind('first', '127.0.0.1', REUSEADDR, OTHER_PORT),
    connect('first', '127.0.0.1'),
    bind('second', '127.0.0.1', REUSEADDR, OTHER_PORT),
    fails('EADDRNOTAVAIL', connect('second', '127.0.0.1')),
  ],
  'four-tuple-in-time-wait': {
    sandbox: { sysctls: { 'net.ipv4.tcp_timestamps': '0' } },
    steps: [
      ...serve('server', '127.0.0.1'),
      bind('client', '127.0.0.1', REUSEADDR, OTHER_PORT),
      connect('client', '127.0.0.1'),
      accept('conn', 'server'),
      close('client'),
      close('conn'),
      bind('again', '127.0.0.1', REUSEADDR, OTHER_PORT),
      fails('EADDRNOTAVAIL', connect('again', '127.0.0.1')),
    ],
  },
  'connections-migrate': {
    sandbox: { sysctls: { 'net.ipv4.tcp_migrate_req': '1' } },
    steps: [
      ...serve('old', '127.0.0.1', { reuseport: true }),
      connect('client', '127.0.0.1'),
      ...serve('new', '127.0.0.1', { reuseport: true }),
      close('old'),
      accept('conn', 'new'),
    ],
  },
  disconnect: [
    ...serve('server', '127.0.0.1'),
    connect('client', '127.0.0.1'),
    disconnect('client'),
    connect('client', '127.0.0.1'),
  ],
  shutdown: [
    ...serve('server', '127.0.0.1'),
    ...converse('server', '127.0.0.1'),
    shutdown('client', 'write'),
    state('127.0.0.1', 'CLOSE_WAIT'),
  ],
  'shutdown-listener': [
    ...serve('server', '127.0.0.1'),
    shutdown('server', 'read'),
    fails('ECONNREFUSED', connect('client', '127.0.0.1')),
    listen('server'),
  ],
  close: [...serve('server', '127.0.0.1'), close('server'), ...serve('again', '127.0.0.1')],
  reset: [
    ...serve('server', '127.0.0.1'),
    ...converse('server', '127.0.0.1'),
    reset('conn'),
    close('server'),
    bind('again', '127.0.0.1'),
  ],
  sleep: [{ op: 'sleep', seconds: 0.1, expect: ['ok'] }],
  'local-name': [bind('server', '127.0.0.1'), named('server', { expectAddress: '127.0.0.1', expectPort: 8080 })],
  'socket-states': [...serve('server', '127.0.0.1'), state('127.0.0.1', 'LISTEN')],
} as const satisfies Examples;
