import { ANY, isAny, isMapped } from '../../model/address.ts';
import type { Step } from '../../model/trial.ts';
import { checkAlone, judgePort } from '../judge.ts';
import { needsScope } from '../linux/checks.ts';
import { shareGroup } from '../linux/delivery.ts';
import type { Party } from '../party.ts';
import type { Attempt, Name } from '../rule.ts';
import { automaticPort } from './automatic.ts';
import { noteBind, strictCovers } from './bucket.ts';
import { callerOf, describe, failed, nameIn, ok, refusalOf, seenPort, socketFor } from './call.ts';
import { type Branch, type Play, unknown } from './context.ts';
import { takePort } from './port.ts';
import { partyOf, type Sock } from './sock.ts';
import type { State } from './state.ts';

const CACHED = 'linux.reuseport-cached';

/** Refusals that come when __inet6_bind() has bound the socket to the device of the scope, which it then keeps. */
const AFTER_SCOPE = ['no-such-interface', 'address-on-other-device', 'address-tentative', 'ipv6-address-not-local'].map(
  (id) => `linux.${id}`,
);

/** bind(2) */
export const playBind: Play<Extract<Step, { op: 'bind' }>> = (state, step, seen) => {
  const opened = socketFor(state, step);
  if ('ended' in opened) return opened.ended;
  const { sock } = opened;
  const to = nameIn(state, step);
  if (to === undefined) return unknown(state);
  const newcomer = asking(state, sock, to);
  const busy = sock.port !== 0 || sock.state !== 'CLOSE';
  const attempt: Attempt = {
    env: state.env,
    newcomer,
    call: 'bind',
    privileged: callerOf(state, step).privileged,
    busy,
  };
  const refusal = checkAlone(state.rules, attempt);
  if (refusal !== undefined) {
    if (AFTER_SCOPE.includes(refusal.id)) sock.device = newcomer.device;
    return [{ outcome: refusal.errno, rule: refusal.id, state, subject: describeAt(sock, to) }];
  }
  if (to.port === 0) return bindAutomatic(state, sock, newcomer, { seen: seenPort(seen), save: step.savePort });
  return contest(state, sock, attempt).map((verdict, i) => {
    const world = i === 0 ? state.clone() : state;
    const own = world.get(sock.id) as Sock;
    if (verdict.outcome === 'ok') settle(world, own, newcomer, to.port);
    else Object.assign(own, { address: ANY[sock.family], device: newcomer.device });
    if (verdict.outcome === 'ok') savePort(world, own, step.savePort);
    return { ...verdict, state: world, subject: describeAt(sock, to) };
  });
};

function savePort(state: State, sock: Sock, name: string | undefined): void {
  if (name !== undefined) state.saved.set(name, { address: sock.address, port: sock.port });
}

/** The socket as it would stand after the bind. */
function asking(state: State, sock: Sock, { address, port }: Name): Party {
  const isSpecific6 = address.family === 'inet6' && !isAny(address) && !isMapped(address);
  const device =
    address.zone === undefined || !needsScope(address)
      ? sock.device
      : (state.env.zones.get(address.zone) ?? address.zone);
  return { ...partyOf(sock), address, port, device, v6only: sock.v6only || (sock.family === 'inet6' && isSpecific6) };
}

const describeAt = (sock: Sock, to: Name): string => describe({ ...sock, address: to.address, port: to.port });

/**
 * The comparison with every other socket on the port: inet_csk_get_port(), udp_lib_get_port(). An orphan whose FIN may not be
 * acknowledged yet is still a socket with an owner, and afterwards a TIME_WAIT entry without one: where that matters, both.
 */
export function contest(state: State, sock: Sock, attempt: Attempt): Branch[] {
  const olds = state.onPort(sock.protocol, attempt.newcomer.port).filter((s) => s !== sock);
  const now = contestWith(state, attempt, olds, olds.map(partyOf));
  if (!olds.some((s) => s.ackDelayed)) return [now];
  const earlier = contestWith(
    state,
    attempt,
    olds,
    olds.map((s) => (s.ackDelayed ? { ...partyOf(s), state: 'FIN_WAIT1' } : partyOf(s))),
  );
  return earlier.outcome === now.outcome ? [now] : [now, earlier];
}

function contestWith(state: State, attempt: Attempt, olds: readonly Sock[], parties: readonly Party[]): Branch {
  const { newcomer } = attempt;
  const judged = judgePort(state.rules, attempt, parties);
  const isCached =
    newcomer.protocol === 'tcp' &&
    !state.rules.off.has(CACHED) &&
    strictCovers(state.buckets.get(newcomer.port), newcomer);
  if (isCached && judged.outcome !== 'ok') return { outcome: 'ok', rule: CACHED, state };
  const holder = judged.old === undefined ? undefined : olds[parties.indexOf(judged.old)];
  return { outcome: judged.outcome, rule: judged.rule, state, ...(holder === undefined ? {} : { holder }) };
}

interface Automatic {
  /** The port that the kernel chose, where it was seen. */
  readonly seen: number | undefined;
  /** The name under which it is saved. */
  readonly save: string | undefined;
}

function bindAutomatic(state: State, sock: Sock, newcomer: Party, { seen, save }: Automatic): Branch[] {
  const failure = state.clone();
  const before = sock.address;
  sock.address = newcomer.address;
  const choice = automaticPort(state, sock, seen);
  sock.address = before;
  const full: Branch[] = choice.mayFail ? failed(failure, 'EADDRINUSE', 'linux.ports-exhausted', sock) : [];
  if (choice.port === undefined) return full;
  settle(state, sock, newcomer, choice.port);
  sock.portLocked = false;
  savePort(state, sock, save);
  return [...ok(state, 'linux.port-zero', sock), ...full];
}

/** The socket takes address and port. */
export function settle(state: State, sock: Sock, party: Party, port: number): void {
  sock.address = party.address;
  sock.device = party.device;
  sock.v6only = party.v6only;
  sock.peer = undefined;
  sock.addressLocked ||= !isAny(party.address);
  sock.portLocked ||= true;
  hold(state, sock, port);
}

/** The socket enters the tables of the port. */
export function hold(state: State, sock: Sock, port: number): void {
  takePort(state, sock, port);
  if (sock.protocol === 'tcp') {
    noteBind(state.buckets, sock, partyOf(sock));
    return;
  }
  joinGroup(state, sock);
  state.seat(sock);
}

/** reuseport_add_sock(), reuseport_alloc(): the group of the first like socket in the list, or one of its own. */
export function joinGroup(state: State, sock: Sock): void {
  sock.group = undefined;
  if (!sock.reuseport) return;
  const party = partyOf(sock);
  const like = state
    .onPort(sock.protocol, sock.port)
    .filter((s) => s !== sock && (s.protocol === 'udp' || s.state === 'LISTEN') && shareGroup(party, partyOf(s)))
    .sort((a, b) => (sock.protocol === 'udp' ? a.portSeat - b.portSeat : a.seat - b.seat))[0];
  if (like !== undefined) like.group ??= state.turn();
  sock.group = like?.group ?? state.turn();
}

/** listen(2) */
export const playListen: Play<Extract<Step, { op: 'listen' }>> = (state, step, seen) => {
  const opened = socketFor(state, step);
  if ('ended' in opened) return opened.ended;
  const { sock } = opened;
  const refusal = refusalOf({ state, sock, step, ...callerOf(state, step) });
  if (refusal !== undefined) return failed(state, refusal.errno, refusal.id, sock);
  const most = Number(state.sysctl('net.core.somaxconn', '4096'));
  sock.backlog = Math.min((step.backlog ?? 128) >>> 0, most);
  if (sock.state === 'LISTEN') {
    savePort(state, sock, step.savePort);
    return ok(state, 'linux.listen-again', sock);
  }
  if (sock.port === 0) return listenUnbound(state, sock, { seen: seenPort(seen), save: step.savePort });
  return contest(state, sock, { env: state.env, newcomer: partyOf(sock), call: 'listen' }).map((verdict, i) => {
    const world = i === 0 ? state.clone() : state;
    const own = world.get(sock.id) as Sock;
    if (verdict.outcome === 'ok') {
      noteBind(world.buckets, own, partyOf(own));
      startListening(world, own);
      savePort(world, own, step.savePort);
    }
    return { ...verdict, state: world, subject: describe(sock) };
  });
};

function listenUnbound(state: State, sock: Sock, { seen, save }: Automatic): Branch[] {
  const failure = state.clone();
  const choice = automaticPort(state, sock, seen);
  const full: Branch[] = choice.mayFail ? failed(failure, 'EADDRINUSE', 'linux.ports-exhausted', sock) : [];
  if (choice.port === undefined) return full;
  hold(state, sock, choice.port);
  startListening(state, sock);
  savePort(state, sock, save);
  return [...ok(state, 'linux.listen-unbound', sock), ...full];
}

function startListening(state: State, sock: Sock): void {
  sock.state = 'LISTEN';
  joinGroup(state, sock);
  state.seat(sock);
}
