import { formatBound } from '../../model/host.ts';
import type { KeptOwner, KeptSocket, SnapshotSight } from '../../model/host-snapshot.ts';

/** `tcp 0.0.0.0:80`, `udp [::%eth0]:53` */
export const endpointText = (socket: Pick<KeptSocket, 'protocol' | 'address' | 'port' | 'device'>): string =>
  `${socket.protocol} ${formatBound(socket)}`;

/** `nginx (root), nginx (www-data)`; `unknown` where none may be seen, `no process` of the kernel's own sockets. */
export function ownersText({ owners, unknown }: Pick<KeptSocket, 'owners' | 'unknown'>): string {
  const isUnknown = unknown.includes('owners');
  if (owners.length === 0) return isUnknown ? 'owner unknown' : 'no process';
  return owners.map(ownerText).join(', ');
}

/** `nginx (www-data)`, `app (uid 1001)` */
const ownerText = ({ command, user, uid }: KeptOwner): string => {
  const who = user ?? (uid === undefined ? undefined : `uid ${uid}`);
  return who === undefined ? command : `${command} (${who})`;
};

/** The options that are set or unknown, as in setsockopt(2). */
export function optionsText({ reuseaddr, reuseport, v6only, unknown, state, protocol, count }: KeptSocket): string {
  const hidden = (['reuseaddr', 'reuseport', 'v6only'] as const).filter((field) => unknown.includes(field));
  return [
    ...(reuseaddr ? ['SO_REUSEADDR'] : []),
    ...(reuseport ? ['SO_REUSEPORT'] : []),
    ...(v6only === undefined ? [] : [v6only ? 'IPv6 only' : 'dual-stack']),
    ...(protocol === 'tcp' && state === 'BOUND' ? ['does not listen'] : []),
    ...(count === undefined ? [] : [`${count} alike`]),
    ...(hidden.length === 0 ? [] : ['options unknown']),
  ].join(', ');
}

const HIDDEN: Readonly<Record<NonNullable<SnapshotSight['hidden']>, string>> = {
  'no root': 'only root sees the sockets of other users’ processes',
  'no capability': 'CAP_SYS_PTRACE is missing',
  'user namespace': 'root of a user namespace does not see processes outside',
  'pid namespace': 'processes outside this PID namespace are hidden',
};

/** Why something could not be seen. */
export function sightText({ hidden, sockDiagRefused, unread }: SnapshotSight): string {
  return [
    ...(hidden === undefined ? [] : [HIDDEN[hidden]]),
    ...(sockDiagRefused === undefined ? [] : [`sock_diag(7) was refused (${sockDiagRefused})`]),
    ...(unread === undefined || hidden !== undefined
      ? []
      : [unread === 'passive' ? 'with --passive no options are read' : `options could not be read (${unread})`]),
  ].join('; ');
}
