import type { KernelDifference } from '../../model/kernel-difference.ts';
import type { Say } from '../text/say.ts';

/** `a kernel since 6.8 reads the options …`: how a rule differs from a current kernel. */
export function differenceInWords({ today, versions }: KernelDifference, say: Say): string {
  const last = versions.at(-1) ?? '';
  const listed = versions.length < 2 ? last : `${versions.slice(0, -1).join(say(', '))}${say(' and ')}${last}`;
  return versions.length === 0
    ? say('a current kernel {today}', { today })
    : say('a kernel since {versions} {today}', { versions: listed, today });
}
