import type { Endpoint } from './address.ts';
import { formatBound } from './host.ts';
import { type ListenerOptions, type Reuse, reuseOptions } from './options.ts';

/** A socket that is to be bound and, if it is of TCP, to listen. */
export interface Listener extends Endpoint {
  readonly options: ListenerOptions;
}

/** The listener with these reuse options and no others; its other options stay as they are. */
export function withReuse(listener: Listener, reuse: Reuse): Listener {
  const { reuseaddr: _, reuseport: __, exclusive: ___, ...others } = listener.options;
  return { ...listener, options: { ...others, ...reuseOptions(reuse) } };
}

/** `0.0.0.0:80`, `[::]:80`; on a device `0.0.0.0%eth0:80`. */
export const formatListener = ({ address, port, options }: Listener): string =>
  formatBound({ address, port, device: options.device });
