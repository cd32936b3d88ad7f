import { networkInterfaces as networkInterfacesOfNode } from 'node:os';
import type { Systeminformation } from 'systeminformation';
import type { Interface } from '../model/host.ts';
import { platformView } from './platform.ts';

/**
 * Adds to the interfaces what systeminformation knows of each link: type, MAC, speed, duplex, virtual, DHCP, default
 * route. It runs dozens of processes: call it only for a report that shows these facts. Never throws; what it does not know,
 * or all of it where it fails, is left out. `routed`: the interfaces that have a default route, where that is known.
 */
export async function linkFacts(
  interfaces: readonly Interface[],
  routed = platformView().defaultRoutes(),
): Promise<readonly Interface[]> {
  try {
    // What os.networkInterfaces() throws inside of systeminformation no caller of that can catch.
    networkInterfacesOfNode();
    const { networkInterfaceDefault, networkInterfaces } = await import('systeminformation');
    const [found, named] = await Promise.all([networkInterfaces(), networkInterfaceDefault()]);
    // Without a default route systeminformation names the first interface.
    const defaultName = routed?.has(named) === false ? undefined : named;
    const byName = new Map([found].flat().map((link) => [link.iface, link]));
    return interfaces.map((link) => ({
      ...link,
      ...factsOf(byName.get(link.name)),
      ...(link.name === defaultName ? { default: true } : {}),
    }));
  } catch {
    return interfaces;
  }
}

type LinkFacts = Pick<Interface, 'type' | 'mac' | 'speed' | 'duplex' | 'virtual' | 'dhcp'>;

/** Empty strings, `unknown`, null and -1 are systeminformation's words for "not known". */
function factsOf(link: Systeminformation.NetworkInterfacesData | undefined): LinkFacts {
  if (link === undefined) return {};
  const facts: Record<keyof LinkFacts, unknown> = {
    type: link.type || undefined,
    mac: link.mac || undefined,
    speed: (link.speed ?? 0) > 0 ? link.speed : undefined,
    duplex: link.duplex === 'unknown' ? undefined : link.duplex || undefined,
    virtual: link.virtual,
    dhcp: link.dhcp,
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as LinkFacts;
}
