import { type Address, formatAddress, isAny, parseAddress, type SocketAddress } from '../../model/address.ts';
import type { PortExpectation } from '../../model/trial.ts';
import type { StepObservation } from '../../model/trial-observation.ts';
import type { StepOf } from './context.ts';
import { differs, neverSaved } from './observation.ts';
import { type SavedNames, savedAddress, savedNamed } from './saved.ts';

/** What getsockname(2) gave instead of the expected name: `address=A`, `port=N` or both; undefined if it is as expected. */
export function nameMismatch(
  { expectAddress, expectPort }: StepOf<'getsockname'>,
  local: SocketAddress,
  saved: SavedNames,
): StepObservation | undefined {
  const unset = [expectAddress, expectPort]
    .map((e) => reference(e))
    .find((r) => r !== undefined && !savedNamed(saved, r));
  if (unset !== undefined) return neverSaved(unset);
  const wrong = [
    expectAddress === undefined || addressFits(expectAddress, local.address, saved)
      ? []
      : `address=${formatAddress(local.address)}`,
    expectPort === undefined || portFits(expectPort, local.port, saved) ? [] : `port=${local.port}`,
  ].flat();
  return wrong.length === 0 ? undefined : { outcome: differs(wrong.join(' ')), local };
}

/** The `$P` of `$P` and `!$P`. */
function reference(expected: string | PortExpectation | undefined): string | undefined {
  return typeof expected === 'string' ? /^!?(\$.+)$/.exec(expected)?.[1] : undefined;
}

function portFits(expected: PortExpectation, port: number, saved: SavedNames): boolean {
  if (typeof expected === 'number') return port === expected;
  if (typeof expected !== 'string') return port >= expected[0] && port <= expected[1];
  if (expected === 'nonzero') return port !== 0;
  const isSame = savedNamed(saved, reference(expected) ?? '')?.port === port;
  return expected.startsWith('!') ? !isSame : isSame;
}

function addressFits(expected: string, address: Address, saved: SavedNames): boolean {
  if (expected === 'nonzero') return !isAny(address);
  const named = reference(expected);
  if (named === undefined) return isWritten(expected, address);
  const isSame = savedAddress(saved, named) === formatAddress(address);
  return expected.startsWith('!') ? !isSame : isSame;
}

/** A zone is compared only if one is written. */
function isWritten(expected: string, address: Address): boolean {
  const written = parseAddress(expected);
  if (!written.ok || written.value.ip !== address.ip) return false;
  return written.value.zone === undefined || written.value.zone === address.zone;
}
