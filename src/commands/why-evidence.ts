import { setImmediate } from 'node:timers/promises';
import { discoverHost } from '../discover/host.ts';
import { ownersAt } from '../discover/owners.ts';
import { type Place, placesOf } from '../discover/places.ts';
import { describeProcesses } from '../discover/processes.ts';
import type { SocketListing } from '../discover/sockets.ts';
import { readSurroundings } from '../discover/surroundings.ts';
import type { HeldSocket } from '../model/host.ts';
import { ok, type Result } from '../model/result.ts';
import type { Evidence, Sight } from '../model/why.ts';
import { Duplicates } from '../net/duplicate.ts';
import { condense } from '../plan/held.ts';

/** Signal handlers get their turn at least this often, in milliseconds. */
const LONGEST_STRETCH = 40;

/** Which sockets are looked into. */
export interface Depth {
  readonly owners: (socket: HeldSocket) => boolean;
  /** Null: no duplicate of anybody's descriptor is taken. */
  readonly options: ((socket: HeldSocket) => boolean) | null;
}

/** All that can be seen of these sockets and of what decides about a bind beside them. */
export async function gatherEvidence(listed: Result<SocketListing>, depth: Depth): Promise<Result<Evidence>> {
  const host = discoverHost();
  if (!host.ok) return host;
  if (!listed.ok) return listed;
  const { sockets, boundOnlyVisible: boundOnly, sockDiagRefused } = listed.value;
  const places = placesOf(sockets.filter(depth.owners).map(({ inode }) => inode));
  const owners = ownersAt(places);
  const owned = sockets.map((socket) => ({ ...socket, owners: owners.get(socket.inode) ?? [] }));
  const read = await readOptions(owned, places, depth.options);
  const sight: Sight = {
    boundOnly,
    ...(sockDiagRefused === undefined ? {} : { sockDiagRefused }),
    ...(read.unread === undefined ? {} : { unread: read.unread }),
  };
  const processes = new Map(owned.flatMap((socket) => socket.owners.map((owner) => [owner.pid, owner] as const)));
  return ok({
    host: host.value,
    surroundings: readSurroundings(host.value.interfaces),
    sight,
    sockets: condense(read.sockets),
    processes: describeProcesses(processes.values()),
  });
}

interface Read {
  readonly sockets: readonly HeldSocket[];
  /** The first errno that kept options from being read. */
  readonly unread?: string | undefined;
}

async function readOptions(
  sockets: readonly HeldSocket[],
  places: ReadonlyMap<number, readonly Place[]>,
  isRead: Depth['options'],
): Promise<Read> {
  if (isRead === null) return { sockets, unread: 'passive' };
  const duplicates = new Duplicates();
  let unread: string | undefined;
  let since = performance.now();
  const read: HeldSocket[] = [];
  try {
    for (const socket of sockets) {
      const [place] = isRead(socket) ? (places.get(socket.inode) ?? []) : [];
      const flags = place && duplicates.read(place.pid, place.fd, socket.inode);
      read.push(flags?.ok ? { ...socket, ...flags.value } : socket);
      if (flags?.ok === false) unread ??= flags.error;
      if (performance.now() - since > LONGEST_STRETCH) {
        await setImmediate();
        since = performance.now();
      }
    }
  } finally {
    duplicates.close();
  }
  return { sockets: read, unread };
}
