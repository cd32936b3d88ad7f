import type { KernelDifference } from '../model/kernel-difference.ts';
import { lifetimeOf } from './linux/versions/lifetime.ts';

/** Of the rules that have decided those that a current kernel does not have, each once. */
export function kernelDifferences(rules: Iterable<string>): KernelDifference[] {
  return [...new Set(rules)].flatMap((rule) => {
    const { today, until } = lifetimeOf(rule);
    return today === undefined ? [] : [{ rule, today, versions: until?.versions ?? [] }];
  });
}
