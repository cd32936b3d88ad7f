import { type Address, formatEndpoint, isAny, isLoopback, sameAddress, unmap } from '../../model/address.ts';
import type { HeldSocket } from '../../model/host.ts';
import { ownerName } from '../../model/host-snapshot.ts';
import type { PlanReport, ServiceReport } from '../../model/plan-report.ts';
import { resolvedProfile } from '../../model/profile.ts';
import type { PlanLine } from '../../model/service-plan.ts';
import type { LinedPlan } from './lines.ts';
import { ownAddressesOf } from './place.ts';
import type { LinedService, PlanPlace } from './ready.ts';

/** A plan with one thing changed. */
export interface PlanChange {
  /** `edge: listen on 192.168.1.101:80 instead of 80` */
  readonly change: string;
  readonly plan: LinedPlan;
  /** Sockets of the host that are gone. */
  readonly without?: readonly HeldSocket[];
}

/** The smallest changes first: an option, one line less, an address, an order, a neighbour, a port. */
export function changesOf(plan: LinedPlan, report: PlanReport, place: PlanPlace): readonly PlanChange[] {
  const about = involvedIn(plan, report);
  const part: LinedPlan = { ...plan, services: about.map((one) => ({ ...one, expect: ['up'] })), serves: [] };
  return [
    ...part.services.flatMap((one) => optionChanges(part, one)),
    ...part.services.flatMap((one) => fewerLines(part, one)),
    ...part.services.flatMap((one) => addressChanges(part, one, place)),
    ...orderChanges(part, report),
    ...neighbourChanges(part, report),
    ...part.services.flatMap((one) => portChanges(part, one, report)),
  ];
}

/** The services that are not as expected, and those on their ports. */
function involvedIn(plan: LinedPlan, { services }: PlanReport): readonly LinedService[] {
  const wrong = new Set(services.filter(isWrong).map(({ id }) => id));
  const ports = new Set(
    plan.services.filter(({ id }) => wrong.has(id)).flatMap(({ lines }) => lines.map(({ port }) => port)),
  );
  return plan.services.filter(({ lines }) => lines.some(({ port }) => ports.has(port)));
}

const isWrong = ({ status, verdict }: ServiceReport): boolean => status === 'unmet' && verdict !== 'up';

const withService = (plan: LinedPlan, service: LinedService): LinedPlan => ({
  ...plan,
  services: plan.services.map((one) => (one.id === service.id ? service : one)),
});

/** Words of the profile that make an IPv6 wildcard IPv6 only. */
function optionChanges(plan: LinedPlan, service: LinedService): PlanChange[] {
  const { flags = {} } = resolvedProfile(plan.profiles, service.profile);
  return Object.entries(flags).flatMap(([word, { socket = {} }]) => {
    if (socket.v6only !== true || service.options[word] !== undefined) return [];
    const lines = service.lines.map((line) => ({ ...line, options: withoutOpposite(line.options, word) }));
    const changed = { ...service, lines, options: { ...service.options, [word]: true } };
    return [
      {
        change: `${service.id}: set ${word}, so that its IPv6 socket leaves IPv4 to others`,
        plan: withService(plan, changed),
      },
    ];
  });
}

/** `ipv6only=on` takes the place of `ipv6only=off`. */
const withoutOpposite = (options: PlanLine['options'], word: string): PlanLine['options'] => {
  const [name] = word.split('=');
  return Object.fromEntries(
    Object.entries(options).filter(([other]) => !word.includes('=') || !other.startsWith(`${name}=`)),
  );
};

/** One listener instead of two. */
function fewerLines(plan: LinedPlan, service: LinedService): PlanChange[] {
  if (service.lines.length < 2) return [];
  return service.lines.map((line) => ({
    change: `${service.id}: leave out the line ${lineText(line)}`,
    plan: withService(plan, { ...service, lines: service.lines.filter((other) => other !== line) }),
  }));
}

/** A wildcard becomes the addresses of the host that no other service of the plan names. */
function addressChanges(plan: LinedPlan, service: LinedService, place: PlanPlace): PlanChange[] {
  return service.lines.flatMap((line) => {
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
        ![...others, ...held].some((other) => sameAddress(unmap(other), address)),
    );
    if (free.length === 0) return [];
    const lines = free.map((address): PlanLine => ({ ...line, told: { kind: 'address', address } }));
    const change = `${service.id}: listen on ${lines.map(lineText).join(' and ')} instead of ${lineText(line)}`;
    return [
      {
        change,
        plan: withService(plan, {
          ...service,
          lines: service.lines.flatMap((other) => (other === line ? lines : [other])),
        }),
      },
    ];
  });
}

const addressesOnPort = (lines: readonly PlanLine[], port: number): Address[] =>
  lines.flatMap(({ told, port: own }) => (own === port && told.kind === 'address' ? [told.address] : []));

/** An order in which all come up. */
function orderChanges(plan: LinedPlan, { orders }: PlanReport): PlanChange[] {
  if (plan.start === 'together') return [];
  const good = orders.find(({ verdicts }) => Object.values(verdicts).every((verdict) => verdict === 'up'));
  if (good === undefined) return [];
  const rank = (id: string): number => good.order.indexOf(id);
  const services = [...plan.services].sort((a, b) => rank(a.id) - rank(b.id));
  return [{ change: `start them in the order ${good.order.join(', ')}`, plan: { ...plan, services } }];
}

/** Without each process of the host that has a socket in the way. */
function neighbourChanges(plan: LinedPlan, { neighbours }: PlanReport): PlanChange[] {
  const owners = new Map<string, HeldSocket[]>();
  for (const held of neighbours) {
    const [owner] = held.owners;
    const name = owner === undefined ? 'the process that holds it' : ownerName(owner);
    owners.set(name, [...(owners.get(name) ?? []), held]);
  }
  return [...owners].map(([name, without]) => ({ change: `stop ${name}`, plan, without }));
}

/** The service that is refused, on a port of its own. */
function portChanges(plan: LinedPlan, service: LinedService, { services }: PlanReport): PlanChange[] {
  if (!services.some((one) => one.id === service.id && isWrong(one))) return [];
  const used = new Set(plan.services.flatMap((one) => one.lines.map(({ port }) => port)));
  return [...new Set(service.lines.map(({ port }) => port))].flatMap((port) => {
    const other = [port + 8000, port + 1, port + 10000].find((one) => one < 65536 && !used.has(one));
    if (other === undefined) return [];
    const lines = service.lines.map((line) => (line.port === port ? { ...line, port: other } : line));
    return [
      {
        change: `${service.id}: listen on port ${other} instead of ${port}`,
        plan: withService(plan, { ...service, lines }),
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
