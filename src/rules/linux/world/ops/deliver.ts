import { type Address, isAny, isMapped, LOOPBACK, type SocketAddress, unmap } from '../../../../model/address.ts';
import { OK, refused } from '../../../../model/outcome.ts';
import { locality } from '../../../environment.ts';
import { type Branch, type Play, type StepOf, unknown } from '../branch.ts';
import { isScarce, systemRange } from '../port-range.ts';
import { addressOf, portOf, targetOf } from '../references.ts';
import type { Sock } from '../sock.ts';
import type { State } from '../state.ts';

type DeliverStep = StepOf<'deliver'>;

/** Fresh clients reach an endpoint, and leave nothing behind. */
export const deliver: Play<'deliver'> = (state, step) => {
  const to = targetOf(state, step);
  const protocol = protocolOf(state, step);
  const from = to === undefined ? undefined : clientAddress(state, step, to.address);
  if (to === undefined || protocol === undefined || from === undefined) return unknown(state);
  // Where ports are few the clients may find none, or the one that they call.
  if (step.fromPort === undefined && isScarce(systemRange(state))) return unknown(state);
  const target = arrivalOf(to.address);
  if (locality(state.env, target) !== 'local') return unknown(state);
  const found = state.deliver({ protocol, to: target, port: to.port, from, device: 'lo' });
  const isElsewhere = protocol === 'tcp' && found.some(({ device }) => device !== undefined && device !== 'lo');
  if (isElsewhere || state.socks.some((s) => s.protocol === protocol && hasQueue(s))) return unknown(state);
  if ((step.family ?? to.address.family) === 'inet6' && state.env.bindv6only && isMapped(to.address)) {
    return [{ outcome: refused('connect', 'ENETUNREACH'), rule: 'linux.v6only-reaches-no-ipv4', state }];
  }
  if (found.length === 0 && protocol === 'tcp')
    return [{ outcome: refused('connect', 'ECONNREFUSED'), rule: 'linux.nobody-listens', state }];
  return answers(state, step, found);
};

/** What is queued already would be taken for that of the clients. */
const hasQueue = ({ protocol, queue, inbox, error }: Sock): boolean =>
  queue.length > 0 || (protocol === 'udp' && (inbox.length > 0 || error !== undefined));

/** ANY as a destination is loopback. */
const arrivalOf = (address: Address): Address => {
  const plain = unmap(address);
  return isAny(plain) ? LOOPBACK[plain.family] : plain;
};

function protocolOf(state: State, step: DeliverStep): 'tcp' | 'udp' | undefined {
  const named = step.receivers.flatMap((name) => state.named(name) ?? []);
  const all = new Set(
    (named.length > 0 ? named : state.socks.filter((s) => s.name !== undefined)).map((s) => s.protocol),
  );
  const [only] = all;
  return all.size === 1 ? only : undefined;
}

function clientAddress(state: State, step: DeliverStep, to: Address): SocketAddress | undefined {
  const address = step.fromAddress === undefined ? arrivalOf(to) : addressOf(state, step.fromAddress);
  const port = step.fromPort === undefined ? -state.turn() : portOf(state, step.fromPort);
  return address === undefined || port === undefined ? undefined : { address: unmap(address), port };
}

/** Every set of receivers that `count` clients may come to, where a hash decides among a group. */
function answers(state: State, step: DeliverStep, found: readonly Sock[]): Branch[] {
  const count = step.count ?? 1;
  const names = found.flatMap((s) => s.name ?? []);
  if (names.length > 8) return unknown(state);
  const subsets = names.length === 0 ? [[]] : subsetsOf(names).filter((s) => s.length > 0 && s.length <= count);
  const likely = subsets.filter((s) => s.length === names.length || isLikely(s.length, names.length, count));
  const [holder] = found;
  return [...new Set(likely.map((s) => mismatch(step, s)))].map((seen) => ({
    outcome: seen === '' ? OK : { kind: 'differs', seen },
    rule: 'linux.receivers',
    state: state.clone(),
    ...(holder === undefined ? {} : { holder }),
  }));
}

/** That `count` clients all meet the same `part` of `all` is left out where it happens less than once in a billion times. */
const isLikely = (part: number, all: number, count: number): boolean => (part / all) ** count > 1e-9;

/** Who received, where that is not as the step expects; empty where it is. */
function mismatch(step: DeliverStep, got: readonly string[]): string {
  const isExact = step.exact ?? true;
  const wanted = new Set(step.receivers);
  const met =
    got.every((name) => wanted.has(name)) &&
    (!isExact || got.length === wanted.size) &&
    (isExact || got.length > 0 || wanted.size === 0);
  return met ? '' : `received by ${got.length === 0 ? 'none' : [...got].sort().join(',')}`;
}

function subsetsOf(names: readonly string[]): string[][] {
  const [first, ...rest] = names;
  if (first === undefined) return [[]];
  const without = subsetsOf(rest);
  return [...without, ...without.map((s) => [first, ...s])];
}
