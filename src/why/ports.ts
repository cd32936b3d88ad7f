import { ephemeralRange, inRange } from '../model/ephemeral-ports.ts';
import type { Host } from '../model/host.ts';

/** How many other ports are looked at. */
const MOST = 8;

/**
 * Ports to propose instead of `port`: unprivileged, and outside the ephemeral range. First those that are usual, such as
 * 8080 for 80.
 */
export function otherPorts(host: Host, port: number): number[] {
  const range = ephemeralRange(host.facts) ?? [32768, 60999];
  const lowest = Math.max(1024, Number(host.facts.sysctls['net.ipv4.ip_unprivileged_port_start'] ?? '1024'));
  const likely =
    port < lowest ? [8000, 9000, 10000].map((more) => port + more) : [1, 2, 3, 4].map((more) => port + more);
  const apart = [port % 10000, 10000 + (port % 10000), 20000 + (port % 10000), range[0] - 1, range[1] + 1];
  return [...new Set([...likely, ...apart])]
    .filter((one) => one >= lowest && one <= 65535 && one !== port && !inRange(range, one))
    .slice(0, MOST);
}
