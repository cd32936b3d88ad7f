import { ANY, formatEndpoint, isAny } from '../../../model/address.ts';
import type { Listener } from '../../../model/listener.ts';
import { reuseOf } from '../../../model/options.ts';
import type { WhyAnswer } from '../../../model/why.ts';
import { type Command, shellWord } from '../../text/command.ts';

/** The command that asks about these listeners, which have the options of the first, in the namespace that --netns names. */
export const questionCommand = (
  program: string,
  [first, ...more]: readonly [Listener, ...Listener[]],
  netns: string | undefined,
): Command => [
  `${program} why`,
  ...[first, ...more].map(endpointWord),
  ...flagsOf(first),
  ...(netns === undefined ? [] : [`--netns ${shellWord(netns)}`]),
];

/** `80`, `'[::]:80'`, `udp:53`: a port alone means 0.0.0.0. */
function endpointWord({ protocol, address, port }: Listener): string {
  const endpoint = address.ip === ANY.inet.ip ? String(port) : formatEndpoint(address, port);
  return shellWord(protocol === 'udp' ? `udp:${endpoint}` : endpoint);
}

function flagsOf({ protocol, options }: Listener): Command {
  const { v6only, device, freebind } = options;
  const reuse = reuseOf(options);
  return [
    ...(reuse === (protocol === 'tcp' ? 'addr' : 'none') ? [] : [`--reuse ${reuse}`]),
    ...(v6only === undefined ? [] : [`--v6only ${v6only ? 'on' : 'off'}`]),
    ...(device === undefined ? [] : [`--device ${shellWord(device)}`]),
    ...(freebind ? ['--freebind'] : []),
  ];
}

/** The question of an answer, with `more` listeners of the same server, in the namespace where it was asked. */
export const askedAgain = ({ asked, within }: WhyAnswer, program: string, more: readonly Listener[] = []): Command =>
  questionCommand(program, [asked, ...more], within);

/** The listener of the other family that a server often has beside this one. */
export const counterpart = (listener: Listener): Listener => ({
  ...listener,
  address: ANY[listener.address.family === 'inet' || !isAny(listener.address) ? 'inet6' : 'inet'],
});
