import { formatAddress, isAny } from '../../model/address.ts';
import type { Slot } from '../../model/planned-socket.ts';
import type { ProfileFlag } from '../../model/profile.ts';

/** A slot and what its line says of it. */
export interface Draft extends Slot {
  readonly flags: readonly FlagInUse[];
  /** That of the line. */
  readonly part: string | undefined;
}

/** A word that is switched on. */
export interface FlagInUse {
  readonly flag: ProfileFlag;
  readonly value: string | number | boolean;
}

/** Whether a line of a draft has a socket of its own beside a wildcard. */
export const hasOwnSocket = ({ flags }: Draft): boolean => flags.some(({ flag }) => flag.own === true);

/** `tcp [::]:80 v6only`: equal for sockets that are one. */
export const slotKey = ({ choices: [first] }: Slot): string =>
  first === undefined
    ? ''
    : `${first.protocol} ${formatAddress(first.address)} ${first.port} ${first.options.device ?? ''}`;

/** Whether the first choice of a slot is a wildcard address. */
export const isWildcardSlot = ({ choices: [first] }: Slot): boolean => first !== undefined && isAny(first.address);
