import type { Address } from '../../model/address.ts';
import { formatEndpoint } from '../../model/address.ts';
import type { HeldSocket } from '../../model/host.ts';
import { type Reuse, setsReuseaddr, setsReuseport } from '../../model/options.ts';
import { outcomeCall, outcomeErrno } from '../../model/outcome.ts';
import type { Blocker } from '../../model/serve.ts';
import { pad, plural, printable, wrap } from '../text/text.ts';
import { socketInWords } from './session.ts';

/** A server that could not start, and all that is known of why. */
export interface Refusal {
  /** `bind:EADDRINUSE` */
  readonly outcome: string;
  readonly address: Address;
  readonly port: number;
  readonly reuse: Reuse;
  /** What the rules say of it by itself, beside no other socket: empty where they see no hindrance. */
  readonly why: string;
  readonly blockers: readonly Blocker[];
}

/** As strerror(3) has it. */
const MEANING: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Address already in use',
  EADDRNOTAVAIL: 'Cannot assign requested address',
  EACCES: 'Permission denied',
  EAFNOSUPPORT: 'Address family not supported by protocol',
};

/** The tutorial's line, `bind() error: Address already in use`. */
export function refusalLine({ outcome, address, port }: Refusal): string {
  const errno = outcomeErrno(outcome);
  return `${outcomeCall(outcome)}() error: ${MEANING[errno] ?? errno} (${formatEndpoint(address, port)})`;
}

/** What holds the port, by which rule it refuses this server, and what to do; at most `columns` wide. */
export function refusalLines(refusal: Refusal, columns: number): string[] {
  return reasons(refusal).flatMap(([label, text]) =>
    wrap(text, Math.max(40, columns) - TEXT_AT).map((line, i) => pad(i === 0 ? `  ${label}` : '', TEXT_AT) + line),
  );
}

const TEXT_AT = 11;

/** Pairs of a label and a text. */
function reasons(refusal: Refusal): (readonly [string, string])[] {
  const [decisive] = byWeight(refusal.blockers);
  if (decisive === undefined || refusal.why !== '') return aloneReasons(refusal);
  const others = refusal.blockers.length - 1;
  const held = `${socketInWords(decisive.socket)}${ownerInWords(decisive.socket)}`;
  return [
    ['held by', `${held}${others > 0 ? `; and ${plural(others, 'other socket')} in the way` : ''}`],
    ['because', decisive.prediction.why],
    ['do', advice(refusal, decisive.socket)],
  ];
}

/** A listener is refused whatever is set, so it comes first; then what stays longest. */
const byWeight = (blockers: readonly Blocker[]): Blocker[] =>
  [...blockers].sort((a, b) => weight(b.socket) - weight(a.socket));

const weight = ({ state, expires = 1e6 }: HeldSocket): number => (state === 'LISTEN' ? 1e9 : expires);

/** A leftover belongs to nobody. */
function ownerInWords({ owners: [first, ...others], uid, inode }: HeldSocket): string {
  if (inode === 0) return '';
  if (first === undefined) return `, of a process of uid ${uid} that you may not see`;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  return `, of ${printable(first.command)} (pid ${first.pid}${more})`;
}

function advice({ reuse }: Refusal, { state, inode, expires, owners: [owner] }: HeldSocket): string {
  const stop = owner === undefined ? 'stop the process that holds it' : `stop pid ${owner.pid}`;
  if (state === 'LISTEN') {
    const share = setsReuseport(reuse)
      ? 'it would share the port only if it had set SO_REUSEPORT too and were of the same user'
      : 'or give --reuse port to both servers of one user, which then share it';
    return `${stop}, or take another --port; ${share}`;
  }
  const wait = expires === undefined ? (inode === 0 ? 'wait' : stop) : `wait ${Math.ceil(expires)} s`;
  if (setsReuseaddr(reuse)) {
    return `${wait}. This server set SO_REUSEADDR, so the one that left this had not: with --reuse addr on both, the next restart works at once`;
  }
  return `${wait}; --reuse addr helps at once if the server that left this had set SO_REUSEADDR too, else only from the restart after that on`;
}

/** Where no other socket is in the way. */
function aloneReasons({ outcome, port, why }: Refusal): (readonly [string, string])[] {
  const because = why === '' ? [] : [['because', why] as const];
  switch (outcomeErrno(outcome)) {
    case 'EACCES':
      return [
        ...because,
        [
          'do',
          `take an unprivileged --port such as 50005, or, as root, let everybody bind from port ${port} up: sysctl -w net.ipv4.ip_unprivileged_port_start=${port}`,
        ],
      ];
    case 'EADDRNOTAVAIL':
      return [...because, ['do', '"bindmatrix interfaces" lists the addresses of this host']];
    case 'EADDRINUSE':
      return [
        ['because', 'nothing in the tables holds it now: it was freed meanwhile, or is a socket that they do not show'],
        ['do', 'try again'],
      ];
    default:
      return because;
  }
}
