import type { PlatformView } from '../platform-view.ts';
import { effectiveCapabilities } from './capabilities.ts';
import { readDefaultRoutes } from './default-routes.ts';
import { descriptorsOf } from './descriptors.ts';
import { Duplicates } from './duplicates.ts';
import { portElsewhere } from './elsewhere.ts';
import { kernelBuild } from './kernel-build.ts';
import { readLocalTable } from './local-table.ts';
import { namespaceId } from './namespace.ts';
import { initialPidNamespace } from './pid-namespace.ts';
import { describeProcesses, ownerOf } from './processes.ts';
import { dumpInterfaces } from './rtnetlink.ts';
import { listSockets, servers } from './sockets.ts';
import { readSurroundings } from './surroundings.ts';
import { readSysctls } from './sysctls.ts';

/** What Linux shows: /proc, sysctl(8), sock_diag(7), rtnetlink(7). */
export const LINUX: PlatformView = {
  capabilities: effectiveCapabilities,
  initialPidNamespace,
  netns: namespaceId,
  kernelBuild,
  tellsSysctls: true,
  sysctls: readSysctls,
  interfaces: dumpInterfaces,
  localTable: readLocalTable,
  defaultRoutes: readDefaultRoutes,
  sockets: listSockets,
  servers,
  descriptors: descriptorsOf,
  reuseFlags: () => new Duplicates(),
  ownerOf,
  processes: describeProcesses,
  elsewhere: portElsewhere,
  surroundings: readSurroundings,
};
