import { formatReuse } from '../../model/options.ts';
import type { Combination } from '../../model/plan.ts';
import type { AloneReport, MatrixReport, PortReport, Report, TogetherReport } from '../../model/report.ts';

/** Everything that was found under one combination of the axes. */
export interface Section extends Combination {
  /** The predicted system that it is about; absent: this kernel. */
  readonly system?: string;
  /** IPV6_V6ONLY of a new socket, of the predicted system or of this host. */
  readonly v6onlyByDefault: boolean;
  /** Who held the port before the run. */
  readonly holders: PortReport | undefined;
  /** Whoever ran it may see every process of this PID namespace. */
  readonly seesAll: boolean;
  readonly alone: readonly AloneReport[];
  readonly together: readonly TogetherReport[];
  readonly matrix: MatrixReport | undefined;
}

/** The report's findings by combination, in the order they were made. */
export function sections(report: Report): Section[] {
  const found = new Map<string, Marked>();
  for (const one of [...report.matrices, ...report.together]) if (!found.has(key(one))) found.set(key(one), one);
  if (found.size === 0)
    for (const one of report.alone.map(combinationOf)) if (!found.has(key(one))) found.set(key(one), one);
  return [...found.values()].map((combination) => section(report, combination));
}

type Marked = Combination & { readonly system?: string };

const combinationOf = (alone: AloneReport): Marked => ({
  ...alone,
  reuse: { holder: alone.reuse, newcomer: alone.reuse },
  sequence: 'listen-each',
});

function section(report: Report, c: Marked): Section {
  const system = report.predicted?.find((p) => p.os === c.system);
  return {
    ...(c.system === undefined ? {} : { system: c.system }),
    v6onlyByDefault: system?.v6only ?? report.host.sysctls['net.ipv6.bindv6only'] === '1',
    protocol: c.protocol,
    port: c.port,
    reuse: c.reuse,
    v6only: c.v6only,
    sequence: c.sequence,
    seesAll: report.host.capabilities.includes('CAP_SYS_PTRACE'),
    holders: report.ports.find((p) => p.protocol === c.protocol && p.port === c.port),
    alone: aloneOf(report.alone, c),
    together: report.together.filter((t) => key(t) === key(c)),
    matrix: report.matrices.find((m) => key(m) === key(c)),
  };
}

/**
 * Each endpoint alone with the newcomer's options, once. On a held port less was set than was asked for;
 * then what was tried stands for every combination of that port.
 */
function aloneOf(alone: readonly AloneReport[], c: Marked): AloneReport[] {
  const here = alone.filter(
    (a) => a.protocol === c.protocol && a.port === c.port && a.v6only === c.v6only && a.system === c.system,
  );
  const same = here.filter((a) => a.reuse === c.reuse.newcomer);
  return [...new Map((same.length > 0 ? same : here).map((a) => [a.address, a])).values()];
}

const key = (c: Marked): string => [c.system, c.protocol, c.port, formatReuse(c.reuse), c.v6only, c.sequence].join(' ');
