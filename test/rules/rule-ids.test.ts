import { expect, test } from 'vitest';
import { OPERATING_SYSTEMS, type RuleId, ruleSet } from '../../src/rules/index.ts';
import type { Examples } from '../../src/rules/linux/examples/example.ts';
import type { LinuxRuleId } from '../../src/rules/linux/rule-id.ts';
import { LINUX } from '../../src/rules/linux/set.ts';
import { textsOf } from '../../src/rules/sentences.ts';

/** The compiler checks these: a comment that expects an error is an error itself where there is none. */
test('an id that no rule has does not compile', () => {
  const ids: readonly RuleId[] = [
    'linux.no-overlap',
    'linux.receivers',
    'freebsd.exact-match',
    'netbsd.other-user-ipv6',
    'openbsd.always-v6only',
    'windows.same-address',
    'illumos.udp-not-read',
    // @ts-expect-error there is no such rule of Linux
    'linux.no-overlp',
    // @ts-expect-error a rule of one BSD alone
    'freebsd.always-v6only',
    // @ts-expect-error there is no such system
    'plan9.no-overlap',
  ];
  const known = new Set<string>(OPERATING_SYSTEMS.flatMap((os) => textsOf(ruleSet(os)).map(({ id }) => id)));
  expect(ids.filter((id) => !known.has(id))).toEqual(['linux.no-overlp', 'freebsd.always-v6only', 'plan9.no-overlap']);
});

test('no example can be given to an unknown rule, and no unknown rule asked for', () => {
  const examples: Examples = {
    opened: { noExample: '' },
    // @ts-expect-error there is no such rule
    opend: { noExample: '' },
  };
  expect(Object.keys(examples)).toHaveLength(2);
  // @ts-expect-error a rule of another system
  const other: LinuxRuleId = 'freebsd.exact-match';
  expect(LINUX.holds(other)).toBe(true);
});

test.each(OPERATING_SYSTEMS)('%s: the rule of a free port is one of its rules', (os) => {
  const rules = ruleSet(os);
  expect(textsOf(rules).map(({ id }) => id)).toContain(rules.portFree);
});
