import { type Address, parseAddress, type SocketAddress } from '../../../model/address.ts';
import type { AddressRef, PortRef } from '../../../model/trial.ts';
import type { State } from './state.ts';

/** An address as written or saved; undefined where nothing was saved under that name. */
export function addressOf(state: State, ref: AddressRef): Address | undefined {
  if (ref.startsWith('$')) return state.saved.get(ref.slice(1))?.address;
  const parsed = parseAddress(ref);
  return parsed.ok ? parsed.value : undefined;
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
