import type { Step } from '../../src/model/trial.ts';
import { targetOf } from './addresses.ts';
import type { Draft, DraftTrial } from './draft.ts';
import { by, Drawing, type Known } from './drawing.ts';
import type { Ports } from './setting.ts';

/** What one draft adds to a trial. */
type Kind = (w: Drawing, d: Draft) => void;

const bind: Kind = (w, d) => {
  if (w.isFull) return;
  const { socket, fields } = w.fresh(d);
  w.add({ op: 'bind', ...fields, ...w.bindFields(socket, w.address(d), w.port(d)) });
};

const bindListen: Kind = (w, d) => {
  if (w.isFull) return;
  const { socket, fields } = w.fresh(d);
  w.add({ op: 'bind', ...fields, ...w.bindFields(socket, w.address(d), w.port(d)) });
  if (socket.protocol === 'udp') return;
  w.add({
    op: 'listen',
    socket: socket.name,
    ...by(socket.uid),
    ...(d.extra % 32 === 31 ? { backlog: d.extra % 3 } : {}),
  });
  socket.listens = true;
};

const listen: Kind = (w, d) => {
  const socket = w.known(d, (k) => k.protocol === 'tcp' || d.extra % 16 === 15);
  if (socket === undefined) return;
  const savePort = socket.port === undefined ? w.saveName() : undefined;
  w.add({ op: 'listen', socket: socket.name, ...by(socket.uid), ...(savePort === undefined ? {} : { savePort }) });
  socket.listens = socket.protocol === 'tcp';
  if (savePort === undefined) return;
  socket.address = '0.0.0.0';
  socket.port = `$${savePort}`;
};

const listenUnbound: Kind = (w, d) => {
  if (w.isFull) return;
  const { socket, fields } = w.fresh(d);
  const savePort = w.saveName();
  w.add({ op: 'listen', ...fields, savePort });
  socket.listens = true;
  socket.address = '0.0.0.0';
  socket.port = `$${savePort}`;
};

/** A client that is new, for one of the sockets that have a port; or for a port where perhaps nobody is. */
const connect: Kind = (w, d) => {
  if (w.isFull) return;
  const protocol = w.protocol(d);
  const to = protocol === 'tcp' ? (w.listener(d) ?? w.bound(d, 'tcp')) : w.bound(d, 'udp');
  const { fields } = w.fresh(d, protocol);
  const address = to === undefined ? w.address(d) : targetOf(to.address, d.where);
  const port = to?.port ?? (w.port(d) || 7);
  w.add({ op: 'connect', ...fields, address, port, ...(d.extra % 8 === 7 ? { saveLocal: w.saveName() } : {}) });
};

const connectAgain: Kind = (w, d) => {
  const from = w.known(d);
  const to = w.bound({ ...d, who: d.extra % 8 }, from?.protocol);
  if (from === undefined || to === undefined) return;
  w.add({ op: 'connect', socket: from.name, ...by(from.uid), address: targetOf(to.address, d.where), port: to.port });
};

const accept: Kind = (w, d) => {
  const from = w.listener(d) ?? (d.extra % 16 === 15 ? w.known(d) : undefined);
  if (from === undefined || w.isFull) return;
  w.add({ op: 'accept', socket: w.child(from).name, from: from.name, ...by(from.uid) });
};

const close: Kind = (w, d) => {
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
const shutdown = onKnown((d) => ({ op: 'shutdown', how: HOWS[d.extra % 3] }));
const disconnect = onKnown(() => ({ op: 'disconnect' }));
const send = onKnown((d) => ({ op: 'send', bytes: 1 + (d.extra % 4) * 100 }));
const receive = onKnown(() => ({ op: 'receive' }));
const bindAgain = onKnown((d, w) => ({ op: 'bind', address: w.address(d), port: w.port(d) || 9 }));

const setsockopt = onKnown((d, w) => {
  const rare = w.rareOptions({ ...d, options: 36 + (d.extra % 12) });
  const off = d.extra % 2 === 0;
  return { op: 'setsockopt', set: d.extra < 96 ? rare : d.extra < 176 ? { reuseaddr: off } : { reuseport: off } };
});

/** What is expected is mostly wrong: then the answer shows what was there. */
const getsockname = onKnown((d) => ({
  op: 'getsockname',
  expectAddress: d.extra % 2 === 0 ? '192.0.2.1' : '127.0.0.1',
  ...(d.extra % 4 < 2 ? { expectPort: 1 } : { expectPort: 'nonzero' }),
}));

const sendto: Kind = (w, d) => {
  const to = w.bound({ ...d, who: d.extra % 8 }, 'udp');
  const from = w.known(d, (k) => k.protocol === 'udp' || d.extra % 16 === 15);
  if (to === undefined || (from === undefined && w.isFull)) return;
  const fields = from === undefined ? w.fresh(d, 'udp').fields : { socket: from.name, ...by(from.uid) };
  w.add({ op: 'sendto', ...fields, address: targetOf(to.address, d.where), port: to.port });
};

const socketOnly: Kind = (w, d) => {
  if (!w.isFull) w.add({ op: 'socket', ...w.fresh(d).fields });
};

/** Who receives: filled in while it runs, from what the rules foresee. */
const deliver: Kind = (w, d) => {
  const to = w.bound(d);
  if (to === undefined) return;
  w.add({
    op: 'deliver',
    address: targetOf(to.address, d.where),
    port: to.port,
    count: 1 + (d.extra % 3),
    receivers: [to.name],
  });
};

const state: Kind = (w, d) => {
  const at = w.bound(d);
  if (at === undefined) return;
  w.add({ op: 'state', address: targetOf(at.address, d.where), port: at.port, state: 'TIME_WAIT' });
};

/** A client comes, and one side after the other ends: what is left is TIME_WAIT, a half-closed or an open connection. */
const conversation: Kind = (w, d) => {
  if (w.listener(d) === undefined) bindListen(w, d);
  const server = w.listener(d);
  if (server === undefined || w.isFull) return;
  const { socket: client, fields } = w.fresh({ ...d, reuse: d.extra % 8, options: 0 }, 'tcp');
  if (w.isFull) return;
  const conn = w.child(server);
  w.add({ op: 'connect', ...fields, address: targetOf(server.address, d.where), port: server.port });
  w.add({ op: 'accept', socket: conn.name, from: server.name, ...by(server.uid) });
  const [first, second] = d.extra % 2 === 0 ? [conn, client] : [client, conn];
  const ending = Math.floor(d.extra / 2) % 8;
  if (ending === 5) w.add({ op: 'send', socket: second.name, bytes: 1 });
  if (ending === 6) w.add({ op: 'shutdown', socket: first.name, how: 'write' });
  else if (ending !== 7) end(w, first);
  if (ending === 4 || ending === 3) w.add({ op: 'receive', socket: second.name });
  if (ending < 4) end(w, second);
  if (d.extra >= 160) end(w, server);
};

function end(w: Drawing, socket: Known): void {
  w.gone(socket);
  w.add({ op: 'close', socket: socket.name });
}

/** A server restarts: where it was, or beside. */
const restart: Kind = (w, d) => {
  const old = w.bound(d);
  if (old === undefined) return;
  end(w, old);
  if (w.isFull) return;
  const { socket, fields } = w.fresh(d, old.protocol);
  const address = d.extra % 2 === 0 ? old.address : w.address(d);
  w.add({ op: 'bind', ...fields, ...w.bindFields(socket, address, old.port) });
  if (old.listens !== true) return;
  w.add({ op: 'listen', socket: socket.name, ...by(socket.uid) });
  socket.listens = true;
};

const relisten: Kind = (w, d) => {
  const socket = w.listener(d);
  if (socket === undefined) return;
  w.add({ op: 'shutdown', socket: socket.name, how: d.extra % 2 === 0 ? 'both' : 'read' });
  w.add({ op: 'listen', socket: socket.name, ...by(socket.uid) });
};

/** How often each kind comes, of 128. */
const WEIGHTS: readonly (readonly [number, Kind])[] = [
  [20, bind],
  [24, bindListen],
  [8, listen],
  [11, connect],
  [5, connectAgain],
  [4, accept],
  [8, close],
  [3, shutdown],
  [4, disconnect],
  [6, setsockopt],
  [3, getsockname],
  [2, bindAgain],
  [3, send],
  [4, sendto],
  [4, receive],
  [1, socketOnly],
  [2, listenUnbound],
  [6, deliver],
  [2, state],
  [4, conversation],
  [3, restart],
  [1, relisten],
];

const KINDS: readonly Kind[] = WEIGHTS.flatMap(([weight, kind]) => Array.from({ length: weight }, () => kind));

/** The steps that the drafts mean. */
export function stepsOf(
  trial: DraftTrial,
  ports: Ports,
  devices: readonly string[],
  canBecome: boolean,
): readonly Step[] {
  const drawing = new Drawing(trial, ports, devices, canBecome);
  for (const d of trial.drafts) KINDS[d.kind]?.(drawing, d);
  return drawing.steps;
}
