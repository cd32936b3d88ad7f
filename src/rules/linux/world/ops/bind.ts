import { ANY, isAny, isMapped, type SocketAddress } from '../../../../model/address.ts';
import { OK, refused } from '../../../../model/outcome.ts';
import { checkAlone } from '../../../decide.ts';
import { relation } from '../../../overlap.ts';
import type { Attempt } from '../../../rule.ts';
import type { RuleSocket } from '../../../rule-socket.ts';
import { needsScope } from '../../checks.ts';
import type { LinuxRuleId } from '../../rule-id.ts';
import { automaticPort, seenPort } from '../automatic-port.ts';
import { type Branch, failed, ok, type Play, unknown } from '../branch.ts';
import { type Automatic, claimPort, savePort } from '../claim-port.ts';
import { isMultipath } from '../descriptors.ts';
import { callerOf, socketOf } from '../open-socket.ts';
import { portConflict } from '../port-conflict.ts';
import { targetOf } from '../references.ts';
import { describe, ruleSocketOf, type Sock } from '../sock.ts';
import type { State } from '../state.ts';

/** Refusals that come when __inet6_bind() has bound the socket to the device of the scope, and the socket keeps it. */
const AFTER_SCOPE: ReadonlySet<LinuxRuleId> = new Set<LinuxRuleId>([
  'linux.no-such-interface',
  'linux.address-on-other-device',
  'linux.address-tentative',
  'linux.ipv6-address-in-other-vrf',
  'linux.ipv6-address-not-local',
]);

/** bind(2) */
export const bind: Play<'bind'> = (state, step, seen) => {
  const opened = socketOf(state, step);
  if ('ended' in opened) return opened.ended;
  const { sock } = opened;
  const to = targetOf(state, step);
  if (to === undefined || isMultipath(sock)) return unknown(state);
  const newcomer = asBound(state, sock, to);
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
    if (AFTER_SCOPE.has(refusal.id)) sock.device = newcomer.device;
    return [{ outcome: refused('bind', refusal.decision), rule: refusal.id, state, subject: describeAt(sock, to) }];
  }
  if (to.port === 0 && sock.bindNoPort && state.holds('linux.bind-without-port')) {
    return bindAddress(state, sock, newcomer, step.savePort);
  }
  if (to.port === 0) return bindAutomatic(state, sock, newcomer, { seen: seenPort(seen), save: step.savePort });
  return portConflict(state, sock, attempt).map((branch, i) => {
    const world = i === 0 ? state.clone() : state;
    const own = world.get(sock.id) as Sock;
    if (branch.outcome === OK) {
      settle(world, own, newcomer, to.port);
      savePort(world, own, step.savePort);
    } else {
      Object.assign(own, { address: ANY[sock.family], device: newcomer.device });
    }
    return { ...branch, state: world, subject: describeAt(sock, to) };
  });
};

/** The socket as it is after a bind that succeeds. */
function asBound(state: State, sock: Sock, { address, port }: SocketAddress): RuleSocket {
  const isSpecific6 = address.family === 'inet6' && !isAny(address) && !isMapped(address);
  const device =
    address.zone === undefined || !needsScope(address)
      ? sock.device
      : (state.env.zones.get(address.zone) ?? address.zone);
  return {
    ...ruleSocketOf(sock),
    address,
    port,
    device,
    v6only: sock.v6only || (sock.family === 'inet6' && isSpecific6),
  };
}

const describeAt = (sock: Sock, to: SocketAddress): string => describe({ ...sock, address: to.address, port: to.port });

/** IP_BIND_ADDRESS_NO_PORT: the socket has an address, and no port before it connects, listens or sends. */
function bindAddress(state: State, sock: Sock, bound: RuleSocket, save: string | undefined): Branch[] {
  takeAddress(sock, bound);
  sock.shownPort = 0;
  savePort(state, sock, save);
  return ok(state, 'linux.bind-without-port', sock);
}

function bindAutomatic(state: State, sock: Sock, newcomer: RuleSocket, { seen, save }: Automatic): Branch[] {
  // The scope of the address is the socket's device, also where the bind then fails.
  sock.device = newcomer.device;
  const failure = state.clone();
  (failure.get(sock.id) as Sock).address = ANY[sock.family];
  const before = sock.address;
  sock.address = newcomer.address;
  const choice = automaticPort(state, sock, seen);
  sock.address = before;
  const full: Branch[] = choice.mayFail
    ? failed(failure, refused('bind', 'EADDRINUSE'), 'linux.ports-exhausted', sock)
    : [];
  if (choice.port === undefined) return full;
  settle(state, sock, newcomer, choice.port);
  sock.portLocked = false;
  savePort(state, sock, save);
  return [...tookAutomatic(state, sock), ...full];
}

/** Two UDP sockets with the same reuse option may get one automatic port, and neither is told. */
function tookAutomatic(state: State, sock: Sock): Branch[] {
  const mayShare = sock.protocol === 'udp' && (sock.reuseaddr || sock.reuseport);
  const own = ruleSocketOf(sock);
  const holder = state
    .onPort(sock.protocol, sock.port)
    .find((s) => s !== sock && !['apart', 'v6only'].includes(relation(own, ruleSocketOf(s))));
  return ok(state, mayShare ? 'linux.udp-port-zero-shared' : 'linux.port-zero', sock).map((b) =>
    holder === undefined ? b : { ...b, holder },
  );
}

/** The socket takes address and port. */
function settle(state: State, sock: Sock, bound: RuleSocket, port: number): void {
  takeAddress(sock, bound);
  sock.portLocked ||= true;
  claimPort(state, sock, port);
}

function takeAddress(sock: Sock, bound: RuleSocket): void {
  sock.address = bound.address;
  sock.device = bound.device;
  sock.v6only = bound.v6only;
  sock.peer = undefined;
  sock.addressLocked ||= !isAny(bound.address);
}
