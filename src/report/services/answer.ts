import { formatEndpoint } from '../../model/address.ts';
import { listInWords } from '../../model/list-text.ts';
import type { PlanOutcome, PlanReport, ServesReport, ServiceReport, Share } from '../../model/plan-report.ts';

/** Names that the answer has at most. */
const MOST_NAMED = 4;

/** `YES: edge and admin both start`, `NO: edge and admin never both start; whoever is second gets EADDRINUSE at bind`. */
export function planAnswer(plan: PlanReport): string {
  const { services, serves } = plan;
  if (services.length + serves.length === 0) return `NOTHING TO SAY: ${nothingInWords(plan)}`;
  const wrong = [...services, ...serves].some(({ status }) => status === 'unmet');
  if (wrong)
    return `NO: ${firstInWords([...refusals(plan, ({ status }) => status === 'unmet'), ...serves.flatMap(servesRefusal)])}`;
  if ([...services, ...serves].some(({ status }) => status === 'inconclusive')) return unknownInWords(plan);
  const others = refusals(plan, ({ verdict }) => verdict !== 'up');
  if (others.length > 0) return `AS EXPECTED: ${firstInWords(others)}`;
  return `YES: ${startInWords(services.map(({ id }) => id))}`;
}

/** Sentences that the answer has at most; the table below has all. */
const MOST_TOLD = 5;

const firstInWords = (sentences: readonly string[]): string =>
  sentences.length <= MOST_TOLD
    ? sentences.join('; ')
    : `${sentences.slice(0, MOST_TOLD - 1).join('; ')}; and ${sentences.length - MOST_TOLD + 1} more`;

/** Of the first service in doubt why it is. */
function unknownInWords({ services }: PlanReport): string {
  const doubtful = services.filter(({ status }) => status === 'inconclusive');
  const [first, ...others] = doubtful;
  if (first === undefined || first.why === '') return 'UNKNOWN: the rules do not say what becomes of them all';
  const more = others.length === 0 ? '' : `; ${others.length} more in doubt`;
  return `UNKNOWN: ${first.id} may do otherwise than foreseen: ${first.why}${more}`;
}

function nothingInWords({ skipped, notes, ended }: PlanReport): string {
  if (ended !== undefined) return 'every service has ended';
  return skipped.length > 0 && notes.length === 0
    ? 'no line that could be read listens on a TCP or UDP port'
    : 'no service is for this host';
}

const startInWords = (ids: readonly string[]): string => {
  const [first = '', second = ''] = ids;
  if (ids.length === 0) return 'nothing is to start';
  if (ids.length < 2) return `${first} starts`;
  return ids.length === 2 ? `${first} and ${second} both start` : `all ${ids.length} services start`;
};

/** What is wrong with the services: those that refuse each other are one sentence. */
function refusals(plan: PlanReport, isTold: (service: ServiceReport) => boolean): string[] {
  const sentences = new Map<string, Sentence>();
  for (const one of subjects(plan, isTold)) {
    const never = one.length === 2 ? neverBoth(one, plan) : undefined;
    const [{ id }, rival] = one;
    const key = never === undefined ? `${one.map((each) => each.id).join()}` : `${id}: ${never}`;
    const known = sentences.get(key);
    if (known === undefined) sentences.set(key, { subject: one, never, rivals: rival === undefined ? [] : [rival.id] });
    else if (rival !== undefined) known.rivals.push(rival.id);
  }
  return [...sentences.values()].map((one) => sentenceText(one, plan));
}

/** One service, or two of which one refuses the other. */
type Subject = readonly [ServiceReport] | Pair;

interface Sentence {
  readonly subject: Subject;
  /** What whoever is second gets. */
  readonly never: string | undefined;
  /** Those that never start beside the first one. */
  readonly rivals: string[];
}

/** Each service once. */
function* subjects(plan: PlanReport, isTold: (service: ServiceReport) => boolean): Generator<Subject> {
  const told = new Set<string>();
  for (const service of plan.services.filter(isTold)) {
    if (told.has(service.id)) continue;
    const subject: Subject = pairOf(service, plan) ?? [service];
    for (const { id } of subject) told.add(id);
    yield subject;
  }
}

function sentenceText({ subject, never, rivals }: Sentence, plan: PlanReport): string {
  if (subject.length === 1) return oneInWords(subject[0]);
  if (never === undefined) return pairInWords(subject, plan);
  return `${subject[0].id} and ${eachOf(rivals)} never both start; whoever is second gets ${never}`;
}

const eachOf = (ids: readonly string[]): string =>
  ids.length === 1 ? ids.join('') : `each of ${listInWords(ids, MOST_NAMED)}`;

type Pair = readonly [ServiceReport, ServiceReport];

/** Two services of which never both do what they should, or that share an address. */
function pairOf(service: ServiceReport, { services }: PlanReport): Pair | undefined {
  const name =
    service.verdict === 'shares'
      ? service.shares[0]?.with[0]
      : service.failed.find(({ holder }) => holder !== null)?.holder;
  const other = services.find(({ id }) => id === name && id !== service.id);
  if (other === undefined) return service.verdict === 'exits' ? otherOfTogether(service, services) : undefined;
  // What becomes of the other one may be told of another way in which they met.
  if ((service.verdict === 'shares') !== (other.verdict === 'shares')) return undefined;
  return services.indexOf(other) < services.indexOf(service) ? [other, service] : [service, other];
}

/** Of services that start together the written order may refuse none. */
function otherOfTogether(service: ServiceReport, services: readonly ServiceReport[]): Pair | undefined {
  const other = services.find(({ id, verdict }) => id !== service.id && verdict === 'exits');
  return other === undefined || service.failed.length > 0 ? undefined : [service, other];
}

/** What both orders have, and which of the two is late in each. */
function meetingsOf([first, second]: Pair, { outcomes, orders }: PlanReport) {
  const all = [...outcomes, ...orders].filter(({ order }) => order.includes(first.id) && order.includes(second.id));
  return all.map((outcome) => ({ outcome, late: lateOf(outcome, first.id, second.id) }));
}

/** What whoever is second gets in every order: `EADDRINUSE at bind`. Undefined where both may start, or share. */
function neverBoth(pair: Pair, plan: PlanReport): string | undefined {
  if (shareOf(...pair) !== undefined) return undefined;
  const meetings = meetingsOf(pair, plan);
  const isAlways = meetings.every(({ outcome, late }) => late !== undefined && outcome.verdicts[late] === 'exits');
  const refused = meetings.flatMap(({ late, outcome }) => (late === undefined ? [] : (outcome.refusals[late] ?? [])));
  const errnos = new Set(refused.map((one) => one.split(':')[1]));
  if (meetings.length < 2 || !isAlways || errnos.size !== 1) return undefined;
  const calls = new Set(refused.map((one) => one.split(':')[0]));
  return `${[...errnos].join('')} at ${[...calls].join(' or ')}`;
}

/** Two of which one is refused in this order, or that share an address. */
function pairInWords([first, second]: Pair, plan: PlanReport): string {
  const share = shareOf(first, second);
  if (share !== undefined) return sharedInWords([first, second], share);
  const loser = second.verdict === 'up' ? first : second;
  const way = meetingsOf([first, second], plan).find(
    ({ outcome: { verdicts } }) => verdicts[first.id] === 'up' && verdicts[second.id] === 'up',
  )?.outcome;
  const instead = way === undefined || way.when !== undefined ? '' : `; started as ${way.order.join(', ')} both are up`;
  const other = loser === first ? second : first;
  const more = other.status === 'unmet' && other.verdict !== 'up' ? `; ${oneInWords(other)}` : '';
  return `${oneInWords(loser)}${instead}${more}`;
}

/** The one of the two that starts second, where it is not up. */
const lateOf = ({ order, verdicts, when }: PlanOutcome, a: string, b: string): string | undefined => {
  const late = order.indexOf(a) > order.indexOf(b) ? a : b;
  const early = late === a ? b : a;
  if (when !== undefined && verdicts[early] === 'exits') return early;
  return verdicts[late] === 'up' ? undefined : late;
};

const shareOf = (...pair: Pair): Share | undefined =>
  pair.flatMap(({ shares }) => shares).find(({ with: others }) => pair.some(({ id }) => others.includes(id)));

function sharedInWords([first, second]: Pair, share: Share): string {
  const at = formatEndpoint(share.address, share.port);
  const gets = (one: ServiceReport) => one.shares.find(({ address }) => address === share.address)?.gets;
  const how = first.when === undefined ? '' : `if ${first.when}, `;
  const both = `${how}${first.id} and ${second.id} both start, without an error,`;
  const winner = [first, second].find((one) => gets(one) === 'all');
  if (winner === undefined) return `${both} and chance decides who gets a client of ${at}`;
  return `${both} and ${winner.id} gets every client of ${at}`;
}

/** `admin exits: bind 10.10.2.102:80 gets EADDRINUSE, by edge` */
export function oneInWords({ id, verdict, why, lost, expected, status, shares }: ServiceReport): string {
  if (verdict === 'up') return `${id} is up, expected ${expected.join(' or ')}`;
  const expectation = status === 'unmet' && !expected.includes('up') ? `, expected ${expected.join(' or ')}` : '';
  if (verdict === 'exits') return `${id} does not start: ${why}${expectation}`;
  if (verdict === 'degraded') return `${id} runs without ${listInWords(lost, MOST_NAMED)}: ${why}${expectation}`;
  return `${id} shares ${new Set(shares.map(({ address }) => address.ip)).size > 1 ? 'addresses' : 'an address'}: ${why}${expectation}`;
}

export function servesRefusal({ status, endpoint, by, answered, at, when }: ServesReport): string[] {
  if (status !== 'unmet') return [];
  const where = at === undefined || endpoint.includes(at) ? endpoint : `${endpoint} (at ${at})`;
  const how = when === undefined ? '' : `, if ${when}`;
  if (by === 'nobody')
    return [
      `${listInWords(answered, MOST_NAMED)} ${answered.length === 1 ? 'answers' : 'answer'} at ${where}, where nobody should${how}`,
    ];
  return [`${by === null ? `nobody answers at ${where}` : `${by} does not answer every client at ${where}`}${how}`];
}
