import { version } from 'node:os';
import { readText } from './files.ts';

/** What the builder of the kernel says of its version: uname(2), and Ubuntu's /proc/version_signature. */
export const kernelBuild = (): string =>
  [version(), readText('/proc/version_signature')?.trim() ?? ''].join(' ').trim();
