import type { ReportJson } from '../../contracts/report.ts';
import { formatAddress } from '../../model/address.ts';
import { formatOutcome, formatPrediction } from '../../model/outcome.ts';
import type { ExpectationReport } from '../../model/report.ts';
import { timingOf } from '../../model/timing.ts';

type ExpectationJson = ReportJson['expectations'][number];

export const expectationJson = (one: ExpectationReport): ExpectationJson => ({
  ...(one.system === undefined ? {} : { system: one.system }),
  id: one.id,
  ...(one.source === undefined ? {} : { source: one.source }),
  ...timingOf(one),
  expectation: one.expectation,
  observed: one.observed.map(formatOutcome),
  status: one.status,
  ...(one.remotePeers === undefined ? {} : { strangers: one.remotePeers }),
  tried: one.tried,
  unmet: one.unmet,
  ...(one.example === undefined ? {} : { example: exampleJson(one.example) }),
  ...(one.reason === undefined ? {} : { reason: one.reason }),
  ...(one.because === undefined
    ? {}
    : { because: { ...one.because, predicted: formatPrediction(one.because.predicted) } }),
});

const exampleJson = ({
  holder,
  address,
  observed,
}: NonNullable<ExpectationReport['example']>): NonNullable<ExpectationJson['example']> => ({
  ...(holder === undefined ? {} : { holder: formatAddress(holder) }),
  address: formatAddress(address),
  observed: formatOutcome(observed),
});
