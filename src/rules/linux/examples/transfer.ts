import type { Examples } from './example.ts';
import {
  bind,
  close,
  connect,
  converse,
  fails,
  receive,
  reset,
  send,
  sendto,
  serve,
  shutdown,
  socket,
} from './steps.ts';

const UDP = { protocol: 'udp' } as const;
const CONNECTED = [...serve('server', '127.0.0.1'), ...converse('server', '127.0.0.1')];

/** Sending and receiving. */
export const TRANSFER_EXAMPLES = {
  sent: [...CONNECTED, send('client', 3)],
  received: [...CONNECTED, send('client', 3), receive('conn', 3)],
  'nobody-receives': [sendto('client', '127.0.0.1', UDP)],
  'error-pending': [
    connect('client', '127.0.0.1', UDP),
    send('client'),
    fails('ECONNREFUSED', send('client')),
    send('client'),
  ],
  'write-shut': [...CONNECTED, shutdown('client', 'write'), fails('EPIPE', send('client'))],
  'read-shut': [...CONNECTED, shutdown('client', 'read'), receive('client', 0)],
  'end-of-stream': [...CONNECTED, close('client'), receive('conn', 0)],
  'send-unconnected': [socket('client'), fails('EPIPE', send('client'))],
  'receive-unconnected': [socket('client'), fails('ENOTCONN', receive('client'))],
  'nothing-to-receive': [bind('server', '127.0.0.1', UDP), fails('EAGAIN', receive('server'))],
  'datagram-too-long': [fails('EMSGSIZE', sendto('client', '127.0.0.1', UDP, 65508))],
  'window-full': [...CONNECTED, { op: 'send', socket: 'client', full: true, expect: ['ok'] }, reset('client')],
} as const satisfies Examples;
