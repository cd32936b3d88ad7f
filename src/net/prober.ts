import type { Calls } from '../libc/calls.ts';
import type { Platform } from '../libc/constants.ts';
import { NativeBytes } from '../libc/library.ts';
import { sockaddrLayout } from '../libc/sockaddr.ts';
import type { Family, Protocol } from '../model/address.ts';
import { type CallOutcome, OK } from '../model/outcome.ts';
import { lastRefusal } from './last-refusal.ts';
import type { Setting } from './option-settings.ts';

/** What the sockets of a prober have in common. */
export interface Probed {
  readonly protocol: Protocol;
  readonly family: Family;
  readonly settings: readonly Setting[];
  /** Of listen(2), which UDP has not. */
  readonly backlog: number;
  /** The struct sockaddr of each, encoded. They differ in address and scope alone. */
  readonly sockaddrs: readonly Uint8Array[];
}

/** Sizes and places in 32-bit words. */
const WORD = Int32Array.BYTES_PER_ELEMENT;

/**
 * Opens one socket after the other and closes it at once: the innermost loop of a matrix. What a million of them need lies
 * close together, since every system call pushes out of the processor's caches what lies elsewhere: one sockaddr, into
 * which the address is written, and one table of addresses. Nothing is allocated.
 */
export class Prober {
  readonly #calls: Calls;
  readonly #domain: number;
  readonly #type: number;
  readonly #settings: readonly Setting[];
  readonly #listens: boolean;
  readonly #backlog: number;
  readonly #to: NativeBytes;
  /** The sockaddr, and the words of it that are an address's own. */
  readonly #words: Int32Array;
  readonly #first: number;
  readonly #width: number;
  readonly #table: Int32Array;

  constructor(platform: Platform, calls: Calls, { protocol, family, settings, backlog, sockaddrs }: Probed) {
    const p = platform;
    this.#calls = calls;
    this.#domain = family === 'inet' ? p.AF_INET : p.AF_INET6;
    this.#type = (protocol === 'tcp' ? p.SOCK_STREAM : p.SOCK_DGRAM) | p.SOCK_CLOEXEC | p.SOCK_NONBLOCK;
    this.#settings = settings;
    this.#listens = protocol === 'tcp';
    this.#backlog = backlog;
    const { size, addressAt } = sockaddrLayout(family);
    this.#to = new NativeBytes(sockaddrs[0] ?? new Uint8Array(size));
    this.#words = wordsOf(this.#to.bytes);
    // The scope of an IPv6 address comes after it; of IPv4 nothing does.
    const end = family === 'inet' ? addressAt + WORD : size;
    this.#first = addressAt / WORD;
    this.#width = (end - addressAt) / WORD;
    this.#table = Int32Array.from(
      sockaddrs.flatMap((one) => [...wordsOf(one.slice()).subarray(this.#first, end / WORD)]),
    );
  }

  /** socket(2), setsockopt(2), bind(2), of TCP listen(2), and close(2), at the address with this number. */
  try(number: number): CallOutcome {
    const calls = this.#calls;
    const fd = calls.socket(this.#domain, this.#type, 0);
    if (fd < 0) return lastRefusal('socket');
    let outcome = this.#set(fd);
    if (outcome === OK) outcome = this.#bind(fd, number);
    if (outcome === OK && this.#listens && calls.listen(fd, this.#backlog) !== 0) outcome = lastRefusal('listen');
    calls.close(fd);
    return outcome;
  }

  #set(fd: number): CallOutcome {
    for (let i = 0; i < this.#settings.length; i++) {
      const { level, name, value } = this.#settings[i] as Setting;
      if (this.#calls.setsockopt(fd, level, name, value.pointer, value.length) !== 0) return lastRefusal('setsockopt');
    }
    return OK;
  }

  #bind(fd: number, number: number): CallOutcome {
    const from = number * this.#width;
    for (let i = 0; i < this.#width; i++) this.#words[this.#first + i] = this.#table[from + i] as number;
    return this.#calls.bind(fd, this.#to.pointer, this.#to.length) === 0 ? OK : lastRefusal('bind');
  }
}

const wordsOf = ({ buffer, byteOffset, byteLength }: Uint8Array): Int32Array =>
  new Int32Array(buffer, byteOffset, byteLength / WORD);
