import { type Address, type Family, isAny, sameAddress, unmap } from '../../model/address.ts';
import type { SourcedProblem } from '../../model/flow-problem.ts';
import type { HeldSocket, Host } from '../../model/host.ts';
import type { PlannedSocket, ReadyPlan, ReadyServes, ReadyService } from '../../model/planned-socket.ts';
import { resolvedProfile } from '../../model/profile.ts';
import { err, ok, type Problem, type Result } from '../../model/result.ts';
import type { ListenLine } from '../../model/service.ts';
import { MOST_SOCKETS, type PlanLine, type Serves, type Service, type ServicePlan } from '../../model/service-plan.ts';
import { resolveSelector } from '../selector.ts';
import { expandLines } from './expand.ts';
import { type AddressBook, ownAddressesOf } from './place.ts';

/** Where a plan is put. */
export interface PlanPlace {
  readonly host: Host;
  /** What /etc/hosts has for the names that lines may use. */
  readonly names: AddressBook['names'];
  /** The sockets of the host on the ports of the plan, with their owners. */
  readonly held: readonly HeldSocket[];
  /** Ports to which another change moves services: all changes shall hold beside each other. */
  readonly promised?: ReadonlySet<number>;
}

/** A service whose lines are known: those of `from` were read. */
export type LinedService = Service & { readonly profile: string; readonly lines: readonly PlanLine[] };

/** A plan whose services all have lines. */
export type LinedServices = Omit<ServicePlan, 'services'> & { readonly services: readonly LinedService[] };

/** Makes sockets of the lines of a plan. A line that fits no address of the host is a problem with its place. */
export function readyPlan(plan: LinedServices, place: PlanPlace): Result<ReadyPlan, readonly SourcedProblem[]> {
  const book: AddressBook = { own: ownAddressesOf(place.host), names: place.names };
  const problems: SourcedProblem[] = [];
  const resolve = (lines: readonly PlanLine[]): ListenLine[] => {
    const resolved: ListenLine[] = [];
    for (const line of lines) {
      const told = toldOf(line, place);
      if (!told.ok) problems.push({ ...told.error, source: line.source });
      else if (resolved.length <= MOST_SOCKETS) for (const one of told.value) resolved.push(one);
    }
    return resolved;
  };
  const ready: ReadyService[] = [];
  let sockets = 0;
  for (const service of plan.services) {
    const one = readyService(plan, service, resolve, book);
    sockets += one.slots.length + (one.reload?.length ?? 0);
    if (sockets > MOST_SOCKETS) return err([{ ...TOO_MANY, source: one.slots.at(-1)?.source ?? service.source }]);
    ready.push(one);
  }
  const services = ready.map((service) =>
    place.held.some((one) => isOwn(one, service, plan)) ? { ...service, running: RUNNING } : service,
  );
  const serves = plan.serves.map((one) => readyServes(one, place, problems));
  const asked = askedOf(services, serves);
  const neighbours = place.held.filter(
    (one) => asked.has(endOf(one)) && !services.some((service) => isOwn(one, service, plan)),
  );
  if (problems.length > 0) return err(problems);
  const { title, file, start, skipped } = plan;
  return ok({ ...(title === undefined ? {} : { title }), file, start, skipped, services, serves, neighbours });
}

const endOf = ({ protocol, port }: Pick<PlannedSocket, 'protocol' | 'port'>): string => `${protocol}/${port}`;

/** The protocols and ports on which a socket of the host has anything to do with the plan. */
const askedOf = (services: readonly ReadyService[], serves: readonly ReadyServes[]): ReadonlySet<string> =>
  new Set([
    ...services.flatMap(({ slots, reload = [] }) => [...slots, ...reload].flatMap(({ choices }) => choices.map(endOf))),
    ...serves.map(endOf),
  ]);

const RUNNING = true as const;

const TOO_MANY: Problem = {
  message: `more than ${MOST_SOCKETS} sockets in one plan, up to here`,
  hint: 'split the plan into several files',
};

function readyService(
  { profiles }: Pick<ServicePlan, 'profiles'>,
  service: LinedService,
  resolve: (lines: readonly PlanLine[]) => ListenLine[],
  book: AddressBook,
): ReadyService {
  const profile = resolvedProfile(profiles, service.profile);
  const withOptions = (lines: readonly PlanLine[]): ListenLine[] =>
    resolve(lines).map((line) => ({ ...line, options: { ...service.options, ...line.options } }));
  const uid = service.uid ?? profile.uid;
  return {
    id: service.id,
    profile: service.profile,
    fails: profile.fails,
    listen: profile.listen ?? 'each',
    slots: expandLines(profile, withOptions(service.lines), book),
    ...(service.reload === undefined ? {} : { reload: expandLines(profile, withOptions(service.reload), book) }),
    ...(service.ended === undefined ? {} : { ended: service.ended }),
    ...(uid === undefined ? {} : { uid }),
    expect: service.expect,
    source: service.source,
  };
}

/** The lines that a line stands for: a selector has one for each address. */
function toldOf(line: PlanLine, { host }: PlanPlace): Result<ListenLine[]> {
  const { told } = line;
  if (told.kind !== 'selector') return ok([{ ...line, told }]);
  const found = resolveSelector(told.text, { host, where: 'host', absentToo: true });
  return found.ok ? ok(found.value.map((address) => ({ ...line, told: { kind: 'address', address } }))) : found;
}

function readyServes(serves: Serves, place: PlanPlace, problems: SourcedProblem[]): ReadyServes {
  const { told } = serves;
  if (told.kind === 'address' && !isAny(told.address)) return { ...serves, addresses: [told.address] };
  if (told.kind === 'name') return { ...serves, addresses: place.names[told.name] ?? [] };
  const own = (family?: Family): readonly Address[] =>
    ownAddressesOf(place.host).filter((one) => family === undefined || one.family === family);
  if (told.kind !== 'selector')
    return { ...serves, addresses: own(told.kind === 'address' ? told.address.family : undefined) };
  const found = resolveSelector(told.text, { host: place.host, where: 'host', absentToo: true });
  if (!found.ok) problems.push({ ...found.error, source: serves.source });
  // `any4` is every IPv4 address, as 0.0.0.0 is.
  const addresses = found.ok ? found.value.flatMap((one) => (isAny(one) ? own(one.family) : [one])) : [];
  return { ...serves, addresses };
}

/** Whether a socket of the host is one that the service has opened: its process listens where the plan has it. */
function isOwn(
  held: HeldSocket,
  service: ReadyService,
  { profiles, services }: Pick<ServicePlan, 'profiles' | 'services'>,
): boolean {
  const { process = [] } = resolvedProfile(profiles, service.profile);
  const unit = services.find(({ id }) => id === service.id)?.unit;
  const isIts = held.owners.some(
    ({ command }) => process.includes(command) || (unit !== undefined && command === unit.replace(/\..*$/, '')),
  );
  const slots = [...service.slots, ...(service.reload ?? [])];
  return isIts && slots.some(({ choices }) => choices.some((one) => isThere(held, one)));
}

/** The same endpoint: `::` that also takes IPv4 is at home on both wildcards. */
const isThere = (held: HeldSocket, planned: PlannedSocket): boolean =>
  held.protocol === planned.protocol &&
  held.port === planned.port &&
  (sameAddress(unmap(held.address), unmap(planned.address)) || (isAny(held.address) && isAny(planned.address)));

/** The ports of a plan on which sockets of the host count: those that its services open, and those where somebody should answer. */
export const portsAsked = ({ services, serves }: Pick<LinedServices, 'services' | 'serves'>): readonly number[] => [
  ...new Set([...portsOfPlan(services), ...serves.map(({ port }) => port)]),
];

/** The ports on which services listen. */
export const portsOfPlan = (services: readonly LinedService[]): readonly number[] => [
  ...new Set(services.flatMap(({ lines, reload = [] }) => [...lines, ...reload].map(({ port }) => port))),
];
