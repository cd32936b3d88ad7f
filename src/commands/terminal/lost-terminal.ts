import { closeSync, fstatSync, type Stats } from 'node:fs';

/**
 * Closes the descriptors of a terminal that is gone. As it ends, Node restores the settings of each terminal that it began
 * with, and aborts where the kernel refuses that with EIO; it passes over a closed descriptor (ResetStdio(), src/node.cc).
 */
export function leaveLostTerminals(): void {
  for (const fd of [0, 1, 2]) {
    try {
      if (mayBeTerminal(fstatSync(fd)) && !isTerminal(fd)) closeSync(fd);
    } catch {}
  }
}

/** The major number of /dev/null and its like, which are no terminals: makedev(3), linux/major.h. */
const MEM_MAJOR = 1;

const mayBeTerminal = (stats: Stats): boolean => stats.isCharacterDevice() && stats.rdev >> 8 !== MEM_MAJOR;

/** isatty(3). Only a process on a terminal needs node:tty, which takes long to load. */
const isTerminal = (fd: number): boolean => process.getBuiltinModule('node:tty').isatty(fd);
