import type { ReportJson } from '../../contracts/report.ts';
import { formatAddress } from '../../model/address.ts';
import { formatSource } from '../../model/experiment.ts';
import type { PlanOutcome, PlanReport, ServiceReport } from '../../model/plan-report.ts';
import type { Report } from '../../model/report.ts';
import { heldSocketJson } from '../text/json.ts';

type PlansJson = Pick<
  ReportJson,
  'services' | 'outcomes' | 'orders' | 'answers' | 'serves' | 'suggestions' | 'neighbours' | 'skipped' | 'notes'
>;

/** The members of report@1 that are of services; none where no file has any. */
export function plansJson({ plans = [] }: Report): PlansJson {
  if (plans.length === 0) return {};
  return {
    services: plans.flatMap(servicesJson),
    outcomes: plans.flatMap(({ file, outcomes }) => outcomes.map((one) => outcomeJson(file, one))),
    orders: plans.flatMap(({ file, orders }) => orders.map((one) => outcomeJson(file, one))),
    answers: answersJson(plans),
    serves: plans.flatMap(servesJson),
    suggestions: plans.flatMap(({ file, suggestions }) => suggestions.map((one) => ({ file, ...one }))),
    neighbours: plans.flatMap(({ neighbours }) => neighbours.map(heldSocketJson)),
    skipped: plans.flatMap(({ file, skipped }) => skipped.map((text) => ({ file, text }))),
    notes: plans.flatMap(notesJson),
  };
}

export const servicesJson = ({ file, services }: Pick<PlanReport, 'file' | 'services'>) =>
  services.map((one) => serviceJson(file, one));

export const servesJson = ({ file, serves }: Pick<PlanReport, 'file' | 'serves'>) =>
  serves.map((one) => ({ ...one, file, source: formatSource(one.source) }));

export const notesJson = ({ file, notes }: Pick<PlanReport, 'file' | 'notes'>) => notes.map((text) => ({ file, text }));

const serviceJson = (file: string, { source, line, sockets, shares, restart, ...rest }: ServiceReport) => ({
  ...rest,
  file,
  source: formatSource(source),
  ...(line === undefined ? {} : { line: formatSource(line) }),
  sockets: sockets.map(({ address, ...socket }) => ({ ...socket, address: formatAddress(address) })),
  shares: shares.map(({ address, ...share }) => ({ ...share, address: formatAddress(address) })),
  ...(restart === undefined ? {} : { restart: { leaves: restart } }),
});

const outcomeJson = (file: string, outcome: PlanOutcome) => ({ file, ...outcome });

/** By port; of several files also by the file. */
const answersJson = (plans: readonly PlanReport[]): NonNullable<PlansJson['answers']> =>
  Object.fromEntries(
    plans.flatMap(({ file, answers }) =>
      Object.entries(answers).map(([port, at]) => [plans.length > 1 ? `${file} ${port}` : port, at]),
    ),
  );
