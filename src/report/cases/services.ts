import { placeOf } from '../../model/experiment.ts';
import type { PlanReport, ServesReport, ServiceReport } from '../../model/plan-report.ts';
import type { Case } from './case.ts';

type CasesOfPlan = Pick<PlanReport, 'services' | 'serves' | 'system'>;

/** The services of a file, and who should answer where. */
export const planCases = (plan: CasesOfPlan): readonly Case[] => [
  ...plan.services.map((one) => ({ ...serviceCase(one), ...systemOf(plan) })),
  ...plan.serves.map((one, i) => ({ ...servesCase(one, i + 1), ...systemOf(plan) })),
];

const systemOf = ({ system }: Pick<PlanReport, 'system'>): Pick<Case, 'system'> =>
  system === undefined ? {} : { system };

function serviceCase(one: ServiceReport): Case {
  const { id, profile, status, verdict, expected, why, failed, shares, lost } = one;
  const rule = failed[0]?.rule ?? shares[0]?.rule ?? '';
  return {
    kind: 'service',
    id,
    name: `${id} (${profile}): ${expected.join(' or ')}`,
    status,
    verdict,
    ...placeOf(one.line ?? one.source).source,
    ...(rule === '' ? {} : { rule }),
    ...(failed[0] === undefined || failed[0].why === '' ? {} : { because: failed[0].why }),
    ...(status === 'met' ? {} : { reason: why === '' ? verdict : `${verdict}: ${why}` }),
    detail: [
      ...failed.map(({ call, endpoint, errno, why: reason }) => `${call} ${endpoint}: ${errno}: ${reason}`),
      ...(lost.length === 0 ? [] : [`lost: ${lost.join(', ')}`]),
      ...shares.map((share) => `${share.endpoint} is shared with ${share.with.join(', ')}, and gets ${share.gets}`),
    ],
  };
}

function servesCase({ endpoint, protocol, by, answered, status, at, when, source }: ServesReport, place: number): Case {
  const who = answered.length === 0 ? 'nobody' : answered.join(', ');
  return {
    kind: 'serves',
    id: `serves-${place}`,
    name: `${protocol} ${endpoint}: ${by ?? 'somebody'} answers`,
    status,
    ...placeOf(source).source,
    ...(status === 'met'
      ? {}
      : {
          reason: `${at === undefined ? '' : `${at}: `}answered by ${who}${when === undefined ? '' : `, if ${when}`}`,
        }),
    detail: [],
  };
}
