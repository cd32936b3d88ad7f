import type { KeptSocket, SnapshotSight } from '../../model/host-snapshot.ts';

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
