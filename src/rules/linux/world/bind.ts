import { ANY, isAny, isMapped } from '../../../model/address.ts';
import type { Step } from '../../../model/trial.ts';
import { checkAlone } from '../../decide.ts';
import { needsScope } from '../checks.ts';
import type { RuleSocket } from '../../rule-socket.ts';
import type { Attempt, Name } from '../../rule.ts';
import { automaticPort } from './automatic.ts';
import { callerOf, describe, failed, nameIn, ok, seenPort, socketFor } from './call.ts';
import { contest } from './port-conflict.ts';
import { type Branch, type Play, unknown } from './context.ts';
import { type Automatic, hold, savePort } from './claim-port.ts';
import { partyOf, type Sock } from './sock.ts';
import type { State } from './state.ts';

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

/** The socket as it would stand after the bind. */
function asking(state: State, sock: Sock, { address, port }: Name): RuleSocket {
  const isSpecific6 = address.family === 'inet6' && !isAny(address) && !isMapped(address);
  const device =
    address.zone === undefined || !needsScope(address)
      ? sock.device
      : (state.env.zones.get(address.zone) ?? address.zone);
  return { ...partyOf(sock), address, port, device, v6only: sock.v6only || (sock.family === 'inet6' && isSpecific6) };
}

const describeAt = (sock: Sock, to: Name): string => describe({ ...sock, address: to.address, port: to.port });

function bindAutomatic(state: State, sock: Sock, newcomer: RuleSocket, { seen, save }: Automatic): Branch[] {
  // The scope of the address is the socket's device, also where the bind then fails.
  sock.device = newcomer.device;
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
function settle(state: State, sock: Sock, party: RuleSocket, port: number): void {
  sock.address = party.address;
  sock.device = party.device;
  sock.v6only = party.v6only;
  sock.peer = undefined;
  sock.addressLocked ||= !isAny(party.address);
  sock.portLocked ||= true;
  hold(state, sock, port);
}
