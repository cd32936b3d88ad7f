import type { EffectText } from './effect-text.ts';

export const DESCRIPTORS = [
  [
    'duplicated',
    'A second descriptor is the same socket: it has its port, its options and its connections.',
    'dup(2)',
    'ksys_dup3(), fs/file.c, 6.18; dup(2)',
    '{newcomer} has another descriptor',
  ],
  [
    'inherited',
    'A child process inherits the descriptors of its parent, and holds the socket as the parent does.',
    'fork(2), the descriptor is not closed by the child',
    'dup_fd(), fs/file.c, 6.18; fork(2)',
    'a child process holds {newcomer} too',
  ],
  [
    'close-one-of-several',
    'A socket ends when its last descriptor is closed: until then close(2) sends no FIN, and the port stays held.',
    'close(2), another descriptor of the socket is open, in this process or in another',
    'fput(), fs/file_table.c, 6.18; close(2)',
    '{newcomer} still has another descriptor, and holds its port',
  ],
] as const satisfies readonly EffectText[];
