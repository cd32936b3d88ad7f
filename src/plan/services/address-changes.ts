import { type Address, type Family, isAny, isLinkLocal, isLoopback, sameAddress, unmap } from '../../model/address.ts';
import { listInWords } from '../../model/list-text.ts';
import type { PlannedSocket } from '../../model/planned-socket.ts';
import { type ResolvedProfile, resolvedProfile } from '../../model/profile.ts';
import type { ListenLine } from '../../model/service.ts';
import type { PlanLine } from '../../model/service-plan.ts';
import { isBindable } from '../bindable.ts';
import { expandLines } from './expand.ts';
import type { LinedPlan } from './lines.ts';
import { isPlaced } from './option-changes.ts';
import { ownAddressesOf } from './place.ts';
import { linesToCome, lineText, type PlanChange, withLines, withService } from './plan-change.ts';
import { type LinedService, type PlanPlace, readyPlan } from './ready.ts';

/** More lines than this take the place of none. */
const MOST_ADDRESSES = 8;

/**
 * A wildcard becomes the addresses of the host that no other service of the plan has there; a link-local one is another
 * tomorrow. A server that binds wildcards whatever it is told is also given its word for that.
 */
export function addressChanges(plan: LinedPlan, service: LinedService, place: PlanPlace): PlanChange[] {
  const all = linesToCome(service);
  const profile = resolvedProfile(plan.profiles, service.profile);
  const word = placingWord(profile, service);
  return all.flatMap((line) => {
    const isMissing = line.told.kind === 'address' && !isBindable(place.host, line.told.address);
    if (isMissing) return presentChanges(plan, service, line, place);
    const sockets = wildcardsOf(line, service, profile);
    if (sockets.length === 0) return [];
    const family = familyOf(line, sockets, service, profile);
    const taken = takenBeside(plan, service, place, sockets);
    const free = ownAddressesOf(place.host).filter((address) => address.family === family && isFree(address, taken));
    if (free.length === 0 || free.length > MOST_ADDRESSES) return [];
    const options = word === undefined ? line.options : { ...line.options, [word]: true };
    const lines = free.map((address): PlanLine => ({ ...line, options, told: { kind: 'address', address } }));
    const how = word === undefined ? '' : `set ${word}, and `;
    const change = `${service.id}: ${how}listen on ${listInWords(lines.map(lineText))} instead of ${lineText(line)}`;
    const changed = all.flatMap((other) => (other === line ? lines : [other]));
    return [{ change, plan: withService(plan, withLines(service, changed)) }];
  });
}

/** So many addresses are named in place of one that the host has not. */
const MOST_PRESENT = 2;

/** An address that the host has not becomes one that it has. */
function presentChanges(plan: LinedPlan, service: LinedService, line: PlanLine, place: PlanPlace): PlanChange[] {
  const family = line.told.kind === 'address' ? line.told.address.family : undefined;
  const taken = takenBeside(plan, service, place, [line]);
  const free = ownAddressesOf(place.host).filter((one) => one.family === family && isFree(one, taken));
  return free.slice(0, MOST_PRESENT).map((address) => {
    const other: PlanLine = { ...line, told: { kind: 'address', address } };
    const lines = linesToCome(service).map((one) => (one === line ? other : one));
    const change = `${service.id}: listen on ${lineText(other)} instead of ${lineText(line)}`;
    return { change, plan: withService(plan, withLines(service, lines)) };
  });
}

/** The word without which a server binds wildcards whatever it is told, where it is not set. */
function placingWord({ told = {}, flags = {} }: ResolvedProfile, { options }: LinedService): string | undefined {
  const words = Object.keys(flags).filter((word) => isPlaced(told, flags[word]?.told ?? {}));
  return words.some((word) => options[word] === true) ? undefined : words[0];
}

/** The sockets of a line that is told no address, or a wildcard, if they are wildcards. */
function wildcardsOf(
  { told, ...line }: PlanLine,
  { options }: LinedService,
  profile: ResolvedProfile,
): PlannedSocket[] {
  if (told.kind === 'selector' || told.kind === 'name' || (told.kind === 'address' && !isAny(told.address))) return [];
  const asked: ListenLine = { ...line, told, options: { ...options, ...line.options } };
  const slots = expandLines(profile, [asked], { own: [], names: {} });
  return slots.flatMap(({ choices }) => choices.slice(0, 1)).filter(({ address }) => isAny(address));
}

/** The addresses of sockets on that port and protocol: of other services, and of the host. */
function takenBeside(
  plan: LinedPlan,
  service: LinedService,
  place: PlanPlace,
  sockets: readonly Pick<PlanLine, 'protocol' | 'port'>[],
): readonly Address[] {
  const others = { ...plan, services: plan.services.filter((one) => one !== service), serves: [] };
  const ready = readyPlan(others, place);
  const planned = ready.ok
    ? ready.value.services.flatMap(({ slots, reload = [] }) => [...slots, ...reload].flatMap(({ choices }) => choices))
    : [];
  const isThere = (one: Pick<PlannedSocket, 'protocol' | 'port'>): boolean =>
    sockets.some(({ protocol = one.protocol, port }) => one.protocol === protocol && one.port === port);
  return [...planned, ...place.held].filter(isThere).map(({ address }) => unmap(address));
}

/** That of the addresses that take the place of a wildcard: most clients of a dual-stack one use IPv4, unless a word says IPv6. */
function familyOf(
  { told, options }: PlanLine,
  [first]: readonly PlannedSocket[],
  service: LinedService,
  { flags = {} }: ResolvedProfile,
): Family | undefined {
  if (told.kind === 'address') return told.address.family;
  const words = Object.entries({ ...service.options, ...options }).filter(([, value]) => value !== false);
  const isSaid = words.some(([word]) => flags[word]?.told !== undefined);
  return isSaid || first?.options.v6only === true ? first?.address.family : 'inet';
}

const isFree = (address: Address, taken: readonly Address[]): boolean =>
  !isLoopback(address) && !isLinkLocal(address) && !taken.some((other) => sameAddress(other, address));
