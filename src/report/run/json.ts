import type { ReportJson } from '../../contracts/report.ts';
import { formatAddress } from '../../model/address.ts';
import { changeText, type HostChange } from '../../model/host-change.ts';
import type { PortReport, Report } from '../../model/report.ts';
import { besideJson } from '../beside/json.ts';
import { disagreementJson } from '../disagreements/json.ts';
import { expectationJson } from '../expectations/json.ts';
import { matricesParts } from '../matrix/json.ts';
import { aloneJson } from '../sections/json.ts';
import { plansJson } from '../services/json.ts';
import { heldSocketJson, list, localAddressJson, member } from '../text/json.ts';
import { togetherJson } from '../together/json.ts';
import { trialJson } from '../trials/json.ts';

/** Text is handed over in pieces of about this many characters, so that no million-pair report is ever held as a whole. */
const PIECE = 65536;

/** The report by the contract `bindmatrix/report@1`, in pieces: one object, one matrix row a line. */
export function* jsonReport(report: Report): Generator<string> {
  let piece = '';
  for (const part of reportParts(report)) {
    piece += part;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

function* reportParts(report: Report): Generator<string> {
  const json = documentOf(report);
  yield `{\n"schema": ${JSON.stringify(json.schema)},\n`;
  yield member('version', json.version) + member('started', json.started) + member('seconds', json.seconds);
  yield member('host', json.host) + member('where', json.where);
  if (json.predicted !== undefined) yield member('predicted', json.predicted);
  if (json.files !== undefined) yield member('files', json.files);
  if (json.asked !== undefined) yield member('asked', json.asked);
  yield* list('interfaces', json.interfaces);
  yield* list('addresses', json.addresses);
  yield member('selected', json.selected);
  yield* list('ports', json.ports);
  yield* list('alone', json.alone);
  yield* list('together', json.together);
  yield* matricesParts(report.matrices);
  yield* list('expectations', json.expectations);
  yield* list('trials', json.trials);
  for (const [name, value] of Object.entries(plansJson(report)))
    if (Array.isArray(value)) yield* list(name, value);
    else yield member(name, value);
  if (json.reasons !== undefined) yield member('reasons', json.reasons);
  if (json.sandboxWorks !== undefined) yield member('sandboxWorks', json.sandboxWorks);
  if (json.changes !== undefined) yield member('changes', json.changes);
  if (json.olderKernel !== undefined) yield member('olderKernel', json.olderKernel);
  if (json.beside !== undefined) yield member('beside', json.beside);
  yield member('summary', json.summary);
  yield `"disagreements": ${JSON.stringify(json.disagreements)}\n}\n`;
}

/** The same as a value, with matrices that the caller has made. */
export const reportJson = <Matrix>(report: Report, matrices: readonly Matrix[]) => {
  const { summary, disagreements, reasons, ...others } = documentOf(report);
  return {
    ...others,
    matrices,
    ...plansJson(report),
    ...(reasons === undefined ? {} : { reasons }),
    summary,
    disagreements,
  };
};

/** All of it but the matrices, which are too large to be held twice, and the stories, which a demo adds. */
const documentOf = (report: Report): Omit<ReportJson, 'matrices' | 'stories' | keyof ReturnType<typeof plansJson>> => ({
  schema: report.schema,
  version: report.version,
  started: report.started,
  seconds: report.seconds,
  host: report.host,
  where: report.where,
  ...(report.predicted === undefined ? {} : { predicted: report.predicted }),
  ...(report.files === undefined ? {} : { files: report.files }),
  ...(report.asked === undefined ? {} : { asked: report.asked }),
  interfaces: report.interfaces,
  addresses: report.addresses.map(localAddressJson),
  selected: report.selected.map(formatAddress),
  ports: report.ports.map(portJson),
  alone: report.alone.map(aloneJson),
  together: report.together.map(togetherJson),
  expectations: report.expectations.map(expectationJson),
  trials: report.trials.map(trialJson),
  ...(report.reasons === undefined ? {} : { reasons: report.reasons }),
  ...(report.sandboxWorks === undefined ? {} : { sandboxWorks: report.sandboxWorks }),
  ...(report.changes === undefined ? {} : { changes: report.changes.map(changeJson) }),
  ...(report.olderKernel === undefined ? {} : { olderKernel: report.olderKernel }),
  ...(report.beside === undefined ? {} : { beside: besideJson(report.beside) }),
  summary: report.summary,
  disagreements: report.disagreements.map(disagreementJson),
});

const changeJson = (change: HostChange): NonNullable<ReportJson['changes']>[number] => ({
  kind: change.kind,
  what: changeText(change),
});

const portJson = ({ holders, advice: _, ...rest }: PortReport): ReportJson['ports'][number] => ({
  ...rest,
  holders: holders.map(heldSocketJson),
});
