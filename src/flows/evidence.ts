import { setImmediate } from 'node:timers/promises';
import { discoverHost } from '../discover/host.ts';
import { ownersAt } from '../discover/owners.ts';
import { describeProcesses } from '../discover/processes.ts';
import { openReuseFlags } from '../discover/reuse-flags.ts';
import { descriptorsOf, type SocketDescriptor } from '../discover/socket-descriptors.ts';
import type { SocketListing } from '../discover/sockets.ts';
import { readSurroundings } from '../discover/surroundings.ts';
import type { Evidence } from '../model/evidence.ts';
import type { HeldSocket, Host, Owner } from '../model/host.ts';
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

/**
 * All that can be seen of these sockets, which it completes, and of what decides about a bind beside them. Nothing is
 * bound. `host`: as it was seen before the sockets were listed.
 */
export async function gatherEvidence(
  listed: Result<SocketListing>,
  depth: Depth,
  host: Result<Host> = discoverHost(),
): Promise<Result<Evidence>> {
  if (!host.ok) return host;
  if (!listed.ok) return listed;
  const { boundOnlyVisible: boundOnly, sockDiagRefused } = listed.value;
  const sockets: readonly Draft[] = listed.value.sockets;
  const descriptors = descriptorsOf(sockets.filter(depth.owners).map(({ inode }) => inode));
  const owners = ownersAt(descriptors);
  for (const socket of sockets) socket.owners = owners.get(socket.inode) ?? NOBODY;
  const unread = depth.options === null ? 'passive' : await readOptions(sockets, descriptors, depth.options);
  const seen = new Map<number, Owner>();
  for (const list of new Set(owners.values())) for (const owner of list) seen.set(owner.pid, owner);
  return ok({
    host: host.value,
    surroundings: readSurroundings(host.value.interfaces),
    sight: {
      boundOnly,
      ...(sockDiagRefused === undefined ? {} : { sockDiagRefused }),
      ...(unread === undefined ? {} : { unread }),
    },
    sockets: [...sockets.filter((socket) => !isConnection(socket)), ...condense(sockets.filter(isConnection))],
    processes: describeProcesses(seen.values()),
  });
}

/** A socket whose options are read, and where it is open. */
interface Reading {
  readonly socket: Draft;
  readonly at: SocketDescriptor;
}

type Draft = { -readonly [Key in keyof HeldSocket]: HeldSocket[Key] };

/**
 * Completes the sockets, fifty thousand perhaps, in place: with the options that no table of the kernel shows. Gives the
 * first errno with which that failed. Process by process: the kernel lists sockets in the order of a hash, in which
 * nearly each would be of another process than the last.
 */
async function readOptions(
  sockets: readonly Draft[],
  descriptors: ReadonlyMap<number, readonly SocketDescriptor[]>,
  isRead: (socket: HeldSocket) => boolean,
): Promise<string | undefined> {
  const readings = sockets.flatMap((socket): Reading[] => {
    const at = isRead(socket) ? descriptors.get(socket.inode)?.[0] : undefined;
    return at === undefined ? [] : [{ socket, at }];
  });
  readings.sort((a, b) => a.at.pid - b.at.pid);
  const reuseFlags = openReuseFlags();
  let unread: string | undefined;
  let since = performance.now();
  for (const [i, { socket, at }] of readings.entries()) {
    const flags = reuseFlags.read(at.pid, at.fd, socket.inode);
    if (flags.ok) {
      socket.reuseaddr = flags.value.reuseaddr;
      socket.reuseport = flags.value.reuseport;
    } else unread ??= flags.error;
    if (i % CHUNK === CHUNK - 1 && performance.now() - since > LONGEST_STRETCH) {
      await setImmediate();
      since = performance.now();
    }
  }
  reuseFlags.close();
  return unread;
}

const NOBODY: HeldSocket['owners'] = Object.freeze([]);
