import { err, problem } from '../model/result.ts';
import { LINUX } from './linux/index.ts';
import type { PlatformView } from './platform-view.ts';

/** The platforms that can be read; each has a folder of its own beside this file. */
const VIEWS: Readonly<Partial<Record<NodeJS.Platform, PlatformView>>> = { linux: LINUX };

/** The view of a platform without a folder: empty, or a problem where empty would be wrong. */
const NOTHING: PlatformView = {
  capabilities: () => ({ capabilities: [] }),
  initialPidNamespace: () => undefined,
  netns: () => '',
  tellsSysctls: false,
  sysctls: () => ({}),
  interfaces: () => undefined,
  localTable: () => undefined,
  defaultRoutes: () => undefined,
  sockets: () =>
    problem(
      `bindmatrix cannot list the sockets on ${process.platform}`,
      `it can on ${Object.keys(VIEWS).join(', ')}; "$0 rules" and --predict work everywhere`,
    ),
  servers: () => ({ isServed: () => undefined, close: () => {} }),
  descriptors: (inodes) => new Map([...inodes].filter((inode) => inode !== 0).map((inode) => [inode, []])),
  reuseFlags: () => ({ read: () => err('ENOSYS'), close: () => {} }),
  ownerOf: (pid) => ({ pid, command: '' }),
  processes: (owners) => [...owners].map((owner) => ({ ...owner, parent: 0, uid: -1 })),
  elsewhere: () => [],
  surroundings: () => ({ ipv6DisabledOn: [], namespace: { id: '' } }),
};

/** The view of this operating system, or of the one named. */
export const platformView = (name: NodeJS.Platform = process.platform): PlatformView => VIEWS[name] ?? NOTHING;
