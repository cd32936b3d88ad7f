import type { PlanOutcome, ServiceReport } from '../../model/plan-report.ts';
import type { Start } from '../../model/service-plan.ts';
import { type Meetings, meetingsOf } from './answers.ts';
import { type Component, portsOfService } from './components.ts';
import { type LeftNothing, leftNothingText } from './earlier.ts';
import { type Interleavings, interleavingsOf } from './interleavings.ts';
import { otherOrders } from './orders.ts';
import { distinctOutcomes, outcomeOf, outcomeOfCast } from './outcome.ts';
import { serviceReport } from './service-report.ts';
import { type Run, type Sightings, simulate } from './simulate.ts';
import type { Rulebook } from './trail.ts';
import { type Way, Ways } from './ways.ts';

/** What becomes of the services of a component. */
export interface ComponentVerdict {
  /** What is open in the end: first of the written order, then of each interleaving in which it is something else. */
  readonly ways: readonly Way[];
  readonly services: readonly ServiceReport[];
  readonly outcomes: readonly PlanOutcome[];
  readonly orders: readonly PlanOutcome[];
  /** Of the written order. */
  readonly answers: Meetings['answers'];
  readonly notes: readonly string[];
}

const NONE: Interleavings = { casts: [] };

/** Starts them in the order of the plan, in every interleaving if they start together, and in other orders. */
export function judgeComponent(
  component: Component,
  start: Start,
  book: Rulebook,
  sightings?: Sightings,
): ComponentVerdict {
  const run = simulate(component, book, sightings);
  const meetings = meetingsOf(run, book);
  const { casts, leftOut } = start === 'together' ? interleavingsOf(component, book) : NONE;
  const ways = new Ways({ run, meetings }, casts, book, sightings);
  const others = book.brief === true ? [] : otherOrders(component);
  const orders = distinctOutcomes(others.map((cast) => outcomeOfCast(cast, book, sightings)));
  const doubts = doubtsOf(run, outcomeOf(run, meetings), book);
  const services = run.servers.flatMap((server) => {
    const report = serviceReport(server, ways.worstOf(server.service.id), ways.outcomes, book);
    const why = doubts.get(server.service.id);
    if (report === undefined) return [];
    return [why === undefined ? report : { ...report, status: 'inconclusive' as const, why }];
  });
  const notes = [...run.leftNothing.map(leftNothingText), ...(leftOut === undefined ? [] : [leftOut])];
  return { ways: ways.open, services, outcomes: ways.outcomes, orders, answers: meetings.answers, notes };
}

const HIDDEN = 'options of a socket of this host cannot be read, and they decide';

/** Why the verdict on a service is a guess, by its id. */
const doubtsOf = (run: Run, written: PlanOutcome, book: Rulebook): ReadonlyMap<string, string> =>
  new Map([
    ...hiddenDecide(run.cast, written, book).map((id) => [id, HIDDEN] as const),
    ...run.leftNothing.filter(({ isOpenQuestion }) => isOpenQuestion).flatMap((one) => unknownBehind(one, run)),
  ]);

/** The services that come out otherwise where options of neighbours that could not be read are set. */
function hiddenDecide({ services, neighbours }: Component, written: PlanOutcome, book: Rulebook): string[] {
  const isHidden = neighbours.some((one) => one.reuseaddr === undefined || one.reuseport === undefined);
  if (!isHidden) return [];
  const { verdicts } = outcomeOfCast({ services, neighbours, hidden: true }, book);
  return Object.keys(verdicts).filter((id) => verdicts[id] !== written.verdicts[id]);
}

/** The services that have a port on which a connection should have been left. */
function unknownBehind(one: LeftNothing, { servers }: Run): (readonly [string, string])[] {
  const ports = portsOfService(one.service);
  const behind = servers.filter(({ service }) => [...portsOfService(service)].some((port) => ports.has(port)));
  return behind.map(({ service }) => [service.id, leftNothingText(one)]);
}
