import type { PlannedSocket } from '../../model/planned-socket.ts';
import type { LineOrder, Profile } from '../../model/profile.ts';
import { type Draft, hasOwnSocket, isWildcardSlot, slotKey } from './draft.ts';

/** The slots in the order in which the server opens them. */
export function inLineOrder(order: LineOrder, drafts: readonly Draft[]): readonly Draft[] {
  if (order === 'as-told') return drafts;
  if (order === 'reversed') return [...byLine(drafts)].reverse().flat();
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

function byLine(drafts: readonly Draft[]): Draft[][] {
  const lines = new Map<number, Draft[]>();
  for (const draft of drafts) lines.set(draft.line, [...(lines.get(draft.line) ?? []), draft]);
  return [...lines.values()];
}

/** Without the sockets that another one of the server stands for. */
export function mergedSlots({ merge }: Profile, drafts: readonly Draft[]): readonly Draft[] {
  if (merge === undefined) return drafts;
  const isAgain = (one: Draft, i: number): boolean =>
    drafts.slice(0, i).some((other) => other.line !== one.line && slotKey(other) === slotKey(one));
  const distinct = drafts.filter((one, i) => !isAgain(one, i));
  if (merge === 'dual')
    return distinct.filter((one) => !distinct.some((other) => other.line !== one.line && coversAsDual(other, one)));
  return distinct.filter(
    (one) => hasOwnSocket(one) || isWildcardSlot(one) || !distinct.some((other) => coversAsWildcard(other, one)),
  );
}

const samePort = (a: PlannedSocket, b: PlannedSocket): boolean => a.protocol === b.protocol && a.port === b.port;

function coversAsWildcard(other: Draft, one: Draft): boolean {
  const [wide, narrow] = [other.choices[0], one.choices[0]];
  if (wide === undefined || narrow === undefined || !isWildcardSlot(other)) return false;
  return samePort(wide, narrow) && wide.address.family === narrow.address.family;
}

function coversAsDual(other: Draft, one: Draft): boolean {
  const [dual, plain] = [other.choices[0], one.choices[0]];
  if (dual === undefined || plain === undefined || !samePort(dual, plain)) return false;
  return dual.address.ip === '::' && dual.options.v6only === false && plain.address.ip === '0.0.0.0';
}
