import { type Address, formatAddress, isAny, isLinkLocal } from '../../../model/address.ts';
import type { PortExpectation, Step } from '../../../model/trial.ts';
import { needsScope } from '../checks.ts';
import { addressOf, nameIn, ok, socketFor } from './call.ts';
import { type Branch, type Play, unknown } from './context.ts';
import type { Sock } from './sock.ts';
import { type State, sameIp } from './state.ts';

/** sleep */
export const playSleep: Play<Extract<Step, { op: 'sleep' }>> = (state, step) => {
  state.pass(step.seconds * 1000);
  return ok(state, 'linux.sleep');
};

/** getsockname(2), compared with what the step expects. */
export const playName: Play<Extract<Step, { op: 'getsockname' }>> = (state, step, seen) => {
  const opened = socketFor(state, step);
  if ('ended' in opened) return opened.ended;
  const { sock } = opened;
  const answers = [
    ...addressAnswer(state, shownAddress(sock), step.expectAddress),
    ...portAnswer(state, sock, step.expectPort, seen?.outcome),
  ];
  if (answers.includes('unknown')) return unknown(state);
  const wrong = answers.filter((a) => a !== 'ok');
  return [{ outcome: wrong.length === 0 ? 'ok' : wrong.join(' '), rule: 'linux.local-name', state }];
};

/** The scope is that of the bound device, as it is now: ipv6_iface_scope_id(), include/net/ipv6.h. */
function shownAddress({ address: { family, ip }, device }: Sock): Address {
  const bare = { family, ip };
  return device !== undefined && needsScope(bare) ? { ...bare, zone: device } : bare;
}

function addressAnswer(state: State, address: Address, expected: string | undefined): string[] {
  if (expected === undefined) return [];
  const shown = `address=${formatAddress(address)}`;
  if (expected === 'nonzero') return [isAny(address) ? shown : 'ok'];
  const differs = expected.startsWith('!');
  const wanted = addressOf(state, differs ? expected.slice(1) : expected);
  if (wanted === undefined) return ['unknown'];
  return [(wanted.ip === address.ip) === differs ? shown : 'ok'];
}

function portAnswer(
  state: State,
  sock: Sock,
  expected: PortExpectation | undefined,
  seen: string | undefined,
): string[] {
  if (expected === undefined) return [];
  const { shownPort } = sock;
  const met = meetsPort(state, shownPort, expected);
  if (met === undefined) return ['unknown'];
  if (met) return ['ok'];
  return [shownPort < 0 ? (seen ?? 'unknown') : `port=${shownPort}`];
}

/** Whether a port is as expected; undefined where nobody knows it. */
function meetsPort(state: State, port: number, expected: PortExpectation): boolean | undefined {
  if (expected === 'nonzero') return port !== 0;
  if (Array.isArray(expected)) return port < 0 ? undefined : expected[0] <= port && port <= expected[1];
  if (typeof expected === 'number') return port < 0 ? undefined : port === expected;
  const text = String(expected);
  const differs = text.startsWith('!');
  const wanted = state.saved.get(text.slice(differs ? 2 : 1))?.port;
  return wanted === undefined ? undefined : (wanted === port) !== differs;
}

/** The states of the sockets at one local end, as sock_diag(7) shows them. */
export const playState: Play<Extract<Step, { op: 'state' }>> = (state, step) => {
  const at = nameIn(state, step);
  if (at === undefined) return unknown(state);
  const there = state.socks.filter((s) => s.port === at.port && s.port !== 0 && isAt(state, s, at.address));
  const late = there.some((s) => s.ackDelayed) ? [stateBranch(state.clone(), step.state, there.map(earlierState))] : [];
  return [stateBranch(state, step.state, there.map(shownState)), ...late];
};

/** A link-local address is shown with the device that its socket is bound to. */
function isAt(state: State, s: Sock, address: Address): boolean {
  if (!sameIp(s.address, address)) return false;
  const zone = address.zone === undefined ? undefined : (state.env.zones.get(address.zone) ?? address.zone);
  return !isLinkLocal(s.address) || s.device === zone;
}

function shownState(s: Sock): string {
  if (s.state === 'CLOSE') return 'BOUND';
  return s.state === 'TIME_WAIT' && s.halfClosed ? 'FIN_WAIT2' : s.state;
}

const earlierState = (s: Sock): string => (s.ackDelayed ? 'FIN_WAIT1' : shownState(s));

function stateBranch(state: State, wanted: string, shown: readonly string[]): Branch {
  const seen = [...new Set(shown)].sort().join(',');
  return {
    outcome: shown.includes(wanted) ? 'ok' : `state=${seen === '' ? 'none' : seen}`,
    rule: 'linux.socket-states',
    state,
  };
}
