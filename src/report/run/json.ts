import { formatAddress } from '../../model/address.ts';
import type { Grid } from '../../model/grid.ts';
import type { HeldSocket, LocalAddress } from '../../model/host.ts';
import type { ReusePair } from '../../model/options.ts';
import type { MatrixReport, PortReport, Report } from '../../model/report.ts';
import type { HostView } from '../interfaces/words.ts';

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
  const { schema, version, host, where, selected, trials, expectations, summary, disagreements } = report;
  const { predicted, asked, reasons } = report;
  yield `{\n"schema": ${JSON.stringify(schema)},\n`;
  yield member('version', version) + member('host', host) + member('where', where);
  if (predicted !== undefined) yield member('predicted', predicted);
  if (asked !== undefined) yield member('asked', asked);
  yield* list('interfaces', report.interfaces);
  yield* list('addresses', report.addresses.map(addressJson));
  yield member('selected', selected);
  yield* list('ports', report.ports.map(portJson));
  yield* list('alone', report.alone);
  yield* list(
    'together',
    report.together.map((one) => ({ ...one, reuse: reuseJson(one.reuse) })),
  );
  yield* matricesParts(report.matrices);
  yield* list('expectations', expectations);
  yield* list('trials', trials);
  if (reasons !== undefined) yield member('reasons', reasons);
  yield member('summary', summary);
  yield `"disagreements": ${JSON.stringify(disagreements)}\n}\n`;
}

const member = (name: string, value: unknown): string => `"${name}": ${JSON.stringify(value)},\n`;

/** An array with one element a line. */
function* list(name: string, items: Iterable<unknown>): Generator<string> {
  yield `"${name}": [`;
  let first = true;
  for (const item of items) {
    yield `${first ? '\n' : ',\n'}${JSON.stringify(item)}`;
    first = false;
  }
  yield first ? '],\n' : '\n],\n';
}

function* matricesParts(matrices: readonly MatrixReport[]): Generator<string> {
  yield '"matrices": [';
  for (const [i, { cells, predicted, rules, ...rest }] of matrices.entries()) {
    const head = JSON.stringify({ ...rest, reuse: reuseJson(rest.reuse) });
    yield `${i === 0 ? '\n' : ',\n'}${head.slice(0, -1)},\n"cells": `;
    yield* gridParts(cells);
    yield ',\n"predicted": ';
    yield* gridParts(predicted);
    yield ',\n"rules": ';
    yield* gridParts(rules);
    yield '}';
  }
  yield matrices.length === 0 ? '],\n' : '\n],\n';
}

/** An array of arrays of strings, a row a line. Each code's text is made once, and a run of equal cells is one repetition. */
function* gridParts({ rows, columns, codes, cells }: Grid): Generator<string> {
  const texts = codes.map((code) => `${JSON.stringify(code)},`);
  yield '[';
  for (let row = 0; row < rows; row++) {
    const end = (row + 1) * columns;
    let line = row === 0 ? '\n[' : ',\n[';
    for (let at = row * columns; at < end; ) {
      const from = at;
      const code = cells[at] ?? 0;
      do at++;
      while (at < end && cells[at] === code);
      line += (texts[code] ?? '"",').repeat(at - from);
    }
    yield columns === 0 ? `${line}]` : `${line.slice(0, -1)}]`;
  }
  yield rows === 0 ? ']' : '\n]';
}

/** A string where both sides set the same. */
const reuseJson = ({ holder, newcomer }: ReusePair): string | ReusePair =>
  holder === newcomer ? holder : { holder, newcomer };

/** Addresses are strings everywhere in the report, with the zone where there is one. */
const addressJson = ({ address, ...rest }: LocalAddress): Record<string, unknown> => ({
  address: formatAddress(address),
  family: address.family,
  ...rest,
});

const portJson = ({ holders, ...rest }: PortReport): Record<string, unknown> => ({
  ...rest,
  holders: holders.map(heldJson),
});

const heldJson = ({ address, peer, ...rest }: HeldSocket): Record<string, unknown> => ({
  ...rest,
  address: formatAddress(address),
  ...(peer === undefined ? {} : { peer: { ...peer, address: formatAddress(peer.address) } }),
});

/** The host's interfaces and addresses alone: `bindmatrix/interfaces@1`. */
export function* jsonInterfaces({ facts, interfaces, addresses }: HostView): Generator<string> {
  yield `{\n"schema": "bindmatrix/interfaces@1",\n${member('host', facts)}`;
  yield* list('interfaces', interfaces);
  yield `"addresses": [\n${addresses.map((one) => JSON.stringify(addressJson(one))).join(',\n')}\n]\n}\n`;
}
