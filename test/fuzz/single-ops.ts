import type { PortRef } from '../../src/model/trial.ts';
import { targetOf } from './addresses.ts';
import type { Draft } from './draft.ts';
import { by, type Drawing } from './drawing.ts';

/** What one draft adds to a trial. */
export type Kind = (w: Drawing, d: Draft) => void;

/** IP_BIND_ADDRESS_NO_PORT, which matters with port 0. */
const hasNoPort = ({ options }: Draft): boolean => options >= 50 && options <= 54;

const portFor = (d: Draft, w: Drawing): PortRef => (hasNoPort(d) && d.extra % 4 !== 0 ? 0 : w.port(d));

export const bind: Kind = (w, d) => {
  if (w.isFull) return;
  const { socket, fields } = w.fresh(d);
  w.add({ op: 'bind', ...fields, ...w.bindFields(socket, w.address(d), portFor(d, w), hasNoPort(d)) });
};

export const bindListen: Kind = (w, d) => {
  if (w.isFull) return;
  const { socket, fields } = w.fresh(d);
  w.add({ op: 'bind', ...fields, ...w.bindFields(socket, w.address(d), portFor(d, w), hasNoPort(d)) });
  if (socket.protocol === 'udp') return;
  w.add({
    op: 'listen',
    socket: socket.name,
    ...by(socket.uid),
    ...(d.extra % 32 === 31 ? { backlog: d.extra % 3 } : {}),
  });
  socket.listens = socket.port !== undefined;
};

export const listen: Kind = (w, d) => {
  const socket = w.known(d, (k) => k.protocol === 'tcp' || d.extra % 16 === 15);
  if (socket === undefined) return;
  const savePort = socket.port === undefined ? w.saveName() : undefined;
  w.add({ op: 'listen', socket: socket.name, ...by(socket.uid), ...(savePort === undefined ? {} : { savePort }) });
  socket.listens = socket.protocol === 'tcp';
  if (savePort === undefined) return;
  socket.address = '0.0.0.0';
  socket.port = `$${savePort}`;
};

export const listenUnbound: Kind = (w, d) => {
  if (w.isFull) return;
  const { socket, fields } = w.fresh(d);
  const savePort = w.saveName();
  w.add({ op: 'listen', ...fields, savePort });
  socket.listens = true;
  socket.address = '0.0.0.0';
  socket.port = `$${savePort}`;
};

/** A new client of one of the sockets that have a port, or of a port that may not be in use. */
export const connect: Kind = (w, d) => {
  if (w.isFull) return;
  const protocol = w.protocol(d);
  const to = protocol === 'tcp' ? (w.listener(d) ?? w.bound(d, 'tcp')) : w.bound(d, 'udp');
  const { fields } = w.fresh(d, protocol);
  const address = to === undefined ? w.address(d) : targetOf(to.address, d.where);
  const port = to?.port ?? (w.port(d) || 7);
  w.add({ op: 'connect', ...fields, address, port, ...(d.extra % 8 === 7 ? { saveLocal: w.saveName() } : {}) });
};

/** The same without waiting. */
export const call: Kind = (w, d) => {
  const before = w.steps.length;
  connect(w, d);
  const step = w.steps[before];
  if (step?.op === 'connect') w.steps[before] = { ...step, wait: false };
};

/** A socket that is connecting, or not, asks again. */
export const callAgain: Kind = (w, d) => {
  const before = w.steps.length;
  connectAgain(w, d);
  const step = w.steps[before];
  if (step?.op === 'connect' && d.extra % 2 === 0) w.steps[before] = { ...step, wait: false };
};

const another =
  (op: 'dup' | 'fork'): Kind =>
  (w, d) => {
    const from = w.known(d);
    if (from === undefined || w.isFull) return;
    w.add({ op, socket: w.twin(from).name, from: from.name });
  };

export const dup = another('dup');
export const fork = another('fork');

export const connectAgain: Kind = (w, d) => {
  const from = w.known(d);
  const to = w.bound({ ...d, who: d.extra % 8 }, from?.protocol);
  if (from === undefined || to === undefined) return;
  w.add({ op: 'connect', socket: from.name, ...by(from.uid), address: targetOf(to.address, d.where), port: to.port });
};

export const accept: Kind = (w, d) => {
  const from = w.listener(d) ?? (d.extra % 16 === 15 ? w.known(d) : undefined);
  if (from === undefined || w.isFull) return;
  w.add({ op: 'accept', socket: w.child(from).name, from: from.name, ...by(from.uid) });
};

export const close: Kind = (w, d) => {
  const socket = w.known(d);
  if (socket === undefined) return;
  w.gone(socket);
  w.add({ op: d.extra % 8 === 7 ? 'reset' : 'close', socket: socket.name });
};

/** An op on a socket that is there, with no more than a few fields. */
const onKnown =
  (fields: (d: Draft, w: Drawing) => Record<string, unknown>): Kind =>
  (w, d) => {
    const socket = w.known(d);
    if (socket !== undefined) w.add({ ...fields(d, w), socket: socket.name, ...by(w.uid(d) ?? socket.uid) });
  };

const HOWS = ['both', 'read', 'write'] as const;
export const shutdown = onKnown((d) => ({ op: 'shutdown', how: HOWS[d.extra % 3] }));
export const disconnect = onKnown(() => ({ op: 'disconnect' }));
export const send = onKnown((d) => ({ op: 'send', bytes: 1 + (d.extra % 4) * 100 }));
export const receive = onKnown(() => ({ op: 'receive' }));
export const bindAgain = onKnown((d, w) => ({ op: 'bind', address: w.address(d), port: w.port(d) || 9 }));

export const setsockopt = onKnown((d, w) => {
  const rare = w.rareOptions({ ...d, options: 36 + (d.extra % 27) });
  const off = d.extra % 2 === 0;
  return { op: 'setsockopt', set: d.extra < 96 ? rare : d.extra < 176 ? { reuseaddr: off } : { reuseport: off } };
});

/** The expectation is mostly wrong, so that the answer shows the address and port. */
export const getsockname = onKnown((d) => ({
  op: 'getsockname',
  expectAddress: d.extra % 2 === 0 ? '192.0.2.1' : '127.0.0.1',
  ...(d.extra % 4 < 2 ? { expectPort: 1 } : { expectPort: 'nonzero' }),
}));

export const sendto: Kind = (w, d) => {
  const to = w.bound({ ...d, who: d.extra % 8 }, 'udp');
  const from = w.known(d, (k) => k.protocol === 'udp' || d.extra % 16 === 15);
  if (to === undefined || (from === undefined && w.isFull)) return;
  const fields = from === undefined ? w.fresh(d, 'udp').fields : { socket: from.name, ...by(from.uid) };
  w.add({ op: 'sendto', ...fields, address: targetOf(to.address, d.where), port: to.port });
};

export const socketOnly: Kind = (w, d) => {
  if (!w.isFull) w.add({ op: 'socket', ...w.fresh(d).fields });
};

/** The receivers are filled in while the trial runs, from what the rules predict. */
export const deliver: Kind = (w, d) => {
  const to = w.bound(d);
  if (to === undefined) return;
  w.add({
    op: 'deliver',
    address: targetOf(to.address, d.where),
    port: to.port,
    count: 1 + (d.extra % 3),
    ...(d.extra % 8 === 5 ? { cpu: 0 } : {}),
    receivers: [to.name],
  });
};

export const state: Kind = (w, d) => {
  const at = w.bound(d);
  if (at === undefined) return;
  w.add({ op: 'state', address: targetOf(at.address, d.where), port: at.port, state: 'TIME_WAIT' });
};
