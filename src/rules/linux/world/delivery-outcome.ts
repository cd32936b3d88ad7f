import { OK } from '../../../model/outcome.ts';
import type { Packet } from '../../delivery.ts';
import { type Branch, type StepOf, unknown } from './branch.ts';
import { describe, type Sock } from './sock.ts';
import type { State } from './state.ts';

type DeliverStep = StepOf<'deliver'>;

/** Where the packets of the clients of a step arrive. */
export interface Arrival {
  readonly packet: Packet;
  /** The sockets that may get them. */
  readonly found: readonly Sock[];
  /** The host takes in datagrams to that group. */
  readonly isTakenIn: boolean;
}

/** Every set of receivers that `count` clients may come to: several where a hash decides among a group. */
export function receivedBy(state: State, step: DeliverStep, arrival: Arrival): Branch[] {
  const names = arrival.found.flatMap((s) => s.name ?? []);
  if (names.length > 8) return unknown(state);
  const sets = arrival.packet.each === true ? [names] : likelySets(names, step.count ?? 1, mayShareCpu(arrival));
  return [...new Set(sets.map((set) => mismatch(step, set)))].map((seen) => {
    const after = state.clone();
    after.noteCpu(arrival.found, arrival.packet);
    return { outcome: seen === '' ? OK : { kind: 'differs', seen }, ...reasonOf(state, arrival), state: after };
  });
}

/** The rule that decided, with everybody who receives and the socket that does not because of that. */
/** `a, b, and c`. Intl.ListFormat says the same, and takes milliseconds to be made. */
const andList = (names: readonly string[]): string =>
  names.length < 3 ? names.join(' and ') : `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`;

function reasonOf(state: State, { packet, found, isTakenIn }: Arrival): Pick<Branch, 'rule' | 'subject' | 'holder'> {
  const client = { subject: 'the client' } as const;
  if (!isTakenIn) return { rule: 'linux.group-not-joined', ...client };
  const { rule, passedOver } = state.reasonOfDelivery(packet, found);
  if (found.length === 0 && passedOver === undefined) return { rule: 'linux.nobody-receives', ...client };
  const subject = found.length === 0 ? 'nobody' : andList(found.map(describe));
  return { rule, subject, ...(passedOver === undefined ? {} : { holder: passedOver }) };
}

/** All clients may come by one CPU, and so to one socket. */
const mayShareCpu = ({ packet, found }: Arrival): boolean =>
  packet.cpu === undefined && found.some(({ incomingCpu }) => incomingCpu !== undefined);

function likelySets(names: readonly string[], count: number, isByCpu: boolean): (readonly string[])[] {
  const sets = names.length === 0 ? [[]] : subsetsOf(names).filter((s) => s.length > 0 && s.length <= count);
  if (isByCpu) return sets;
  return sets.filter((s) => s.length === names.length || isLikely(s.length, names.length, count));
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
