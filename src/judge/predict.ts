import type { Host } from '../model/host.ts';
import type { PredictedSystem, Report } from '../model/report.ts';
import type { TrialReport } from '../model/trial.ts';
import { environmentOf, type OperatingSystem, ruleSet } from '../rules/index.ts';
import { followRules } from './follow-rules.ts';
import { Foresight } from './foresight.ts';
import { mergeReports } from './merge-reports.ts';
import { type Findings, reportBy } from './report.ts';

/** Predicts the plan for several operating systems, in one report. No socket is opened. */
export function predictReport(
  findings: Omit<Findings, 'observations'>,
  systems: readonly [OperatingSystem, ...OperatingSystem[]],
): Report {
  const [first, ...others] = systems.map((os) => {
    const foresight = new Foresight(ruleSet(os), findings.host, findings.held);
    const observations = followRules(findings.plan, foresight);
    return reportBy({ ...findings, observations }, foresight, { system: os });
  });
  return {
    ...(others.length === 0 ? (first as Report) : mergeReports([first as Report, ...others])),
    predicted: systems.map((os) => describeSystem(os, findings.host)),
  };
}

/** Lays predicted trials into a report in which nothing else is. */
export function predictedTrials(
  findings: Omit<Findings, 'observations'>,
  systems: readonly [OperatingSystem, ...OperatingSystem[]],
  trials: readonly TrialReport[],
): Report {
  const nothing = predictReport(findings, systems);
  return mergeReports([{ ...nothing, trials }]);
}

function describeSystem(os: OperatingSystem, host: Host): PredictedSystem {
  const { name, pairs, v6only } = ruleSet(os);
  const { bindv6only } = environmentOf(host, [], v6only);
  return { os, name, certainty: pairs[0]?.certainty ?? 'unknown', v6only: bindv6only };
}
