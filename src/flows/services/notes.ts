import type { Component } from '../../judge/services/components.ts';
import { ordersLeftOut } from '../../judge/services/orders.ts';
import { formatAddress } from '../../model/address.ts';
import type { PlanReport } from '../../model/plan-report.ts';
import type { ReadyPlan } from '../../model/planned-socket.ts';
import type { Lacking } from '../../plan/services/plan-host.ts';
import type { CheckWhere } from '../check.ts';
import type { PreparedPlan } from './prepare-plan.ts';

/** What a plan has to say of the host that it was put on. */
export const notesOn = (prepared: PreparedPlan, lacking: Lacking): readonly string[] => [
  ...lackNotes(prepared, lacking),
  ...leftNotes(prepared),
];

function leftNotes({ left, place }: PreparedPlan): readonly string[] {
  if (left.length === 0) return [];
  return [`for other hosts than ${place.host.facts.hostname}, and left out: ${left.join(', ')}`];
}

function lackNotes({ within: { lacks } }: PreparedPlan, lacking: Lacking): readonly string[] {
  if (lacks.length === 0) return [];
  const which = `${shortList(lacks.map(formatAddress))} ${lacks.length === 1 ? 'is no address' : 'are no addresses'} of this host`;
  const were = lacks.length === 1 ? 'it was' : 'they were';
  return [lacking === 'added' ? `${which}; here ${were} added` : `${which}; --in sandbox adds what is missing`];
}

/** Names that a note has at most. */
const MOST_NAMED = 8;

const shortList = (names: readonly string[]): string =>
  names.length <= MOST_NAMED
    ? names.join(', ')
    : `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`;

/** What was sought of the orders of starting. */
export interface OrdersSought {
  readonly plan: Pick<PlanReport, 'orders'>;
  readonly start: ReadyPlan['start'];
  readonly where: CheckWhere;
}

/** What was left out of the orders of starting. */
export const orderNotes = (parts: readonly Component[], { plan, start, where }: OrdersSought): string[] => [
  ...parts.flatMap((part) => ordersLeftOut(part) ?? []),
  ...(where === 'host' && (plan.orders.length > 0 || start === 'together') ? [ONLY_AS_WRITTEN] : []),
];

const ONLY_AS_WRITTEN =
  'on this host the services start in the written order alone; other orders are by the rules, not tried';
