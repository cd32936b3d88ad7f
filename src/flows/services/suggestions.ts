import type { Component } from '../../judge/services/components.ts';
import type { Rulebook } from '../../judge/services/trail.ts';
import { listInWords } from '../../model/list-text.ts';
import type { PlanReport, ServiceReport } from '../../model/plan-report.ts';
import { ok, type Result } from '../../model/result.ts';
import { type BrokenPart, changesOf } from '../../plan/services/changes.ts';
import type { LinedPlan } from '../../plan/services/lines.ts';
import type { PlanChange } from '../../plan/services/plan-change.ts';
import { type PlanPlace, portsOfPlan } from '../../plan/services/ready.ts';
import { otherPorts } from '../../plan/services/service-changes.ts';
import { type PreparedPlan, socketsBeside } from './prepare-plan.ts';
import { foreseen, type Proposal, proposalFrom } from './proposal.ts';
import { type Judge, severalChanges } from './several-changes.ts';

/** What is proposed, and what of it was left out. */
export interface Proposals {
  readonly proposals: readonly Proposal[];
  readonly notes: readonly string[];
}

/** So many changes of one part are proposed, and so many are tried. */
const MOST_SHOWN = 4;
const MOST_TRIED = 40;
/** So many plans are judged in the search for several changes of one part. */
const MOST_JUDGED = 200;
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
  judged: { readonly parts: readonly Component[]; readonly plan: PlanReport },
  book: Rulebook,
  passive: boolean,
): Promise<Result<Proposals>> {
  const broken = brokenParts(judged.parts, judged.plan);
  const small = broken.filter(({ ids }) => ids.size <= MOST_SERVICES);
  const sought = small.slice(0, MOST_PARTS);
  if (broken.length === 0) return ok({ proposals: [], notes: [] });
  const place = await withOtherPorts(prepared, sought, passive);
  if (!place.ok) return place;
  const notes = broken.flatMap(({ ids }) => (ids.size > MOST_SERVICES ? [tooMany(ids.size)] : []));
  if (sought.length < small.length)
    notes.push(`changes were sought for the first ${MOST_PARTS} of ${small.length} ${GROUPS}`);
  const briefly: Rulebook = { ...book, brief: true };
  const promised = new Set<number>();
  const proposals = sought.flatMap((part) => {
    const found = proposalsOf(part, prepared.lined, { ...place.value, promised }, briefly);
    for (const note of found.notes) notes.push(note);
    for (const port of found.proposals.flatMap(portsOf)) promised.add(port);
    return found.proposals;
  });
  return ok({ proposals, notes: [...new Set(notes)] });
}

/** Of one part: the single changes that help, or else several together. */
function proposalsOf(part: BrokenPart, lined: LinedPlan, place: PlanPlace, book: Rulebook): Proposals {
  const changes = changesOf(lined, part, place);
  const found = proposalsFrom(changes.slice(0, MOST_TRIED), place, book);
  const notes =
    changes.length > MOST_TRIED && found.length < MOST_SHOWN
      ? [`of ${changes.length} changes for ${firstIds(part.wrong)} ${MOST_TRIED} were looked at, the smallest`]
      : [];
  if (found.some(isServing)) return { proposals: found.filter(isServing), notes };
  let left = MOST_JUDGED;
  const judge: Judge = (change) => (left-- > 0 ? foreseen(change, place, book) : undefined);
  const several = severalChanges(lined, part, place, 'serving', judge);
  if (several !== undefined) return { proposals: [several], notes };
  if (found.length > 0) return { proposals: found.slice(0, MOST_SHOWN), notes };
  const least = severalChanges(lined, part, place, 'up', judge);
  return least === undefined
    ? { proposals: [], notes: [...notes, noneFound(part.wrong)] }
    : { proposals: [least], notes };
}

/** Whether what is wanted of `serves:` is met then. */
const isServing = ({ suggestion }: Proposal): boolean => suggestion.unserved === undefined;

const portsOf = ({ ready }: Proposal): number[] =>
  ready.services.flatMap(({ slots, reload = [] }) =>
    [...slots, ...reload].flatMap(({ choices }) => choices.map(({ port }) => port)),
  );

const GROUPS = 'groups of services that meet and do not come out as expected';

const tooMany = (size: number): string =>
  `no changes were sought for a group of ${size} services that meet: for more than ${MOST_SERVICES} it takes too long`;

const noneFound = (wrong: ReadonlySet<string>): string =>
  `no change was found, nor several together, by which ${firstIds(wrong)} ${wrong.size === 1 ? 'comes' : 'come'} up`;

const firstIds = (ids: ReadonlySet<string>): string => listInWords([...ids], 3);

/** Of the changes that help: all until there are enough by which what is wanted of `serves:` is met. */
function proposalsFrom(changes: readonly PlanChange[], place: PlanPlace, book: Rulebook): Proposal[] {
  const found: Proposal[] = [];
  for (const change of changes) {
    const proposal = proposalFrom(change.change, foreseen(change, place, book));
    if (proposal !== undefined) found.push(proposal);
    if (found.filter(isServing).length === MOST_SHOWN) break;
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
