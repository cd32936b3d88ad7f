import { type Address, formatAddress } from '../../model/address.ts';
import { axesFromOptions, axesKey, axesOf } from '../../model/axes.ts';
import { harmless } from '../../model/caution.ts';
import type { Listener } from '../../model/listener.ts';
import type { SocketOptions } from '../../model/options.ts';
import { type Combination, listenerAt } from '../../model/plan.ts';
import type { AloneReport, MatrixReport, PortReport, Report, TogetherReport } from '../../model/report.ts';
import { seesAllProcesses } from '../text/systems.ts';

/** Everything that was found under one combination of the axes. */
export interface Section extends Combination {
  /** The predicted system that it is about; absent: this kernel. */
  readonly system?: string;
  /** IPV6_V6ONLY of a new socket, of the predicted system or of this host. */
  readonly v6onlyByDefault: boolean;
  /** Which sockets held the port before the run. */
  readonly occupancy: PortReport | undefined;
  /** True where the user who ran it may see every process of the PID namespace. */
  readonly seesAll: boolean;
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

/** What the endpoints alone were tried under. IPv6 ones first, since an IPv4 socket does not show every axis. */
function combinationsOf(alone: readonly AloneReport[]): OfSystem[] {
  const found: OfSystem[] = [];
  for (const family of ['inet6', 'inet'] as const)
    for (const one of alone.filter(({ listener }) => listener.address.family === family))
      if (!found.some((c) => isOf(one, c) && sameOptions(one.listener, asNewcomer(c, one.listener.address))))
        found.push({
          ...(one.system === undefined ? {} : { system: one.system }),
          protocol: one.listener.protocol,
          port: one.listener.port,
          ...axesFromOptions(one.listener.options),
        });
  return found;
}

function section(report: Report, c: OfSystem): Section {
  const system = report.predicted?.find((p) => p.os === c.system);
  return {
    ...(c.system === undefined ? {} : { system: c.system }),
    v6onlyByDefault: system?.v6only ?? report.host.sysctls['net.ipv6.bindv6only'] === '1',
    protocol: c.protocol,
    port: c.port,
    ...axesOf(c),
    seesAll: seesAllProcesses(report.host),
    occupancy: report.ports.find((p) => p.protocol === c.protocol && p.port === c.port),
    alone: aloneUnder(report.alone, c),
    together: report.together.filter((t) => key(t) === key(c)),
    matrix: report.matrices.find((m) => key(m) === key(c)),
  };
}

/**
 * Each endpoint alone with the newcomer's options, once. On a port in use less was set than was asked for; then what was
 * tried stands for every combination that would have come to the same.
 */
function aloneUnder(alone: readonly AloneReport[], c: OfSystem): AloneReport[] {
  const here = alone.filter((one) => isOf(one, c));
  const asked = here.filter(({ listener }) => sameOptions(listener, asNewcomer(c, listener.address)));
  const tried = here.filter(({ listener }) => sameOptions(listener, harmless(asNewcomer(c, listener.address))));
  return [
    ...new Map((asked.length > 0 ? asked : tried).map((one) => [formatAddress(one.listener.address), one])).values(),
  ];
}

const isOf = ({ system, listener }: AloneReport, c: OfSystem): boolean =>
  listener.protocol === c.protocol && listener.port === c.port && system === c.system;

const asNewcomer = (c: Combination, address: Address): Listener => listenerAt(c, 'newcomer', address);

const sameOptions = (a: Listener, b: Listener): boolean => optionsKey(a.options) === optionsKey(b.options);

const optionsKey = (options: SocketOptions): string => JSON.stringify(Object.entries(options).sort());

const key = (c: OfSystem): string => [c.system, c.protocol, c.port, axesKey(c)].join(' ');
