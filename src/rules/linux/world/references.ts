import { type Address, parseAddress, type SocketAddress } from '../../../model/address.ts';
import type { AddressRef, PortRef } from '../../../model/trial.ts';
import type { State } from './state.ts';

/** Addresses that steps have named: most name the same few, and each is read several times for one step. */
const READ = new Map<string, Address | undefined>();
const MOST_READ = 1000;

function readAddress(text: string): Address | undefined {
  if (READ.has(text)) return READ.get(text);
  const parsed = parseAddress(text);
  const address = parsed.ok ? parsed.value : undefined;
  if (READ.size >= MOST_READ) READ.clear();
  READ.set(text, address);
  return address;
}

/** An address as written or saved; undefined where nothing was saved under that name. */
export function addressOf(state: State, ref: AddressRef): Address | undefined {
  if (ref.startsWith('$')) return state.saved.get(ref.slice(1))?.address;
  return readAddress(ref);
}

/** A port as written or saved; undefined where nothing was saved under that name. */
export const portOf = (state: State, ref: PortRef): number | undefined =>
  typeof ref === 'number' ? ref : state.saved.get(ref.slice(1))?.port;

/** The address and port that a step names; undefined where one of them was not saved. */
export function targetOf(
  state: State,
  step: { readonly address: AddressRef; readonly port: PortRef },
): SocketAddress | undefined {
  const address = addressOf(state, step.address);
  const port = portOf(state, step.port);
  return address === undefined || port === undefined ? undefined : { address, port };
}
