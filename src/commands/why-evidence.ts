import { setImmediate } from 'node:timers/promises';
import { discoverHost } from '../discover/host.ts';
import { ownersAt } from '../discover/owners.ts';
import { type Place, placesOf } from '../discover/socket-descriptors.ts';
import { describeProcesses } from '../discover/processes.ts';
import type { SocketListing } from '../discover/sockets.ts';
import { readSurroundings } from '../discover/surroundings.ts';
import type { HeldSocket, Owner } from '../model/host.ts';
import { ok, type Result } from '../model/result.ts';
import type { Evidence } from '../model/why.ts';
import { Duplicates } from '../net/duplicate.ts';
import { condense } from '../plan/held.ts';
import { isConnection } from '../why/inheritance.ts';

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
  const { known, unread } = await describeSockets(sockets, { places, owners }, depth.options);
  const seen = new Map([...owners.values()].flat().map((owner) => [owner.pid, owner]));
  return ok({
    host: host.value,
    surroundings: readSurroundings(host.value.interfaces),
    sight: {
      boundOnly,
      ...(sockDiagRefused === undefined ? {} : { sockDiagRefused }),
      ...(unread === undefined ? {} : { unread }),
    },
    sockets: [...known.filter((socket) => !isConnection(socket)), ...condense(known.filter(isConnection))],
    processes: describeProcesses(seen.values()),
  });
}

/** Who has each socket, and where. */
interface Owned {
  readonly places: ReadonlyMap<number, readonly Place[]>;
  readonly owners: ReadonlyMap<number, readonly Owner[]>;
}

interface Described {
  readonly known: readonly HeldSocket[];
  /** Why options were not read: the first errno. */
  readonly unread?: string | undefined;
}

/** The sockets with their owners, and with the options that no table of the kernel shows. */
async function describeSockets(
  sockets: readonly HeldSocket[],
  { places, owners }: Owned,
  isRead: Depth['options'],
): Promise<Described> {
  const duplicates = isRead === null ? null : new Duplicates();
  let unread = isRead === null ? 'passive' : undefined;
  let since = performance.now();
  const known: HeldSocket[] = [];
  for (const [i, socket] of sockets.entries()) {
    const [place] = isRead?.(socket) ? (places.get(socket.inode) ?? []) : [];
    const flags = place && duplicates?.read(place.pid, place.fd, socket.inode);
    known.push({ ...socket, ...(flags?.ok ? flags.value : {}), owners: owners.get(socket.inode) ?? NOBODY });
    if (flags?.ok === false) unread ??= flags.error;
    if (i % CHUNK === CHUNK - 1 && performance.now() - since > LONGEST_STRETCH) {
      await setImmediate();
      since = performance.now();
    }
  }
  duplicates?.close();
  return { known, unread };
}

const NOBODY: HeldSocket['owners'] = Object.freeze([]);

/** The clock is looked at after so many sockets. */
const CHUNK = 64;
