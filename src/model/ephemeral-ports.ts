import type { HostFacts } from './host.ts';

/** Both ends belong to it. */
type PortRange = readonly [low: number, high: number];

/** net.ipv4.ip_local_port_range: the ports that connect(2) chooses from (ip(7)); it serves IPv6 too. */
export function ephemeralRange({ sysctls }: Pick<HostFacts, 'sysctls'>): PortRange | undefined {
  const [low, high] = (sysctls['net.ipv4.ip_local_port_range'] ?? '').split(/\s+/).map(Number);
  return low === undefined || high === undefined || Number.isNaN(high) ? undefined : [low, high];
}

export const inRange = ([low, high]: PortRange, port: number): boolean => port >= low && port <= high;

/** net.ipv4.ip_local_reserved_ports: `8080,9148-9150`; no connection is given one of these (ip-sysctl.rst). */
export const isReserved = ({ sysctls }: Pick<HostFacts, 'sysctls'>, port: number): boolean =>
  (sysctls['net.ipv4.ip_local_reserved_ports'] ?? '')
    .split(',')
    .filter((part) => part !== '')
    .some((part) => {
      const [low = Number.NaN, high = low] = part.split('-').map(Number);
      return inRange([low, high], port);
    });
