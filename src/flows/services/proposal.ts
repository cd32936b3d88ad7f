import { judgePlan } from '../../judge/services/judge-plan.ts';
import type { Rulebook } from '../../judge/services/trail.ts';
import type { ServesReport, ServiceReport, Suggestion } from '../../model/plan-report.ts';
import type { ReadyPlan } from '../../model/planned-socket.ts';
import type { PlanChange } from '../../plan/services/plan-change.ts';
import { type PlanPlace, readyPlan } from '../../plan/services/ready.ts';

/** A change by which all services of a part would come out as they should, as a plan of its own. */
export interface Proposal {
  readonly suggestion: Suggestion;
  readonly ready: ReadyPlan;
}

/** What becomes of the services of a changed plan by the rules. */
export interface Foreseen {
  readonly ready: ReadyPlan;
  readonly services: readonly ServiceReport[];
  /** The ids of those that may not be as they should: of one after the other, or where that is none, of the plan's own way to start. */
  readonly down: readonly string[];
  /** Of each service in the order of the plan: how many of its sockets it cannot open, or shares; none where it is as it should. */
  readonly troubles: readonly number[];
  /** What of `serves` is not met: `tcp 0.0.0.0:80 by edge`. */
  readonly unserved: readonly string[];
}

const isAsWanted = ({ status }: ServiceReport): boolean => status === 'met';

/** Undefined where the changed plan fits the host no more. */
export function foreseen({ plan, without }: PlanChange, place: PlanPlace, book: Rulebook): Foreseen | undefined {
  const held = without === undefined ? place.held : place.held.filter((one) => !without.includes(one));
  const ready = readyPlan(plan, { ...place, held });
  if (!ready.ok) return undefined;
  const of = (start: ReadyPlan['start']): Foreseen => {
    const { services, serves } = judgePlan({ ...ready.value, start }, book);
    const down = services.filter((one) => !isAsWanted(one)).map(({ id }) => id);
    const troubles = services.map((one) => (isAsWanted(one) ? 0 : troublesOf(one)));
    return { ready: ready.value, services, down, troubles, unserved: unservedOf(serves) };
  };
  // Most changes help in no way of starting, and there are many ways to start together.
  const inSequence = of('sequence');
  return inSequence.down.length > 0 || ready.value.start === 'sequence' ? inSequence : of(ready.value.start);
}

/** One that does not start has lost all, but came as far as its sockets were opened. */
function troublesOf({ verdict, lost, shares, sockets }: ServiceReport): number {
  if (verdict !== 'exits') return lost.length + shares.length;
  const opened = sockets.filter(({ bind, listen }) => bind === 'ok' && (listen === null || listen === 'ok'));
  return Math.max(1, lost.length - opened.length);
}

const unservedOf = (serves: readonly ServesReport[]): string[] =>
  serves.flatMap(({ protocol, endpoint, by, status }) =>
    status === 'met' ? [] : [`${protocol} ${endpoint} by ${by ?? 'anyone'}`],
  );

/** The proposal of a change of which that is foreseen. Undefined where a service may not be as it should. */
export function proposalFrom(change: string, found: Foreseen | undefined): Proposal | undefined {
  if (found === undefined || found.down.length > 0) return undefined;
  const verdicts = Object.fromEntries(found.services.map(({ id, verdict }) => [id, verdict]));
  const { ready, unserved } = found;
  return {
    suggestion: { change, verdicts, ...(unserved.length === 0 ? {} : { unserved }), tried: 'predicted' },
    ready,
  };
}
