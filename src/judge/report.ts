import { formatAddress } from '../model/address.ts';
import type { Where } from '../model/experiment.ts';
import type { HeldSocket, Host } from '../model/host.ts';
import type { AloneObservation, MatrixObservation, Observations, TogetherObservation } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { AloneReport, MatrixReport, PortReport, Report, TogetherReport } from '../model/report.ts';
import {
  environmentOf,
  type OperatingSystem,
  predictAlone,
  predictMatrix,
  predictTogether,
  type RuleEnvironment,
  type RuleSet,
  ruleSet,
} from '../rules/index.ts';
import { findDisagreements } from './disagreements.ts';
import { judgeExpectation } from './expectations.ts';
import { reasoner, reasonsOf } from './reasons.ts';
import { summarize } from './summary.ts';

/** Whose rules hold on a platform, as process.platform names it. */
const RULES_OF: Readonly<Record<string, OperatingSystem>> = {
  linux: 'linux',
  darwin: 'macos',
  freebsd: 'freebsd',
  openbsd: 'openbsd',
  netbsd: 'netbsd',
  win32: 'windows',
  sunos: 'illumos',
};

/** The rules of the operating system that the host runs. */
export const rulesOf = ({ facts }: Host): RuleSet => ruleSet(RULES_OF[facts.os] ?? 'linux');

/** Everything that a report is made of. */
export interface Findings {
  readonly version: string;
  readonly where: Where;
  readonly host: Host;
  readonly held: readonly HeldSocket[];
  readonly plan: Plan;
  readonly ports: readonly PortReport[];
  readonly observations: Observations;
}

/** Lays what the rules foresee beside what the kernel did. Pure: the same findings give the same report. */
export const assembleReport = (findings: Findings): Report => reportBy(findings, rulesOf(findings.host), {});

/** The same by the rules of any system; every part is marked with `of`. */
export function reportBy(findings: Findings, rules: RuleSet, of: { readonly system?: string }): Report {
  const { host, held, plan, observations } = findings;
  const env = environmentOf(host, held, rules.v6only);
  const reason = reasoner(rules, env, held);
  const parts = {
    alone: observations.alone.map((o) => ({ ...of, ...aloneReport(o, rules, env, findings.ports) })),
    together: observations.together.map((o) => ({ ...of, ...togetherReport(o, rules, env) })),
    matrices: observations.matrices.map((o) => ({ ...of, ...matrixReport(o, rules, env) })),
    expectations: observations.expectations.map((o) => ({ ...of, ...judgeExpectation(o, reason) })),
    trials: [],
  };
  const disagreements = findDisagreements(parts);
  const places = {
    alone: parts.alone.map((report, i) => ({ report, address: (observations.alone[i] as AloneObservation).address })),
    together: parts.together,
    matrices: parts.matrices.map((report, i) => ({ report, observed: observations.matrices[i] as MatrixObservation })),
  };
  return {
    schema: 'bindmatrix/report@1',
    version: findings.version,
    host: host.facts,
    where: findings.where,
    interfaces: host.interfaces,
    addresses: host.addresses,
    selected: plan.addresses.map(formatAddress),
    ports: findings.ports,
    ...parts,
    reasons: reasonsOf(places, reason),
    summary: summarize(parts, disagreements),
    disagreements,
  };
}

/** Beside a socket that the kernel does not list the rules foresee nothing. */
function isBesideUnseen({ protocol, port, outcome }: AloneObservation, ports: readonly PortReport[]): boolean {
  const own = ports.find((p) => p.protocol === protocol && p.port === port);
  return own?.unseen !== undefined && (own.caution !== 'free' || outcome === 'bind:EADDRINUSE');
}

function aloneReport(
  o: AloneObservation,
  rules: RuleSet,
  env: RuleEnvironment,
  ports: readonly PortReport[],
): AloneReport {
  const { outcome, rule } = predictAlone(
    rules,
    env,
    { ...o, reuse: { holder: o.reuse, newcomer: o.reuse }, sequence: 'listen-each' },
    o.address,
  );
  const foreseen = isBesideUnseen(o, ports) ? { predicted: 'unknown', rule: 'unknown' } : { predicted: outcome, rule };
  return { ...o, address: formatAddress(o.address), ...foreseen };
}

function togetherReport(o: TogetherObservation, rules: RuleSet, env: RuleEnvironment): TogetherReport {
  const { protocol, port, reuse, v6only, sequence } = o.combination;
  const predicted = predictTogether(rules, env, o.combination, o.plan.addresses);
  const listeners = o.listeners.map((listener, i) => {
    const { prediction, answers } = predicted[i] ?? {
      prediction: { outcome: 'unknown', rule: 'unknown', why: '' },
      answers: [],
    };
    return {
      address: formatAddress(listener.address),
      outcome: listener.outcome,
      predicted: prediction.outcome,
      rule: prediction.rule,
      why: prediction.why,
      answers: listener.answers === null ? null : formatAddress(listener.answers),
      reached: listener.reached,
      predictedAnswers: answers,
    };
  });
  const { family, order } = o.plan;
  return {
    protocol,
    port,
    reuse,
    v6only,
    sequence,
    family,
    order,
    listeners,
    ...(o.skipped === undefined ? {} : { skipped: o.skipped }),
    remotePeers: o.remotePeers,
  };
}

function matrixReport(o: MatrixObservation, rules: RuleSet, env: RuleEnvironment): MatrixReport {
  const { protocol, port, reuse, v6only, sequence } = o.combination;
  const predicted = predictMatrix(rules, env, o.combination, o.addresses);
  return {
    protocol,
    port,
    reuse,
    v6only,
    sequence,
    addresses: o.addresses.map(formatAddress),
    cells: o.cells,
    predicted: predicted.outcomes,
    rules: predicted.rules,
    ...(o.skipped === undefined ? {} : { skipped: o.skipped }),
    remotePeers: o.remotePeers,
  };
}
