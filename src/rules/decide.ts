import { relation } from './overlap.ts';
import type { RuleSocket } from './rule-socket.ts';
import type { Attempt, CheckRule, PairRule, RuleSet } from './rule.ts';

/** What the rules say of one call. */
export interface Judgement {
  /** `ok`, an errno, or `unknown`. */
  readonly outcome: string;
  readonly rule: string;
  /** The socket that decided. */
  readonly old?: RuleSocket;
}

/** No rule had to decide: nothing else is on the port. */
const FREE = 'port-free';

/** What the newcomer is refused for by itself. */
export const checkAlone = (rules: RuleSet, attempt: Attempt): CheckRule | undefined =>
  rules.checks.find((c) => c.call === attempt.call && !rules.off.has(c.id) && c.applies(attempt));

/** Judges one call of `attempt.newcomer` beside `olds`, the oldest first. */
export function judge(rules: RuleSet, attempt: Attempt, olds: readonly RuleSocket[]): Judgement {
  const check = checkAlone(rules, attempt);
  if (check !== undefined) return { outcome: check.errno, rule: check.id };
  if (!rules.contested.includes(attempt.call)) return { outcome: 'ok', rule: `${rules.os}.${FREE}` };
  const port = olds.filter((o) => o.protocol === attempt.newcomer.protocol && o.port === attempt.newcomer.port);
  return judgeHidden(rules, attempt, port);
}

/**
 * Options that nobody could read are taken as all on, then as all off. Each of them can only help the newcomer,
 * so where the two extremes agree the answer is known all the same.
 */
function judgeHidden(rules: RuleSet, attempt: Attempt, olds: readonly RuleSocket[]): Judgement {
  const off = judgePort(
    rules,
    attempt,
    olds.map((o) => revealed(o, false)),
  );
  if (olds.every((o) => o.hidden.length === 0)) return off;
  const on = judgePort(
    rules,
    attempt,
    olds.map((o) => revealed(o, true)),
  );
  return on.outcome === off.outcome ? off : { ...off, outcome: 'unknown' };
}

const revealed = (party: RuleSocket, value: boolean): RuleSocket =>
  party.hidden.length === 0 ? party : { ...party, ...Object.fromEntries(party.hidden.map((h) => [h, value])) };

/** Judges a newcomer beside the sockets on its port, all of whose options are known; the oldest first. */
export function judgePort(rules: RuleSet, attempt: Attempt, olds: readonly RuleSocket[]): Judgement {
  let best: { rule: PairRule; old: RuleSocket } | undefined;
  for (const old of rules.search(attempt.newcomer, olds)) {
    const rule = decidingRule(rules, attempt, old);
    if (rule === undefined || rules.off.has(rule.id)) continue;
    if (rule.verdict !== 'ok') return { outcome: rule.verdict, rule: rule.id, old };
    if (best === undefined || rules.pairs.indexOf(rule) > rules.pairs.indexOf(best.rule)) best = { rule, old };
    if (rule.final) break;
  }
  return best === undefined
    ? { outcome: 'ok', rule: `${rules.os}.${FREE}` }
    : { outcome: 'ok', rule: best.rule.id, old: best.old };
}

function decidingRule(rules: RuleSet, attempt: Attempt, old: RuleSocket): PairRule | undefined {
  const pair = { ...attempt, old, relation: relation(attempt.newcomer, old) };
  const stands = (r: PairRule): boolean => r.verdict !== 'ok' || !rules.off.has(r.id);
  return rules.pairs.find((r) => (r.protocol ?? old.protocol) === old.protocol && stands(r) && r.applies(pair));
}
