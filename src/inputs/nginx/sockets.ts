import { formatEndpoint } from '../../model/address.ts';
import { formatSource } from '../../model/experiment.ts';
import type { ListenLine, Told } from '../../model/service.ts';
import type { Findings } from '../findings.ts';

/** One `listen` line for one port, with what decides whether it is a socket of its own. */
interface Asked {
  readonly line: ListenLine;
  /** `http`, `stream` or `mail`: each opens its own sockets. */
  readonly block: string;
  /** The server that has the line, as a number. */
  readonly server: number;
  /** It has words about the socket, which only one of the servers of an address may have. */
  readonly sets: boolean;
}

interface Known {
  line: ListenLine;
  server: number;
  set: ListenLine | undefined;
}

/** The sockets of all servers: lines with the same address, in one or several servers, are one socket (nginx.org). */
export class NginxSockets {
  readonly #known = new Map<string, Known>();
  readonly #findings: Findings;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  add({ line, block, server, sets }: Asked): void {
    const key = `${block} ${line.protocol ?? 'tcp'} ${endpoint(line)}`;
    const known = this.#known.get(key);
    if (known === undefined) this.#known.set(key, { line, server, set: sets ? line : undefined });
    else this.#again(known, { line, block, server, sets });
  }

  #again(known: Known, { line, server, sets }: Asked): void {
    if (known.server === server) {
      const first = formatSource(known.line.source);
      this.#findings.complain(line.source, `the server has ${endpoint(line)} already, at ${first}`, 'keep one');
    } else if (sets && known.set !== undefined) {
      const message = `${endpoint(line)} has options already, at ${formatSource(known.set.source)}`;
      this.#findings.complain(line.source, message, 'give the options of a socket in one server only');
    } else if (sets) {
      known.set = line;
      known.line = { ...known.line, options: line.options };
    }
    known.server = server;
  }

  /** In the order in which they were first written. */
  lines(): readonly ListenLine[] {
    return [...this.#known.values()].map(({ line }) => line);
  }
}

/** nginx takes no address for 0.0.0.0. */
const endpoint = ({ told, port }: ListenLine): string => `${hostText(told, port)}`;

function hostText(told: Told, port: number): string {
  if (told.kind === 'address') return formatEndpoint(told.address, port);
  return `${told.kind === 'name' ? told.name : '0.0.0.0'}:${port}`;
}
