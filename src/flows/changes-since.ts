import { discoverHost } from '../discover/host.ts';
import { socketsOn } from '../discover/sockets.ts';
import { type HostState, hostChanges } from '../judge/host-changes.ts';
import type { HostChange } from '../model/host-change.ts';
import type { PortReport } from '../model/report.ts';

/** Looks at the host again, before a rule is blamed for what may have changed. What cannot be read has not changed. */
export function changesSince(
  before: HostState & { readonly ports: readonly Pick<PortReport, 'protocol' | 'port'>[] },
): HostChange[] {
  const host = discoverHost();
  const ports = new Set(before.ports.map(({ port }) => port));
  const protocols = new Set(before.ports.map(({ protocol }) => protocol));
  const listed = socketsOn([...ports], [...protocols]);
  return hostChanges(before, {
    host: host.ok ? host.value : before.host,
    held: listed.ok ? listed.value.sockets : before.held,
  });
}
