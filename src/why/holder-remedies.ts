import type { KnownSocket } from '../model/evidence.ts';
import { greatest } from '../model/extremes.ts';
import { type HeldSocket, isSelfConnected } from '../model/host.ts';
import type { SocketVerdict } from '../model/why.ts';
import { environmentOf, leftoverOf, type RuleEnvironment } from '../rules/index.ts';
import { listenerOf } from './inheritance.ts';
import type { RemedyMaker, RemedyStep } from './remedy.ts';

const socketsOf = (verdicts: readonly SocketVerdict[]): KnownSocket[] => verdicts.map(({ socket }) => socket);

/**
 * A stopped service leaves of its connections what the rules say, with the options that they had; the kernel resets those
 * that it had not accepted yet. A socket that another process has too stays.
 */
export const stop: RemedyMaker = (hypothesis, { blockers }) => {
  const pids = new Set(socketsOf(blockers).flatMap(({ owners }) => owners.map(({ pid }) => pid)));
  if (pids.size === 0) return [];
  const env = environmentOf(hypothesis.host, []);
  const isStopped = ({ owners }: HeldSocket): boolean => owners.length > 0 && owners.every(({ pid }) => pids.has(pid));
  const listener = listenerOf(hypothesis.sockets.filter(isStopped));
  const sockets = hypothesis.sockets.flatMap((socket): KnownSocket[] => {
    if (isQueued(socket) && listener(socket) !== undefined) return [];
    return isStopped(socket) ? remains(env, socket) : [socket];
  });
  return [{ remedy: { kind: 'stop', pids: [...pids] }, hypothesis: { ...hypothesis, sockets } }];
};

/** What is there when the process of a socket has ended. A subflow of MPTCP stays as it is until its peer closes too. */
function remains(env: RuleEnvironment, { owners: _, ...socket }: KnownSocket): KnownSocket[] {
  if (socket.protocol === 'udp' || socket.peer === undefined) return [];
  if (socket.mptcp) return [{ ...socket, owners: [] }];
  const hasUnread = socket.unreadBytes !== undefined;
  const left = leftoverOf(env, { state: socket.state, hasUnread, toItself: isSelfConnected(socket) });
  return left === undefined ? [] : [{ ...socket, state: left.state, expires: left.seconds, owners: [] }];
}

/** In the listener's queue: connected, and no process has it yet. */
const isQueued = ({ inode, state }: HeldSocket): boolean =>
  inode === 0 && (state === 'ESTABLISHED' || state === 'CLOSE_WAIT' || state === 'SYN_RECV');

/** TIME_WAIT, and a FIN_WAIT2 that no process holds, end by themselves. */
export const wait: RemedyMaker = (hypothesis) => {
  const { listener, sockets: all } = hypothesis;
  const leftovers = all.filter(({ port, expires }) => port === listener.port && expires !== undefined);
  if (leftovers.length === 0) return [];
  const seconds = Math.ceil(greatest(leftovers.map(({ expires = 0 }) => expires)));
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
