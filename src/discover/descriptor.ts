import { declareLazily } from '../libc/library.ts';

/** socket(2): only to ask the kernel something. None of these is ever bound or connected. -1 on error, see errno. */
export const socket = declareLazily<[domain: number, type: number, protocol: number], number>(
  'int socket(int domain, int type, int protocol)',
);

/** close(2) */
export const close = declareLazily<[fd: number], number>('int close(int fd)');
