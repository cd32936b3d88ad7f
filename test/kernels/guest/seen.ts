import type { ReportJson } from '../../../src/contracts/report.ts';
import type { SeenStep, SeenTrial } from './results.ts';

/** The trials and expectations of a report, named with the group that they belong to. */
export function seenTrials(group: string, report: ReportJson): readonly SeenTrial[] {
  const trials = report.trials.map(({ id, status, reason, steps }) => ({
    name: `${group}: ${id}`,
    ...(status === 'met' || status === 'unmet' ? {} : { reason: reason ?? status }),
    steps: steps.map(seenStep),
  }));
  const expectations = report.expectations.map((one) => ofExpectation(group, one));
  return [...trials, ...expectations, ...report.disagreements.flatMap((one) => beyondTrials(group, one))];
}

const seenStep = ({
  op,
  socket,
  address,
  port,
  observed,
  predicted,
  rule,
}: ReportJson['trials'][number]['steps'][number]): SeenStep => ({
  what: [op, socket, address, port].filter((part) => part !== null).join(' '),
  observed,
  predicted: [predicted].flat(),
  rule,
});

/**
 * Whether the rules agree is said of the cells that it is about: see below. Named by what it says: kernels that ran at
 * different times may have met another number of them.
 */
function ofExpectation(group: string, { expectation, observed }: ReportJson['expectations'][number]): SeenTrial {
  const seen = [observed].flat().join(' or ');
  const what = JSON.stringify(expectation);
  return { name: `${group}: ${what}`, steps: [{ what, observed: seen, predicted: [seen], rule: '' }] };
}

function beyondTrials(
  group: string,
  { place, predicted, observed, rule }: ReportJson['disagreements'][number],
): readonly SeenTrial[] {
  if (place.startsWith('trial ')) return [];
  return [{ name: `${group}: ${place}`, steps: [{ what: place, observed, predicted: [predicted], rule }] }];
}
