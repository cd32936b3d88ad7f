import type { SocketOptions } from '../../src/model/options.ts';
import type { Opening, PortRef, Step } from '../../src/model/trial.ts';
import { ADDRESSES, targetOf } from './addresses.ts';
import type { Draft, DraftTrial } from './draft.ts';
import type { Ports } from './setting.ts';

/** What a trial knows of one of its sockets while it is drawn: nobody has asked the kernel or the rules. */
interface Known {
  readonly name: string;
  readonly protocol: 'tcp' | 'udp';
  readonly uid: number | undefined;
  address?: string;
  port?: PortRef;
  listens?: boolean;
}

const EXPECT = ['ok'] as const;
const MOST_SOCKETS = 8;
const UIDS = [1000, 1001] as const;

type Bound = Known & { readonly address: string; readonly port: PortRef };

/** Turns the drafts of a trial into steps. Which of them make sense where they stand is found out while they run. */
class Drawing {
  readonly steps: Step[] = [];
  readonly #trial: DraftTrial;
  readonly #ports: Ports;
  readonly #devices: readonly string[];
  readonly #canBecome: boolean;
  #sockets: Known[] = [];
  #opened = 0;
  #saved = 0;

  constructor(trial: DraftTrial, ports: Ports, devices: readonly string[], canBecome: boolean) {
    this.#trial = trial;
    this.#ports = ports;
    this.#devices = devices;
    this.#canBecome = canBecome;
  }

  get isFull(): boolean {
    return this.#sockets.length >= MOST_SOCKETS;
  }

  add(step: Record<string, unknown>): void {
    this.steps.push({ ...step, expect: EXPECT } as unknown as Step);
  }

  known(d: Draft, fits: (k: Known) => boolean = () => true): Known | undefined {
    const among = this.#sockets.filter(fits);
    return among[d.who % among.length];
  }

  bound(d: Draft, protocol?: 'tcp' | 'udp'): Bound | undefined {
    return this.known(d, (k) => k.port !== undefined && (protocol ?? k.protocol) === k.protocol) as Bound | undefined;
  }

  listener(d: Draft): Bound | undefined {
    return this.known(d, (k) => k.listens === true) as Bound | undefined;
  }

  /** A new socket, with the fields that open it. */
  fresh(d: Draft, protocol = this.protocol(d)): { readonly socket: Known; readonly fields: Record<string, unknown> } {
    const socket: Known = { name: this.nextName(), protocol, uid: this.uid(d) };
    this.#sockets.push(socket);
    return { socket, fields: { socket: socket.name, open: this.opening(d, protocol), ...who(socket.uid) } };
  }

  nextName(): string {
    this.#opened += 1;
    return `s${this.#opened}`;
  }

  child(of: Known): Known {
    const socket: Known = { name: this.nextName(), protocol: 'tcp', uid: of.uid };
    this.#sockets.push(socket);
    return socket;
  }

  gone(socket: Known): void {
    this.#sockets = this.#sockets.filter((s) => s !== socket);
  }

  saveName(): string {
    this.#saved += 1;
    return `P${this.#saved}`;
  }

  protocol({ extra }: Draft): 'tcp' | 'udp' {
    const { protocol } = this.#trial;
    if (protocol === 5) return extra % 2 === 0 ? 'tcp' : 'udp';
    return protocol < 3 ? 'tcp' : 'udp';
  }

  address(d: Draft): string {
    const address = ADDRESSES[this.#trial.palette]?.[d.where] ?? '127.0.0.1';
    // A zone that has no name here has no number either.
    return this.#devices.length === 0 ? address.replace('%d1', '%77') : address;
  }

  uid({ uid }: Draft): number | undefined {
    return this.#canBecome && this.#trial.uids > 1 && uid > 0 ? UIDS[uid % 2] : undefined;
  }

  /** Mostly the one port of the trial. */
  port(d: Draft): PortRef {
    if (d.port < 24) return this.#ports.main;
    if (d.port < 27) return this.#ports.other;
    if (d.port === 27) return this.#ports.privileged;
    if (d.port === 28) return this.#ports.range;
    if (d.port === 29 && this.#saved > 0) return `$P${1 + (d.extra % this.#saved)}`;
    return 0;
  }

  opening(d: Draft, protocol: 'tcp' | 'udp'): Opening {
    const family = d.extra === 255 ? { family: 'inet6' as const } : d.extra === 254 ? { family: 'inet' as const } : {};
    return { ...(protocol === 'udp' ? { protocol } : {}), ...family, ...this.options(d) };
  }

  options(d: Draft): SocketOptions {
    const reuse = d.reuse < 4 ? this.#trial.reuse : d.reuse - 4;
    return {
      ...(reuse === 1 || reuse === 3 ? { reuseaddr: true } : {}),
      ...(reuse === 2 || reuse === 3 ? { reuseport: true } : {}),
      ...this.rareOptions(d),
    };
  }

  rareOptions({ options, extra }: Draft): SocketOptions {
    const { range } = this.#ports;
    const device = this.#devices.length === 0 || extra % 4 === 0 ? 'lo' : (this.#devices[extra % 2] ?? 'lo');
    switch (options) {
      case 36:
      case 37:
      case 38:
        return { v6only: true };
      case 39:
        return { v6only: false };
      case 40:
      case 41:
        return { device };
      case 42:
        return { device, v6only: true };
      case 43:
        return { freebind: true };
      case 44:
      case 45:
        return { portRange: [range, range + (extra % 4)] };
      case 46:
        return { portRange: WEIRD_RANGES[extra % WEIRD_RANGES.length] ?? [0, 0] };
      case 47:
        return extra % 8 === 0 ? { device: 'd9' } : { reuseaddr: false, reuseport: false };
      default:
        return {};
    }
  }

  /** The fields of a bind, and what is known from then on. */
  bindFields(socket: Known, address: string, port: PortRef): Record<string, unknown> {
    socket.address = address;
    if (port !== 0) {
      socket.port = port;
      return { address, port };
    }
    const savePort = this.saveName();
    socket.port = `$${savePort}`;
    return { address, port, savePort };
  }
}

/** Reversed, outside the system's range, unset. */
const WEIRD_RANGES: readonly (readonly [number, number])[] = [
  [40010, 40000],
  [1, 5],
  [0, 0],
  [50000, 0],
];

const who = (uid: number | undefined): Record<string, unknown> => (uid === undefined ? {} : { uid });

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
    ...who(socket.uid),
    ...(d.extra % 32 === 31 ? { backlog: d.extra % 3 } : {}),
  });
  socket.listens = true;
};

const listen: Kind = (w, d) => {
  const socket = w.known(d, (k) => k.protocol === 'tcp' || d.extra % 16 === 15);
  if (socket === undefined) return;
  const savePort = socket.port === undefined ? w.saveName() : undefined;
  w.add({ op: 'listen', socket: socket.name, ...who(socket.uid), ...(savePort === undefined ? {} : { savePort }) });
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
  w.add({ op: 'connect', socket: from.name, ...who(from.uid), address: targetOf(to.address, d.where), port: to.port });
};

const accept: Kind = (w, d) => {
  const from = w.listener(d) ?? (d.extra % 16 === 15 ? w.known(d) : undefined);
  if (from === undefined || w.isFull) return;
  w.add({ op: 'accept', socket: w.child(from).name, from: from.name, ...who(from.uid) });
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
    if (socket !== undefined) w.add({ ...fields(d, w), socket: socket.name, ...who(w.uid(d) ?? socket.uid) });
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
  const fields = from === undefined ? w.fresh(d, 'udp').fields : { socket: from.name, ...who(from.uid) };
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
  w.add({ op: 'accept', socket: conn.name, from: server.name, ...who(server.uid) });
  const [first, second] = d.extra % 2 === 0 ? [conn, client] : [client, conn];
  const ending = Math.floor(d.extra / 2) % 8;
  if (ending === 5) w.add({ op: 'send', socket: second.name, bytes: 1 });
  if (ending === 6) w.add({ op: 'shutdown', socket: first.name, how: 'write' });
  else if (ending !== 7) end(w, first);
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
  w.add({ op: 'listen', socket: socket.name, ...who(socket.uid) });
  socket.listens = true;
};

const relisten: Kind = (w, d) => {
  const socket = w.listener(d);
  if (socket === undefined) return;
  w.add({ op: 'shutdown', socket: socket.name, how: d.extra % 2 === 0 ? 'both' : 'read' });
  w.add({ op: 'listen', socket: socket.name, ...who(socket.uid) });
};

/** How often each kind comes, of 128. */
const WEIGHTS: readonly (readonly [number, Kind])[] = [
  [22, bind],
  [28, bindListen],
  [9, listen],
  [11, connect],
  [4, connectAgain],
  [4, accept],
  [8, close],
  [3, shutdown],
  [3, disconnect],
  [6, setsockopt],
  [3, getsockname],
  [2, bindAgain],
  [2, send],
  [3, sendto],
  [3, receive],
  [1, socketOnly],
  [2, listenUnbound],
  [3, deliver],
  [1, state],
  [5, conversation],
  [4, restart],
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
