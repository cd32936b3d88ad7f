import type { Host } from '../model/host.ts';
import type { PredictedSystem, Report } from '../model/report.ts';
import type { TrialReport } from '../model/trial.ts';
import { type AskedSystem, v6onlyOf } from '../rules/index.ts';
import { followRules } from './follow-rules.ts';
import { Foresight } from './foresight.ts';
import { mergeReports } from './merge-reports.ts';
import { type Findings, reportBy } from './report.ts';

/** Predicts the plan for several operating systems, in one report. No socket is opened. */
export function predictReport(
  findings: Omit<Findings, 'observations'>,
  systems: readonly [AskedSystem, ...AskedSystem[]],
): Report {
  const [first, ...others] = systems.map(({ id, rules }) => {
    const foresight = new Foresight(rules, findings.host, findings.held);
    const observations = followRules(findings.plan, foresight);
    return reportBy({ ...findings, observations }, foresight, { system: id });
  });
  return {
    ...(others.length === 0 ? (first as Report) : mergeReports([first as Report, ...others])),
    predicted: systems.map((system) => describeSystem(system, findings.host)),
  };
}

/** Lays predicted trials into a report in which nothing else is. */
export function predictedTrials(
  findings: Omit<Findings, 'observations'>,
  systems: readonly [AskedSystem, ...AskedSystem[]],
  trials: readonly TrialReport[],
): Report {
  const nothing = predictReport(findings, systems);
  return mergeReports([{ ...nothing, trials }]);
}

/** How a report tells of a system whose rules were asked. */
export function describeSystem({ id, name, rules, newestOf }: AskedSystem, host: Host): PredictedSystem {
  return {
    os: id,
    name,
    certainty: rules.pairs[0]?.certainty ?? 'unknown',
    v6only: v6onlyOf(host, rules.v6only),
    ...(newestOf === undefined ? {} : { newestOf }),
  };
}
