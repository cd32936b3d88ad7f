import { formatAddress } from '../../model/address.ts';
import { axesKey } from '../../model/axes.ts';
import { gridAt } from '../../model/grid.ts';
import { formatOutcome } from '../../model/outcome.ts';
import type { Combination } from '../../model/plan.ts';
import type { MatrixReport, Report, TogetherReport } from '../../model/report.ts';
import { formatStep } from '../../model/step-outcome.ts';
import type { TrialReport } from '../../model/trial.ts';
import { hanging, heading } from '../text/lines.ts';
import type { Terminal } from '../text/style.ts';
import { systemName } from '../text/systems.ts';

/** What comes out differently on some of the kernels that were asked: what it is about, and what each does. */
export interface Contrast {
  readonly about: string;
  /** In the order of the systems. */
  readonly outcomes: readonly { readonly system: string; readonly outcome: string }[];
}

/** So many of them are shown. */
const MOST = 20;

/** Where kernels that were predicted side by side differ; none unless several versions of Linux were asked for. */
function contrasts(report: Report): Contrast[] {
  const kernels = (report.predicted ?? []).filter(({ os }) => os.includes('@'));
  if (kernels.length < 2) return [];
  const found = new Map<string, Map<string, string>>();
  for (const { about, system, outcome } of outcomesIn(report)) {
    const known = found.get(about) ?? new Map<string, string>();
    found.set(about, known.set(system, outcome));
  }
  return [...found].flatMap(([about, bySystem]) => {
    const outcomes = kernels.map(({ os }) => ({ system: systemName(os), outcome: bySystem.get(os) ?? '' }));
    return new Set(outcomes.map(({ outcome }) => outcome)).size > 1 ? [{ about, outcomes }] : [];
  });
}

interface Found {
  readonly about: string;
  readonly system: string;
  readonly outcome: string;
}

const under = (c: Combination): string => `${c.protocol} ${c.port} (${axesKey(c)})`;

function* outcomesIn(report: Report): Generator<Found> {
  for (const { system = '', listener, combination, outcome } of report.alone) {
    const about = `${under(combination)}, ${formatAddress(listener.address)} alone`;
    yield { about, system, outcome: formatOutcome(outcome) };
  }
  for (const one of report.together) yield* togetherOutcomes(one);
  for (const matrix of report.matrices) yield* pairOutcomes(matrix);
  for (const trial of report.trials) yield* stepOutcomes(trial);
}

const togetherOutcomes = (one: TogetherReport): Found[] =>
  one.listeners.map(({ address, outcome }) => ({
    about: `${under(one)}, ${one.family} together, ${one.order}: ${formatAddress(address)}`,
    system: one.system ?? '',
    outcome: formatOutcome(outcome),
  }));

function* pairOutcomes(matrix: MatrixReport): Generator<Found> {
  for (const [i, holder] of matrix.addresses.entries())
    for (const [j, newcomer] of matrix.addresses.entries()) {
      const outcome = gridAt(matrix.cells, i, j);
      const about = `${under(matrix)}, ${formatAddress(newcomer)} beside ${formatAddress(holder)}`;
      if (outcome !== undefined) yield { about, system: matrix.system ?? '', outcome: formatOutcome(outcome) };
    }
}

const stepOutcomes = ({ system = '', id, steps }: TrialReport): Found[] =>
  steps.map(({ op, socket, predicted }, i) => ({
    about: `${id}, step ${i + 1}: ${[op, socket ?? ''].join(' ').trim()}`,
    system,
    outcome: predicted.map(formatStep).join(' or '),
  }));

/** `fastreuse-cached, step 3: bind s2` with the outcome on each kernel. */
const contrastText = ({ about, outcomes }: Contrast): string => {
  const kinds = [...new Set(outcomes.map(({ outcome }) => outcome))];
  const told = kinds.map((kind) => {
    const systems = outcomes.filter(({ outcome }) => outcome === kind).map(({ system }) => system);
    return `${kind === '' ? 'not asked' : kind} on ${systems.join(', ')}`;
  });
  return `${about}: ${told.join('; ')}`;
};

/** The first of them as lines, and how many more there are. */
export function contrastLines(report: Report): string[] {
  const found = contrasts(report);
  const more = found.length - MOST;
  return [...found.slice(0, MOST).map(contrastText), ...(more > 0 ? [`and ${more} more`] : [])];
}

/** Where the kernels differ, or that they do not. */
export function sideBySideBlock(term: Terminal, report: Report): string[] {
  const kernels = (report.predicted ?? []).filter(({ os }) => os.includes('@'));
  if (kernels.length < 2) return [];
  const lines = contrastLines(report);
  if (lines.length === 0) return heading(term, 'KERNELS', 'the same on each of them');
  return [...heading(term, 'KERNELS', 'they differ here'), ...lines.flatMap((text) => hanging(term, 2, text))];
}
