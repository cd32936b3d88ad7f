import { formatListener, type Listener } from '../../../model/listener.ts';

/** `0.0.0.0%eth0:80 tcp, SO_REUSEADDR, IPV6_V6ONLY on` */
export const listenerInWords = (listener: Listener): string =>
  [`${formatListener(listener)} ${listener.protocol}`, ...optionsInWords(listener)].join(', ');

/** The options that it sets. */
const optionsInWords = ({ options: { reuseaddr, reuseport, v6only, freebind } }: Listener): string[] => [
  ...(reuseaddr ? ['SO_REUSEADDR'] : []),
  ...(reuseport ? ['SO_REUSEPORT'] : []),
  ...(v6only === undefined ? [] : [`IPV6_V6ONLY ${v6only ? 'on' : 'off'}`]),
  ...(freebind ? ['IP_FREEBIND'] : []),
];
