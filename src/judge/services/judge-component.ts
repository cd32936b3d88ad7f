import type { PlanOutcome, ServiceReport } from '../../model/plan-report.ts';
import type { ReadyService } from '../../model/planned-socket.ts';
import type { LeftBehind, Start, Verdict } from '../../model/service-plan.ts';
import { formatStep, sameStep } from '../../model/step-outcome.ts';
import { type Meetings, meetingsOf } from './answers.ts';
import { type Component, portsOfService } from './components.ts';
import { type LeftNothing, leftNothingText } from './earlier.ts';
import { failedCalls } from './holder.ts';
import { withNeighbours } from './neighbours.ts';
import { type Attempt, isOpen } from './open-slots.ts';
import { type OpenSocket, openSockets } from './open-sockets.ts';
import { interleavings, otherOrders } from './orders.ts';
import { distinctOutcomes, outcomeOf, outcomeOfCast, worstOf } from './outcome.ts';
import type { Server } from './server.ts';
import { type Run, type Sightings, simulate, simulateRestart } from './simulate.ts';
import type { Rulebook, TrailStep } from './trail.ts';
import { isInDoubt, lostOf, verdictOf } from './verdicts.ts';
import { whyOf } from './why.ts';

/** What becomes of the services of a component. */
export interface ComponentVerdict {
  /** By port: `tcp/80`. */
  readonly open: ReadonlyMap<string, readonly OpenSocket[]>;
  readonly services: readonly ServiceReport[];
  readonly outcomes: readonly PlanOutcome[];
  readonly orders: readonly PlanOutcome[];
  readonly answers: Meetings['answers'];
  readonly notes: readonly string[];
}

/** Starts them in the order of the plan, in every interleaving if they start together, and in other orders. */
export function judgeComponent(
  component: Component,
  start: Start,
  book: Rulebook,
  sightings?: Sightings,
): ComponentVerdict {
  const run = simulate(component, book, sightings);
  const meetings = meetingsOf(run, book);
  const together = start === 'together' ? interleavings(component, book) : [];
  const outcomes = distinctOutcomes([
    outcomeOf(run, meetings),
    ...together.map((cast) => outcomeOfCast(cast, book, sightings)),
  ]);
  const others = book.brief === true ? [] : otherOrders(component);
  const orders = distinctOutcomes(others.map((cast) => outcomeOfCast(cast, book, sightings)));
  const doubts = doubtsOf(run, outcomes[0], book);
  const services = run.servers.map((server) => {
    const report = serviceReport(server, run, meetings, outcomes, book);
    const why = doubts.get(report.id);
    return why === undefined ? report : { ...report, status: 'inconclusive' as const, why };
  });
  const notes = run.leftNothing.map(leftNothingText);
  return { open: openSockets(run), services, outcomes, orders, answers: meetings.answers, notes };
}

const UNSURE = 'nothing is known of the outcome of a call';
const HIDDEN = 'options of a socket of this host cannot be read, and they decide';

/** Why the verdict on a service is a guess, by its id. */
const doubtsOf = (run: Run, written: PlanOutcome | undefined, book: Rulebook): ReadonlyMap<string, string> =>
  new Map([
    ...hiddenDecide(run.cast, written, book).map((id) => [id, HIDDEN] as const),
    ...run.leftNothing.filter(({ isOpenQuestion }) => isOpenQuestion).flatMap((one) => unknownBehind(one, run)),
  ]);

/** The services that come out otherwise where options of neighbours that could not be read are set. */
function hiddenDecide({ services, neighbours }: Component, written: PlanOutcome | undefined, book: Rulebook): string[] {
  const isHidden = neighbours.some((one) => one.reuseaddr === undefined || one.reuseport === undefined);
  if (!isHidden || written === undefined) return [];
  const { verdicts } = outcomeOfCast({ services, neighbours, hidden: true }, book);
  return Object.keys(verdicts).filter((id) => verdicts[id] !== written.verdicts[id]);
}

/** The services that have a port on which a connection should have been left. */
function unknownBehind(one: LeftNothing, { servers }: Run): (readonly [string, string])[] {
  const ports = portsOfService(one.service);
  const behind = servers.filter(({ service }) => [...portsOfService(service)].some((port) => ports.has(port)));
  return behind.map(({ service }) => [service.id, leftNothingText(one)]);
}

function serviceReport(
  server: Server,
  run: Run,
  { shares }: Meetings,
  outcomes: readonly PlanOutcome[],
  book: Rulebook,
): ServiceReport {
  const { id, profile, source, expect, running } = server.service;
  const own = shares.get(id) ?? [];
  const written = verdictOf(server, own);
  const verdict = worstOf([written, ...outcomes.flatMap(({ verdicts }) => verdicts[id] ?? [])]);
  const failed = failedCalls(server, run, book);
  const lost = lostOf(server);
  const errnos = [
    ...failed.map(({ errno }) => errno),
    ...outcomes.flatMap(({ refusals }) => refusals[id]?.split(':')[1] ?? []),
  ];
  const isMet = expect.includes(verdict) || errnos.some((errno) => expect.includes(errno));
  const inDoubt = isInDoubt(server);
  const restart = book.brief === true ? undefined : restartOf(server, book);
  return {
    id,
    profile,
    source,
    verdict,
    expected: expect,
    status: inDoubt ? 'inconclusive' : isMet ? 'met' : 'unmet',
    ...(running === undefined ? {} : { running }),
    sockets: server.attempts.map((attempt) => socketReport(attempt, server, run)),
    lost,
    shares: own,
    failed,
    why:
      inDoubt && verdict === 'up' ? UNSURE : whyOf({ verdict, written, failed, lost, shares: own, server, outcomes }),
    ...(restart === undefined ? {} : { restart }),
  };
}

function socketReport(attempt: Attempt, { open }: Server, { cast }: Run): ServiceReport['sockets'][number] {
  const { socket, bind, listen } = attempt;
  const last = listen ?? bind;
  const foreseen = [bind, ...(listen === undefined ? [] : [listen])].find(differs);
  return {
    protocol: socket.protocol,
    address: socket.address,
    port: socket.port,
    ...(socket.options.device === undefined ? {} : { device: socket.options.device }),
    bind: formatStep(bind.outcome),
    listen: listen === undefined ? null : formatStep(listen.outcome),
    ...(isOpen(attempt) && !open.includes(attempt) ? { closed: true as const } : {}),
    rule: last.prediction.rule,
    why: withNeighbours(last.prediction.why, cast.neighbours),
    ...(foreseen === undefined ? {} : { predicted: foreseen.prediction.outcomes.map(formatStep).join(' or ') }),
  };
}

const differs = ({ prediction, outcome }: TrailStep): boolean =>
  !prediction.outcomes.some((one) => one.kind === 'unknown' || sameStep(one, outcome));

const STATES = ['TIME_WAIT', 'ESTABLISHED', 'FIN_WAIT2'] as const satisfies readonly LeftBehind[];

/** Of a service that starts by itself and has a TCP socket. */
function restartOf(server: Server, book: Rulebook): ServiceReport['restart'] {
  const { service } = server;
  const known = RESTARTS.get(book) ?? new Map<string, ServiceReport['restart']>();
  RESTARTS.set(book, known);
  const key = likeness(service);
  if (!known.has(key)) known.set(key, startsAlone(server, book) ? restartAlone(service, book) : undefined);
  return known.get(key);
}

/** By the likeness of a service: hundreds of a plan may differ in nothing but their ports. */
const RESTARTS = new WeakMap<Rulebook, Map<string, ServiceReport['restart']>>();

/** Equal for services whose restarts come out alike: all that decides but the number of an unprivileged port. */
function likeness({ fails, listen, uid, slots }: ReadyService): string {
  const ports = new Map<number, string>();
  const name = (port: number): string => {
    if (!ports.has(port)) ports.set(port, port < 1024 ? String(port) : `port ${ports.size}`);
    return ports.get(port) ?? '';
  };
  const choices = slots.map((slot) => slot.choices.map((one) => ({ ...one, port: name(one.port) })));
  // Where there is one socket, it has it or has none.
  const policy = slots.length === 1 ? fails.then === 'stays' : [fails, listen];
  return JSON.stringify([policy, uid, choices]);
}

/** Whether it starts where nothing else is: where all its calls went through beside others, it does. */
function startsAlone({ service, attempts, isRunning }: Server, book: Rulebook): boolean {
  if (isRunning && attempts.every(isOpen)) return true;
  return simulateRestart(service, book, 'nothing')?.isRunning === true;
}

function restartAlone(service: ReadyService, book: Rulebook): ServiceReport['restart'] {
  if (!hasTcp(service)) return undefined;
  const verdicts = STATES.map((state): [string, Verdict] => {
    const again = simulateRestart(service, book, state);
    return [state, again === undefined ? 'exits' : verdictOf(again, [])];
  });
  return Object.fromEntries(verdicts);
}

const hasTcp = ({ slots }: ReadyService): boolean =>
  slots.some(({ choices }) => choices.some(({ protocol }) => protocol === 'tcp'));
