import { formatAddress } from '../model/address.ts';
import { ephemeralRange, inRange } from '../model/ephemeral-ports.ts';
import type { Evidence } from '../model/evidence.ts';
import type { HeldSocket } from '../model/host.ts';
import { type HeldPorts, portNumber } from '../model/why.ts';

/** Every held port: its sockets, and apart from them the connections whose port the kernel chose. */
export function heldPorts(evidence: Evidence): Omit<HeldPorts, 'schema' | 'version'> {
  const { host, surroundings, sight, processes } = evidence;
  const range = ephemeralRange(host.facts);
  const sockets: HeldSocket[] = [];
  const outgoing: HeldSocket[] = [];
  const served = new Set(evidence.sockets.filter(({ peer }) => peer === undefined).map(portNumber));
  for (const socket of evidence.sockets) {
    const isOutgoing =
      socket.peer !== undefined && !served.has(portNumber(socket)) && range && inRange(range, socket.port);
    (isOutgoing ? outgoing : sockets).push(socket);
  }
  const byPort = sockets.sort((a, b) => a.port - b.port || compare(a, b));
  return {
    host: host.facts,
    namespace: surroundings.namespace,
    sight,
    sockets: byPort,
    connections: folded(outgoing),
    processes,
  };
}

const RANK: Readonly<Partial<Record<HeldSocket['state'], number>>> = { LISTEN: 0, BOUND: 1 };

function compare(a: HeldSocket, b: HeldSocket): number {
  if (a.protocol !== b.protocol) return a.protocol < b.protocol ? -1 : 1;
  const rank = (RANK[a.state] ?? 2) - (RANK[b.state] ?? 2);
  return rank !== 0 ? rank : formatAddress(a.address) < formatAddress(b.address) ? -1 : 1;
}

/** Connections that are alike but for their ports and peers, as one each. */
function folded(connections: readonly HeldSocket[]): HeldSocket[] {
  const kinds = new Map<string, HeldSocket>();
  for (const socket of connections) {
    const { protocol, state, uid, owners, address, count = 1 } = socket;
    const key = [protocol, state, uid, formatAddress(address), ...owners.map(({ pid }) => pid)].join(' ');
    const known = kinds.get(key);
    kinds.set(key, known === undefined ? socket : { ...known, count: (known.count ?? 1) + count });
  }
  return [...kinds.values()];
}
