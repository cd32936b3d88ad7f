import type { PlanReport } from '../../../model/plan-report.ts';
import { contestedAnswers } from '../../services/view.ts';
import { plural } from '../../text/text.ts';
import { wrapped } from '../measure.ts';

const STEP = 17;
const ROOM = 240;
/** Of a port with more addresses the first are named. */
const NAMED = 6;

/** Addresses of a port at which the same services answer. */
export interface AnswerGroup {
  readonly port: string;
  /** Whether the port is written above it. */
  readonly isFirst: boolean;
  readonly ids: readonly string[];
  readonly lines: readonly string[];
  readonly top: number;
  readonly middle: number;
  readonly height: number;
}

export const ANSWER = { room: ROOM, step: STEP, head: 24 } as const;

/** Who answers where, port by port. */
export function answerGroups(plan: PlanReport): AnswerGroup[] {
  let top = 0;
  return Object.entries(contestedAnswers(plan)).flatMap(([port, at]) => {
    const groups = new Map<string, { ids: readonly string[]; addresses: string[] }>();
    for (const [address, ids] of Object.entries(at)) {
      const key = JSON.stringify(ids);
      const group = groups.get(key) ?? { ids, addresses: [] };
      groups.set(key, group);
      group.addresses.push(address);
    }
    return [...groups.values()].map(({ ids, addresses }, i): AnswerGroup => {
      const lines = addressLines(addresses);
      const head = i === 0 ? ANSWER.head : 0;
      const height = head + lines.length * STEP + 14;
      const group = {
        port,
        isFirst: i === 0,
        ids,
        lines,
        top,
        middle: top + head + (lines.length * STEP) / 2 + 3,
        height,
      };
      top += height;
      return group;
    });
  });
}

function addressLines(addresses: readonly string[]): string[] {
  const left = addresses.length - NAMED;
  const named =
    left > 1 ? [...addresses.slice(0, NAMED), `and ${plural(left, 'more')}`.replace('mores', 'more')] : addresses;
  return wrapped(named.join(', '), ROOM, 13, 'mono');
}
