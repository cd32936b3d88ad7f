import { formatSocketAddress } from '../../../model/address.ts';
import type { Elsewhere } from '../../../model/elsewhere.ts';
import type { WhyAnswer } from '../../../model/why.ts';
import { counted } from '../../text/counted.ts';
import type { Say } from '../../text/say.ts';
import { questionCommand } from '../words/question.ts';
import { socketInWords } from '../words/socket.ts';
import { NAMED, type Row } from './row.ts';

/** Where the port is in use although it is free here. */
export function elsewhereRows({ elsewhere, asked }: WhyAnswer, program: string, say: Say): Row[] {
  const rows = elsewhere.slice(0, NAMED).map((one, i): Row => {
    const label = i === 0 ? 'elsewhere' : '';
    const row = { label, text: placeInWords(one, say), mark: 'observed', tone: 'unsure' } as const;
    if (one.kind === 'docker-proxy') return row;
    const { namespace, pid } = one;
    return { ...row, command: questionCommand(program, [asked], namespace.name ?? String(pid)) };
  });
  const more = elsewhere.length - rows.length;
  return more > 0
    ? [
        ...rows,
        {
          label: '',
          text: counted(say, more, 'and {n} more place', 'and {n} more places'),
          mark: 'observed',
          tone: 'unsure',
        },
      ]
    : rows;
}

function placeInWords(one: Elsewhere, say: Say): string {
  if (one.kind === 'docker-proxy') {
    const { pid, published, container } = one;
    return say('docker-proxy (pid {pid}) publishes port {port} of the container at {address} as {published}', {
      pid,
      port: container.port,
      address: container.address.ip,
      published: formatSocketAddress(published),
    });
  }
  const { namespace, socket } = one;
  const [owner] = socket.owners;
  const what = socketInWords(socket, say);
  const who =
    owner === undefined
      ? what
      : say('{socket} of {owner}', { socket: what, owner: `${owner.command} (pid ${owner.pid})` });
  const name = namespace.name === undefined ? '' : ` (${namespace.name})`;
  return say('{who} in another network namespace, {namespace}: it does not count here', {
    who,
    namespace: `${namespace.id}${name}`,
  });
}
