import type { Host } from '../model/host.ts';
import { ok, type Result } from '../model/result.ts';
import { hostFacts } from './facts.ts';
import { listInterfaces } from './interfaces.ts';
import { hasIpv6 } from './ipv6.ts';

/**
 * What this host is and which addresses it has, seen from the network namespace of the calling thread.
 * Changes nothing. Synchronous, so that it also works inside a namespace that only this thread has entered.
 * Fails only where getifaddrs(3) does; what /proc does not show is left out.
 */
export function discoverHost(): Result<Host> {
  const listed = listInterfaces();
  if (!listed.ok) return listed;
  return ok({ facts: hostFacts(), ...listed.value, ipv6: hasIpv6() });
}
