import { setImmediate } from 'node:timers/promises';
import { discoverHost } from '../discover/host.ts';
import { ownersAt } from '../discover/owners.ts';
import { describeProcesses } from '../discover/processes.ts';
import { openReuseFlags } from '../discover/reuse-flags.ts';
import { descriptorsOf, type SocketDescriptor } from '../discover/socket-descriptors.ts';
import type { SocketListing } from '../discover/sockets.ts';
import { readSurroundings } from '../discover/surroundings.ts';
import type { Evidence } from '../model/evidence.ts';
import type { HeldSocket, Owner } from '../model/host.ts';
import { ok, type Result } from '../model/result.ts';
import { condense } from '../plan/held.ts';
import { isConnection } from '../why/inheritance.ts';

/** Signal handlers get their turn at least this often, in milliseconds. */
const LONGEST_STRETCH = 40;

/** How many sockets are read between two looks at the clock. */
const CHUNK = 64;

/** How much is looked up of which sockets. */
export interface Depth {
  /** The owners of these are looked up. */
  readonly owners: (socket: HeldSocket) => boolean;
  /** SO_REUSEADDR and SO_REUSEPORT of these are read from a duplicate. Null: no duplicate of any descriptor is taken. */
  readonly options: ((socket: HeldSocket) => boolean) | null;
}

/** All that can be seen of these sockets and of what decides about a bind beside them. Nothing is bound. */
export async function gatherEvidence(listed: Result<SocketListing>, depth: Depth): Promise<Result<Evidence>> {
  const host = discoverHost();
  if (!host.ok) return host;
  if (!listed.ok) return listed;
  const { sockets, boundOnlyVisible: boundOnly, sockDiagRefused } = listed.value;
  const descriptors = descriptorsOf(sockets.filter(depth.owners).map(({ inode }) => inode));
  const owners = ownersAt(descriptors);
  const { known, unread } = await describeSockets(sockets, { descriptors, owners }, depth.options);
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

/** The owners of each socket, and the descriptors by which they have it; by inode. */
interface Owned {
  readonly descriptors: ReadonlyMap<number, readonly SocketDescriptor[]>;
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
  { descriptors, owners }: Owned,
  isRead: Depth['options'],
): Promise<Described> {
  const reuseFlags = isRead === null ? null : openReuseFlags();
  let unread = isRead === null ? 'passive' : undefined;
  let since = performance.now();
  const known: HeldSocket[] = [];
  for (const [i, socket] of sockets.entries()) {
    const [at] = isRead?.(socket) ? (descriptors.get(socket.inode) ?? []) : [];
    const flags = at && reuseFlags?.read(at.pid, at.fd, socket.inode);
    known.push({ ...socket, ...(flags?.ok ? flags.value : {}), owners: owners.get(socket.inode) ?? NOBODY });
    if (flags?.ok === false) unread ??= flags.error;
    if (i % CHUNK === CHUNK - 1 && performance.now() - since > LONGEST_STRETCH) {
      await setImmediate();
      since = performance.now();
    }
  }
  reuseFlags?.close();
  return { known, unread };
}

const NOBODY: HeldSocket['owners'] = Object.freeze([]);
