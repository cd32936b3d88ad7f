import type { Family } from '../../../model/address.ts';
import type { SocketOptions } from '../../../model/options.ts';
import type { LinuxRuleId } from '../rule-id.ts';
import { isMultipath } from './descriptors.ts';
import { tooLate } from './multipath-options.ts';
import type { Sock } from './sock.ts';
import type { State } from './state.ts';

/** A refused option: its errno and rule. */
export interface OptionRefusal {
  readonly errno: string;
  readonly rule: LinuxRuleId;
}

/** In which the options of one call are set: that of their declaration. */
const ORDER = [
  ...['reuseaddr', 'reuseport', 'v6only', 'device', 'freebind', 'portRange', 'broadcast'],
  ...['multicastAll', 'multicastIf', 'multicastAll6', 'multicastIf6'],
  ...['transparent', 'bindNoPort', 'incomingCpu', 'linger', 'fastOpen'],
] as const satisfies readonly (keyof SocketOptions)[];

/** setsockopt(2) for each option that is given, in the order of their declaration; stops at the first refusal. */
export function setOptions(
  state: State,
  sock: Sock,
  options: SocketOptions,
  privileged: boolean,
): OptionRefusal | undefined {
  if (!isMultipath(sock)) return setGiven(state, sock, options, privileged);
  for (const name of ORDER.filter((one) => options[one] !== undefined)) {
    const one = { [name]: options[name] };
    const refusal = tooLate(state, sock, one, privileged) ?? setGiven(state, sock, one, privileged);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function setGiven(state: State, sock: Sock, options: SocketOptions, privileged: boolean): OptionRefusal | undefined {
  if (options.reuseaddr !== undefined) sock.reuseaddr = options.reuseaddr;
  if (options.reuseport !== undefined) sock.reuseport = options.reuseport;
  const refusal = setV6only(state, sock, options.v6only) ?? setDevice(state, sock, options.device, privileged);
  if (refusal !== undefined) return refusal;
  if (options.freebind !== undefined) sock.freebind = options.freebind;
  return (
    setRange(state, sock, options.portRange) ??
    setMulticast(state, sock, options) ??
    setTransparent(state, sock, options.transparent, privileged) ??
    setOthers(state, sock, options)
  );
}

/** IP_TRANSPARENT: do_ip_setsockopt(), net/ipv4/ip_sockglue.c, 6.18. */
function setTransparent(
  state: State,
  sock: Sock,
  transparent: boolean | undefined,
  privileged: boolean,
): OptionRefusal | undefined {
  if (transparent === undefined) return undefined;
  const refusal = transparent && !privileged ? refuse(state, 'EPERM', 'linux.transparent-privilege') : undefined;
  if (refusal === undefined) sock.transparent = transparent;
  return refusal;
}

function setOthers(state: State, sock: Sock, options: SocketOptions): OptionRefusal | undefined {
  const { bindNoPort, incomingCpu, linger, fastOpen } = options;
  if (incomingCpu !== undefined) sock.incomingCpu = incomingCpu < 0 ? undefined : incomingCpu;
  if (bindNoPort !== undefined) sock.bindNoPort = bindNoPort;
  if (linger !== undefined) sock.linger = linger === false ? undefined : linger;
  if (fastOpen === undefined) return undefined;
  // TCP_FASTOPEN: do_tcp_setsockopt(), net/ipv4/tcp.c, 6.18.
  if (sock.protocol === 'udp') return refuse(state, 'ENOPROTOOPT', 'linux.fast-open-needs-tcp');
  const isEarly = sock.state === 'CLOSE' || sock.state === 'LISTEN';
  return isEarly ? undefined : refuse(state, 'EINVAL', 'linux.fast-open-connected');
}

const refuse = (state: State, errno: string, rule: LinuxRuleId): OptionRefusal | undefined =>
  state.holds(rule) ? { errno, rule } : undefined;

/** IPV6_V6ONLY: do_ipv6_setsockopt(), net/ipv6/ipv6_sockglue.c, 6.18. */
function setV6only(state: State, sock: Sock, v6only: boolean | undefined): OptionRefusal | undefined {
  if (v6only === undefined) return undefined;
  if (sock.family === 'inet') return refuse(state, 'ENOPROTOOPT', 'linux.v6only-needs-inet6');
  if (sock.port !== 0) {
    const refusal = refuse(state, 'EINVAL', 'linux.v6only-after-bind');
    if (refusal !== undefined) return refusal;
  }
  sock.v6only = v6only;
  return undefined;
}

/** SO_BINDTODEVICE: sock_setbindtodevice(), net/core/sock.c, 6.18. */
function setDevice(
  state: State,
  sock: Sock,
  device: string | undefined,
  privileged: boolean,
): OptionRefusal | undefined {
  if (device === undefined) return undefined;
  if (device !== '' && !state.env.zones.has(device)) {
    const refusal = refuse(state, 'ENODEV', 'linux.no-such-device');
    if (refusal !== undefined) return refusal;
  }
  if (sock.device !== undefined && !privileged) {
    const refusal = refuse(state, 'EPERM', 'linux.device-once');
    if (refusal !== undefined) return refusal;
  }
  sock.device = device === '' ? undefined : device;
  // udp_lib_rehash() takes the socket out of its SO_REUSEPORT group.
  if (sock.protocol === 'udp') sock.group = undefined;
  return undefined;
}

/** IP_LOCAL_PORT_RANGE: do_ip_setsockopt(), net/ipv4/ip_sockglue.c, 6.18. */
function setRange(state: State, sock: Sock, range: readonly [number, number] | undefined): OptionRefusal | undefined {
  if (range === undefined) return undefined;
  if (state.holds('linux.no-port-range')) return refuse(state, 'ENOPROTOOPT', 'linux.no-port-range');
  const [low, high] = range;
  if (low !== 0 && high !== 0 && low > high) return refuse(state, 'EINVAL', 'linux.port-range-reversed');
  sock.range = range;
  return undefined;
}

/** The options of broadcast and multicast. */
function setMulticast(state: State, sock: Sock, options: SocketOptions): OptionRefusal | undefined {
  if (options.broadcast !== undefined) sock.broadcast = options.broadcast;
  const { multicastAll, multicastIf, multicastAll6, multicastIf6 } = options;
  const isAsked = [multicastAll, multicastIf, multicastAll6, multicastIf6].some((option) => option !== undefined);
  if (sock.multipath && isAsked) return refuse(state, 'ENOPROTOOPT', 'linux.mptcp-has-no-groups');
  if (multicastAll !== undefined) setAll(sock, 'inet', multicastAll);
  const refusal = setInterface(state, sock, 'inet', multicastIf);
  if (refusal !== undefined) return refusal;
  if (multicastAll6 !== undefined) {
    if (sock.family === 'inet') return refuse(state, 'ENOPROTOOPT', 'linux.v6only-needs-inet6');
    setAll(sock, 'inet6', multicastAll6);
  }
  return setInterface(state, sock, 'inet6', multicastIf6);
}

function setAll(sock: Sock, family: Family, on: boolean): void {
  sock.multicastAll = { ...sock.multicastAll, [family]: on };
}

/** IP_MULTICAST_IF, IPV6_MULTICAST_IF: do_ip_setsockopt(), do_ipv6_setsockopt(), 6.18. */
function setInterface(state: State, sock: Sock, family: Family, device: string | undefined): OptionRefusal | undefined {
  if (device === undefined) return undefined;
  const isSix = family === 'inet6';
  if (isSix && sock.family === 'inet') return refuse(state, 'ENOPROTOOPT', 'linux.v6only-needs-inet6');
  if (sock.protocol === 'tcp')
    return refuse(state, isSix ? 'ENOPROTOOPT' : 'EINVAL', 'linux.multicast-needs-datagrams');
  if (device !== '' && !state.env.zones.has(device))
    return refuse(state, isSix ? 'ENODEV' : 'EADDRNOTAVAIL', 'linux.no-multicast-interface');
  if (device !== '' && sock.device !== undefined && sock.device !== device) {
    const refusal = refuse(state, 'EINVAL', 'linux.multicast-interface-is-device');
    if (refusal !== undefined) return refusal;
  }
  sock.multicastIf = { ...sock.multicastIf, [family]: device === '' ? undefined : device };
  return undefined;
}
