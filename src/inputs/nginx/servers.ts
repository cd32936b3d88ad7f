import type { Source } from '../../model/experiment.ts';
import type { ListenLine } from '../../model/service.ts';
import { NO_ADDRESS } from '../address-text.ts';
import type { Findings } from '../findings.ts';
import type { SourceAt } from '../places.ts';
import { nginxAddress } from './address.ts';
import {
  besideUdp,
  hasWrongValue,
  isDefault,
  isListenWord,
  isListenWordOf,
  listenOptions,
  nearestListenWord,
  setsOptions,
} from './listen.ts';
import { NginxSockets } from './sockets.ts';
import type { Word } from './words.ts';

/** The `server` that is open. */
interface Server {
  /** `http`, `stream` or `mail`. */
  readonly block: string;
  /** It is in a file that one of these blocks includes: `http` is only likely. */
  readonly isPart: boolean;
  readonly source: Source;
  readonly number: number;
  listens: boolean;
}

/** Takes the `listen` directives of one server after the other. */
export class NginxServers {
  readonly #findings: Findings;
  readonly #root: boolean;
  readonly #sockets: NginxSockets;
  #server: Server | undefined;
  #count = 0;

  /** `root`: the port of a server of `http` without `listen` is 80, else 8000 (ngx_http_core_server()). */
  constructor(findings: Findings, root: boolean) {
    this.#findings = findings;
    this.#root = root;
    this.#sockets = new NginxSockets(findings);
  }

  /** `block`: `http`, `stream` or `mail`; '' where the file does not say. */
  open(block: string, source: Source): void {
    const isPart = block === '';
    this.#server = { block: isPart ? 'http' : block, isPart, source, number: this.#count++, listens: false };
  }

  close(): void {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined || server.listens) return;
    const { block, source, number } = server;
    if (block !== 'http') {
      this.#findings.complain(source, `this server of ${block} has no listen`, 'add one with a port');
      return;
    }
    const line = { told: NO_ADDRESS, port: this.#root ? 80 : 8000, options: {}, source };
    this.#sockets.add({ line, block, server: number, sets: false, isDefault: false });
  }

  listen([name, address, ...rest]: readonly Word[], at: SourceAt): void {
    const server = this.#server;
    if (server === undefined || name === undefined) return;
    server.listens = true;
    if (address === undefined)
      this.#findings.complain(at(name.at), 'listen has no address', 'write a port, or an address with a port');
    else this.#address(server, address, rest, at);
  }

  #address(server: Server, address: Word, rest: readonly Word[], at: SourceAt): void {
    const { block, number } = server;
    const where = nginxAddress(address.text, block === 'http');
    if (where.kind !== 'skip') this.#unknown(server, rest, at);
    const words = rest.map(({ text }) => text);
    const source = at(address.at);
    const lines = this.#findings.lines(where, `listen ${[address.text, ...words].join(' ')}`, {
      source,
      ...listenOptions(words),
    });
    const has = { block, server: number, sets: setsOptions(words), isDefault: isDefault(words) };
    for (const line of lines) this.#sockets.add({ line, ...has });
  }

  #unknown({ block, isPart }: Server, words: readonly Word[], at: SourceAt): void {
    const valued = words.find(({ text }) => hasWrongValue(text));
    if (valued !== undefined) this.#findings.complain(at(valued.at), `nginx refuses the value of "${valued.text}"`);
    const beside = besideUdp(words.map(({ text }) => text));
    const clash = words.find(({ text }) => text === beside);
    if (clash !== undefined) this.#findings.complain(at(clash.at), `"${clash.text}" may not stand beside "udp"`);
    const misplaced = words.find(({ text }) => !isPart && !isListenWordOf(block, text));
    if (misplaced !== undefined)
      this.#findings.complain(at(misplaced.at), `listen has no option "${misplaced.text}" in ${block}`, 'remove it');
    const word = words.find(({ text }) => !isListenWord(text));
    if (word === undefined) return;
    if (word.text.includes('$')) {
      const remark = 'nginx reads no variables here: the word is taken for no option of the socket';
      this.#findings.remark(at(word.at), word.text, remark);
      return;
    }
    const meant = nearestListenWord(word.text);
    const hint = meant === undefined ? 'is a ";" missing before it?' : `did you mean "${meant}"?`;
    this.#findings.complain(at(word.at), `listen of nginx has no option "${word.text}"`, hint);
  }

  lines(): readonly ListenLine[] {
    return this.#sockets.lines();
  }
}
