import type { SocketOptions } from '../../src/model/options.ts';
import type { Opening, PortRef, Step } from '../../src/model/trial.ts';
import { ADDRESSES } from './addresses.ts';
import type { Draft, DraftTrial } from './draft.ts';
import type { Ports } from './setting.ts';

/** What is known of a socket while a trial is drawn, before the kernel or the rules are asked. */
export interface Known {
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

export type Bound = Known & { readonly address: string; readonly port: PortRef };

/** Turns the drafts of a trial into steps. Which of them make sense where they stand is found out while they run. */
export class Drawing {
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
    return { socket, fields: { socket: socket.name, open: this.opening(d, protocol), ...by(socket.uid) } };
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

  /** Another descriptor of the same socket. */
  twin(of: Known): Known {
    const socket: Known = { ...of, name: this.nextName() };
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
    return this.#canBecome && this.#trial.uids === 3 && uid > 0 ? UIDS[uid % 2] : undefined;
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
    const kind = protocol === 'udp' ? { protocol } : d.options === 63 ? { mptcp: true } : {};
    return { ...kind, ...family, ...this.options(d) };
  }

  options(d: Draft): SocketOptions {
    const reuse = d.reuse < 4 ? this.#trial.reuse : d.reuse - 4;
    return {
      ...(reuse === 1 || reuse === 3 ? { reuseaddr: true } : {}),
      ...(reuse === 2 || reuse === 3 ? { reuseport: true } : {}),
      ...this.rareOptions(d),
    };
  }

  /** A device of the namespace. */
  device(choice: number): string {
    return this.#devices.length === 0 || choice % 4 === 0 ? 'lo' : (this.#devices[choice % 2] ?? 'lo');
  }

  rareOptions({ options, extra }: Draft): SocketOptions {
    const { range } = this.#ports;
    const device = this.device(extra);
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
        return rarest(options, extra);
    }
  }

  /** The fields of a bind, and what is known from then on. */
  bindFields(socket: Known, address: string, port: PortRef, keepsNone = false): Record<string, unknown> {
    if (port === 0 && keepsNone) return { address, port };
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

function rarest(options: number, extra: number): SocketOptions {
  if (options === 48 || options === 49) return { transparent: extra % 8 !== 0 };
  if (options >= 50 && options <= 54) return { bindNoPort: true };
  if (options >= 55 && options <= 58) return { linger: LINGERS[extra % LINGERS.length] ?? false };
  if (options >= 60 && options <= 62) return { incomingCpu: CPUS[extra % CPUS.length] ?? 0 };
  if (options === 59) return { fastOpen: extra % 4 };
  return {};
}

const CPUS: readonly number[] = [0, 1, 0, 1, 77, -1];

const LINGERS: readonly (number | false)[] = [0, 1, 0, 2, false];

/** Reversed, outside the system's range, unset. */
const WEIRD_RANGES: readonly (readonly [number, number])[] = [
  [40010, 40000],
  [1, 5],
  [0, 0],
  [50000, 0],
];

/** The user that makes a call, where it is not the one that runs the trial. */
export const by = (uid: number | undefined): Record<string, unknown> => (uid === undefined ? {} : { uid });
