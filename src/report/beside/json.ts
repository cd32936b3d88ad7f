import type { ReportJson } from '../../contracts/report.ts';
import { formatAddress } from '../../model/address.ts';
import type { Beside, BesidePairs, BesidePrediction, BesideStart, BesideStarts } from '../../model/beside.ts';
import type { Responder } from '../../model/disagreement.ts';
import { formatOutcome, formatPrediction } from '../../model/outcome.ts';
import { axesJson } from '../sections/json.ts';
import { responderInWords } from '../together/words.ts';

type BesideJson = NonNullable<ReportJson['beside']>;
type CombinationJson = BesideJson['combinations'][number];

/** What the rules of other systems say of what was tried. */
export function besideJson({ systems, combinations }: Beside): BesideJson {
  const names = systems.map(({ os }) => os);
  return {
    systems: [...systems],
    combinations: combinations.map((one) => ({
      protocol: one.protocol,
      port: one.port,
      ...axesJson(one),
      pairs: one.pairs.map((row) => pairsJson(row, names)),
      starts: one.starts.map((row) => startsJson(row, names)),
    })),
  };
}

const pairsJson = (row: BesidePairs, names: readonly string[]): CombinationJson['pairs'][number] => ({
  holder: row.holder,
  newcomer: row.newcomer,
  same: row.same,
  count: row.count,
  first: { holder: formatAddress(row.first[0]), newcomer: formatAddress(row.first[1]) },
  measured: formatOutcome(row.measured),
  predicted: row.predicted.map((one, i) => predictionJson(one, names[i] ?? '')),
});

const startsJson = (row: BesideStarts, names: readonly string[]): CombinationJson['starts'][number] => ({
  family: row.family,
  order: row.order,
  kind: row.kind,
  count: row.count,
  first: formatAddress(row.first),
  measured: { outcome: formatOutcome(row.measured.outcome), ...answersJson(row.measured) },
  predicted: row.predicted.map((one, i) => ({ ...predictionJson(one, names[i] ?? ''), ...answersJson(one) })),
});

const predictionJson = ({ outcome, rule, why, differs }: BesidePrediction, system: string) => ({
  system,
  outcome: formatPrediction(outcome),
  rule,
  why,
  differs,
});

const answersJson = ({ answers }: BesideStart<readonly Responder[]>): { answers?: string[] } =>
  answers === undefined ? {} : { answers: answers.map(responderInWords) };
