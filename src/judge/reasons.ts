import { type Address, formatEndpoint } from '../model/address.ts';
import type { HeldSocket } from '../model/host.ts';
import type { MatrixObservation } from '../model/observation.ts';
import { isRefusal } from '../model/outcome.ts';
import type { Combination } from '../model/plan.ts';
import type { AloneReport, MatrixReport, TogetherReport } from '../model/report.ts';
import { explain, predictAlone, predictPair, type RuleEnvironment, type RuleSet } from '../rules/index.ts';

/** Makes the sentence of a rule for the two sockets that it decided about. */
export interface Reasoner {
  readonly alone: (combination: Combination, address: Address) => Reasoned;
  readonly pair: (combination: Combination, holder: Address, newcomer: Address) => Reasoned;
}

export interface Reasoned {
  readonly predicted: string;
  readonly rule: string;
  readonly why: string;
}

export function reasoner(rules: RuleSet, env: RuleEnvironment, held: readonly HeldSocket[]): Reasoner {
  const alone = (c: Combination, address: Address): Reasoned => {
    const { outcome, rule, why } = predictAlone(rules, env, c, address);
    return { predicted: outcome, rule, why: naming(held, c, address, rule, why) };
  };
  return {
    alone,
    pair: (c, holder, newcomer) => {
      const { outcome, rule } = predictPair(rules, env, c, holder, newcomer);
      // What refuses the newcomer by itself has nothing to do with this holder.
      const itself = alone(c, newcomer);
      if (itself.rule === rule && isRefusal(itself.predicted)) return { ...itself, predicted: outcome };
      const sockets = { holder: formatEndpoint(holder, c.port), newcomer: formatEndpoint(newcomer, c.port) };
      return { predicted: outcome, rule, why: explain(rule, sockets) };
    },
  };
}

/** A socket of somebody else is called by its owner too: its endpoint may be the newcomer's own. */
function naming(held: readonly HeldSocket[], c: Combination, address: Address, rule: string, why: string): string {
  const newcomer = formatEndpoint(address, c.port);
  const same = held.find(
    (h) => h.protocol === c.protocol && explain(rule, { holder: formatEndpoint(h.address, h.port), newcomer }) === why,
  );
  const [owner] = same?.owners ?? [];
  if (same === undefined || owner === undefined || !why.includes(formatEndpoint(same.address, same.port))) return why;
  const holder = `${formatEndpoint(same.address, same.port)} of ${owner.command} (pid ${owner.pid})`;
  return explain(rule, { holder, newcomer });
}

/** What was found under one combination, with the addresses that the report has as text only. */
interface Places {
  readonly alone: readonly { readonly report: AloneReport; readonly address: Address }[];
  readonly together: readonly TogetherReport[];
  readonly matrices: readonly { readonly report: MatrixReport; readonly observed: MatrixObservation }[];
}

/** One sentence for each rule behind a refusal, on the first sockets that it refused. */
export function reasonsOf({ alone, together, matrices }: Places, reason: Reasoner): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  const isNew = (rule: string): boolean => rule !== '' && rule !== 'unknown' && found[rule] === undefined;
  for (const { report, address } of alone) {
    if (!isRefusal(report.outcome) || !isNew(report.rule)) continue;
    found[report.rule] = reason.alone(
      { ...report, reuse: { holder: report.reuse, newcomer: report.reuse }, sequence: 'listen-each' },
      address,
    ).why;
  }
  for (const { outcome, rule, why } of together.flatMap((t) => t.listeners))
    if (isRefusal(outcome) && isNew(rule)) found[rule] = why;
  for (const { report, observed } of matrices) {
    for (const [rule, at] of firstRefusals(report)) {
      const [holder, newcomer] = [Math.floor(at / report.cells.columns), at % report.cells.columns];
      const [h, n] = [observed.addresses[holder], observed.addresses[newcomer]];
      if (isNew(rule) && h !== undefined && n !== undefined) found[rule] = reason.pair(report, h, n).why;
    }
  }
  return found;
}

/** Where each rule first stood behind a refused pair. */
function firstRefusals({ cells, rules }: MatrixReport): Map<string, number> {
  const refused = cells.codes.map(isRefusal);
  const first = new Map<string, number>();
  const known = new Uint8Array(256);
  for (let at = 0; at < cells.cells.length; at++) {
    const rule = rules.cells[at] ?? 0;
    if (known[rule] === 1 || refused[cells.cells[at] ?? 0] !== true) continue;
    known[rule] = 1;
    first.set(rules.codes[rule] ?? '', at);
  }
  return first;
}
