import type { DiffJson } from '../../contracts/diff.ts';
import type { Change, Drift, DriftSide } from '../../model/drift.ts';
import type { Case } from '../cases/case.ts';
import { list, member } from '../text/json.ts';
import { driftCounts } from './counts.ts';
import { meaningOf } from './meaning.ts';
import { verdictPairs } from './verdicts.ts';
import { changeText, unseenText } from './words.ts';

/** `bindmatrix/diff@1`: one thing a line. */
export function* jsonDrift(drift: Drift): Generator<string> {
  const { changes, unseen, verdicts, passing, compared, summary, ...rest } = driftJson(drift);
  yield `{\n${Object.entries(rest)
    .map(([name, value]) => member(name, value))
    .join('')}`;
  yield* list('changes', changes);
  yield* list('unseen', unseen);
  yield* list('verdicts', verdicts);
  yield `${member('passing', passing)}${member('compared', compared)}"summary": ${JSON.stringify(summary)}\n}\n`;
}

const driftJson = (drift: Drift): DiffJson => ({
  schema: 'bindmatrix/diff@1',
  version: drift.version,
  started: drift.started,
  seconds: drift.seconds,
  before: sideJson(drift.before),
  now: sideJson(drift.now),
  changes: drift.changes.map(changeJson),
  unseen: drift.unseen.map((one) => ({ ...one, text: unseenText(one, drift) })),
  verdicts: verdictPairs(drift).map(({ before, now, outcome }) => ({
    type: now.kind as 'service' | 'serves' | 'expectation',
    id: now.id,
    name: now.name,
    ...sourceOf(now),
    before: judgmentJson(before),
    now: judgmentJson(now),
    outcome,
  })),
  passing: drift.passing,
  compared: drift.compared,
  summary: driftCounts(drift),
});

const sideJson = ({ name, facts: { hostname, os, kernel } }: DriftSide) => ({ name, hostname, os, kernel });

function changeJson(change: Change): DiffJson['changes'][number] {
  const { socket: _socket, others: _others, reach: _reach, ...rest } = change;
  const means = meaningOf(change);
  return { ...rest, text: changeText(change), ...(means === '' ? {} : { means }) };
}

const sourceOf = ({ file, line, column }: Case): Pick<DiffJson['verdicts'][number], 'source'> =>
  file === undefined || line === undefined || column === undefined ? {} : { source: { file, line, column } };

const judgmentJson = ({ status, verdict, rule, reason }: Case): DiffJson['verdicts'][number]['now'] => ({
  status,
  ...(verdict === undefined ? {} : { verdict }),
  ...(rule === undefined ? {} : { rule }),
  ...(reason === undefined ? {} : { reason }),
});
