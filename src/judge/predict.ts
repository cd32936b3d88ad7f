import { type Address, formatAddress } from '../model/address.ts';
import type { Grid } from '../model/grid.ts';
import type { Host } from '../model/host.ts';
import type { ExpectationObservation, Observations, OutcomeCount } from '../model/observation.ts';
import { type Cell, type Outcome, UNKNOWN } from '../model/outcome.ts';
import type { Combination, ExpectationPlan, Plan, TogetherPlan } from '../model/plan.ts';
import type { PredictedSystem, Report } from '../model/report.ts';
import {
  environmentOf,
  type OperatingSystem,
  predictAlone,
  predictMatrix,
  predictPair,
  predictTogether,
  type RuleEnvironment,
  type RuleSet,
  ruleSet,
} from '../rules/index.ts';
import { mergeReports } from './merge-reports.ts';
import { type Findings, reportBy } from './report.ts';

/** What several operating systems would do with the plan, side by side in one report. No socket is opened. */
export function predictReport(
  findings: Omit<Findings, 'observations'>,
  systems: readonly [OperatingSystem, ...OperatingSystem[]],
): Report {
  const [first, ...others] = systems.map((os) => {
    const rules = ruleSet(os);
    return reportBy({ ...findings, observations: foresee(findings.plan, findings.host, rules) }, rules, { system: os });
  });
  return {
    ...mergeReports([first as Report, ...others]),
    predicted: systems.map((os) => describeSystem(os, findings.host)),
  };
}

function describeSystem(os: OperatingSystem, host: Host): PredictedSystem {
  const { name, pairs, v6only } = ruleSet(os);
  const { bindv6only } = environmentOf(host, [], v6only);
  return { os, name, certainty: pairs[0]?.certainty ?? 'unknown', v6only: bindv6only };
}

/** The observations that a kernel would give which follows `rules` to the letter. */
function foresee(plan: Plan, host: Host, rules: RuleSet): Observations {
  const env = environmentOf(host, [], rules.v6only);
  const alone = plan.combinations.flatMap((c) =>
    c.show.includes('alone') ? plan.addresses.map((a) => foreseeAlone(rules, env, c, a)) : [],
  );
  const together = plan.combinations.flatMap((c) =>
    c.show.includes('together') ? c.together.map((t) => foreseeTogether(rules, env, c, t)) : [],
  );
  const matrices = plan.combinations
    .filter((c) => c.show.includes('matrix'))
    .map((combination) => ({
      combination,
      addresses: plan.addresses,
      cells: knownCells(predictMatrix(rules, env, combination, plan.addresses).outcomes),
      remotePeers: 0,
    }));
  return { alone, together, matrices, expectations: plan.expectations.map((e) => foreseeExpectation(rules, env, e)) };
}

function foreseeAlone(
  rules: RuleSet,
  env: RuleEnvironment,
  c: Combination,
  address: Address,
): Observations['alone'][number] {
  const { protocol, port, v6only, reuse } = c;
  const { outcome } = predictAlone(rules, env, c, address);
  return {
    protocol,
    port,
    reuse: reuse.newcomer,
    v6only,
    address,
    outcome: cellOf(outcome),
    listened: protocol === 'tcp',
  };
}

function foreseeTogether(
  rules: RuleSet,
  env: RuleEnvironment,
  combination: Combination,
  plan: TogetherPlan,
): Observations['together'][number] {
  const foreseen = predictTogether(rules, env, combination, plan.addresses);
  const byName = new Map(plan.addresses.map((a) => [formatAddress(a), a]));
  const isKnown = foreseen.every(({ prediction }) => prediction.outcome !== 'unknown');
  const listeners = foreseen.map(({ prediction, answers }, i) => ({
    address: plan.addresses[i] as Address,
    outcome: cellOf(prediction.outcome) as Outcome,
    ...meeting(byName, isKnown ? answers : undefined),
  }));
  return { combination, plan, listeners, remotePeers: 0 };
}

/** Whom a client meets: nobody can say where chance decides among several, or whether one of them is there at all. */
function meeting(
  byName: ReadonlyMap<string, Address>,
  answers: readonly string[] | undefined,
): { readonly answers: Address | null; readonly reached: string } {
  if (answers === undefined) return { answers: null, reached: UNKNOWN };
  if (answers.length > 1) return { answers: null, reached: 'skipped:chance' };
  return {
    answers: byName.get(answers[0] ?? '') ?? null,
    reached: answers.length === 1 ? 'ok' : 'connect:ECONNREFUSED',
  };
}

function foreseeExpectation(rules: RuleSet, env: RuleEnvironment, plan: ExpectationPlan): ExpectationObservation {
  const { expectation, addresses, holders } = plan;
  const tries: OutcomeCount[] =
    holders.length === 0
      ? addresses.map((address) => tally(predictAlone(rules, env, expectation, address).outcome, { address }))
      : holders.flatMap((holder) =>
          addresses.map((address) =>
            tally(predictPair(rules, env, expectation, holder, address).outcome, { holder, address }),
          ),
        );
  const cells = [...new Set(tries.map((t) => t.cell))];
  const merged = cells.map((cell) => {
    const alike = tries.filter((t) => t.cell === cell);
    return { ...(alike[0] as OutcomeCount), count: alike.length };
  });
  return { plan, tallies: merged };
}

const tally = (outcome: string, first: OutcomeCount['first']): OutcomeCount => ({ cell: cellOf(outcome), count: 1, first });

const cellOf = (outcome: string): Cell => (outcome === 'unknown' ? UNKNOWN : (outcome as Cell));

const knownCells = (grid: Grid): Grid => ({ ...grid, codes: grid.codes.map(cellOf) });
