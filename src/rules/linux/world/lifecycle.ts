import type { SocketOptions } from '../../../model/options.ts';
import type { Step } from '../../../model/trial.ts';
import { callerOf, failed, ok, refusalOf, socketFor } from './call.ts';
import { type Branch, type Play, unknown } from './context.ts';
import { disconnectStream } from './disconnect.ts';
import { setOptions } from './options.ts';
import { putPort } from './port.ts';
import { isByDevice } from './route.ts';
import type { Sock } from './sock.ts';
import { type State, sameName } from './state.ts';
import { closeConnection, destroy, mayBeHeldBack, sendFin, stopListening } from './tcp.ts';
import { waitedInVain } from './transfer.ts';

/** socket(2) and its options */
export const playSocket: Play<Extract<Step, { op: 'socket' }>> = (state, step) => {
  const opened = socketFor(state, step);
  return 'ended' in opened ? opened.ended : ok(state, 'linux.opened', opened.sock);
};

/** setsockopt(2): options are read live, whenever another socket asks for the port. */
export const playSetOptions: Play<Extract<Step, { op: 'setsockopt' }>> = (state, step) => {
  const opened = socketFor(state, step);
  if ('ended' in opened) return opened.ended;
  const refusal = setOptions(
    state,
    opened.sock,
    liveOptions(state, opened.sock, step.set),
    callerOf(state, step).privileged,
  );
  if (refusal !== undefined) return failed(state, refusal.errno, refusal.rule, opened.sock);
  const branches = ok(state, 'linux.options-read-live', opened.sock);
  return branches.map((b) => (isCutOff(opened.sock) ? { ...b, lost: true } : b));
};

/** A connection on this host, bound to a device that its packets do not come by: they find no socket any more. */
const isCutOff = (sock: Sock): boolean =>
  sock.protocol === 'tcp' && sock.state !== 'CLOSE' && sock.state !== 'LISTEN' && isByDevice(sock);

/** Without the rule the reuse options stay what they were when the socket was bound. */
function liveOptions(state: State, sock: Sock, set: SocketOptions): SocketOptions {
  if (sock.port === 0 || !state.rules.off.has('linux.options-read-live')) return set;
  const { reuseaddr: _, reuseport: __, ...others } = set;
  return others;
}

/** accept(2) */
export const playAccept: Play<Extract<Step, { op: 'accept' }>> = (state, step, seen) => {
  const listener = state.named(step.from);
  if (listener === undefined) return [{ outcome: 'EBADF', rule: 'linux.not-open', state }];
  const { uid, privileged } = callerOf(state, step);
  const refusal = refusalOf({ state, sock: listener, step, uid, privileged });
  if (refusal !== undefined) return failed(state, refusal.errno, refusal.id, listener);
  const [first, ...rest] = listener.queue;
  const child = state.get(first);
  if (child === undefined) return waitedInVain(state, listener, 'linux.nothing-to-accept');
  if (seen?.outcome === 'ok' && seen.peer !== undefined && child.peer !== undefined && !isPeer(child, seen.peer))
    return [];
  listener.queue = rest;
  child.name = step.socket;
  child.uid = uid;
  child.phase = 'connected';
  return ok(state, 'linux.accepted-inherits', child).map((b) => ({ ...b, holder: listener }));
};

/** A port that nobody told fits every port. */
const isPeer = (child: Sock, peer: NonNullable<Sock['peer']>): boolean =>
  child.peer !== undefined && (child.peer.port < 0 || sameName(child.peer, peer));

/** close(2): FIN. reset: SO_LINGER with zero seconds before it, RST. */
export const playClose: Play<Extract<Step, { op: 'close' | 'reset' }>> = (state, step) => {
  const sock = state.named(step.socket);
  if (sock === undefined) return [{ outcome: 'EBADF', rule: 'linux.not-open', state }];
  if (sock.phase === 'connecting') return unknown(state);
  const branches = ok(state, `linux.${step.op}`, sock).map((b) => ({ ...b, ...doubt(state, sock) }));
  closeSocket(state, sock, step.op === 'reset');
  return branches;
};

function closeSocket(state: State, sock: Sock, abortive: boolean): void {
  if (sock.protocol === 'udp') {
    putPort(state, sock);
    state.remove(sock);
  } else if (sock.state === 'LISTEN') {
    stopListening(state, sock);
    destroy(state, sock);
  } else {
    closeConnection(state, sock, abortive);
  }
}

/** What is held back comes too late, or never: nobody can say which error that makes. */
const doubt = (state: State, sock: Sock): { lost?: true } =>
  mayBeHeldBack(sock) || mayBeHeldBack(state.get(sock.other)) ? { lost: true } : {};

/** shutdown(2): inet_shutdown(), net/ipv4/af_inet.c, 6.18. */
export const playShutdown: Play<Extract<Step, { op: 'shutdown' }>> = (state, step) => {
  const opened = socketFor(state, step);
  if ('ended' in opened) return opened.ended;
  const { sock } = opened;
  if (sock.phase === 'connecting') return unknown(state);
  const refusal = refusalOf({ state, sock, step, ...callerOf(state, step) });
  const reads = step.how !== 'write';
  if (sock.state === 'LISTEN') return shutListener(state, sock, reads);
  sock.readShut ||= reads;
  sock.writeShut ||= step.how !== 'read';
  if (refusal !== undefined) return failed(state, refusal.errno, refusal.id, sock);
  const branches = ok(state, 'linux.shutdown', sock).map((b) => ({ ...b, ...doubt(state, sock) }));
  if (sock.protocol === 'tcp' && step.how !== 'read') sendFin(state, sock);
  return branches;
};

/** For writing nothing happens; for reading it is as a disconnect: it listens no more, and keeps a port that was chosen. */
function shutListener(state: State, sock: Sock, reads: boolean): Branch[] {
  const branches = ok(state, 'linux.shutdown-listener', sock);
  if (reads) disconnectStream(state, sock);
  return branches;
}
