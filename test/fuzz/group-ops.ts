import type { SocketOptions } from '../../src/model/options.ts';
import type { Draft } from './draft.ts';
import { by, type Drawing, type Known } from './drawing.ts';
import { bindAgain, close, disconnect, getsockname, type Kind, receive, socketOnly } from './single-ops.ts';

/** What sockets of a trial of groups are bound to: ANY most often. `10.2.2.1` and `fd00:2::1` are of d1 in some chunks. */
const OWN = [
  ...['0.0.0.0', '0.0.0.0', '0.0.0.0', '0.0.0.0', '::', '::', '::', '::ffff:0.0.0.0'],
  ...['239.1.1.1', '239.1.1.1', '239.1.1.2', '224.0.0.1', 'ff05::1', 'ff05::1', 'ff02::1', '::ffff:239.1.1.1'],
  ...['10.2.2.1', '10.2.2.255', '127.255.255.255', '255.255.255.255', '127.0.0.1', '10.1.1.1', 'fd00:2::1', '::1'],
  ...['0.0.0.0', '0.0.0.0', '::', '239.1.1.1', 'ff05::1', 'ff0e::7', '239.1.1.3', '10.2.2.7'],
] as const;

const GROUPS = [
  '239.1.1.1',
  '239.1.1.1',
  '239.1.1.2',
  '224.0.0.1',
  'ff05::1',
  'ff05::1',
  'ff02::1',
  'ff0e::7',
] as const;

const TARGETS = [
  ...['239.1.1.1', '239.1.1.1', '239.1.1.1', '239.1.1.2', '224.0.0.1', '255.255.255.255', '127.255.255.255'],
  ...['10.2.2.255', '10.2.2.1', '127.0.0.1', 'ff05::1', 'ff05::1', 'ff05::1', 'ff02::1', 'fd00:2::1', '::1'],
] as const;

const choose = <T>(among: readonly T[], choice: number): T => among[choice % among.length] as T;

const groupOptions = (w: Drawing, { options, extra }: Draft): SocketOptions => {
  const device = w.device(extra);
  switch (options % 16) {
    case 0:
      return { multicastAll: false };
    case 1:
      return { multicastAll6: false };
    case 2:
    case 3:
      return { multicastIf: device };
    case 4:
    case 5:
      return { multicastIf6: device };
    case 6:
      return { broadcast: true };
    case 7:
      return { device };
    case 8:
      return { v6only: true };
    case 9:
      return extra % 4 === 0 ? { multicastIf: 'd9' } : { broadcast: true, multicastIf: device };
    case 10:
      return extra % 4 === 0 ? { multicastIf6: '' } : { multicastAll: false, multicastAll6: false };
    default:
      return {};
  }
};

function fresh(w: Drawing, d: Draft): { readonly socket: Known; readonly fields: Record<string, unknown> } {
  const protocol = d.extra % 32 === 31 ? 'tcp' : 'udp';
  const { socket, fields } = w.fresh({ ...d, options: 0 }, protocol);
  const reuse = d.reuse === 7 ? {} : d.reuse === 6 ? { reuseaddr: true, reuseport: true } : { reuseaddr: true };
  const kind = protocol === 'udp' ? { protocol } : {};
  return { socket, fields: { ...fields, open: { ...kind, ...reuse, ...groupOptions(w, d) } } };
}

const bind: Kind = (w, d) => {
  if (w.isFull) return;
  const { socket, fields } = fresh(w, d);
  w.add({ op: 'bind', ...fields, ...w.bindFields(socket, choose(OWN, d.where), w.port(d)) });
};

/** The family of the group may be another one than the socket's. */
function membership(w: Drawing, d: Draft, op: 'join' | 'leave'): void {
  const named = { op, group: choose(GROUPS, d.where), interface: d.extra % 32 === 30 ? 'd9' : w.device(d.extra) };
  const socket = d.reuse === 7 ? undefined : w.known(d);
  if (socket !== undefined) w.add({ ...named, socket: socket.name, ...by(socket.uid) });
  else if (!w.isFull) w.add({ ...named, ...fresh(w, d).fields });
}

const join: Kind = (w, d) => membership(w, d, 'join');
const leave: Kind = (w, d) => membership(w, d, 'leave');

const setsockopt: Kind = (w, d) => {
  const socket = w.known(d);
  const set = groupOptions(w, { ...d, options: d.extra % 11 });
  if (socket !== undefined) w.add({ op: 'setsockopt', socket: socket.name, ...by(socket.uid), set });
};

/** The receivers are filled in while the trial runs. */
const deliver: Kind = (w, d) => {
  const to = w.bound(d);
  if (to === undefined) return;
  const fromDevice = d.extra % 4 === 0 ? {} : { fromDevice: w.device(d.extra >> 2) };
  const address = choose(TARGETS, d.where);
  w.add({ op: 'deliver', address, port: to.port, ...fromDevice, receivers: [to.name] });
};

const sendto: Kind = (w, d) => {
  const to = w.bound({ ...d, who: d.extra % 8 }, 'udp');
  const from = w.known(d, (k) => k.protocol === 'udp');
  if (to === undefined || from === undefined) return;
  w.add({ op: 'sendto', socket: from.name, ...by(from.uid), address: choose(TARGETS, d.where), port: to.port });
};

const connect: Kind = (w, d) => {
  const to = w.bound({ ...d, who: d.extra % 8 });
  const from = w.known(d);
  if (to === undefined || from === undefined) return;
  w.add({ op: 'connect', socket: from.name, ...by(from.uid), address: choose(TARGETS, d.where), port: to.port });
};

const send: Kind = (w, d) => {
  const socket = w.known(d);
  if (socket !== undefined) w.add({ op: 'send', socket: socket.name, ...by(socket.uid) });
};

/** How often each kind is drawn in a trial of groups. */
export const GROUP_WEIGHTS: readonly (readonly [number, Kind])[] = [
  [36, bind],
  [26, join],
  [6, leave],
  [24, deliver],
  [8, sendto],
  [5, receive],
  [4, connect],
  [3, send],
  [6, setsockopt],
  [2, close],
  [2, getsockname],
  [2, disconnect],
  [1, bindAgain],
  [1, socketOnly],
];
