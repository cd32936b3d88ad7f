import type { ConfigProblem } from '../../config/config-problem.ts';
import type { HostJson } from '../../contracts/snapshot.ts';
import { type Address, LOOPBACK, parseAddress } from '../../model/address.ts';
import type { HostSnapshot } from '../../model/host-snapshot.ts';
import { err, ok, type Problem, type Result } from '../../model/result.ts';

type Path = readonly PropertyKey[];

/** The document as the rules know a host. `complain` gives a problem the place of a value. */
export function snapshotOf(
  json: HostJson,
  complain: (path: Path, problem: Problem) => ConfigProblem,
): Result<HostSnapshot, readonly [ConfigProblem, ...ConfigProblem[]]> {
  const problems: ConfigProblem[] = [];
  const known = new Map<string, Address>();
  /** A host has few addresses, and thousands of sockets on them. */
  const addressAt = (text: string, path: Path): Address => {
    const cached = known.get(text);
    if (cached !== undefined) return cached;
    const read = parseAddress(text);
    if (read.ok) known.set(text, read.value);
    else problems.push(complain(path, read.error));
    return read.ok ? read.value : LOOPBACK.inet;
  };
  const {
    schema: _schema,
    host,
    sight,
    localhost,
    interfaces,
    addresses,
    sockets,
    localRoutes,
    unrouted,
    ...rest
  } = json;
  const readAt =
    (list: string) =>
    <T extends { readonly address: string }>(
      one: T,
      i: number,
    ): Omit<T, 'address'> & { readonly address: Address } => ({
      ...one,
      address: addressAt(one.address, [list, i, 'address']),
    });
  const snapshot: HostSnapshot = {
    ...rest,
    facts: host,
    ...(localRoutes === undefined ? {} : { localRoutes: localRoutes.map(readAt('localRoutes')) }),
    ...(unrouted === undefined ? {} : { unrouted: unrouted.map(readAt('unrouted')) }),
    localhost: localhost.map((text, i) => addressAt(text, ['localhost', i])),
    sight,
    interfaces,
    addresses: addresses.map(({ family: _family, ...one }, i) => readAt('addresses')(one, i)),
    sockets: sockets.map(readAt('sockets')),
  };
  const [first, ...others] = problems;
  return first === undefined ? ok(snapshot) : err([first, ...others]);
}
