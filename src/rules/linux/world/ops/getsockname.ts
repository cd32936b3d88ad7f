import { type Address, formatAddress, isAny } from '../../../../model/address.ts';
import { OK } from '../../../../model/outcome.ts';
import { formatStep } from '../../../../model/step-outcome.ts';
import type { PortExpectation } from '../../../../model/trial.ts';
import { needsScope } from '../../checks.ts';
import { type Play, unknown } from '../branch.ts';
import { socketOf } from '../open-socket.ts';
import { addressOf } from '../references.ts';
import type { Sight } from '../sight.ts';
import type { Sock } from '../sock.ts';
import type { State } from '../state.ts';

/** getsockname(2), compared with what the step expects. */
export const getsockname: Play<'getsockname'> = (state, step, seen) => {
  const opened = socketOf(state, step);
  if ('ended' in opened) return opened.ended;
  const { sock } = opened;
  if (isShownOnly(sock)) return unknown(state);
  const address = addressMismatch(state, shownAddress(sock), step.expectAddress);
  const port = portMismatch(state, sock.shownPort, step.expectPort, seen);
  if (address === undefined || port === undefined) return unknown(state);
  const wrong = [address, port].filter((text) => text !== '').join(' ');
  return [{ outcome: wrong === '' ? OK : { kind: 'differs', seen: wrong }, rule: 'linux.local-name', state }];
};

/** An MPTCP socket shows a copy of its subflow's name, made at bind(2), listen(2) and connect(2): mptcp_copy_inaddrs(). */
const isShownOnly = (sock: Sock): boolean => sock.multipath && (sock.port === 0 || sock.device !== undefined);

/** The scope is that of the bound device, as it is now: ipv6_iface_scope_id(), include/net/ipv6.h. */
function shownAddress({ address: { family, ip }, device }: Sock): Address {
  const bare = { family, ip };
  return device !== undefined && needsScope(bare) ? { ...bare, zone: device } : bare;
}

/** What is shown instead of the address expected; empty where it is as expected, undefined where that is not known. */
function addressMismatch(state: State, address: Address, expected: string | undefined): string | undefined {
  if (expected === undefined) return '';
  const shown = `address=${formatAddress(address)}`;
  if (expected === 'nonzero') return isAny(address) ? shown : '';
  const differs = expected.startsWith('!');
  const wanted = addressOf(state, differs ? expected.slice(1) : expected);
  if (wanted === undefined) return undefined;
  return (wanted.ip === address.ip) === differs ? shown : '';
}

/** The same of the port. A port that is not known is taken as it was seen. */
function portMismatch(
  state: State,
  port: number,
  expected: PortExpectation | undefined,
  seen: Sight,
): string | undefined {
  if (expected === undefined) return '';
  const met = meetsPort(state, port, expected);
  if (met !== false) return met === undefined ? undefined : '';
  if (port >= 0) return `port=${port}`;
  const { observation } = seen;
  return observation === undefined ? undefined : (/port=\d+/.exec(formatStep(observation.outcome))?.[0] ?? '');
}

/** Whether a port is as expected; undefined where it is not known. */
function meetsPort(state: State, port: number, expected: PortExpectation): boolean | undefined {
  if (expected === 'nonzero') return port !== 0;
  if (Array.isArray(expected)) return port < 0 ? undefined : expected[0] <= port && port <= expected[1];
  if (typeof expected === 'number') return port < 0 ? undefined : port === expected;
  const text = String(expected);
  const differs = text.startsWith('!');
  const wanted = state.saved.get(text.slice(differs ? 2 : 1))?.port;
  return wanted === undefined ? undefined : (wanted === port) !== differs;
}
