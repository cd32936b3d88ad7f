import { writePort } from '../../libc/sockaddr.ts';
import { type Address, parseAddress } from '../../model/address.ts';
import type { AddressRef, PortRef } from '../../model/trial.ts';
import type { StepObservation } from '../../model/trial-observation.ts';
import type { Sockaddr, Sockets } from '../../net/socket.ts';
import { neverSaved } from './observation.ts';
import { type SavedNames, savedAddress, savedNamed } from './saved.ts';

/** The address and port that a step names. */
export interface Destination {
  readonly address: Address;
  readonly port: number;
  /** Shared by all steps to this address: use it before the next destination is resolved. */
  readonly sockaddr: Sockaddr;
  /** The values of the step's `$NAME`; undefined if it has none. */
  readonly target: StepObservation['target'];
}

interface Known {
  readonly address: Address;
  readonly sockaddr: Sockaddr;
}

/**
 * Turns the addresses and ports of steps into sockaddrs. Parsing costs more than a system call, so each address is
 * parsed once and only the port is written again.
 */
export class Destinations {
  readonly #sockets: Sockets;
  readonly #known = new Map<string, Known>();

  constructor(sockets: Sockets) {
    this.#sockets = sockets;
  }

  /** The destination of a step, or the observation that a `$NAME` in it was never saved. */
  resolve(address: AddressRef, port: PortRef, saved: SavedNames): Destination | StepObservation {
    const number = typeof port === 'number' ? port : savedNamed(saved, port)?.port;
    if (number === undefined) return neverSaved(String(port));
    const text = address.startsWith('$') ? savedAddress(saved, address) : address;
    if (text === undefined) return neverSaved(address);
    const known = this.#lookUp(text);
    writePort(known.sockaddr.bytes, number);
    const target = text === address && number === port ? undefined : { address: text, port: number };
    return { address: known.address, port: number, sockaddr: known.sockaddr, target };
  }

  #lookUp(text: string): Known {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const address = parseAddress(text);
    if (!address.ok) throw new Error(address.error.message);
    const made = { address: address.value, sockaddr: this.#sockets.sockaddr(address.value, 0) };
    // The index of an interface differs in the next namespace.
    if (address.value.zone === undefined) this.#known.set(text, made);
    return made;
  }
}
