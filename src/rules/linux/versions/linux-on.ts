import type { Packet, Receiver } from '../../delivery.ts';
import type { RuleEnvironment } from '../../environment.ts';
import type { PairRule, RuleSet, World } from '../../rule.ts';
import type { LinuxRules } from '../linux-rules.ts';
import type { LinuxRuleId } from '../rule-id.ts';
import { type LinuxKernel, possibleKernels } from './kernel.ts';
import { UncertainWorld } from './uncertain-world.ts';
import { type Standing, standing, VALIDITY } from './validity.ts';

/** One set for each kernel: what is known of a set is kept by the set. */
const MADE = new WeakMap<LinuxRules, Map<string, LinuxRules>>();

/**
 * The rules of Linux as they hold on a kernel; `all` has those of every kernel. Where it cannot be told whether a rule holds,
 * what depends on it is unknown.
 */
export function linuxOn(all: LinuxRules, kernel: LinuxKernel): LinuxRules {
  const known = MADE.get(all) ?? new Map<string, LinuxRules>();
  MADE.set(all, known);
  const key = Object.values(kernel).join(' ');
  const made = known.get(key) ?? makeFor(all, kernel);
  known.set(key, made);
  return made;
}

function makeFor(all: LinuxRules, kernel: LinuxKernel): LinuxRules {
  const [assumed, ...others] = possibleKernels(kernel);
  const standsOn = (on: LinuxKernel, id: LinuxRuleId): Standing => standing(id, on);
  const holds = (id: LinuxRuleId): boolean =>
    VALIDITY[id] === undefined ? all.holds(id) : standsOn(assumed, id) === 'holds' && all.holds(id);
  const kept = all.pairs.flatMap((rule): PairRule<LinuxRuleId>[] => {
    const stands = standsOn(kernel, rule.id);
    if (stands === 'does not hold') return [];
    return [stands === 'holds' ? rule : { ...rule, decision: 'unknown' }];
  });
  const names = new Set<string>(kept.map(({ id }) => id));
  const left = all.pairs.filter(({ id }) => !names.has(id));
  const sure: LinuxRules = { ...all, kernel, pairs: kept, later: [...all.later, ...left], holds };
  if (others.length === 0) return sure;
  return uncertain(
    sure,
    [assumed, ...others].map((one) => linuxOn(all, one)),
  );
}

/** Rules of which some cannot be told to hold: a trial is followed as on each kernel that this one may be. */
const uncertain = (sure: LinuxRules, possible: readonly LinuxRules[]): LinuxRules => ({
  ...sure,
  deliver: <R extends Receiver>(open: readonly R[], packet: Packet, _: RuleSet<LinuxRuleId>): readonly R[] => [
    ...new Set(possible.flatMap((rules) => rules.deliver(open, packet, rules))),
  ],
  startWorld: (_, env: RuleEnvironment, patience: number): World =>
    new UncertainWorld(possible.flatMap((rules) => rules.startWorld?.(rules, env, patience) ?? [])),
});
