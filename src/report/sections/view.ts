import { formatAddress } from '../../model/address.ts';
import { axesKey, axesOf } from '../../model/axes.ts';
import { type Combination, newcomerKey } from '../../model/plan.ts';
import type { AloneReport, MatrixReport, PortReport, Report, TogetherReport } from '../../model/report.ts';
import type { SightFacts } from '../../model/visibility.ts';

/** Everything that was found under one combination of the axes. */
export interface Section extends Combination {
  /** The predicted system that it is about; absent: this kernel. */
  readonly system?: string;
  /** IPV6_V6ONLY of a new socket, of the predicted system or of this host. */
  readonly v6onlyByDefault: boolean;
  /** Which sockets held the port before the run. */
  readonly occupancy: PortReport | undefined;
  /** Which processes the user who ran it may see. */
  readonly sight: SightFacts;
  readonly alone: readonly AloneReport[];
  readonly together: readonly TogetherReport[];
  readonly matrix: MatrixReport | undefined;
}

type OfSystem = Combination & { readonly system?: string };

/** The report's findings by combination, in the order they were made. */
export function sections(report: Report): Section[] {
  const found = new Map<string, OfSystem>();
  for (const one of [...report.matrices, ...report.together]) if (!found.has(key(one))) found.set(key(one), one);
  const combinations = found.size > 0 ? [...found.values()] : combinationsOf(report.alone);
  return combinations.map((combination) => section(report, combination));
}

/** What the endpoints alone were tried under. */
const combinationsOf = (alone: readonly AloneReport[]): OfSystem[] =>
  [...new Map(alone.map((one) => [newcomerOf(one.system, one.combination), one])).values()].map(
    ({ system, combination }) => ({ ...(system === undefined ? {} : { system }), ...combination }),
  );

function section(report: Report, c: OfSystem): Section {
  const system = report.predicted?.find((p) => p.os === c.system);
  return {
    ...(c.system === undefined ? {} : { system: c.system }),
    v6onlyByDefault: system?.v6only ?? report.host.sysctls['net.ipv6.bindv6only'] === '1',
    protocol: c.protocol,
    port: c.port,
    ...axesOf(c),
    sight: report.host,
    occupancy: report.ports.find((p) => p.protocol === c.protocol && p.port === c.port),
    alone: aloneUnder(report.alone, c),
    together: report.together.filter((t) => key(t) === key(c)),
    matrix: report.matrices.find((m) => key(m) === key(c)),
  };
}

/** Each endpoint alone with the newcomer's options, once. */
function aloneUnder(alone: readonly AloneReport[], c: OfSystem): AloneReport[] {
  const wanted = newcomerOf(c.system, c);
  const under = alone.filter((one) => newcomerOf(one.system, one.combination) === wanted);
  return [...new Map(under.map((one) => [formatAddress(one.listener.address), one])).values()];
}

/** A text that is the same where endpoints alone are. */
const newcomerOf = (system: string | undefined, c: Combination): string => `${system} ${newcomerKey(c)}`;

const key = (c: OfSystem): string => [c.system, c.protocol, c.port, axesKey(c)].join(' ');
