import { type Call, OK, type Ok, type Refused, refused, UNKNOWN, type Unknown } from '../model/outcome.ts';
import { relation } from './overlap.ts';
import type { Attempt, CheckRule, Decision, PairRule, RuleSet } from './rule.ts';
import { type Hidden, type RuleSocket, revealed } from './rule-socket.ts';

/** What the rules say of one call. */
export interface Judgement<Id extends string = string> {
  readonly outcome: Ok | Refused | Unknown;
  readonly rule: Id;
  /** The socket that decided. */
  readonly old?: RuleSocket;
  /** What an unknown outcome depends on. */
  readonly condition?: Condition;
}

/** Options of a socket that nobody could read, and that decide about a newcomer. */
export interface Condition {
  readonly call: Call;
  readonly holder: RuleSocket;
  readonly options: readonly Hidden[];
  /** The outcome where none of them is on. */
  readonly off: Refused;
}

/** The outcome of a call about which a rule has decided. */
function outcomeOf(call: Call, decision: Decision): Ok | Refused | Unknown {
  if (decision === 'ok') return OK;
  return decision === 'unknown' ? UNKNOWN : refused(call, decision);
}

const outcomeOfCheck = (check: CheckRule, attempt: Attempt): Ok | Refused | Unknown =>
  check.isUnsure?.(attempt) ? UNKNOWN : outcomeOf(attempt.call, check.decision);

/** The check that refuses the newcomer, whatever other sockets there are. */
export const checkAlone = <Id extends string>(rules: RuleSet<Id>, attempt: Attempt): CheckRule<Id> | undefined =>
  rules.checks.find((check) => check.call === attempt.call && check.applies(attempt));

/** Judges one call of `attempt.newcomer` beside `olds`, the oldest first. */
export function judge<Id extends string>(
  rules: RuleSet<Id>,
  attempt: Attempt,
  olds: readonly RuleSocket[],
): Judgement<Id> {
  const check = checkAlone(rules, attempt);
  if (check !== undefined) return { outcome: outcomeOfCheck(check, attempt), rule: check.id };
  if (!rules.comparingCalls.includes(attempt.call)) return { outcome: OK, rule: rules.portFree };
  const port = olds.filter((o) => o.protocol === attempt.newcomer.protocol && o.port === attempt.newcomer.port);
  return judgeHidden(rules, attempt, port);
}

/**
 * Options that could not be read are taken as all on, then as all off. Each of them can only help the newcomer,
 * so where the two extremes agree the answer is known all the same.
 */
function judgeHidden<Id extends string>(
  rules: RuleSet<Id>,
  attempt: Attempt,
  olds: readonly RuleSocket[],
): Judgement<Id> {
  if (olds.every((o) => o.hidden.length === 0)) return judgePort(rules, attempt, olds);
  const withValue = (value: boolean): Judgement<Id> =>
    judgePort(
      rules,
      attempt,
      olds.map((o) => revealed(o, value)),
    );
  const off = withValue(false);
  if (withValue(true).outcome === off.outcome) return off;
  return { ...off, outcome: UNKNOWN, ...conditionOf(rules, attempt, olds, off) };
}

/** The first socket whose hidden options decide, each by itself; all that are hidden where only several together do. */
function conditionOf<Id extends string>(
  rules: RuleSet<Id>,
  attempt: Attempt,
  olds: readonly RuleSocket[],
  { outcome: off, old }: Judgement<Id>,
): { condition?: Condition } {
  const { call } = attempt;
  // The socket that refuses is a copy with its options revealed.
  const holder =
    olds.find((one) => one.hidden.length > 0 && isRevealed(one, old)) ?? olds.find((o) => o.hidden.length > 0);
  if (off.kind !== 'refused' || holder === undefined) return {};
  const bare = revealed(holder, false);
  const decides = (option: Hidden): boolean =>
    judgePort(rules, attempt, [{ ...bare, [option]: true }]).outcome !== judgePort(rules, attempt, [bare]).outcome;
  const deciding = holder.hidden.filter(decides);
  return { condition: { call, holder, options: deciding.length > 0 ? deciding : holder.hidden, off } };
}

const isRevealed = (hidden: RuleSocket, old: RuleSocket | undefined): boolean =>
  old?.address === hidden.address && old.state === hidden.state && old.uid === hidden.uid;

/** Judges a newcomer beside the sockets on its port, all of whose options are known; the oldest first. */
export function judgePort<Id extends string>(
  rules: RuleSet<Id>,
  attempt: Attempt,
  olds: readonly RuleSocket[],
): Judgement<Id> {
  let best: { readonly rule: PairRule<Id>; readonly old: RuleSocket } | undefined;
  for (const old of rules.search(attempt.newcomer, olds)) {
    const rule = decidingRule(rules, attempt, old, olds);
    if (rule === undefined) continue;
    if (rule.decision !== 'ok') return { outcome: outcomeOf(attempt.call, rule.decision), rule: rule.id, old };
    if (best === undefined || rules.pairs.indexOf(rule) > rules.pairs.indexOf(best.rule)) best = { rule, old };
    if (rule.final) break;
  }
  return best === undefined
    ? { outcome: OK, rule: rules.portFree }
    : { outcome: OK, rule: best.rule.id, old: best.old };
}

function decidingRule<Id extends string>(
  rules: RuleSet<Id>,
  attempt: Attempt,
  old: RuleSocket,
  olds: readonly RuleSocket[],
): PairRule<Id> | undefined {
  const pair = { ...attempt, old, olds, relation: relation(attempt.newcomer, old) };
  return rules.pairs.find((r) => (r.protocol ?? old.protocol) === old.protocol && r.applies(pair));
}
