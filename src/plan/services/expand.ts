import type { Address, Protocol } from '../../model/address.ts';
import { greatest } from '../../model/extremes.ts';
import type { PlannedSocket, Slot } from '../../model/planned-socket.ts';
import type { Profile, ProfileOptions } from '../../model/profile.ts';
import type { ListenLine } from '../../model/service.ts';
import { MOST_SOCKETS } from '../../model/service-plan.ts';
import { inLineOrder, mergedSlots } from './arrange.ts';
import type { Draft, FlagInUse } from './draft.ts';
import { type AddressBook, type PlacedSocket, placedSockets } from './place.ts';

/**
 * The sockets that a server of this profile opens for these lines, in its order. `book` has the addresses of the host and
 * of localhost. Options that the
 * profile does not know are ignored: the reader of the file has complained of them. Of more than MOST_SOCKETS some are given.
 */
export function expandLines(profile: Profile, lines: readonly ListenLine[], book: AddressBook): readonly Slot[] {
  const drafts: Draft[] = [];
  for (const [number, line] of lines.entries()) {
    if (drafts.length > MOST_SOCKETS) break;
    for (const one of draftsOf(profile, line, number, book)) drafts.push(one);
  }
  const order = drafts.flatMap(({ flags }) => flags.flatMap(({ flag }) => flag.order ?? []))[0];
  const merged = byPart(drafts).flatMap((part) =>
    mergedSlots(profile, inLineOrder(order ?? profile.order ?? 'as-told', part)),
  );
  const grouped = profile.group === 'protocol' ? byProtocol(profile, merged) : merged;
  return withCopies(profile, grouped).map(({ flags: _, part: __, ...slot }) => slot);
}

const byPart = (drafts: readonly Draft[]): readonly Draft[][] =>
  [...new Set(drafts.map(({ part }) => part))].map((one) => drafts.filter(({ part }) => part === one));

const DEFAULT_PROTOCOLS: readonly Protocol[] = ['tcp'];

function draftsOf(profile: Profile, line: ListenLine, number: number, book: AddressBook): Draft[] {
  const flags = flagsOf(profile, line);
  const protocols = line.protocol === undefined ? (profile.protocols ?? DEFAULT_PROTOCOLS) : [line.protocol];
  const told = Object.assign({}, profile.told, ...flags.map(({ flag }) => flag.told ?? {}));
  return placedSockets(told, line.told, book).flatMap((alternatives) =>
    protocols.map((protocol) => ({
      choices: alternatives.map((placed) => socketOf(profile, flags, { protocol, port: line.port }, placed)),
      source: line.source,
      line: number,
      flags,
      part: line.part,
    })),
  );
}

/** The words that are switched on, in the order of the profile. */
const flagsOf = (profile: Profile, { options }: ListenLine): FlagInUse[] =>
  Object.entries(profile.flags ?? {}).flatMap(([name, flag]) => {
    const value = options[name];
    return value === undefined || value === false ? [] : [{ flag, value }];
  });

function socketOf(
  profile: Profile,
  flags: readonly FlagInUse[],
  { protocol, port }: { readonly protocol: Protocol; readonly port: number },
  { address, v6only }: PlacedSocket,
): PlannedSocket {
  const device = flags.find(({ flag }) => flag.device === 'value')?.value;
  const set: ProfileOptions = Object.assign(
    { ...(v6only === undefined ? {} : { v6only }) },
    profile.socket,
    profile[protocol],
    setBy(flags, 'socket'),
  );
  const after = { ...profile.after, ...setBy(flags, 'after') };
  const kept = setBy(flags, 'kept');
  return {
    protocol,
    address,
    port,
    options: { ...appliedTo(address, set), ...(device === undefined ? {} : { device: String(device) }) },
    ...(Object.keys(after).length === 0 ? {} : { after }),
    ...(Object.keys(kept).length === 0 ? {} : { kept }),
  };
}

/** What the words set; of two that say otherwise the later one counts. */
function setBy(flags: readonly FlagInUse[], at: 'socket' | 'after' | 'kept'): ProfileOptions {
  const all: ProfileOptions = {};
  for (const { flag } of flags) Object.assign(all, flag[at]);
  return all;
}

/** An option that is not set is left untouched, except IPV6_V6ONLY, which an IPv4 socket has not. */
function appliedTo({ family }: Address, { v6only, ...switches }: ProfileOptions): ProfileOptions {
  const on = Object.fromEntries(Object.entries(switches).filter(([, value]) => value));
  return { ...on, ...(family === 'inet6' && v6only !== undefined ? { v6only } : {}) };
}

const byProtocol = (profile: Profile, drafts: readonly Draft[]): readonly Draft[] =>
  (profile.protocols ?? DEFAULT_PROTOCOLS)
    .concat(['tcp', 'udp'])
    .filter((protocol, i, all) => all.indexOf(protocol) === i)
    .flatMap((protocol) => drafts.filter(({ choices }) => choices[0]?.protocol === protocol));

/** nginx opens all sockets once for each worker; knotd each UDP socket once for each. */
function withCopies({ copies }: Profile, drafts: readonly Draft[]): readonly Draft[] {
  const udp = copies?.udp ?? 1;
  const inPlace = drafts
    .slice(0, MOST_SOCKETS + 1)
    .flatMap((draft) => Array.from({ length: draft.choices[0]?.protocol === 'udp' ? udp : 1 }, () => draft));
  const most = greatest(inPlace.map(copiesOf), 1);
  const rounds: Draft[] = [];
  for (let round = 0; round < most && rounds.length <= MOST_SOCKETS; round++)
    for (const draft of inPlace) if (copiesOf(draft) > round) rounds.push(draft);
  return rounds;
}

const copiesOf = ({ flags }: Draft): number =>
  greatest(
    flags.flatMap(({ flag, value }) =>
      flag.copies === undefined ? [] : [typeof value === 'number' ? value : flag.copies],
    ),
    1,
  );
