import type { Change, ListenerTrait } from '../../model/drift.ts';
import {
  endpointText,
  type HostSnapshot,
  type KeptOwner,
  type KeptSocket,
  ownersText,
  type SocketField,
} from '../../model/host-snapshot.ts';
import type { SocketGroup } from './groups.ts';
import { type MatchedSockets, othersAt, reachOf } from './sockets.ts';

/** Tells that something of a socket was not seen. */
export type UnseenSink = (
  what: SocketField | 'bound sockets',
  side: 'before' | 'now' | 'both',
  subject: string,
) => void;

/** What differs between the listeners of two snapshots. */
export function listenerChanges(
  { groups, gone, fresh, moved }: MatchedSockets,
  before: HostSnapshot,
  now: HostSnapshot,
  unseen: UnseenSink,
): Change[] {
  const isAlike = before.sight.uid === now.sight.uid && before.sight.hidden === now.sight.hidden;
  return [
    ...gone.flatMap((socket) => cameOrWent('listener-gone', socket, now, unseen)),
    ...fresh.flatMap((socket) => cameOrWent('listener-new', socket, before, unseen)),
    ...moved.flatMap(([old, socket]): Change[] => [
      {
        kind: 'listener-moved',
        subject: [endpointText(old), endpointText(socket)].sort().join(' and '),
        before: endpointText(old),
        now: endpointText(socket),
        socket,
        others: othersAt(old, now.sockets),
        reach: reachOf(old, now.sockets),
      },
      ...pairChanges([old, socket], endpointText(socket), isAlike, unseen),
    ]),
    ...groups.flatMap((group) => groupChanges(group, isAlike, unseen)),
  ];
}

/** Where one side cannot tell sockets apart, only their number is compared. */
function groupChanges({ pairs, blurred }: SocketGroup, isAlike: boolean, unseen: UnseenSink): Change[] {
  const changes = pairs.flatMap((pair) => pairChanges(pair, placeText(...pair), isAlike, unseen));
  if (blurred === undefined) return changes;
  const own = changes.filter(({ trait }) => trait !== 'copies');
  const one = pairs[0]?.[1];
  if (blurred.before === blurred.now || one === undefined) return own;
  const [before, now] = [String(blurred.before), String(blurred.now)];
  const { protocol, address, port } = one;
  const subject = endpointText({ protocol, address, port });
  return [...own, { kind: 'listener-option', subject, trait: 'copies', before, now, socket: one }];
}

/** `other`: the snapshot that has it not, which may not be able to show it. */
function cameOrWent(
  kind: 'listener-gone' | 'listener-new',
  socket: KeptSocket,
  other: HostSnapshot,
  unseen: UnseenSink,
): Change[] {
  const subject = endpointText(socket);
  if (socket.protocol === 'tcp' && socket.state === 'BOUND' && !other.sight.boundOnly) {
    unseen('bound sockets', kind === 'listener-gone' ? 'now' : 'before', subject);
    return [];
  }
  const side = kind === 'listener-gone' ? { before: ownersText(socket) } : { now: ownersText(socket) };
  return [{ kind, subject, ...side, socket, others: othersAt(socket, other.sockets) }];
}

/** What a listener has, in words; undefined of what does not concern it. */
const TRAITS: Readonly<Record<ListenerTrait, (socket: KeptSocket) => string | undefined>> = {
  reuseaddr: ({ reuseaddr }) => switchText(reuseaddr),
  reuseport: ({ reuseport }) => switchText(reuseport),
  v6only: ({ v6only }) => switchText(v6only),
  device: ({ device }) => device ?? 'none',
  backlog: ({ backlog }) => (backlog === undefined ? undefined : String(backlog)),
  state: ({ state }) => state,
  uid: ({ uid }) => String(uid),
  copies: ({ count = 1 }) => String(count),
};

/** The endpoint of both; with its device where that is the same. */
const placeText = (old: KeptSocket, { protocol, address, port, device }: KeptSocket): string =>
  endpointText({ protocol, address, port, ...(device === undefined || device !== old.device ? {} : { device }) });

const switchText = (value: boolean | undefined): string | undefined =>
  value === undefined ? undefined : value ? 'on' : 'off';

type Pair = readonly [before: KeptSocket, now: KeptSocket];

function pairChanges(pair: Pair, subject: string, isAlike: boolean, unseen: UnseenSink): Change[] {
  const [old, socket] = pair;
  const changes: Change[] = [];
  for (const trait of Object.keys(TRAITS) as ListenerTrait[]) {
    const isHidden = (one: KeptSocket): boolean => one.unknown.some((field) => field === trait);
    const side = sideOf(isHidden(old), isHidden(socket));
    if (side !== undefined) unseen(trait as SocketField, side, subject);
    const [before, now] = [TRAITS[trait](old), TRAITS[trait](socket)];
    if (side !== undefined || before === now) continue;
    changes.push({
      kind: 'listener-option',
      subject,
      trait,
      ...(before === undefined ? {} : { before }),
      ...(now === undefined ? {} : { now }),
      socket,
    });
  }
  return [...changes, ...ownerChanges(pair, subject, isAlike, unseen)];
}

const sideOf = (before: boolean, now: boolean): 'before' | 'now' | 'both' | undefined =>
  before ? (now ? 'both' : 'before') : now ? 'now' : undefined;

/**
 * Owners that may be seen are perhaps not all. An owner of one side that the other, which sees all, has not is a change;
 * so is another one where both sides see what the same user may see.
 */
function ownerChanges([old, socket]: Pair, subject: string, isAlike: boolean, unseen: UnseenSink): Change[] {
  const [was, is] = [keysOf(old.owners), keysOf(socket.owners)];
  const side = sideOf(old.unknown.includes('owners'), socket.unknown.includes('owners'));
  const isSame = was.size === is.size && contains(was, is);
  const change: Change = {
    kind: 'listener-owner',
    subject,
    before: ownersText(old),
    now: ownersText(socket),
    socket,
  };
  if (side === undefined) return isSame ? [] : [change];
  const isChange =
    side === 'both'
      ? isAlike && !isSame && was.size > 0 && is.size > 0
      : !(side === 'now' ? contains(was, is) : contains(is, was));
  if (isChange) return [change];
  unseen('owners', side === 'both' && !isSame ? emptyOne(was, is) : side, subject);
  return [];
}

/** Of two that both see a part: the side that sees nothing. */
const emptyOne = (was: ReadonlySet<string>, is: ReadonlySet<string>): 'before' | 'now' | 'both' =>
  sideOf(was.size === 0, is.size === 0) ?? 'both';

const keysOf = (owners: readonly KeptOwner[]): ReadonlySet<string> =>
  new Set(owners.map(({ command, uid }) => `${uid} ${command}`));

const contains = (all: ReadonlySet<string>, some: ReadonlySet<string>): boolean =>
  [...some].every((one) => all.has(one));
