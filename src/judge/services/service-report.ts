import type { PlanOutcome, ServiceReport } from '../../model/plan-report.ts';
import { formatStep, sameStep } from '../../model/step-outcome.ts';
import type { Meetings } from './answers.ts';
import { failedCalls } from './holder.ts';
import { withNeighbours } from './neighbours.ts';
import { type Attempt, isOpen } from './open-slots.ts';
import { restartOf } from './restart.ts';
import type { Server } from './server.ts';
import type { Run } from './simulate.ts';
import type { Rulebook, TrailStep } from './trail.ts';
import { isInDoubt, lostOf, verdictOf } from './verdicts.ts';
import { whyOf } from './why.ts';

/** The run of which a service is told: the written one, or the interleaving in which the worst becomes of it. */
export interface Telling {
  readonly run: Run;
  readonly meetings: Meetings;
  /** How they met in an interleaving. */
  readonly when?: string;
}

/** What becomes of a service. `outcomes`: of the written order and of all interleavings. */
export function serviceReport(
  { service: { id, profile, source, expect, running } }: Server,
  { run, meetings, when }: Telling,
  outcomes: readonly PlanOutcome[],
  book: Rulebook,
): ServiceReport | undefined {
  const server = run.servers.find(({ service }) => service.id === id);
  if (server === undefined) return undefined;
  const shares = meetings.shares.get(id) ?? [];
  const verdict = verdictOf(server, shares);
  const failed = failedCalls(server, run, book);
  const errnos = [
    ...failed.map(({ errno }) => errno),
    ...outcomes.flatMap(({ refusals }) => refusals[id]?.split(':')[1] ?? []),
  ];
  const isMet = expect.includes(verdict) || errnos.some((errno) => expect.includes(errno));
  const inDoubt = isInDoubt(server);
  const restart = book.brief === true ? undefined : restartOf(server, book);
  const why =
    inDoubt && verdict === 'up' ? UNSURE : whyOf({ verdict, failed, shares, answers: meetings.answers, server });
  return {
    id,
    profile,
    source,
    verdict,
    expected: expect,
    status: inDoubt ? 'inconclusive' : isMet ? 'met' : 'unmet',
    ...(running === undefined ? {} : { running }),
    ...(when === undefined ? {} : { when }),
    sockets: server.attempts.map((attempt) => socketReport(attempt, server, run)),
    lost: lostOf(server),
    shares,
    failed,
    why: when === undefined ? why : `if ${when}, ${why}`,
    ...(restart === undefined ? {} : { restart }),
  };
}

const UNSURE = 'nothing is known of the outcome of a call';

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
