import type { LinuxRuleId } from '../rule-id.ts';
import { type ChangeText, changeText } from './change.ts';
import { type ChangeName, changeOf } from './changes.ts';
import { VALIDITY } from './validity.ts';

/** Between which kernels a rule holds, to be shown. */
export interface Lifetime {
  readonly since?: ChangeText;
  readonly until?: ChangeText;
  /** What a kernel that has no such rule any more does instead, as the end of a sentence about it. */
  readonly today?: string;
}

const named = (name: ChangeName | undefined): ChangeText | undefined =>
  name === undefined ? undefined : changeText(changeOf(name));

/** Between which kernels a rule of Linux holds; empty of one that holds on all. */
export function lifetimeOf(id: string): Lifetime {
  const { since, until, today } = VALIDITY[id as LinuxRuleId] ?? {};
  const [from, to] = [named(since), named(until)];
  return {
    ...(from === undefined ? {} : { since: from }),
    ...(to === undefined ? {} : { until: to }),
    ...(today === undefined ? {} : { today }),
  };
}
