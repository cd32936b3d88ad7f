import type { Step } from '../../../model/trial.ts';
import type { Examples } from './example.ts';
import {
  bind,
  by,
  call,
  close,
  connect,
  converse,
  fails,
  listen,
  OTHER_PORT,
  send,
  serve,
  setsockopt,
  share,
  shutdown,
  socket,
  state,
} from './steps.ts';

/** A listener whose queue is full: it drops the next SYN. */
const FULL: readonly Step[] = [bind('server', '127.0.0.1'), listen('server', 0), connect('first', '127.0.0.1')];

/** Second descriptors, connections in the making, Multipath TCP, and the rarer options. */
export const WIDENED_EXAMPLES = {
  duplicated: [...serve('server', '127.0.0.1'), share('dup', 'copy', 'server'), ...converse('copy', '127.0.0.1')],
  inherited: [...serve('server', '127.0.0.1'), share('fork', 'child', 'server'), ...converse('child', '127.0.0.1')],
  'close-one-of-several': [
    ...serve('server', '127.0.0.1'),
    share('fork', 'child', 'server'),
    close('server'),
    fails('EADDRINUSE', bind('again', '127.0.0.1')),
    close('child'),
    bind('last', '127.0.0.1'),
  ],
  'connect-in-progress': [...serve('server', '127.0.0.1'), call('client', '127.0.0.1')],
  'connect-goes-on': [
    ...FULL,
    call('second', '127.0.0.1'),
    state('127.0.0.1', 'LISTEN'),
    fails('EALREADY', call('second', '127.0.0.1')),
  ],
  'connect-completes': [
    ...serve('server', '127.0.0.1'),
    call('client', '127.0.0.1'),
    connect('client', '127.0.0.1'),
    fails('EISCONN', connect('client', '127.0.0.1')),
  ],
  'connect-has-failed': [call('client', '127.0.0.1'), fails('ECONNREFUSED', connect('client', '127.0.0.1'))],
  'shut-before-connected': [
    call('client', '127.0.0.1'),
    fails('ENOTCONN', shutdown('client', 'both')),
    fails('EINVAL', connect('client', '127.0.0.1')),
  ],
  'simultaneous-open': [
    ...FULL,
    bind('one', '127.0.0.1', {}, OTHER_PORT),
    call('one', '127.0.0.1'),
    close('server'),
    bind('two', '127.0.0.1'),
    connect('two', '127.0.0.1', undefined, OTHER_PORT),
    state('127.0.0.1', 'ESTABLISHED'),
  ],
  'send-waits': [...FULL, call('second', '127.0.0.1'), fails('EAGAIN', send('second'))],
  'bind-without-port': [
    bind('client', '127.0.0.1', { bindNoPort: true, portRange: [42000, 42000] }, 0),
    bind('other', '127.0.0.1', { bindNoPort: true, portRange: [42000, 42000] }, 0),
    { op: 'getsockname', socket: 'client', expectAddress: '127.0.0.1', expectPort: 0, expect: ['ok'] },
    bind('client', '127.0.0.2'),
  ],
  'opened-multipath': [socket('server', { mptcp: true })],
  'mptcp-disabled': {
    sandbox: { sysctls: { 'net.mptcp.enabled': '0' } },
    steps: [fails('ENOPROTOOPT', socket('server', { mptcp: true }))],
  },
  'mptcp-has-no-groups': [fails('ENOPROTOOPT', socket('server', { mptcp: true, multicastAll: false }))],
  'mptcp-option-after-connect': [
    ...serve('server', '127.0.0.1', { mptcp: true }),
    connect('client', '127.0.0.1', { mptcp: true }),
    fails('EINVAL', setsockopt('client', { reuseaddr: true })),
  ],
  'transparent-privilege': [by(1, fails('EPERM', socket('proxy', { transparent: true })))],
  'fast-open-needs-tcp': [fails('ENOPROTOOPT', socket('server', { protocol: 'udp', fastOpen: 5 }))],
  'fast-open-connected': [
    ...serve('server', '127.0.0.1', { fastOpen: 5 }),
    connect('client', '127.0.0.1'),
    fails('EINVAL', setsockopt('client', { fastOpen: 5 })),
  ],
  'linger-zero': [
    ...serve('server', '127.0.0.1', { linger: 0 }),
    ...converse('server', '127.0.0.1'),
    close('conn'),
    close('server'),
    bind('again', '127.0.0.1'),
  ],
  'linger-waits': [
    ...serve('server', '127.0.0.1'),
    ...converse('server', '127.0.0.1'),
    setsockopt('client', { linger: 1 }),
    close('client'),
    state('127.0.0.1', 'CLOSE_WAIT'),
  ],
} as const satisfies Examples;
