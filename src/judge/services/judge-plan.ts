import { type Address, formatAddress, isAny, unmap } from '../../model/address.ts';
import type { PlanReport, ServesReport, ServiceReport } from '../../model/plan-report.ts';
import type { ReadyPlan, ReadyServes, ReadyService } from '../../model/planned-socket.ts';
import { isMeant } from '../../model/service-plan.ts';
import { judgeBriefly } from './alike.ts';
import { AlikeParts } from './alike-parts.ts';
import { reachedAt } from './answers.ts';
import { componentsOf } from './components.ts';
import type { ComponentVerdict } from './judge-component.ts';
import { judgeParts } from './judge-parts.ts';
import { lineBehind } from './line-of.ts';
import { neighbourSockets, portKey } from './open-sockets.ts';
import type { Rulebook } from './trail.ts';
import type { Way } from './ways.ts';

/** What becomes of the services of a plan by the rules. */
export function judgePlan(plan: ReadyPlan, book: Rulebook): PlanReport {
  const parts = componentsOf(plan);
  const verdicts =
    book.brief === true
      ? parts.map((part) => judgeBriefly(part, plan.start, book))
      : judgeParts(new AlikeParts(parts, book.env), plan.start, book);
  return planReport(plan, verdicts, book);
}

/** Lays the parts of a plan together. */
export function planReport(plan: ReadyPlan, parts: readonly ComponentVerdict[], book: Rulebook): PlanReport {
  const place = new Map(plan.services.map(({ id }, i) => [id, i]));
  const ready = new Map(plan.services.map((one) => [one.id, one]));
  const services = parts.flatMap((part) => part.services.map((one) => withLine(one, ready.get(one.id))));
  const ended = plan.services.filter((one) => one.ended !== undefined).length;
  return {
    file: plan.file,
    ...(plan.title === undefined ? {} : { title: plan.title }),
    services: [...services].sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0)),
    ...(ended === 0 ? {} : { ended }),
    outcomes: parts.flatMap(({ outcomes }) => outcomes),
    orders: parts.flatMap(({ orders }) => orders),
    answers: Object.fromEntries(parts.flatMap(({ answers }) => Object.entries(answers))),
    serves: plan.serves.map((one) => servesReport(one, parts, plan.neighbours, book)),
    suggestions: [],
    neighbours: plan.neighbours,
    skipped: plan.skipped,
    notes: [...new Set(parts.flatMap(({ notes }) => notes))],
  };
}

/** Parts of a plan that come out alike are judged once, and each is written somewhere else. */
function withLine(report: ServiceReport, service: ReadyService | undefined): ServiceReport {
  const line = service === undefined ? undefined : lineBehind(report, service);
  return line === undefined ? report : { ...report, line };
}

/** Whether the wanted service answers at each of the addresses, and no other, however the services meet. */
function servesReport(
  serves: ReadyServes,
  parts: readonly ComponentVerdict[],
  neighbours: ReadyPlan['neighbours'],
  book: Rulebook,
): ServesReport {
  const { endpoint, protocol, by, nobody, source } = serves;
  const addresses = serves.addresses.filter((address) => !isAny(address));
  const isAsWanted = ({ who }: Answered): boolean => {
    if (nobody) return who.length === 0;
    return by === undefined ? who.length > 0 : who.length === 1 && isService(who[0], by);
  };
  const ways = waysOn(portKey(serves), parts, neighbours);
  const at = answeredAt(serves, addresses, ways, parts, book);
  const wrong = at.find((one) => !isAsWanted(one));
  const told = at.filter(({ when }) => when === wrong?.when);
  return {
    endpoint,
    protocol,
    by: nobody ? 'nobody' : (by ?? null),
    answered: [...new Set(told.flatMap(({ who }) => who))],
    status: at.length === 0 ? 'inconclusive' : wrong === undefined ? 'met' : 'unmet',
    ...(wrong === undefined ? {} : { at: formatAddress(wrong.address) }),
    ...(wrong?.when === undefined ? {} : { when: wrong.when }),
    source,
  };
}

/** Who answers at an address. */
interface Answered {
  readonly address: Address;
  readonly who: readonly string[];
  /** How the services met in an interleaving; absent: in the written order. */
  readonly when?: string;
}

/** What is open on a port: sockets of the services that have it, or of the host where none has. */
const waysOn = (
  port: string,
  parts: readonly ComponentVerdict[],
  neighbours: ReadyPlan['neighbours'],
): readonly Way[] =>
  parts.find(({ ways }) => ways.some(({ open }) => open.has(port)))?.ways ?? [
    { open: new Map([[port, neighbourSockets(neighbours).filter(({ listener }) => portKey(listener) === port)]]) },
  ];

/** First in the written order. */
function answeredAt(
  serves: ReadyServes,
  addresses: readonly Address[],
  ways: readonly Way[],
  parts: readonly ComponentVerdict[],
  book: Rulebook,
): readonly Answered[] {
  const port = portKey(serves);
  return ways.flatMap(({ when, open }) =>
    addresses.map((address) => ({
      address,
      who:
        (when === undefined ? seenAt(parts, serves, address) : undefined) ??
        reachedAt(open.get(port) ?? [], unmap(address), book),
      ...(when === undefined ? {} : { when }),
    })),
  );
}

/** Who answers at an address to which a client was sent, or for which that was foreseen. */
const seenAt = (
  parts: readonly ComponentVerdict[],
  serves: ReadyServes,
  address: Address,
): readonly string[] | undefined =>
  parts
    .map(({ answers }) => answers[portKey(serves)]?.[formatAddress(unmap(address))])
    .find((who) => who !== undefined);

const isService = (id: string | undefined, wanted: string): boolean => id !== undefined && isMeant(id, wanted);
