import { VERDICTS } from '../../model/service-plan.ts';
import { type Case, countStatuses, differIn } from './case.ts';
import { type CaseReport, casesOf } from './list.ts';

type Labels = Readonly<Record<string, string>>;

interface Family {
  readonly name: string;
  readonly help: string;
  readonly unit?: 'seconds';
  readonly samples: readonly (readonly [labels: Labels, value: number])[];
}

/** Gauges in the text format of Prometheus, without timestamps, as the textfile collector of node_exporter wants them. */
export function* prometheusReport(report: CaseReport): Generator<string> {
  for (const { name, help, samples } of families(report)) {
    yield `# HELP ${name} ${help}\n# TYPE ${name} gauge\n`;
    for (const [labels, value] of samples) yield `${name}${labelText(labels)} ${value}\n`;
  }
}

/** The same by OpenMetrics 1.0, which has a type for what is only labels, and an end. */
export function* openmetricsReport(report: CaseReport): Generator<string> {
  for (const { name, help, unit, samples } of families(report)) {
    const isInfo = name.endsWith('_info');
    const family = isInfo ? name.slice(0, -'_info'.length) : name;
    yield `# TYPE ${family} ${isInfo ? 'info' : 'gauge'}\n`;
    if (unit !== undefined) yield `# UNIT ${family} ${unit}\n`;
    yield `# HELP ${family} ${help}\n`;
    for (const [labels, value] of samples) yield `${name}${labelText(labels)} ${value}\n`;
  }
  yield '# EOF\n';
}

function families(report: CaseReport): readonly Family[] {
  const { version, host, where, started, seconds } = report;
  const cases = casesOf(report);
  const ended = Date.parse(started) / 1000 + seconds;
  const all: readonly Family[] = [
    { name: 'bindmatrix_info', help: 'The run.', samples: [[{ version, kernel: host.kernel, where }, 1]] },
    { name: 'bindmatrix_met', help: 'Whether it is met. Absent: not found out.', samples: metSamples(cases) },
    { name: 'bindmatrix_verdict', help: 'What becomes of a service.', samples: verdictSamples(cases) },
    {
      name: 'bindmatrix_results',
      help: 'How many have this status.',
      samples: Object.entries(countStatuses(cases)).map(([status, n]) => [{ status }, n]),
    },
    {
      name: 'bindmatrix_last_run_timestamp_seconds',
      help: 'When the run ended, Unix time.',
      unit: 'seconds',
      samples: [[{}, Math.round(ended * 1000) / 1000]],
    },
    {
      name: 'bindmatrix_run_duration_seconds',
      help: 'How long the run took.',
      unit: 'seconds',
      samples: [[{}, seconds]],
    },
  ];
  return all.filter(({ samples }) => samples.length > 0);
}

/** A set of states for each service, of which one is 1. */
function verdictSamples(cases: readonly Case[]): Family['samples'] {
  const series = new Map<string, readonly [Labels, number]>();
  const apart = apartIn(cases);
  for (const one of cases)
    for (const verdict of one.verdict === undefined ? [] : VERDICTS) {
      const labels = { service: one.id, verdict, ...apart(one) };
      series.set(labelText(labels), [labels, one.verdict === verdict ? 1 : 0]);
    }
  return [...series.values()];
}

/** What tells cases of one id apart, where several files or systems are reported. */
function apartIn(cases: readonly Case[]): (one: Case) => Labels {
  const [files, systems] = [differIn(cases, 'file'), differIn(cases, 'system')];
  return ({ kind, host, file, system }) => ({
    ...(host === undefined ? {} : { host }),
    ...(file !== undefined && files && kind !== 'host' ? { file } : {}),
    ...(system !== undefined && systems ? { system } : {}),
  });
}

/** One series has one value: of a file that is named twice the worse one counts. */
function metSamples(cases: readonly Case[]): Family['samples'] {
  const series = new Map<string, readonly [Labels, number]>();
  const apart = apartIn(cases);
  for (const one of cases) {
    const { kind, id, status } = one;
    if (status !== 'met' && status !== 'unmet') continue;
    const labels = { kind, id, ...apart(one) };
    const key = labelText(labels);
    series.set(key, [labels, Math.min(status === 'met' ? 1 : 0, series.get(key)?.[1] ?? 1)]);
  }
  return [...series.values()];
}

const labelText = (labels: Labels): string => {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
};

const escaped = (text: string): string => text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n');
