import type { Host } from '../model/host.ts';

type Range = readonly [low: number, high: number];

/** net.ipv4.ip_local_port_range: the ports that connect(2) chooses from (ip(7)); it serves IPv6 too. */
export function ephemeralRange({ facts }: Host): Range | undefined {
  const [low, high] = (facts.sysctls['net.ipv4.ip_local_port_range'] ?? '').split(/\s+/).map(Number);
  return low === undefined || high === undefined || Number.isNaN(high) ? undefined : [low, high];
}

export const contains = ([low, high]: Range, port: number): boolean => port >= low && port <= high;

/** net.ipv4.ip_local_reserved_ports: `8080,9148-9150`; no connection is given one of these (ip-sysctl.rst). */
export const isReserved = ({ facts }: Host, port: number): boolean =>
  (facts.sysctls['net.ipv4.ip_local_reserved_ports'] ?? '')
    .split(',')
    .filter((part) => part !== '')
    .some((part) => {
      const [low = Number.NaN, high = low] = part.split('-').map(Number);
      return contains([low, high], port);
    });

/** How many other ports are looked at. */
const MOST = 4;

/** Ports to propose instead of `port`: unprivileged, and never given to a connection; the likeliest to be liked first. */
export function otherPorts(host: Host, port: number): number[] {
  const range = ephemeralRange(host) ?? [32768, 60999];
  const lowest = Math.max(1024, Number(host.facts.sysctls['net.ipv4.ip_unprivileged_port_start'] ?? '1024'));
  const likely = port < lowest ? [port + 8000, port + 9000] : [port + 1, port + 2];
  const apart = [port % 10000, 10000 + (port % 10000), 20000 + (port % 10000), range[0] - 1, range[1] + 1];
  return [...new Set([...likely, ...apart])]
    .filter((one) => one >= lowest && one <= 65535 && one !== port && !contains(range, one))
    .slice(0, MOST);
}
