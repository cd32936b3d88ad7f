import { release } from 'node:os';
import type { HostFacts } from '../model/host.ts';
import { effectiveCapabilities, networkNamespace, readSysctls } from './linux-facts.ts';

/** Everything about the host that decides outcomes, apart from its addresses. What cannot be read is left out. */
export const hostFacts = (): HostFacts => ({
  os: process.platform,
  kernel: release(),
  uid: process.geteuid?.() ?? -1,
  capabilities: effectiveCapabilities(),
  netns: networkNamespace(),
  sysctls: readSysctls(),
});
