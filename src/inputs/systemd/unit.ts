import { nearest } from '../../config/nearest.ts';
import type { Protocol } from '../../model/address.ts';
import type { Source } from '../../model/experiment.ts';
import type { ReadService, ServerOption } from '../../model/service.ts';
import type { Findings } from '../findings.ts';
import { ownEntry } from '../own-entry.ts';
import { unitAddress } from './address.ts';

/** One setting of [Socket]. */
export interface Setting {
  readonly name: string;
  readonly value: string;
  /** The place of the value, and of the name. */
  readonly source: Source;
  readonly nameSource: Source;
}

const PROTOCOLS: Readonly<Record<string, Protocol>> = { ListenStream: 'tcp', ListenDatagram: 'udp' };

/** Other kinds of sockets, with the reason why they are left out. */
const OTHERS: Readonly<Record<string, string>> = {
  ListenSequentialPacket: 'a socket of sequential packets has no TCP or UDP port',
  ListenFIFO: 'a FIFO has no port',
  ListenSpecial: 'a special file has no port',
  ListenNetlink: 'a Netlink socket has no port',
  ListenMessageQueue: 'a message queue has no port',
  ListenUSBFunction: 'a USB endpoint has no port',
};

/** parse_boolean() of systemd. Nothing is neither: the value before it stays. */
const BOOLEANS: Readonly<Record<string, boolean>> = {
  ...Object.fromEntries(['1', 'yes', 'y', 'true', 't', 'on'].map((word) => [word, true])),
  ...Object.fromEntries(['0', 'no', 'n', 'false', 'f', 'off'].map((word) => [word, false])),
};

/** Settings that are switched on, in the words of the profile. */
const SWITCHES = ['ReusePort', 'FreeBind', 'Transparent'];

const FAMILIES = ['default', 'both', 'ipv6-only'];

/** Settings that decide about the sockets, and are told where they are misspelt; no other setting of [Socket] is near to one. */
const DECIDING = [...Object.keys(PROTOCOLS), ...Object.keys(OTHERS), ...SWITCHES, 'BindIPv6Only', 'BindToDevice'];
const SOCKET_PROTOCOLS = ['udplite', 'sctp', 'mptcp'];

/** One .socket unit with its drop-ins: settings one after the other, the last word counts. */
export class SocketUnit {
  readonly id: string;
  readonly #findings: Findings;
  readonly #source: Source;
  readonly #options = new Map<string, ServerOption>();
  #listens: Setting[] = [];
  #protocol = '';

  constructor(id: string, source: Source, findings: Findings) {
    this.id = id;
    this.#source = source;
    this.#findings = findings;
  }

  set(setting: Setting): void {
    const { name } = setting;
    if (Object.hasOwn(PROTOCOLS, name) || Object.hasOwn(OTHERS, name)) this.#listen(setting);
    else if (SWITCHES.includes(name)) this.#switch(setting);
    else if (name === 'BindIPv6Only') this.#families(setting);
    else if (name === 'BindToDevice') this.#device(setting);
    else if (name === 'SocketProtocol') this.#kind(setting);
    else this.#misspelt(setting);
  }

  /** The unit as a service; undefined if it has no socket with a port. */
  service(): ReadService | undefined {
    if (this.#listens.length === 0) {
      this.#findings.complain(this.#source, `${this.id} listens on nothing`, 'add ListenStream= to its [Socket]');
    }
    const lines = this.#listens.flatMap((setting) => this.#lines(setting));
    return lines.length === 0 ? undefined : { id: this.id, profile: 'systemd-socket', lines };
  }

  /** An empty value takes back all that came before, whatever its kind (config_parse_socket_listen() of systemd). */
  #listen(setting: Setting): void {
    if (setting.value === '') this.#listens = [];
    else this.#listens.push(setting);
  }

  #lines({ name, value, source }: Setting): ReturnType<Findings['lines']> {
    const text = `${name}=${value}`;
    const protocol = ownEntry(PROTOCOLS, name);
    const where = unitAddress(value);
    const isOther = this.#protocol === 'sctp' || this.#protocol === 'udplite';
    const why = ownEntry(OTHERS, name) ?? (isOther ? `its protocol is ${this.#protocol}, not TCP or UDP` : undefined);
    if (why !== undefined && (where.kind !== 'skip' || protocol === undefined))
      return this.#findings.lines({ kind: 'skip', why }, text, { source });
    const options = Object.fromEntries(this.#options);
    return this.#findings.lines(where, text, { source, options, ...(protocol === undefined ? {} : { protocol }) });
  }

  #option(name: string, value: ServerOption | undefined): void {
    if (value === undefined || value === false) this.#options.delete(name);
    else this.#options.set(name, value);
  }

  #switch({ name, value, source }: Setting): void {
    const isOn = BOOLEANS[value.toLowerCase()];
    if (isOn === undefined) this.#findings.complain(source, `${name}= is neither true nor false`, 'write yes or no');
    else this.#option(name, isOn);
  }

  /** Yes and no are words of it too (socket_address_bind_ipv6_only_or_bool_from_string() of systemd). */
  #families({ name, value, source }: Setting): void {
    const isOnly = BOOLEANS[value.toLowerCase()];
    const family = isOnly === undefined ? value : isOnly ? 'ipv6-only' : 'both';
    if (!FAMILIES.includes(family)) {
      this.#findings.complain(source, `${name}= has no value "${value}"`, `one of ${FAMILIES.join(', ')}`);
      return;
    }
    for (const other of FAMILIES) this.#option(`${name}=${other}`, undefined);
    if (family !== 'default') this.#option(`${name}=${family}`, true);
  }

  /** What is no name of an interface systemd ignores (ifname_valid()). */
  #device({ name, value, source }: Setting): void {
    const isName = /^[^\s/:%]{1,15}$/.test(value) && !/^(?:\d+|\.\.?|all|default)$/.test(value);
    if (value === '' || isName) this.#option(name, value === '' ? undefined : value);
    else this.#findings.complain(source, `"${value}" is no name of an interface`, 'write one, such as eth0');
  }

  #kind({ value, source }: Setting): void {
    this.#protocol = value;
    if (value !== '' && !SOCKET_PROTOCOLS.includes(value))
      this.#findings.complain(
        source,
        `SocketProtocol= has no value "${value}"`,
        `one of ${SOCKET_PROTOCOLS.join(', ')}`,
      );
  }

  #misspelt({ name, nameSource }: Setting): void {
    const meant = DECIDING.find((one) => one.toLowerCase() === name.toLowerCase()) ?? nearest(name, DECIDING);
    if (meant === undefined && !/^listen/i.test(name)) return;
    const hint = meant === undefined ? 'systemd ignores it' : `did you mean ${meant}=?`;
    this.#findings.complain(nameSource, `[Socket] has no setting "${name}"`, hint);
  }
}
