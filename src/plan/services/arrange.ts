import type { PlannedSocket } from '../../model/planned-socket.ts';
import type { LineOrder, Profile } from '../../model/profile.ts';
import { type Draft, hasOwnSocket, isWildcardSlot, slotKey } from './draft.ts';

/** The slots in the order in which the server opens them. */
export function inLineOrder(order: LineOrder, drafts: readonly Draft[]): readonly Draft[] {
  if (order === 'as-told') return drafts;
  if (order === 'reversed') return [...byLine(drafts)].reverse().flat();
  if (order === 'ipv6-first') return [...drafts].sort((a, b) => kindRank(a) - kindRank(b));
  const groups = new Map<string, Draft[]>();
  for (const draft of drafts) {
    const [first] = draft.choices;
    const key = `${first?.protocol} ${first?.address.family} ${first?.port}`;
    groups.set(key, [...(groups.get(key) ?? []), draft]);
  }
  return [...groups.values()].flatMap((group) => [
    ...group.filter((draft) => !isWildcardSlot(draft)),
    ...group.filter(isWildcardSlot),
  ]);
}

/** HAProxy starts one kind of sockets after the other (protocol_bind_all()). */
const kindRank = ({ choices: [first] }: Draft): number =>
  (first?.protocol === 'udp' ? 2 : 0) + (first?.address.family === 'inet' ? 1 : 0);

function byLine(drafts: readonly Draft[]): Draft[][] {
  const lines = new Map<number, Draft[]>();
  for (const draft of drafts) lines.set(draft.line, [...(lines.get(draft.line) ?? []), draft]);
  return [...lines.values()];
}

/** Without the sockets that another one of the server stands for. */
export function mergedSlots({ merge }: Profile, drafts: readonly Draft[]): readonly Draft[] {
  if (merge === undefined) return drafts;
  return merge === 'dual' ? withoutCoveredByDual(drafts) : withoutCoveredByWildcard(withoutRepeated(drafts));
}

/** A socket that an earlier line has opened is no second one. */
function withoutRepeated(drafts: readonly Draft[]): readonly Draft[] {
  const first = new Map<string, number>();
  const several = new Set<string>();
  return drafts.filter((one) => {
    const key = slotKey(one);
    const line = first.get(key);
    const isAgain = line !== undefined && (line !== one.line || several.has(key));
    if (line === undefined) first.set(key, one.line);
    else if (line !== one.line) several.add(key);
    return !isAgain;
  });
}

function withoutCoveredByWildcard(drafts: readonly Draft[]): readonly Draft[] {
  const wide = new Set(drafts.filter(isWildcardSlot).map(familyKey));
  return drafts.filter((one) => hasOwnSocket(one) || isWildcardSlot(one) || !wide.has(familyKey(one)));
}

const familyKey = ({ choices: [first] }: Draft): string =>
  first === undefined ? '' : `${first.protocol} ${first.port} ${first.address.family}`;

/** Apache opens no 0.0.0.0 beside a dual-stack `::` of another line. */
function withoutCoveredByDual(drafts: readonly Draft[]): readonly Draft[] {
  const dual = new Map<string, Set<number>>();
  for (const one of drafts) {
    const [first] = one.choices;
    if (first?.address.ip !== '::' || first.options.v6only !== false) continue;
    dual.set(portOf(first), (dual.get(portOf(first)) ?? new Set()).add(one.line));
  }
  return drafts.filter(({ choices: [first], line }) => {
    const lines = first?.address.ip === '0.0.0.0' ? dual.get(portOf(first)) : undefined;
    return lines === undefined || [...lines].every((other) => other === line);
  });
}

const portOf = ({ protocol, port }: PlannedSocket): string => `${protocol} ${port}`;
