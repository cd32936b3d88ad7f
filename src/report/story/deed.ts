import type { AddressRef, Opening, PortRef, Step, StepReport } from '../../model/trial.ts';
import { optionsInWords } from '../text/options.ts';
import { plural } from '../text/text.ts';
import { bracketed } from '../trials/words.ts';

/** One step as people say it: which socket does what. */
export interface Deed {
  /** The socket's name; empty where clients come, time passes or a table is read. */
  readonly who: string;
  readonly what: string;
}

/** `again` does `bind 0.0.0.0:50005, SO_REUSEADDR`. The report knows what a `$NAME` stood for. */
export function deedOf(step: Step, report: StepReport | undefined): Deed {
  const who = 'socket' in step ? step.socket : '';
  const uid = step.uid === undefined ? '' : `, as uid ${step.uid}`;
  return { who, what: `${actOf(step, report)}${'open' in step ? openingInWords(step.open) : ''}${uid}` };
}

function actOf(step: Step, report: StepReport | undefined): string {
  switch (step.op) {
    case 'bind':
      return `bind ${target(step, report)}`;
    case 'listen':
      return step.backlog === undefined ? 'listen' : `listen, backlog ${step.backlog}`;
    case 'connect':
      return `connect to ${target(step, report)}${step.wait === false ? ', without waiting' : ''}`;
    case 'accept':
      return `accept from ${step.from}`;
    case 'dup':
      return `share ${step.from} by dup(2)`;
    case 'fork':
      return `inherit ${step.from} in a child process`;
    case 'send':
    case 'sendto':
      return `send ${step.full ? 'until the window is full' : plural(step.bytes ?? 1, 'byte')}${step.op === 'sendto' ? ` to ${target(step, report)}` : ''}`;
    case 'receive':
      return step.expectBytes === 0 ? 'receive the end of the stream' : 'receive';
    case 'shutdown':
      return step.how === 'both' ? 'shutdown' : `shutdown ${step.how}`;
    case 'setsockopt':
      return `set ${optionsInWords(step.set).join(', ')}`;
    case 'join':
    case 'leave':
      return `${step.op} ${step.group} on ${step.interface}`;
    case 'reset':
      return 'close with RST';
    case 'sleep':
      return `${step.seconds} s pass`;
    case 'deliver':
      return `${plural(step.count ?? 1, 'client')} to ${target(step, report)}`;
    case 'state':
      return `look at ${target(step, report)}`;
    default:
      return step.op;
  }
}

/** The endpoint that a step came to use, or was written to use. */
function target(
  step: { readonly address: AddressRef; readonly port: PortRef },
  report: StepReport | undefined,
): string {
  return `${bracketed(report?.address ?? step.address)}:${report?.port ?? step.port}`;
}

function openingInWords(open: Opening | undefined): string {
  if (open === undefined) return '';
  const kind = [
    ...(open.protocol === 'udp' ? ['UDP'] : open.mptcp ? ['MPTCP'] : []),
    ...(open.family === 'inet6' ? ['IPv6 socket'] : []),
  ];
  return [...kind, ...optionsInWords(open)].map((text) => `, ${text}`).join('');
}
