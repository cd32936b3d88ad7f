import { ANY, type Protocol } from '../../model/address.ts';
import { ok, problem, type Result } from '../../model/result.ts';
import type { Names } from './names.ts';
import { parseEndpoint } from './parse-endpoint.ts';
import { endpointOf } from './tokens.ts';
import type { WrittenEndpoint } from './written-endpoint.ts';

/** A line of a program that lists sockets: where its local endpoint stands, and what else it says. */
const TABLES: readonly RegExp[] = [
  // ss(8): [Netid] State Recv-Q Send-Q Local:Port Peer:Port
  /^(?:(?<protocol>tcp|udp)\s+)?(?<state>LISTEN|UNCONN|[A-Z][A-Z0-9-]+)\s+\d+\s+\d+\s+(?<local>\S+)\s+\S+/,
  // netstat(8): Proto Recv-Q Send-Q Local Foreign [State]; BSD writes tcp46 for a dual-stack socket.
  /^(?<protocol>tcp|udp)(?<family>46|4|6)?\s+\d+\s+\d+\s+(?<local>\S+)\s+\S+/,
  // lsof(8): COMMAND PID USER FD TYPE DEVICE SIZE/OFF NODE NAME
  /^\S+\s+\d+\s+.*\sIPv(?<family>[46])\s+\S+\s+\S+\s+(?<protocol>TCP|UDP)\s+(?<local>[^\s>]+?)(?:->\S+)?(?:\s+\(\w+\))?$/,
];

/** Reads the local endpoint of a whole line of `ss -tlnp`, `netstat -tlnp` or `lsof -i`; undefined if it is none. */
export function readTableLine(line: string, names: Names): Result<WrittenEndpoint> | undefined {
  const found = TABLES.map((table) => table.exec(line.trim())).find((one) => one !== null);
  const { local, family, state, protocol: written } = found?.groups ?? {};
  if (local === undefined) return undefined;
  const protocol = written === undefined ? protocolOf(state) : (written.toLowerCase() as Protocol);
  const read = readLocal(local, protocol, names);
  if (!read.ok) return problem(`"${local}" in that line is not an endpoint`, read.error.hint);
  return ok({ ...ofFamily(read.value, family), protocol });
}

/** UDP sockets are UNCONN in ss, which leaves the protocol out where only one is listed. */
const protocolOf = (state: string | undefined): Protocol => (state === 'UNCONN' ? 'udp' : 'tcp');

/** `127.0.0.1.631` and `*.80` of BSD, else as everywhere. */
function readLocal(local: string, protocol: Protocol, names: Names): Result<WrittenEndpoint> {
  const dotted = /^(\*|\d+\.\d+\.\d+\.\d+|[0-9a-f:]+:[0-9a-f:]*)\.(\d+)$/.exec(local);
  if (dotted !== null) return endpointOf(dotted[1] ?? '', dotted[2] ?? '', names);
  const bare = /^([0-9a-f:.]*:[0-9a-f:.]*):(\d+)$/i.exec(local);
  if (bare !== null) return endpointOf(bare[1] ?? '', bare[2] ?? '', names);
  return parseEndpoint(`${protocol}:${local}`, names);
}

/** `*` of a line that names the family is that family's wildcard address; whether `::` takes IPv4 too is not said then. */
function ofFamily(read: WrittenEndpoint, family: string | undefined): WrittenEndpoint {
  if (read.v6only === undefined || family === undefined || family === '46') return read;
  const { v6only: _, ...rest } = read;
  return { ...rest, address: ANY[family === '4' ? 'inet' : 'inet6'] };
}
