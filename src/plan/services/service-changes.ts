import {
  type Address,
  formatEndpoint,
  isAny,
  isLinkLocal,
  isLoopback,
  sameAddress,
  unmap,
} from '../../model/address.ts';
import type { HeldSocket } from '../../model/host.ts';
import { listInWords } from '../../model/list-text.ts';
import { type ProfileFlag, type ProfileOptions, resolvedProfile } from '../../model/profile.ts';
import type { PlanLine } from '../../model/service-plan.ts';
import type { LinedPlan } from './lines.ts';
import { ownAddressesOf } from './place.ts';
import { type LinedService, type PlanPlace, portsOfPlan } from './ready.ts';

/** A plan with one thing changed. */
export interface PlanChange {
  /** `edge: listen on 192.168.1.101:80 instead of 80` */
  readonly change: string;
  readonly plan: LinedPlan;
  /** Sockets of the host that are gone. */
  readonly without?: readonly HeldSocket[];
}

/** The changes to the service of that id alone, the smallest first. `ids`: the services that it meets. */
export function changesOfService(
  plan: LinedPlan,
  id: string,
  ids: ReadonlySet<string>,
  place: PlanPlace,
): readonly PlanChange[] {
  const own: LinedPlan = { ...plan, services: plan.services.filter((one) => ids.has(one.id)), serves: [] };
  return own.services
    .filter((one) => one.id === id)
    .flatMap((one) => [
      ...optionChanges(own, one),
      ...fewerLines(own, one),
      ...addressChanges(own, one, place),
      ...restartChange(own, one),
      ...portChanges(own, one, usedPorts(plan, place)),
    ]);
}

/** So many services of one port can be moved. */
const MOST_MOVES = 42;

/** The ports to which a service may be moved; the later ones are for more services of one port. */
export const otherPorts = (port: number): number[] =>
  Array.from({ length: MOST_MOVES / 3 }, (_, i) => [port + 8000 + i, port + 1 + i, port + 10_000 + i])
    .flat()
    .filter((one) => one < 65_536);

/** Ports to which no service may be moved. */
export const usedPorts = (plan: LinedPlan, { held, promised = new Set() }: PlanPlace): ReadonlySet<number> =>
  new Set([...portsOfPlan(plan.services), ...held.map(({ port }) => port), ...promised]);

/** The lines that may be changed: those with which a service runs already may not. */
const linesToCome = ({ lines, reload }: LinedService): readonly PlanLine[] => reload ?? lines;

const withLines = (service: LinedService, lines: readonly PlanLine[]): LinedService =>
  service.reload === undefined ? { ...service, lines } : { ...service, reload: lines };

const withService = (plan: LinedPlan, service: LinedService): LinedPlan => ({
  ...plan,
  services: plan.services.map((one) => (one.id === service.id ? service : one)),
});

/**
 * Words of the profile that make an IPv6 wildcard IPv6 only, that set SO_REUSEADDR, and those that set SO_REUSEPORT: of two
 * services that is no help, since they would share, but one whose own sockets are in its way may open them so.
 */
export function optionChanges(plan: LinedPlan, service: LinedService): PlanChange[] {
  const { flags = {} } = resolvedProfile(plan.profiles, service.profile);
  return Object.entries(flags).flatMap(([word, flag]) => {
    const gain = flag.told === undefined ? gainOf(flag.socket ?? {}) : undefined;
    if (gain === undefined || service.options[word] !== undefined) return [];
    const { lines, reload, options } = service;
    if (reload === undefined) {
      const freed = lines.map((line) => ({ ...line, options: withoutOpposite(line.options, word) }));
      const changed = { ...service, lines: freed, options: { ...withoutOpposite(options, word), [word]: true } };
      return [{ change: `${service.id}: set ${word}, so that ${gain}`, plan: withService(plan, changed) }];
    }
    const changed = withWordInReload(service, reload, word, flag);
    if (changed === undefined) return [];
    const where = flag.kept === undefined ? ' on its new lines' : '';
    return [{ change: `${service.id}: set ${word}${where}, so that ${gain}`, plan: withService(plan, changed) }];
  });
}

/** The lines with which it runs are as they are: a reload leaves their sockets so, unless the word is one that it sets. */
function withWordInReload(
  service: LinedService,
  reload: readonly PlanLine[],
  word: string,
  { kept }: ProfileFlag,
): LinedService | undefined {
  const known = new Set(service.lines.map(lineText));
  const isTold = (line: PlanLine): boolean => kept !== undefined || !known.has(lineText(line));
  if (!reload.some(isTold)) return undefined;
  const off = Object.fromEntries(
    Object.keys(service.options).flatMap((one) => (isOpposite(one, word) ? [[one, false]] : [])),
  );
  return {
    ...service,
    reload: reload.map((line) =>
      isTold(line) ? { ...line, options: { ...off, ...withoutOpposite(line.options, word), [word]: true } } : line,
    ),
  };
}

const gainOf = ({ v6only, reuseport, reuseaddr }: ProfileOptions): string | undefined =>
  v6only === true
    ? 'its IPv6 socket leaves IPv4 to others'
    : reuseport === true
      ? 'its own sockets may share the port'
      : reuseaddr === true
        ? 'it starts over connections that were left behind'
        : undefined;

/** `ipv6only=on` takes the place of `ipv6only=off`. */
const withoutOpposite = (options: PlanLine['options'], word: string): PlanLine['options'] =>
  Object.fromEntries(Object.entries(options).filter(([other]) => !isOpposite(other, word)));

const isOpposite = (other: string, word: string): boolean =>
  word.includes('=') && other.startsWith(`${word.split('=')[0]}=`);

/** One listener instead of two. */
export function fewerLines(plan: LinedPlan, service: LinedService): PlanChange[] {
  const lines = linesToCome(service);
  if (lines.length < 2) return [];
  const others = (line: PlanLine): PlanLine[] => lines.filter((other) => other !== line);
  return lines.map((line) => ({
    change: `${service.id}: leave out the ${service.reload === undefined ? '' : 'new '}line ${lineText(line)}`,
    plan: withService(plan, withLines(service, others(line))),
  }));
}

/** More lines than this take the place of none. */
const MOST_ADDRESSES = 8;

/** A wildcard becomes the addresses of the host that no other service of the plan names; a link-local one is another tomorrow. */
export function addressChanges(plan: LinedPlan, service: LinedService, place: PlanPlace): PlanChange[] {
  const all = linesToCome(service);
  return all.flatMap((line) => {
    const { told, port } = line;
    if (told.kind === 'selector' || told.kind === 'name' || (told.kind === 'address' && !isAny(told.address)))
      return [];
    const others = plan.services.flatMap((one) => (one === service ? [] : addressesOnPort(one.lines, port)));
    const held = place.held.filter((one) => one.port === port).map(({ address }) => address);
    const family = told.kind === 'address' ? told.address.family : 'inet';
    const free = ownAddressesOf(place.host).filter(
      (address) =>
        address.family === family &&
        !isLoopback(address) &&
        !isLinkLocal(address) &&
        ![...others, ...held].some((other) => sameAddress(unmap(other), address)),
    );
    if (free.length === 0 || free.length > MOST_ADDRESSES) return [];
    const lines = free.map((address): PlanLine => ({ ...line, told: { kind: 'address', address } }));
    const change = `${service.id}: listen on ${listInWords(lines.map(lineText))} instead of ${lineText(line)}`;
    return [
      {
        change,
        plan: withService(
          plan,
          withLines(
            service,
            all.flatMap((other) => (other === line ? lines : [other])),
          ),
        ),
      },
    ];
  });
}

const addressesOnPort = (lines: readonly PlanLine[], port: number): Address[] =>
  lines.flatMap(({ told, port: own }) => (own === port && told.kind === 'address' ? [told.address] : []));

/** A restart closes the sockets that are in the way of a reload. */
export function restartChange(plan: LinedPlan, { reload, ...service }: LinedService): PlanChange[] {
  if (reload === undefined) return [];
  const change = `${service.id}: restart it instead of a reload, so that its old sockets are closed first`;
  return [{ change, plan: withService(plan, { ...service, lines: reload }) }];
}

/** The service that is refused, on a port of its own. */
export function portChanges(plan: LinedPlan, service: LinedService, used: ReadonlySet<number>): PlanChange[] {
  const all = linesToCome(service);
  return [...new Set(all.map(({ port }) => port))].flatMap((port) => {
    const other = otherPorts(port).find((one) => !used.has(one));
    if (other === undefined) return [];
    const lines = all.map((line) => (line.port === port ? { ...line, port: other } : line));
    return [
      {
        change: `${service.id}: listen on port ${other} instead of ${port}`,
        plan: withService(plan, withLines(service, lines)),
      },
    ];
  });
}

/** A line as a plan writes it. */
function lineText({ told, port }: Pick<PlanLine, 'told' | 'port'>): string {
  if (told.kind === 'none') return String(port);
  if (told.kind === 'name') return `${told.name}:${port}`;
  return told.kind === 'selector' ? `${told.text} ${port}` : formatEndpoint(told.address, port);
}
