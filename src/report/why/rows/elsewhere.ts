import { formatSocketAddress } from '../../../model/address.ts';
import type { Elsewhere } from '../../../model/elsewhere.ts';
import type { WhyAnswer } from '../../../model/why.ts';
import { plural } from '../../text/text.ts';
import { questionCommand } from '../words/question.ts';
import { socketInWords } from '../words/socket.ts';
import { NAMED, type Row } from './row.ts';

/** Where the port is in use although it is free here. */
export function elsewhereRows({ elsewhere, asked }: WhyAnswer, program: string): Row[] {
  const rows = elsewhere.slice(0, NAMED).map((one, i): Row => {
    const label = i === 0 ? 'elsewhere' : '';
    const row = { label, text: placeInWords(one), mark: 'observed', tone: 'unsure' } as const;
    if (one.kind === 'docker-proxy') return row;
    const { namespace, pid } = one;
    return { ...row, command: questionCommand(program, [asked], namespace.name ?? String(pid)) };
  });
  const more = elsewhere.length - rows.length;
  return more > 0
    ? [...rows, { label: '', text: `and ${plural(more, 'more place')}`, mark: 'observed', tone: 'unsure' }]
    : rows;
}

function placeInWords(one: Elsewhere): string {
  if (one.kind === 'docker-proxy') {
    const { pid, published, container } = one;
    return `docker-proxy (pid ${pid}) publishes port ${container.port} of the container at ${container.address.ip} as ${formatSocketAddress(published)}`;
  }
  const { namespace, socket } = one;
  const [owner] = socket.owners;
  const who = owner === undefined ? '' : ` of ${owner.command} (pid ${owner.pid})`;
  const name = namespace.name === undefined ? '' : ` (${namespace.name})`;
  return `${socketInWords(socket)}${who} in another network namespace, ${namespace.id}${name}: it does not count here`;
}
