import type { Beside, BesideCombination, BesideSystem, BesideVariant } from '../model/beside.ts';
import type { Host } from '../model/host.ts';
import { OWN_UID } from '../model/options.ts';
import { type Combination, combinationOf } from '../model/plan.ts';
import type { MatrixReport, Report, TogetherReport } from '../model/report.ts';
import type { AskedSystem } from '../rules/index.ts';
import type { Other } from './beside-other.ts';
import { pairsBeside } from './beside-pairs.ts';
import { startsBeside } from './beside-starts.ts';
import { Foresight } from './foresight.ts';
import { describeSystem } from './predict.ts';

/** A system whose rules are asked of the sockets that were tried here, and how its sockets differ from these. */
export interface BesideAsked extends AskedSystem {
  readonly variants: readonly BesideVariant[];
}

/** Puts what the rules of other systems say beside what was tried: of the same sockets, on a host with the same addresses. */
export function withBeside(report: Report, systems: readonly BesideAsked[]): Report {
  const host = hostOf(report);
  const others = systems.map(
    (system): Other => ({
      foresight: new Foresight(system.rules, host, []),
      combinationFor: (tried) => variantOf(tried, system.variants, report.host.uid),
    }),
  );
  const described = systems.map(
    (system): BesideSystem => ({
      ...describeSystem(system, host),
      os: [system.id, ...system.variants].join('+'),
      variants: system.variants,
    }),
  );
  const beside: Beside = { systems: described, combinations: combinationsIn(report, others) };
  return { ...report, beside };
}

function combinationsIn({ matrices, together }: Report, others: readonly Other[]): BesideCombination[] {
  const found = new Map<string, { matrix?: MatrixReport; together: TogetherReport[] }>();
  const at = (one: Combination): { matrix?: MatrixReport; together: TogetherReport[] } => {
    const key = JSON.stringify(combinationOf(one));
    const known = found.get(key) ?? { together: [] };
    found.set(key, known);
    return known;
  };
  for (const matrix of matrices) at(matrix).matrix = matrix;
  for (const one of together) at(one).together.push(one);
  return [...found].map(([key, of]) => ({
    ...(JSON.parse(key) as Combination),
    pairs: of.matrix === undefined ? [] : pairsBeside(of.matrix, others),
    starts: of.together.flatMap((one) => startsBeside(one, others)),
  }));
}

/** The same addresses and the same user. The sysctls are of this kernel alone. */
const hostOf = ({ host, interfaces, addresses }: Report): Host => {
  const { unread: _, ...facts } = host;
  return { facts: { ...facts, sysctls: {} }, interfaces, addresses, ipv6: true };
};

/** Any other account than that of the user. */
const otherUid = (uid: number): string => (uid === 1000 ? '1001' : '1000');

function variantOf(tried: Combination, variants: readonly BesideVariant[], uid: number): Combination {
  return {
    ...combinationOf(tried),
    ...(variants.includes('exclusive') ? { reuse: { holder: 'exclusive', newcomer: 'exclusive' } } : {}),
    ...(variants.includes('other-user') ? { uid: { holder: OWN_UID, newcomer: otherUid(uid) } } : {}),
  };
}
