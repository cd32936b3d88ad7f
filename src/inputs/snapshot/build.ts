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
  const { schema: _schema, host, sight, localhost, interfaces, addresses, sockets, ...rest } = json;
  const snapshot: HostSnapshot = {
    ...rest,
    facts: host,
    localhost: localhost.map((text, i) => addressAt(text, ['localhost', i])),
    sight,
    interfaces,
    addresses: addresses.map(({ address, family: _family, ...one }, i) => ({
      ...one,
      address: addressAt(address, ['addresses', i, 'address']),
    })),
    sockets: sockets.map(({ address, ...one }, i) => ({
      ...one,
      address: addressAt(address, ['sockets', i, 'address']),
    })),
  };
  const [first, ...others] = problems;
  return first === undefined ? ok(snapshot) : err([first, ...others]);
}
