import type { AddressRef, Opening, PortRef, Step, StepReport } from '../../model/trial.ts';
import { counted } from '../text/counted.ts';
import { optionsInWords } from '../text/options.ts';
import type { Say } from '../text/say.ts';
import { bracketed } from '../trials/words.ts';

/** One step as people say it: which socket does what. */
export interface Deed {
  /** The socket's name; empty where clients come, time passes or a table is read. */
  readonly who: string;
  readonly what: string;
}

/** `again` does `bind 0.0.0.0:50005, SO_REUSEADDR`. The report knows what a `$NAME` stood for. */
export function deedOf(step: Step, report: StepReport | undefined, say: Say): Deed {
  const who = 'socket' in step ? step.socket : '';
  const uid = step.uid === undefined ? '' : say(', as uid {uid}', { uid: step.uid });
  return { who, what: `${actOf(step, report, say)}${'open' in step ? openingInWords(step.open, say) : ''}${uid}` };
}

function actOf(step: Step, report: StepReport | undefined, say: Say): string {
  switch (step.op) {
    case 'bind':
      return `bind ${target(step, report)}`;
    case 'listen':
      return step.backlog === undefined ? 'listen' : `listen${say(', ')}backlog ${step.backlog}`;
    case 'connect':
      return `${say('connect to {end}', { end: target(step, report) })}${step.wait === false ? say(', without waiting') : ''}`;
    case 'accept':
      return say('accept from {name}', { name: step.from });
    case 'dup':
      return say('share {name} by dup(2)', { name: step.from });
    case 'fork':
      return say('inherit {name} in a child process', { name: step.from });
    case 'send':
    case 'sendto':
      return sendInWords(step, report, say);
    case 'receive':
      return step.expectBytes === 0 ? say('receive the end of the stream') : 'receive';
    case 'shutdown':
      return step.how === 'both' ? 'shutdown' : `shutdown ${step.how}`;
    case 'setsockopt':
      return say('set {options}', { options: optionsInWords(step.set).join(say(', ')) });
    case 'join':
    case 'leave':
      return say('{op} {group} on {device}', { op: step.op, group: step.group, device: step.interface });
    case 'reset':
      return say('close with RST');
    case 'sleep':
      return say('{seconds} s pass', { seconds: step.seconds });
    case 'deliver':
      return say('{clients} to {end}', {
        clients: counted(say, step.count ?? 1, '{n} client', '{n} clients'),
        end: target(step, report),
      });
    case 'state':
      return say('look at {end}', { end: target(step, report) });
    default:
      return step.op;
  }
}

/** `send 5 bytes to 127.0.0.1:80` */
function sendInWords(
  step: Extract<Step, { readonly op: 'send' | 'sendto' }>,
  report: StepReport | undefined,
  say: Say,
): string {
  const much = step.full ? say('until the window is full') : counted(say, step.bytes ?? 1, '{n} byte', '{n} bytes');
  return step.op === 'sendto' ? say('send {much} to {end}', { much, end: target(step, report) }) : `send ${much}`;
}

/** The endpoint that a step came to use, or was written to use. */
function target(
  step: { readonly address: AddressRef; readonly port: PortRef },
  report: StepReport | undefined,
): string {
  return `${bracketed(report?.address ?? step.address)}:${report?.port ?? step.port}`;
}

function openingInWords(open: Opening | undefined, say: Say): string {
  if (open === undefined) return '';
  const kind = [
    ...(open.protocol === 'udp' ? ['UDP'] : open.mptcp ? ['MPTCP'] : []),
    ...(open.family === 'inet6' ? [say('IPv6 socket')] : []),
  ];
  return [...kind, ...optionsInWords(open)].map((text) => `${say(', ')}${text}`).join('');
}
