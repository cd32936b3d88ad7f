import type { Source } from '../../model/experiment.ts';
import type { ListenLine, Told } from '../../model/service.ts';
import { ANY4, ANY6, NO_ADDRESS, portOf } from '../address-text.ts';
import type { Findings } from '../findings.ts';
import type { SourceAt } from '../places.ts';
import { type ListenAddress, listenAddress } from './address.ts';
import type { Word } from './words.ts';

/** The port of SSH where none is written. */
const SSH_PORT = 22;

const FAMILIES = ['any', 'inet', 'inet6'];

/** Settings that decide where sshd listens. */
const LISTENING = ['port', 'addressfamily', 'listenaddress'];

/** Whether a setting decides where sshd listens, and may not stand below a Match that is not for all. */
export const isListening = (keyword: string): boolean => LISTENING.includes(keyword);

/** getaddrinfo(3) of glibc takes `*` for no name. */
const STAR = 'to sshd "*" is the loopback addresses: write 0.0.0.0 and ::, or no address for everywhere';

interface Asked extends ListenAddress {
  readonly text: string;
  readonly source: Source;
}

/** Port, AddressFamily and ListenAddress of sshd, one after the other. */
export class SshdSettings {
  readonly #findings: Findings;
  readonly #ports: { readonly port: number; readonly source: Source }[] = [];
  readonly #addresses: Asked[] = [];
  #family: string | undefined;
  /** An address was left out: sshd listens there, and not everywhere. */
  #hasSkipped = false;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  set(keyword: string, [word, ...rest]: readonly Word[], place: Source, at: SourceAt): void {
    if (!isListening(keyword)) return;
    if (word === undefined) {
      this.#findings.complain(place, `${keyword} has no value`);
      return;
    }
    const [more] = rest;
    if (keyword === 'listenaddress') this.#listenAddress(word, rest, at);
    else if (more !== undefined) this.#findings.complain(at(more.at), `unexpected "${more.text}"`, 'remove it');
    else if (keyword === 'port') this.#port(word.text, at(word.at));
    // sshd keeps the first value that it reads.
    else this.#setFamily(word.text, at(word.at));
  }

  #port(text: string, source: Source): void {
    const port = portOf(text);
    if (port === undefined)
      this.#findings.complain(source, `"${text}" is not a port`, 'write a number from 1 to 65535');
    else this.#ports.push({ port, source });
  }

  #setFamily(text: string, source: Source): void {
    const family = text.toLowerCase();
    if (!FAMILIES.includes(family)) this.#findings.complain(source, `"${text}" is no family`, 'any, inet or inet6');
    this.#family ??= family;
  }

  #listenAddress(word: Word, rest: readonly Word[], at: SourceAt): void {
    const source = at(word.at);
    const address = listenAddress(word.text);
    const [next, name, more] = rest.map(({ text }) => text);
    const hint = word.text.startsWith('*') ? STAR : 'write 192.0.2.2, 192.0.2.2:22, ::1 or [::1]:22';
    if (address === undefined) this.#findings.complain(source, `"${word.text}" is not an address of sshd`, hint);
    else if (next === 'rdomain' && name !== undefined && more === undefined) {
      this.#hasSkipped = true;
      this.#findings.skip(source, `ListenAddress ${word.text} rdomain ${name}`, 'it is in another routing domain');
    } else if (next !== undefined)
      this.#findings.complain(at(rest[0]?.at ?? word.at), `unexpected "${next}"`, 'remove it');
    else this.#addresses.push({ ...address, text: word.text, source });
  }

  /** The sockets, in the order in which the addresses are written; `whole` is the place of what is not written. */
  lines(whole: Source): readonly ListenLine[] {
    const ports = this.#ports.length > 0 ? this.#ports : [{ port: SSH_PORT, source: whole }];
    if (this.#addresses.length === 0 && this.#hasSkipped) return [];
    if (this.#addresses.length === 0) {
      const told = this.#everywhere();
      return ports.flatMap(({ port, source }) => this.#line(told, port, source, `Port ${port}`));
    }
    return this.#addresses.flatMap(({ told, port, source, text }) =>
      (port === undefined ? ports.map((each) => each.port) : [port]).flatMap((each) => {
        const family = told.kind === 'address' ? told.address.family : undefined;
        if (family === undefined || this.#hasFamily(family)) return this.#line(told, each, source, text);
        this.#findings.complain(source, `${text} is not of AddressFamily ${this.#family}`, 'sshd refuses it, and ends');
        return [];
      }),
    );
  }

  #hasFamily(family: string): boolean {
    return this.#family === undefined || this.#family === 'any' || this.#family === family;
  }

  #everywhere(): Told {
    if (this.#family === 'inet') return ANY4;
    return this.#family === 'inet6' ? ANY6 : NO_ADDRESS;
  }

  #line(told: Told, port: number, source: Source, text: string): readonly ListenLine[] {
    return this.#findings.lines({ kind: 'ports', told, ports: { first: port, last: port } }, text, { source });
  }
}
