import { constants } from 'node:os';

/** Names that share a number on Linux: the one that the manual pages and this program use. */
const CANONICAL: Readonly<Record<string, string>> = { EWOULDBLOCK: 'EAGAIN', ENOTSUP: 'EOPNOTSUPP' };

/** Numbers that node:os does not name, from asm-generic/errno.h. */
const MORE: Readonly<Record<string, number>> =
  process.platform === 'linux'
    ? { ESOCKTNOSUPPORT: 94, EPFNOSUPPORT: 96, ESHUTDOWN: 108, EHOSTDOWN: 112, ENONET: 64 }
    : {};

const NAMES = new Map<number, string>(
  [...Object.entries(MORE), ...Object.entries(constants.errno)].map(([name, number]) => [
    number,
    CANONICAL[name] ?? name,
  ]),
);

/** The canonical name of an errno, such as EADDRINUSE; `E123` for one that has no name here. See errno(3). */
export const errnoName = (number: number): string => NAMES.get(number) ?? `E${number}`;
