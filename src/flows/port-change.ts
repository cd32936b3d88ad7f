import { withOwners } from '../discover/owners.ts';
import { socketsOn } from '../discover/sockets.ts';
import { formatBound, type HeldSocket } from '../model/host.ts';
import type { PortChange } from '../model/port-watch.ts';
import type { Problem } from '../model/result.ts';

/** How many sockets are named. */
const NAMED = 3;

/** Says that a run stopped because a port changed, and what is on the port now. */
export function describeChange({ kind, protocol, port }: PortChange, before: readonly HeldSocket[]): Problem {
  const listed = socketsOn([port], [protocol]);
  const known = new Set(before.map(({ inode }) => inode));
  const sockets = listed.ok ? listed.value.sockets : [];
  const what = kind === 'came' ? sockets.filter(({ inode }) => inode === 0 || !known.has(inode)) : sockets;
  const now =
    what.length === 0 ? NOTHING[kind] : `${NOW[kind]} ${listOf(withOwners(what.slice(0, NAMED)), what.length)}`;
  return {
    message: `${protocol} port ${port} ${HAPPENED[kind]}: the run stopped, and no socket of it is open; ${now}`,
    hint: 'run it again, or with --in sandbox, where no other process has sockets',
  };
}

const HAPPENED = {
  came: 'came into use during the run',
  went: 'was given up by its server during the run, which may be starting again',
} as const;

const NOW = { came: 'it is used by', went: 'now it is used by' } as const;

const NOTHING = { came: 'whoever used it is gone again', went: 'nobody uses it now' } as const;

const listOf = (sockets: readonly HeldSocket[], all: number): string =>
  sockets.map(socketText).join(', ') + (all > sockets.length ? ` and ${all - sockets.length} more` : '');

/** `0.0.0.0:80 LISTEN of process 812` */
function socketText(socket: HeldSocket): string {
  const pids = socket.owners.map(({ pid }) => pid);
  return `${formatBound(socket)} ${socket.state}${pids.length === 0 ? '' : ` of process ${pids.join(', ')}`}`;
}
