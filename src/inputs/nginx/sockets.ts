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
  /** It is for the clients that name no other server. */
  readonly isDefault: boolean;
}

interface Known {
  line: ListenLine;
  readonly block: string;
  server: number;
  set: ListenLine | undefined;
  byDefault: ListenLine | undefined;
}

/** The sockets of all servers: lines with the same address, in one or several servers, are one socket (nginx.org). */
export class NginxSockets {
  readonly #known = new Map<string, Known>();
  readonly #findings: Findings;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  add(asked: Asked): void {
    const { line, block, server, sets, isDefault } = asked;
    const key = `${block} ${line.protocol ?? 'tcp'} ${endpoint(line)}`;
    const known = this.#known.get(key);
    const byDefault = isDefault ? line : undefined;
    if (known === undefined) this.#known.set(key, { line, block, server, set: sets ? line : undefined, byDefault });
    else this.#again(known, asked);
  }

  #again(known: Known, { line, block, server, sets, isDefault }: Asked): void {
    const first = formatSource(known.line.source);
    if (known.server === server) {
      this.#findings.complain(line.source, `the server has ${endpoint(line)} already, at ${first}`, 'keep one');
    } else if (block === 'mail') {
      const message = `another server of mail has ${endpoint(line)} already, at ${first}`;
      this.#findings.complain(line.source, message, 'keep one');
    } else if (sets && known.set !== undefined) {
      const message = `${endpoint(line)} has options already, at ${formatSource(known.set.source)}`;
      this.#findings.complain(line.source, message, 'give the options of a socket in one server only');
    } else if (sets) {
      known.set = line;
      known.line = { ...known.line, options: line.options };
    }
    if (isDefault && known.server !== server) this.#default(known, line);
    if (block === 'stream' && known.server !== server) this.#findings.remark(line.source, endpoint(line), ONE_SERVER);
    known.server = server;
  }

  #default(known: Known, line: ListenLine): void {
    if (known.byDefault !== undefined) {
      const message = `${endpoint(line)} has a default server already, at ${formatSource(known.byDefault.source)}`;
      this.#findings.complain(line.source, message, 'write default_server in one server only');
    }
    known.byDefault = line;
  }

  /** In the order in which they were first written. */
  lines(): readonly ListenLine[] {
    return [...this.#known.values()].map(({ line, block }) => (block === 'http' ? line : { ...line, part: block }));
  }
}

/** ngx_stream_core_listen(): "duplicate \"%V\" address and port pair", until servers of stream had names. */
const ONE_SERVER = 'nginx before 1.25.5 refuses the file: several servers of stream have the address';

/** nginx takes no address for 0.0.0.0. */
const endpoint = ({ told, port }: ListenLine): string => `${hostText(told, port)}`;

function hostText(told: Told, port: number): string {
  if (told.kind === 'address') return formatEndpoint(told.address, port);
  return `${told.kind === 'name' ? told.name : '0.0.0.0'}:${port}`;
}
