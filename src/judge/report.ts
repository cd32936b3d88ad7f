import { formatAddress } from '../model/address.ts';
import type { Where } from '../model/experiment.ts';
import type { HeldSocket, Host } from '../model/host.ts';
import type { HostChange } from '../model/host-change.ts';
import type { Observations } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { PortReport, Report } from '../model/report.ts';
import type { Timing } from '../model/timing.ts';
import { aloneReport, matrixReport, togetherReport } from './beside-rules.ts';
import { findDisagreements, type Predicted } from './disagreements.ts';
import { judgeExpectation } from './expectations.ts';
import { Foresight } from './foresight.ts';
import { rulesOf } from './platform-rules.ts';
import { reasonerOf, reasonsOf } from './reasons.ts';
import { summarize } from './summary.ts';
import { unsettledAlone, unsettledBy, unsettledExpectation, unsettledMatrix, unsettledTogether } from './unsettled.ts';

/** Everything that a report is made of. */
export interface Findings {
  readonly version: string;
  /** Of the whole run. */
  readonly timing: Timing;
  readonly where: Where;
  readonly host: Host;
  readonly held: readonly HeldSocket[];
  readonly plan: Plan;
  readonly ports: readonly PortReport[];
  readonly observations: Observations;
  /** What changed on the host meanwhile: where it may have decided, nothing is blamed on a rule. */
  readonly changes?: readonly HostChange[];
}

/**
 * Compares what the kernel did with what the rules predict. Pure: the same findings give the same report. `foresight`: what
 * this host's rules have said of it so far.
 */
export const assembleReport = (findings: Findings, foresight = foresightOf(findings)): Report =>
  reportBy(findings, foresight, {});

const foresightOf = ({ host, held }: Findings): Foresight => new Foresight(rulesOf(host), host, held);

/** Does the same with the rules of any system; `of` is added to each part. */
export function reportBy(findings: Findings, foresight: Foresight, of: { readonly system?: string }): Report {
  const { host, held, plan, observations } = findings;
  const { rules, env } = foresight;
  const reasoner = reasonerOf(rules, env, held);
  const parts = settled(findings, {
    alone: observations.alone.map((o) => ({ ...of, ...aloneReport(o, foresight, findings.ports) })),
    together: observations.together.map((o) => ({ ...of, ...togetherReport(o, foresight, findings.where) })),
    matrices: observations.matrices.map((o) => ({ ...of, ...matrixReport(o, foresight) })),
    expectations: observations.expectations.map((o) => ({ ...of, ...judgeExpectation(o, reasoner) })),
    trials: [],
  });
  const disagreements = findDisagreements(parts);
  return {
    schema: 'bindmatrix/report@1',
    version: findings.version,
    ...findings.timing,
    host: host.facts,
    where: findings.where,
    interfaces: host.interfaces,
    addresses: host.addresses,
    selected: plan.addresses,
    ports: findings.ports,
    ...parts,
    reasons: reasonsOf(parts, reasoner),
    summary: summarize(parts, disagreements),
    disagreements,
    ...(findings.changes === undefined || findings.changes.length === 0 ? {} : { changes: findings.changes }),
  };
}

/** The parts without what the rules are not to be asked for, because the host changed. */
function settled({ changes = [], host, observations }: Findings, parts: Predicted): Predicted {
  if (changes.length === 0) return parts;
  const came = changes.flatMap((one) => ('address' in one ? [one.address] : []));
  const interfaces = [...host.addresses, ...came].map((a) => [formatAddress(a.address), a.interface] as const);
  const unsettles = unsettledBy(changes, new Map(interfaces));
  return {
    ...parts,
    alone: parts.alone.map((one) => unsettledAlone(one, unsettles)),
    together: parts.together.map((one) => unsettledTogether(one, unsettles)),
    matrices: parts.matrices.map((one) => unsettledMatrix(one, unsettles)),
    expectations: parts.expectations.map((one, i) => {
      const observed = observations.expectations[i];
      return observed === undefined ? one : unsettledExpectation(one, observed, unsettles, changes);
    }),
  };
}
