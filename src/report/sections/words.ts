import { AXES, AXIS_KEYS, type AxisKey, axesOf, axisOptions, DEFAULT_AXES, readAxis } from '../../model/axes.ts';
import type { Combination } from '../../model/plan.ts';
import { systemName } from '../text/systems.ts';
import type { Section } from './view.ts';

/** `tcp 50005`, `SO_REUSEADDR on all sockets`, then each axis whose value does not go without saying. */
export const combinationInWords = (c: Combination): string[] => [
  `${c.protocol} ${c.port}`,
  ...AXIS_KEYS.map((key) => readAxis(c, key, (axis, value) => axis.title(value))).filter((title) => title !== ''),
];

/** What distinguishes `section` from the others: the values that differ among them. */
export function distinction(section: Section, all: readonly Section[]): string {
  const varies = (of: (s: Section) => string): boolean => new Set(all.map(of)).size > 1;
  const endpoint = (s: Section): string => `${s.protocol} ${s.port}`;
  const parts = [
    ...(varies((s) => s.system ?? '') ? [section.system === undefined ? '' : systemName(section.system)] : []),
    ...(varies(endpoint) ? [endpoint(section)] : []),
    ...AXIS_KEYS.filter((key) => varies((s) => readAxis(s, key, (axis, value) => axis.text(value)))).map((key) =>
      readAxis(section, key, (axis, value) => axis.label(value)),
    ),
  ];
  return parts.join(', ');
}

/** The same in the words of the flags, which are shorter: `none/addr`, `addr, v6only on`. A default goes without saying. */
export function distinctionAsFlags(section: Section, all: readonly Section[]): string {
  const varies = (key: AxisKey): boolean => new Set(all.map((s) => axisText(s, key))).size > 1;
  const keys = AXIS_KEYS.filter(varies);
  const said = keys.filter((key) => key === 'reuse' || axisText(section, key) !== AXES[key].byDefault);
  const words = (said.length > 0 ? said : keys).map(
    (key) => (key === 'reuse' ? '' : `${key} `) + axisText(section, key),
  );
  const rest = distinction(
    { ...section, ...axesOf(DEFAULT_AXES) },
    all.map((s) => ({ ...s, ...axesOf(DEFAULT_AXES) })),
  );
  return [...(rest === '' ? [] : [rest]), ...words].join(', ');
}

const axisText = (section: Section, key: AxisKey): string => readAxis(section, key, (axis, value) => axis.text(value));

/** What decides how `::` behaves: the option, or the system's default where none is set (ipv6(7)). */
type Wildcard = Combination & { readonly v6onlyByDefault: boolean };

const v6onlyOption = (c: Combination): boolean | undefined => axisOptions(c, 'newcomer', 'inet6').v6only;

/** Whether `::` takes IPv4 too under this combination. */
export const isDualStack = (wildcard: Wildcard): boolean => !(v6onlyOption(wildcard) ?? wildcard.v6onlyByDefault);

/** What `::` is under this combination; where the default alone makes it IPv6 only, which is rare on Linux, that is said. */
export function wildcardInWords(wildcard: Wildcard): string {
  if (isDualStack(wildcard)) return 'dual-stack';
  return v6onlyOption(wildcard) === undefined ? "IPv6 only (this system's default)" : 'IPv6 only';
}
