import type { Opening, PortRef, Step } from '../../../model/trial.ts';

/** Ports outside the ephemeral range, so that no automatic port is the same. */
const PORT = 8080;
export const OTHER_PORT = 9090;

const OK = ['ok'] as const;

/** Where a step's socket is opened by it; a socket that is open already keeps its options. */
const opening = (open: Opening | undefined): { readonly open?: Opening } => (open === undefined ? {} : { open });

export const socket = (name: string, open?: Opening): Step => ({
  op: 'socket',
  socket: name,
  ...opening(open),
  expect: OK,
});

export const bind = (name: string, address: string, open?: Opening, port: PortRef = PORT): Step => ({
  op: 'bind',
  socket: name,
  ...opening(open),
  address,
  port,
  expect: OK,
});

export const listen = (name: string, backlog?: number): Step => ({
  op: 'listen',
  socket: name,
  ...(backlog === undefined ? {} : { backlog }),
  expect: OK,
});

export const connect = (name: string, address: string, open?: Opening, port: PortRef = PORT): Step => ({
  op: 'connect',
  socket: name,
  ...opening(open),
  address,
  port,
  expect: OK,
});

export const sendto = (name: string, address: string, open?: Opening, bytes?: number): Step => ({
  op: 'sendto',
  socket: name,
  ...opening(open),
  address,
  port: PORT,
  ...(bytes === undefined ? {} : { bytes }),
  expect: OK,
});

export const accept = (name: string, from: string): Step => ({ op: 'accept', socket: name, from, expect: OK });

/** A second descriptor: dup(2), or in a child process. */
export const share = (op: 'dup' | 'fork', name: string, from: string): Step => ({ op, socket: name, from, expect: OK });

/** connect(2) that does not wait. */
export const call = (name: string, address: string, open?: Opening, port?: PortRef): Step => ({
  ...(connect(name, address, open, port) as Extract<Step, { op: 'connect' }>),
  wait: false,
  expect: ['EINPROGRESS'],
});

export const send = (name: string, bytes = 1): Step => ({ op: 'send', socket: name, bytes, expect: OK });

export const receive = (name: string, expectBytes?: number): Step => ({
  op: 'receive',
  socket: name,
  ...(expectBytes === undefined ? {} : { expectBytes }),
  expect: OK,
});

export const shutdown = (name: string, how: 'read' | 'write' | 'both'): Step => ({
  op: 'shutdown',
  socket: name,
  how,
  expect: OK,
});

export const setsockopt = (name: string, set: Extract<Step, { op: 'setsockopt' }>['set']): Step => ({
  op: 'setsockopt',
  socket: name,
  set,
  expect: OK,
});

export const disconnect = (name: string): Step => ({ op: 'disconnect', socket: name, expect: OK });

export const close = (name: string): Step => ({ op: 'close', socket: name, expect: OK });

export const reset = (name: string): Step => ({ op: 'reset', socket: name, expect: OK });

export const state = (address: string, expected: Extract<Step, { op: 'state' }>['state']): Step => ({
  op: 'state',
  address,
  port: PORT,
  state: expected,
  expect: OK,
});

/** Fresh clients reach the endpoint, and exactly these sockets get them. */
export const deliver = (
  address: string,
  receivers: readonly string[],
  count?: number,
): Extract<Step, { op: 'deliver' }> => ({
  op: 'deliver',
  address,
  port: PORT,
  ...(count === undefined ? {} : { count }),
  receivers,
  expect: OK,
});

/** A socket joins a group on the device d1, or leaves it. */
export const join = (
  name: string,
  group: string,
  open?: Opening,
  op: 'join' | 'leave' = 'join',
): Extract<Step, { op: 'join' | 'leave' }> => ({
  op,
  socket: name,
  ...opening(open),
  group,
  interface: 'd1',
  expect: OK,
});

/** The step, which the kernel refuses with `errno`. */
export const fails = (errno: string, step: Step): Step => ({ ...step, expect: [errno] });

/** The step, made by another user. */
export const by = (uid: number, step: Step): Step => ({ ...step, uid });

/** bind and listen */
export const serve = (name: string, address: string, open?: Opening): readonly Step[] => [
  bind(name, address, open),
  listen(name),
];

/** A connection to a server: `client` at one end, `conn` at the other. */
export const converse = (server: string, address: string): readonly Step[] => [
  connect('client', address),
  accept('conn', server),
];

/** A server whose end of a connection closes first, and stays in TIME_WAIT; the server is closed. */
export const leaveTimeWait = (address: string, open?: Opening): readonly Step[] => [
  ...serve('server', address, open),
  ...converse('server', address),
  close('conn'),
  close('client'),
  close('server'),
];
