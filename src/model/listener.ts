import type { Endpoint } from './address.ts';
import { formatBound } from './host.ts';
import { type Reuse, reuseOptions, type SocketOptions } from './options.ts';

/** A socket that is to be bound, and put to listen where it is of TCP: where, and with which options. */
export interface Listener extends Endpoint {
  readonly options: SocketOptions;
}

/** The same listener with exactly these reuse options, and its other options as they are. */
export function withReuse(listener: Listener, reuse: Reuse): Listener {
  const { reuseaddr: _, reuseport: __, ...others } = listener.options;
  return { ...listener, options: { ...others, ...reuseOptions(reuse) } };
}

/** `0.0.0.0:80`, `[::]:80`; on a device `0.0.0.0%eth0:80`. */
export const formatListener = ({ address, port, options }: Listener): string =>
  formatBound({ address, port, device: options.device });
