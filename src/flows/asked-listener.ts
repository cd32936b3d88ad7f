import { readEndpoints } from '../config/endpoint/pasted.ts';
import { HABITS } from '../config/endpoint/servers.ts';
import type { WrittenEndpoint } from '../config/endpoint/written-endpoint.ts';
import { PROTOCOLS, readReuse, readWord } from '../config/values.ts';
import type { Protocol } from '../model/address.ts';
import type { AskedListener } from '../model/asked-listener.ts';
import { AXES } from '../model/axes.ts';
import type { Listener } from '../model/listener.ts';
import { type Reuse, reuseOptions, V6ONLY } from '../model/options.ts';
import { ok, problem, type Result } from '../model/result.ts';

/** The flags that say more of a listener than its endpoint does, as they are written. */
export interface ListenerFlags {
  readonly protocol?: string | undefined;
  readonly port?: string | undefined;
  readonly reuse?: string | undefined;
  readonly v6only?: string | undefined;
  readonly device?: string | undefined;
  readonly freebind?: boolean | undefined;
}

/**
 * Reads the listeners that are asked about, in the order in which they are named. A message names the flag or the
 * endpoint. None where neither an operand nor --port names one.
 */
export function readListeners(
  operands: readonly string[],
  flags: ListenerFlags,
): Result<readonly [AskedListener, ...AskedListener[]] | undefined> {
  const { port } = flags;
  if (port !== undefined && operands.length > 0)
    return problem('--port: the endpoint names a port already', 'leave one of the two out');
  const written = readEndpoints(port === undefined ? operands : [port]);
  if (!written.ok) return written;
  const isAnyIpv6 = written.value.some(({ address }) => address.family === 'inet6');
  const listeners: AskedListener[] = [];
  for (const one of written.value) {
    const { family } = one.address;
    const listener = readListener(one, family === 'inet' && isAnyIpv6 ? { ...flags, v6only: undefined } : flags);
    if (!listener.ok) return listener;
    listeners.push({ listener: listener.value, ...(one.server === undefined ? {} : { server: one.server }) });
  }
  const [first, ...more] = listeners;
  return ok(first === undefined ? undefined : [first, ...more]);
}

/** The listener of an endpoint, with the options that the flags or the way of writing give it. */
function readListener(written: WrittenEndpoint, flags: ListenerFlags): Result<Listener> {
  const protocol = readProtocol(flags.protocol, written.protocol);
  if (!protocol.ok) return protocol;
  const { address, port, server } = written;
  const reuse = readFlag('reuse', flags.reuse, readReuse);
  const v6only = readFlag('v6only', flags.v6only, readWord(AXES.v6only.noun, V6ONLY));
  const device = readDevice(flags.device, written.device);
  if (reuse?.ok === false) return reuse;
  if (v6only?.ok === false) return v6only;
  if (!device.ok) return device;
  if (v6only !== undefined && v6only.value !== 'system' && address.family === 'inet')
    return problem('--v6only: an IPv4 socket has no IPV6_V6ONLY', 'leave it out, or ask about [::]');
  const own = v6only === undefined ? written.v6only : v6only.value === 'system' ? undefined : v6only.value === 'on';
  const options = {
    ...reuseOptions(reuse?.value ?? (protocol.value === 'tcp' ? usualReuse(server) : 'none')),
    ...(own === undefined ? {} : { v6only: own }),
    ...(device.value === undefined ? {} : { device: device.value }),
    ...(flags.freebind === true ? { freebind: true } : {}),
  };
  return ok({ protocol: protocol.value, address, port, options });
}

/** Nearly every TCP server sets SO_REUSEADDR; a UDP one that does would share its port. */
const usualReuse = (server: WrittenEndpoint['server']): Reuse =>
  (server === undefined ? undefined : HABITS[server].reuse) ?? 'addr';

function readProtocol(flag: string | undefined, written: Protocol | undefined): Result<Protocol> {
  const given = readFlag('protocol', flag, readWord('a protocol', PROTOCOLS));
  if (given === undefined) return ok(written ?? 'tcp');
  if (given.ok && written !== undefined && given.value !== written)
    return problem(`--protocol ${given.value}: the endpoint says ${written}`, 'leave one of the two out');
  return given;
}

function readDevice(flag: string | undefined, written: string | undefined): Result<string | undefined> {
  return flag !== undefined && written !== undefined && flag !== written
    ? problem(`--device ${flag}: the endpoint says ${written}`, 'leave one of the two out')
    : ok(flag ?? written);
}

function readFlag<T>(name: string, text: string | undefined, read: (text: string) => Result<T>): Result<T> | undefined {
  if (text === undefined) return undefined;
  const value = read(text);
  return value.ok ? value : problem(`--${name}: ${value.error.message}`, value.error.hint);
}
