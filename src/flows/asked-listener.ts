import { PROTOCOLS, readReuse, readWord } from '../config/values.ts';
import type { Protocol } from '../model/address.ts';
import { AXES } from '../model/axes.ts';
import type { Listener } from '../model/listener.ts';
import { reuseOptions, V6ONLY } from '../model/options.ts';
import { ok, problem, type Result } from '../model/result.ts';
import { parseEndpoint } from './endpoint.ts';

/** The flags that say more of a listener than its endpoint does, as they are written. */
export interface ListenerFlags {
  readonly protocol?: string | undefined;
  readonly reuse?: string | undefined;
  readonly v6only?: string | undefined;
  readonly device?: string | undefined;
  readonly freebind?: boolean | undefined;
}

/** Reads the endpoint and the options of a listener that is asked about. A message names the flag or the endpoint. */
export function readListener(text: string, flags: ListenerFlags): Result<Listener> {
  const endpoint = parseEndpoint(text);
  if (!endpoint.ok) return endpoint;
  const protocol = readProtocol(flags.protocol, endpoint.value.protocol);
  if (!protocol.ok) return protocol;
  const { address, port } = endpoint.value;
  const reuse = readFlag('reuse', flags.reuse, readReuse);
  const v6only = readFlag('v6only', flags.v6only, readWord(AXES.v6only.noun, V6ONLY));
  if (reuse?.ok === false) return reuse;
  if (v6only?.ok === false) return v6only;
  if (v6only !== undefined && v6only.value !== 'system' && address.family === 'inet')
    return problem('--v6only: an IPv4 socket has no IPV6_V6ONLY', 'leave it out, or ask about [::]');
  const options = {
    // Nearly every TCP server sets SO_REUSEADDR; a UDP one that does would share its port.
    ...reuseOptions(reuse?.value ?? (protocol.value === 'tcp' ? 'addr' : 'none')),
    ...(v6only === undefined || v6only.value === 'system' ? {} : { v6only: v6only.value === 'on' }),
    ...(flags.device === undefined ? {} : { device: flags.device }),
    ...(flags.freebind === true ? { freebind: true } : {}),
  };
  return ok({ protocol: protocol.value, address, port, options });
}

function readProtocol(flag: string | undefined, written: Protocol | undefined): Result<Protocol> {
  const given = readFlag('protocol', flag, readWord('a protocol', PROTOCOLS));
  if (given === undefined) return ok(written ?? 'tcp');
  if (given.ok && written !== undefined && given.value !== written)
    return problem(`--protocol ${given.value}: the endpoint says ${written}`, 'leave one of the two out');
  return given;
}

function readFlag<T>(name: string, text: string | undefined, read: (text: string) => Result<T>): Result<T> | undefined {
  if (text === undefined) return undefined;
  const value = read(text);
  return value.ok ? value : problem(`--${name}: ${value.error.message}`, value.error.hint);
}
