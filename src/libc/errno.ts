import { constants } from 'node:os';
import { LINUX_ERRNOS } from './linux-only.ts';

/** Names that share a number on Linux: the one that the manual pages and this program use. */
const CANONICAL: Readonly<Record<string, string>> = { EWOULDBLOCK: 'EAGAIN', ENOTSUP: 'EOPNOTSUPP' };

/** Numbers that node:os does not name. */
const MORE: Readonly<Partial<Record<NodeJS.Platform, Readonly<Record<string, number>>>>> = { linux: LINUX_ERRNOS };

const NAMES = new Map<number, string>(
  [...Object.entries(MORE[process.platform] ?? {}), ...Object.entries(constants.errno)].map(([name, number]) => [
    number,
    CANONICAL[name] ?? name,
  ]),
);

/** The canonical name of an errno, such as EADDRINUSE; `E123` for one that has no name here. See errno(3). */
export const errnoName = (number: number): string => NAMES.get(number) ?? `E${number}`;
