import { PROFILES } from '../../../src/config/profiles.ts';
import { readEndpointText } from '../../../src/config/services/endpoint-text.ts';
import { type Address, formatAddress, parseAddress } from '../../../src/model/address.ts';
import type { PlannedSocket, Slot } from '../../../src/model/planned-socket.ts';
import { resolvedProfile } from '../../../src/model/profile.ts';
import type { ListenLine, ServerOption } from '../../../src/model/service.ts';
import { expandLines } from '../../../src/plan/services/expand.ts';
import rows from './traced.json' with { type: 'json' };

type Options = Readonly<Record<string, ServerOption>>;
type WrittenLine =
  | string
  | { readonly endpoint: string; readonly protocol?: 'tcp' | 'udp'; readonly options?: Options };

/** One configuration of a server that was traced while it started. */
export interface Traced {
  readonly server: string;
  readonly config: readonly string[];
  readonly profile: string;
  readonly listen: readonly WrittenLine[];
  readonly options?: Options;
  readonly sockets: readonly Readonly<Record<string, unknown>>[];
  /** `bind#0`, `listen#0`, `bind#1!EADDRINUSE` */
  readonly sequence: readonly string[];
  /** What the server did where another socket had its port. */
  readonly taken?: readonly {
    readonly by: string;
    readonly outcome: string;
    readonly attempts?: number /** Seconds between two. */;
    readonly interval?: number;
  }[];
}

export const TRACED = rows as unknown as readonly Traced[];

const address = (text: string): Address => {
  const read = parseAddress(text);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
};

/** The namespace in which they were traced; /etc/hosts had both lines of localhost. */
export const OWN = ['127.0.0.1', '192.168.1.101', '10.10.2.102', '::1', 'fd00:1::101'].map(address);
const BOOK = { own: OWN, names: { localhost: [address('::1'), address('127.0.0.1')] } };

const SOURCE = { file: 'traced.json', line: 1, column: 1 };

function linesOf({ profile, listen, options = {} }: Traced): ListenLine[] {
  const written = listen.length > 0 ? listen : (resolvedProfile(PROFILES, profile).default ?? []);
  return written.flatMap((one): ListenLine[] => {
    const line = typeof one === 'string' ? { endpoint: one } : one;
    const read = readEndpointText(line.endpoint);
    if (!read.ok || read.value.told.kind === 'selector') throw new Error(line.endpoint);
    const { told, ports } = read.value;
    const protocol = 'protocol' in line && line.protocol !== undefined ? { protocol: line.protocol } : {};
    const own = 'options' in line ? line.options : {};
    return ports.map((port) => ({ told, port, ...protocol, options: { ...options, ...own }, source: SOURCE }));
  });
}

export const slotsOf = (traced: Traced): readonly Slot[] =>
  expandLines(resolvedProfile(PROFILES, traced.profile), linesOf(traced), BOOK);

/** A socket as the fixture writes it. */
/** What `kept` has is of a reload, which is no part of a trace. */
export const written = ({ address: at, kept: _, ...socket }: PlannedSocket): Readonly<Record<string, unknown>> => ({
  ...socket,
  address: formatAddress(at),
});
