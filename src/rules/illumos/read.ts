import type { Read } from '../shared/checks.ts';

/** Where the rules of TCP were read. */
export const READ: Read<'illumos'> = {
  os: 'illumos',
  source: 'tcp_bindi(), usr/src/uts/common/inet/tcp/tcp_bind.c, illumos-gate 39707ee3',
  certainty: 'from source, not run',
};
