import { formatEndpoint, parseAddress } from '../../model/address.ts';
import type { Forwarding } from '../../model/evidence.ts';

/**
 * What docker-proxy forwards, from /proc/PID/cmdline (proc_pid_cmdline(5)): Docker starts one for each published port,
 * cmd/docker-proxy/main_linux.go. Undefined for another command line.
 */
export function forwardingOf(cmdline: string): Forwarding | undefined {
  const words = cmdline.split('\0');
  const flag = (name: string): string => {
    const at = words.findIndex((word) => word === `-${name}` || word === `--${name}`);
    return at < 0 ? '' : (words[at + 1] ?? '');
  };
  const address = parseAddress(flag('container-ip'));
  const [port, containerPort] = [flag('host-port'), flag('container-port')].map(Number);
  if (!address.ok || !port || !containerPort) return undefined;
  return { protocol: flag('proto') || 'tcp', port, to: formatEndpoint(address.value, containerPort) };
}
