import { ANY, formatAddress, isAny, sameAddress } from '../../model/address.ts';
import { listenerAt } from '../../model/plan.ts';
import type { ListenerReport, TogetherReport } from '../../model/report.ts';
import type { Section } from '../sections/view.ts';
import { type Conclusion, QUESTIONS } from './question.ts';

/** Where ANY and specific addresses listened side by side: which of them a client met at a specific one. */
export function whoAnswers({ together, protocol }: Section): Conclusion[] {
  const seen = [...new Set(together.filter(({ family }) => family !== 'both').flatMap(metBesideAny))];
  const [first] = seen;
  if (first === undefined) return [];
  const answer = seen.length === 1 ? first : `now ${seen.slice(0, 3).join(', now ')}`;
  const brief = answer.replaceAll('the specific one', 'specific');
  return [{ question: QUESTIONS.answers, label: WHO[protocol], answer, brief }];
}

/** A UDP socket is never put to listen. */
const WHO = { tcp: 'Who answers, where both listen', udp: 'Who answers, where both are bound' } as const;

/** Which listener a client met at each specific address that listened beside ANY. */
function metBesideAny({ listeners }: TogetherReport): string[] {
  const open = listeners.filter((listener) => listener.outcome.kind === 'ok');
  const any = open.find((listener) => isAny(listener.address));
  if (any === undefined) return [];
  return open.filter((listener) => listener !== any).flatMap((listener) => metAt(listener, any));
}

function metAt({ address, answers, reached, unseen }: ListenerReport, any: ListenerReport): string[] {
  if (unseen !== undefined) return [];
  if (reached.kind === 'skipped') return reached.reason === 'chance' ? ['either'] : [];
  // A client whose own call failed met nobody, whoever listens.
  if (reached.kind === 'unknown' || (reached.kind === 'refused' && reached.errno !== 'ECONNREFUSED')) return [];
  if (answers === null) return ['nobody'];
  if (sameAddress(answers, address)) return ['the specific one'];
  return [sameAddress(answers, any.address) ? 'ANY' : formatAddress(answers)];
}

/**
 * Whether one of two UDP sockets on the same address gets all datagrams: SO_REUSEADDR lets both have it, and the kernel
 * looks up one of them (udp4_lib_lookup2()), unless both set SO_REUSEPORT.
 */
export function oneTakesAll(section: Section, isSharedTwice: boolean): Conclusion[] {
  const spread = (['holder', 'newcomer'] as const).every(
    (role) => listenerAt(section, role, ANY.inet).options.reuseport === true,
  );
  if (section.protocol !== 'udp' || spread || !isSharedTwice) return [];
  return [
    {
      question: QUESTIONS.oneTakesAll,
      label: 'Datagrams to two on the same address',
      answer: 'one gets all, the other nothing',
      brief: 'one gets all',
    },
  ];
}
