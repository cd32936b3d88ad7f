import { formatAddress } from '../../model/address.ts';
import type { KeptSocket } from '../../model/host-snapshot.ts';
import { matched } from './match.ts';

/** The sockets of one endpoint on both sides: several may have it, by SO_REUSEPORT or on several devices. */
export interface SocketGroup {
  readonly pairs: readonly (readonly [before: KeptSocket, now: KeptSocket])[];
  readonly gone: readonly KeptSocket[];
  readonly fresh: readonly KeptSocket[];
  /**
   * One side cannot tell sockets apart that the other can: the number of entries says nothing, and that of all sockets is
   * here. Those without a partner are in `merged`.
   */
  readonly blurred?: { readonly before: number; readonly now: number };
  readonly merged: { readonly before: readonly KeptSocket[]; readonly now: readonly KeptSocket[] };
}

/** What sock_diag(7) shows to everybody. */
const plainKey = ({ device, state, uid, v6only, backlog }: KeptSocket): string =>
  JSON.stringify([device, state, uid, v6only, backlog]);

const optionsKey = ({ reuseaddr, reuseport }: KeptSocket): string => JSON.stringify([reuseaddr, reuseport]);

const ownersKey = ({ owners }: KeptSocket): string => JSON.stringify(owners.map(({ command, uid }) => [command, uid]));

/** From the surest. */
const KEYS: readonly ((one: KeptSocket) => string)[] = [
  (one) => JSON.stringify(one),
  (one) => `${plainKey(one)} ${optionsKey(one)} ${ownersKey(one)}`,
  (one) => `${plainKey(one)} ${ownersKey(one)}`,
  (one) => `${plainKey(one)} ${optionsKey(one)}`,
  plainKey,
  (one) => `${one.device} ${one.state} ${ownersKey(one)}`,
  (one) => `${one.device} ${one.state}`,
  (one) => `${one.device}`,
  () => '',
];

/** Pairs the sockets of each endpoint. */
export function groupSockets(before: readonly KeptSocket[], now: readonly KeptSocket[]): readonly SocketGroup[] {
  const groups = new Map<string, { readonly before: KeptSocket[]; readonly now: KeptSocket[] }>();
  const groupOf = (one: KeptSocket) => {
    const key = `${one.protocol} ${formatAddress(one.address)} ${one.port}`;
    const group = groups.get(key) ?? { before: [], now: [] };
    groups.set(key, group);
    return group;
  };
  for (const one of before) groupOf(one).before.push(one);
  for (const one of now) groupOf(one).now.push(one);
  return [...groups.values()].map(pairGroup);
}

const NONE = { before: [], now: [] } as const;

function pairGroup(group: {
  readonly before: readonly KeptSocket[];
  readonly now: readonly KeptSocket[];
}): SocketGroup {
  const { pairs, gone, fresh } = matched(group.before, group.now, KEYS);
  const isBlind = [...group.before, ...group.now].some(({ unknown }) => unknown.length > 0);
  if (!isBlind || group.before.length === 0 || group.now.length === 0) return { pairs, gone, fresh, merged: NONE };
  const blurred = { before: total(group.before), now: total(group.now) };
  return { pairs, gone: [], fresh: [], blurred, merged: { before: gone, now: fresh } };
}

const total = (sockets: readonly KeptSocket[]): number => sockets.reduce((sum, { count = 1 }) => sum + count, 0);
