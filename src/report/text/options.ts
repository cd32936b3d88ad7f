import type { SocketOptions } from '../../model/options.ts';

type Flag = { [K in keyof SocketOptions]-?: true extends SocketOptions[K] ? K : never }[keyof SocketOptions];

/** The options that are on or off, by the names that setsockopt(2) takes. */
const FLAGS: Readonly<Record<Flag, string>> = {
  reuseaddr: 'SO_REUSEADDR',
  reuseport: 'SO_REUSEPORT',
  v6only: 'IPV6_V6ONLY',
  freebind: 'IP_FREEBIND',
  broadcast: 'SO_BROADCAST',
  multicastAll: 'IP_MULTICAST_ALL',
  multicastAll6: 'IPV6_MULTICAST_ALL',
  transparent: 'IP_TRANSPARENT',
  bindNoPort: 'IP_BIND_ADDRESS_NO_PORT',
};

const FLAG_KEYS = Object.keys(FLAGS) as readonly Flag[];

/** `SO_REUSEADDR`, `IPV6_V6ONLY off`, `device eth0`, `ports 1024 to 2048`: what is set, one text an option. */
export function optionsInWords(options: SocketOptions): string[] {
  const { device, portRange, multicastIf, multicastIf6, incomingCpu, linger, fastOpen } = options;
  const flags = FLAG_KEYS.flatMap((key) =>
    options[key] === undefined ? [] : [options[key] ? FLAGS[key] : `${FLAGS[key]} off`],
  );
  return [
    ...flags,
    ...(device === undefined ? [] : [`device ${device}`]),
    ...interfaceInWords('IP_MULTICAST_IF', multicastIf),
    ...interfaceInWords('IPV6_MULTICAST_IF', multicastIf6),
    ...(portRange === undefined ? [] : [`ports ${portRange[0]} to ${portRange[1]}`]),
    ...(incomingCpu === undefined ? [] : [`SO_INCOMING_CPU ${incomingCpu}`]),
    ...(linger === undefined ? [] : [linger === false ? 'SO_LINGER off' : `SO_LINGER ${linger} s`]),
    ...(fastOpen === undefined ? [] : [`TCP_FASTOPEN ${fastOpen}`]),
  ];
}

const interfaceInWords = (name: string, device: string | undefined): string[] =>
  device === undefined ? [] : [`${name} ${device === '' ? 'none' : device}`];

/** The options that are on in the one and absent in the other. */
export const optionsMissing = (asked: SocketOptions, tried: SocketOptions): string[] =>
  FLAG_KEYS.filter((key) => asked[key] === true && tried[key] === undefined).map((key) => FLAGS[key]);
