import { NativeBytes } from '../libc/library.ts';
import type { Bind } from '../model/why.ts';
import type { Sockets } from '../net/socket.ts';
import { type ListenerSpec, listenerSpec, openBound } from './listener.ts';

/** Too short for any address: bind(2) says EINVAL and binds nothing. */
const NO_ADDRESS = new NativeBytes(Buffer.alloc(1));

/**
 * bind(2) exactly as asked, the socket closed at once; it never listens. Gives the outcome. The caller sees to it that
 * the options take nothing from a holder: see `harmless`.
 */
export function bareBind(sockets: Sockets, bind: Bind): string {
  const spec = specOf(sockets, bind);
  // Code that runs for the first time takes a hundred times as long, and a service may want the port meanwhile.
  openBound(sockets, { ...spec, to: NO_ADDRESS });
  const opened = openBound(sockets, spec);
  if (opened.outcome === 'ok') sockets.close(opened.fd);
  return opened.outcome;
}

function specOf(sockets: Sockets, bind: Bind): ListenerSpec {
  const spec = listenerSpec(sockets, bind, bind.reuse, bind.address);
  const { device, freebind } = bind;
  const more = { ...(device === undefined ? {} : { device }), ...(freebind ? { freebind } : {}) };
  return { ...spec, options: { ...spec.options, ...more } };
}
