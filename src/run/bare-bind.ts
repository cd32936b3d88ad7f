import type { Bind } from '../model/why.ts';
import type { Sockets } from '../net/socket.ts';
import { listenerSpec, openBound } from './listener.ts';

/**
 * bind(2) exactly as asked, the socket closed at once; it never listens. Gives the outcome. The caller sees to it that
 * the options take nothing from a holder: see `harmless`.
 */
export function bareBind(sockets: Sockets, bind: Bind): string {
  const spec = listenerSpec(sockets, bind, bind.reuse, bind.address);
  const { device, freebind } = bind;
  const more = { ...(device === undefined ? {} : { device }), ...(freebind ? { freebind } : {}) };
  const opened = openBound(sockets, { ...spec, options: { ...spec.options, ...more } });
  if (opened.outcome === 'ok') sockets.close(opened.fd);
  return opened.outcome;
}
