import { type Address, type Family, type Protocol, parseAddress, type SocketAddress } from '../../model/address.ts';
import type { Elsewhere } from '../../model/elsewhere.ts';
import type { HeldSocket } from '../../model/host.ts';
import { namesIn, readLink, readText } from './files.ts';
import { nameOf, namespaceId } from './namespace.ts';
import { readProcSockets } from './proc-net.ts';

/** How many namespaces are looked into: two small files each. */
const MOST = 256;

/**
 * Where a port is in use that no socket of this namespace holds: in the namespace of any process that may be seen, or of a
 * container whose port docker-proxy serves at another one. Reads a link and a name of every process. Owners are empty.
 */
export function portElsewhere(protocol: Protocol, port: number): Elsewhere[] {
  const own = namespaceId();
  const pids = new Map<string, number>();
  const published: Elsewhere[] = [];
  for (const pid of namesIn('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)) {
    const id = readLink(`/proc/${pid}/ns/net`);
    if (id !== undefined && id !== own && !pids.has(id)) pids.set(id, pid);
    if (readText(`/proc/${pid}/comm`) !== 'docker-proxy\n') continue;
    for (const one of publishedBy(pid, protocol, port)) published.push(one);
  }
  const others = [...pids].slice(0, MOST).flatMap(([id, pid]) => heldIn(id, pid, protocol, port));
  return [...published, ...others];
}

function heldIn(id: string, pid: number, protocol: Protocol, port: number): Elsewhere[] {
  const root = `/proc/${pid}/net`;
  const sockets = (['inet', 'inet6'] as const)
    .flatMap((family) => (isEmpty(family, protocol, root) ? [] : (readProcSockets(family, protocol, root) ?? [])))
    .filter((socket) => socket.port === port && isServing(socket));
  if (sockets.length === 0) return [];
  const name = nameOf(id);
  const namespace = { id, ...(name === undefined ? {} : { name }) };
  return sockets.map((socket) => ({ kind: 'namespace', namespace, pid, socket }));
}

/** Where the kernel counts no socket there is no need to have it walk the table, whose chains all namespaces share. */
function isEmpty(family: Family, protocol: Protocol, root: string): boolean {
  const counts = readText(`${root}/${family === 'inet' ? 'sockstat' : 'sockstat6'}`);
  const name = family === 'inet' ? protocol.toUpperCase() : `${protocol.toUpperCase()}6`;
  return counts?.includes(`${name}: inuse 0`) ?? false;
}

const isServing = ({ state, peer }: HeldSocket): boolean => peer === undefined && state !== 'TIME_WAIT';

/** `docker-proxy -proto tcp -host-ip 0.0.0.0 -host-port 8080 -container-ip 172.17.0.2 -container-port 80` */
function publishedBy(pid: number, protocol: Protocol, port: number): Elsewhere[] {
  const words = (readText(`/proc/${pid}/cmdline`) ?? '').split('\0');
  const after = (flag: string): string => words[words.indexOf(flag) + 1] ?? '';
  const published = endpointOf(after('-host-ip'), after('-host-port'));
  const container = endpointOf(after('-container-ip'), after('-container-port'));
  if (published === undefined || container?.port !== port || after('-proto') !== protocol) return [];
  return [{ kind: 'docker-proxy', pid, published, container }];
}

function endpointOf(ip: string, port: string): SocketAddress | undefined {
  const address: Address | undefined = parsed(ip);
  return address === undefined ? undefined : { address, port: Number(port) };
}

const parsed = (ip: string): Address | undefined => {
  const address = parseAddress(ip);
  return address.ok ? address.value : undefined;
};
