import type { Answers, PlanReport, ServiceReport } from '../../model/plan-report.ts';

/** The addresses of a port at which the same answer, in one line. */
export interface AnswerRow {
  readonly port: string;
  readonly addresses: readonly string[];
  readonly who: string;
}

/** `edge`, `edge or admin`, `nobody` */
const whoInWords = (ids: readonly string[]): string => (ids.length === 0 ? 'nobody' : ids.join(' or '));

export function answerRows(answers: Answers): AnswerRow[] {
  return Object.entries(answers).flatMap(([port, at]) => {
    const groups = new Map<string, string[]>();
    for (const [address, ids] of Object.entries(at)) {
      const who = whoInWords(ids);
      groups.set(who, [...(groups.get(who) ?? []), address]);
    }
    return [...groups].map(([who, addresses], i) => ({ port: i === 0 ? port : '', addresses, who }));
  });
}

/** The ports at which more than one service, or a neighbour, has something to do with the answer. */
export function contestedAnswers({ answers, services, outcomes }: PlanReport): Answers {
  const isPlain = services.length > MOST_SHOWN && outcomes.length > MOST_SHOWN;
  if (!isPlain) return answers;
  return Object.fromEntries(Object.entries(answers).filter(([, at]) => isContested(at)));
}

/** Whether not the same one answers everywhere, alone. */
function isContested(at: Answers[string]): boolean {
  const [first] = Object.values(at);
  return Object.values(at).some((ids) => ids.length > 1 || ids[0] !== first?.[0]);
}

/** More services than this are shown only where there is something to say. */
export const MOST_SHOWN = 24;

/** The services that a person wants to read about: all, or of many those that are not plainly up. */
export const shownServices = ({ services }: PlanReport): readonly ServiceReport[] =>
  services.length <= MOST_SHOWN
    ? services
    : services.filter(({ status, verdict }) => status !== 'met' || verdict !== 'up');

/** `0.0.0.0:80`, or of many `0.0.0.0:80 and 3 more`. */
export function openInWords({ sockets }: ServiceReport): string {
  const open = sockets.filter(
    ({ bind, listen, closed }) => closed !== true && bind === 'ok' && (listen === null || listen === 'ok'),
  );
  const distinct = [...new Set(open.map(endpointWords))];
  return distinct.length > 4
    ? `${distinct.slice(0, 3).join(', ')} and ${distinct.length - 3} more`
    : distinct.join(', ');
}

/** `0.0.0.0:80`, `udp [::%eth0]:53` */
export const endpointWords = ({ protocol, address, port, device }: ServiceReport['sockets'][number]): string => {
  const on = device === undefined ? '' : `%${device}`;
  const where =
    address.family === 'inet'
      ? `${address.ip}${on}`
      : `[${address.ip}${on || (address.zone === undefined ? '' : `%${address.zone}`)}]`;
  return `${protocol === 'udp' ? 'udp ' : ''}${where}:${port}`;
};

/** What of restarts is worth saying: the services that do not come up again over what they left, those alike together. */
export function restartRows({ services }: PlanReport): string[] {
  const groups = new Map<string, string[]>();
  for (const { id, restart } of services) {
    const bad = Object.entries(restart ?? {}).filter(([, verdict]) => verdict !== 'up');
    if (bad.length === 0) continue;
    const states = bad.map(([state, verdict]) => `${state}: ${verdict}`).join(', ');
    groups.set(states, [...(groups.get(states) ?? []), id]);
  }
  return [...groups].map(([states, ids]) => `${someIds(ids)}, after a connection is left in ${states}`);
}

/** More ids than this are counted. */
const MOST_NAMED = 8;

export const someIds = (ids: readonly string[]): string =>
  ids.length <= MOST_NAMED
    ? ids.join(', ')
    : `${ids.slice(0, MOST_NAMED).join(', ')} and ${ids.length - MOST_NAMED} more`;
