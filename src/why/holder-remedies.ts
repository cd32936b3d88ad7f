import type { KnownSocket } from '../model/evidence.ts';
import type { HeldSocket } from '../model/host.ts';
import type { SocketVerdict } from '../model/why.ts';
import { listenerOf } from './inheritance.ts';
import type { RemedyMaker, RemedyStep } from './remedy.ts';

const socketsOf = (verdicts: readonly SocketVerdict[]): KnownSocket[] => verdicts.map(({ socket }) => socket);

/** TCP_TIMEWAIT_LEN, include/net/tcp.h: seconds. */
const TIME_WAIT_LENGTH = 60;

/**
 * A stopped service leaves its connections in TIME_WAIT with the options that they had; the kernel resets those that it
 * had not accepted yet.
 */
export const stop: RemedyMaker = (hypothesis, { blockers }) => {
  const pids = new Set(socketsOf(blockers).flatMap(({ owners }) => owners.map(({ pid }) => pid)));
  if (pids.size === 0) return [];
  const isStopped = ({ owners }: HeldSocket): boolean => owners.some(({ pid }) => pids.has(pid));
  const listener = listenerOf(hypothesis.sockets.filter(isStopped));
  const sockets = hypothesis.sockets.flatMap((socket): KnownSocket[] => {
    if (isQueued(socket) && listener(socket) !== undefined) return [];
    if (!isStopped(socket)) return [socket];
    const stays = socket.protocol === 'tcp' && socket.peer !== undefined && socket.state !== 'SYN_SENT';
    return stays ? [{ ...socket, state: 'TIME_WAIT', expires: TIME_WAIT_LENGTH, owners: [] }] : [];
  });
  return [{ remedy: { kind: 'stop', pids: [...pids] }, hypothesis: { ...hypothesis, sockets } }];
};

/** In the listener's queue: connected, and no process has it yet. */
const isQueued = ({ inode, state }: HeldSocket): boolean =>
  inode === 0 && (state === 'ESTABLISHED' || state === 'CLOSE_WAIT' || state === 'SYN_RECV');

/** TIME_WAIT, and a FIN_WAIT2 that no process holds, end by themselves. */
export const wait: RemedyMaker = (hypothesis) => {
  const { listener, sockets: all } = hypothesis;
  const leftovers = all.filter(({ port, expires }) => port === listener.port && expires !== undefined);
  if (leftovers.length === 0) return [];
  const seconds = Math.ceil(Math.max(...leftovers.map(({ expires = 0 }) => expires)));
  const sockets = all.filter((socket) => !leftovers.includes(socket));
  return [{ remedy: { kind: 'wait', seconds }, hypothesis: { ...hypothesis, sockets } }];
};

/** SO_REUSEPORT shares a port among the sockets of one user. */
export const user: RemedyMaker = (hypothesis, { blockers }) => {
  const { host } = hypothesis;
  const uids = new Set(socketsOf(blockers).map(({ uid }) => uid));
  return [...uids].map((uid) => ({
    remedy: { kind: 'user', uid },
    hypothesis: { ...hypothesis, host: { ...host, facts: { ...host.facts, uid } } },
  }));
};

/** What the holder could set when it is restarted. */
export const holderOption: RemedyMaker = (hypothesis, { blockers }) =>
  socketsOf(blockers).flatMap((socket): RemedyStep[] => {
    const set = (option: 'SO_REUSEADDR' | 'IPV6_V6ONLY', value: Partial<HeldSocket>): RemedyStep => {
      const sockets = hypothesis.sockets.map((one) => (one === socket ? { ...one, ...value } : one));
      return { remedy: { kind: 'holder-option', option, socket }, hypothesis: { ...hypothesis, sockets } };
    };
    if (socket.peer !== undefined || socket.state === 'TIME_WAIT') return [];
    if (socket.address.ip === '::' && socket.v6only !== true) return [set('IPV6_V6ONLY', { v6only: true })];
    return socket.protocol === 'tcp' ? [set('SO_REUSEADDR', { reuseaddr: true })] : [];
  });
