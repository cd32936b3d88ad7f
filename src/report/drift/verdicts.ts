import type { Drift, Foreseen } from '../../model/drift.ts';
import type { Case } from '../cases/case.ts';
import { casesOf } from '../cases/list.ts';

/** One verdict on both sides. */
export interface VerdictPair {
  readonly before: Case;
  readonly now: Case;
  /** `flip`: it is another one; `unknown`: one of the two was not found out, and the other was. */
  readonly outcome: 'same' | 'flip' | 'unknown';
}

/** The verdicts of all services, serves and expectations, in the order in which they are written. */
export function verdictPairs({ foreseen, files }: Pick<Drift, 'foreseen' | 'files'>): readonly VerdictPair[] {
  const [before, now] = [casesOn(foreseen.before, files), casesOn(foreseen.now, files)];
  return before.flatMap((was, i): VerdictPair[] => {
    const is = now[i];
    return is === undefined ? [] : [{ before: was, now: is, outcome: outcomeOf(was, is) }];
  });
}

const casesOn = ({ plans, expectations }: Foreseen, files: readonly string[]): readonly Case[] =>
  casesOf({ plans, expectations, trials: [], files });

function outcomeOf(before: Case, now: Case): VerdictPair['outcome'] {
  const [known, knownNow] = [isKnown(before), isKnown(now)];
  if (!known || !knownNow) return known === knownNow ? 'same' : 'unknown';
  return before.status === now.status && before.verdict === now.verdict ? 'same' : 'flip';
}

const isKnown = ({ status }: Case): boolean => status === 'met' || status === 'unmet';

/** `exits`; of what has no such word `unmet`. */
export const verdictText = ({ verdict, status }: Case): string =>
  status === 'met' || status === 'unmet' ? (verdict ?? status) : 'not found out';

/** Whether a verdict became one that is not as expected. */
export const isWorse = ({ outcome, before, now }: VerdictPair): boolean =>
  outcome === 'flip' && before.status === 'met' && now.status === 'unmet';

/** Why the verdict is what it is now, without the verdict itself, and by which rule; where it is good now, why it was not. */
export function pairReason({ before, now }: VerdictPair): { readonly why: string; readonly rule?: string } {
  const told = [now, before].find((one) => one.reason !== undefined || one.detail.length > 0) ?? now;
  const reason = told.reason ?? told.detail[0] ?? '';
  const verdict = `${told.verdict}: `;
  const why = reason.startsWith(verdict) ? reason.slice(verdict.length) : reason;
  return {
    why: told === now || why === '' ? why : `before: ${why}`,
    ...(told.rule === undefined ? {} : { rule: told.rule }),
  };
}
