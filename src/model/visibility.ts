import type { HostFacts } from './host.ts';

/** What decides which processes may be seen. */
export type SightFacts = Pick<HostFacts, 'uid' | 'capabilities' | 'idleCapabilities' | 'initialPidNamespace'>;

/** Why somebody lacks a capability. */
export type Hindrance = 'no root' | 'no capability' | 'user namespace';

/** Why a capability does not count; undefined where it does. */
export function lackOf(
  capability: string,
  { uid, capabilities, idleCapabilities = [] }: SightFacts,
): Hindrance | undefined {
  if (capabilities.includes(capability)) return undefined;
  if (idleCapabilities.includes(capability)) return 'user namespace';
  return uid === 0 ? 'no capability' : 'no root';
}

/** Why the descriptors of some processes of this PID namespace may be hidden; undefined where all may be seen: ptrace(2). */
export const hindranceOf = (facts: SightFacts): Hindrance | undefined => lackOf('CAP_SYS_PTRACE', facts);
