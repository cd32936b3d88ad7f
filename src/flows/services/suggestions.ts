import type { Component } from '../../judge/services/components.ts';
import { judgePlan } from '../../judge/services/judge-plan.ts';
import type { Rulebook } from '../../judge/services/trail.ts';
import { listInWords } from '../../model/list-text.ts';
import type { PlanReport, ServiceReport, Suggestion } from '../../model/plan-report.ts';
import type { ReadyPlan } from '../../model/planned-socket.ts';
import { ok, type Result } from '../../model/result.ts';
import { type BrokenPart, changesOf, otherPorts, type PlanChange } from '../../plan/services/changes.ts';
import { type PlanPlace, portsOfPlan, readyPlan } from '../../plan/services/ready.ts';
import { type PreparedPlan, socketsBeside } from './prepare-plan.ts';

/** A change by which all services of a part would be up, as a plan of its own. */
export interface Proposal {
  readonly suggestion: Suggestion;
  readonly ready: ReadyPlan;
}

/** What is proposed, and what of it was left out. */
export interface Proposals {
  readonly proposals: readonly Proposal[];
  readonly notes: readonly string[];
}

/** So many changes of one part are proposed, and so many are tried. */
const MOST_SHOWN = 4;
const MOST_TRIED = 40;
/** Parts of a plan for which changes are sought. */
const MOST_PARTS = 6;
/** Services of a part: to try all changes of more takes too long. */
const MOST_SERVICES = 40;

/**
 * The changes by which all services of a part of the plan would be up, the smallest first; each was tried as a plan, by the
 * rules. `passive`: no option of another process's socket is read.
 */
export async function proposalsFor(
  prepared: PreparedPlan,
  foreseen: { readonly parts: readonly Component[]; readonly plan: PlanReport },
  book: Rulebook,
  passive: boolean,
): Promise<Result<Proposals>> {
  const broken = brokenParts(foreseen.parts, foreseen.plan);
  const small = broken.filter(({ ids }) => ids.size <= MOST_SERVICES);
  const sought = small.slice(0, MOST_PARTS);
  if (broken.length === 0) return ok({ proposals: [], notes: [] });
  const place = await withOtherPorts(prepared, sought, passive);
  if (!place.ok) return place;
  const notes = broken.flatMap(({ ids }) => (ids.size > MOST_SERVICES ? [tooMany(ids.size)] : []));
  if (sought.length < small.length)
    notes.push(`changes were sought for the first ${MOST_PARTS} of ${small.length} ${GROUPS}`);
  const briefly: Rulebook = { ...book, brief: true };
  const proposals = sought.flatMap((part) => {
    const changes = changesOf(prepared.lined, part, place.value);
    const found = firstOf(changes.slice(0, MOST_TRIED), (change) => proposalOf(change, place.value, briefly));
    if (changes.length > MOST_TRIED && found.length < MOST_SHOWN)
      notes.push(`of ${changes.length} changes for ${firstIds(part.wrong)} ${MOST_TRIED} were looked at, the smallest`);
    return found;
  });
  return ok({ proposals, notes: [...new Set(notes)] });
}

const GROUPS = 'groups of services that meet and do not come out as expected';

const tooMany = (size: number): string =>
  `no changes were sought for a group of ${size} services that meet: for more than ${MOST_SERVICES} it takes too long`;

const firstIds = (ids: ReadonlySet<string>): string => listInWords([...ids], 3);

function firstOf(changes: readonly PlanChange[], propose: (change: PlanChange) => Proposal | undefined): Proposal[] {
  const found: Proposal[] = [];
  for (const change of changes) {
    const proposal = propose(change);
    if (proposal !== undefined) found.push(proposal);
    if (found.length === MOST_SHOWN) break;
  }
  return found;
}

const isWrong = ({ status, verdict }: ServiceReport): boolean => status === 'unmet' && verdict !== 'up';

/** The parts that have a service which is not as expected, and not up. */
function brokenParts(parts: readonly Component[], { services, orders }: PlanReport): BrokenPart[] {
  const wrong = new Set(services.filter(isWrong).map(({ id }) => id));
  if (wrong.size === 0) return [];
  return parts.flatMap((part): BrokenPart[] => {
    const ids = new Set(part.services.map(({ id }) => id));
    const own = new Set([...ids].filter((id) => wrong.has(id)));
    if (own.size === 0) return [];
    return [
      {
        ids,
        wrong: own,
        orders: orders.filter(({ order }) => order.some((id) => ids.has(id))),
        neighbours: part.neighbours,
      },
    ];
  });
}

/** The place, with what listens on the ports to which services may be moved. */
async function withOtherPorts(
  { lined, place }: PreparedPlan,
  parts: readonly BrokenPart[],
  passive: boolean,
): Promise<Result<PlanPlace>> {
  const wrong = new Set(parts.flatMap((part) => [...part.wrong]));
  const ports = portsOfPlan(lined.services.filter((one) => wrong.has(one.id)));
  const own = new Set(portsOfPlan(lined.services));
  const others = new Set(ports.flatMap(otherPorts).filter((port) => !own.has(port)));
  const beside = await socketsBeside([...others], passive);
  return beside.ok ? ok({ ...place, held: [...place.held, ...beside.value.held] }) : beside;
}

const isSurelyUp = ({ verdict, status }: ServiceReport): boolean => verdict === 'up' && status !== 'inconclusive';

function proposalOf({ change, plan, without }: PlanChange, place: PlanPlace, book: Rulebook): Proposal | undefined {
  const held = without === undefined ? place.held : place.held.filter((one) => !without.includes(one));
  const ready = readyPlan(plan, { ...place, held });
  if (!ready.ok) return undefined;
  let services: readonly ServiceReport[] = [];
  // Most changes help in no way of starting, and there are many ways to start together.
  for (const start of new Set(['sequence' as const, ready.value.start])) {
    services = judgePlan({ ...ready.value, start }, book).services;
    if (!services.every(isSurelyUp)) return undefined;
  }
  const verdicts = Object.fromEntries(services.map(({ id, verdict }) => [id, verdict]));
  return { suggestion: { change, verdicts, tried: 'predicted' }, ready: ready.value };
}
