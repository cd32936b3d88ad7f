import { AXES, AXIS_KEYS, type Axis, type AxisForm, type AxisKey, type AxisValues, axisValue } from '../model/axes.ts';
import { type Command, shellWord } from '../report/index.ts';
import { FIRST_QUESTION, type Question } from './question.ts';

/** The same question for the command line. */
export interface Commands {
  /** Asks the rules. */
  readonly predict: Command;
  /** Tries it on the kernel of the machine on which it is typed; absent where only rules know of it. */
  readonly attempt?: Command;
  /** The same as a file: for `run --config`. */
  readonly file?: readonly string[];
  /** What cannot be tried: `reuse exclusive`. */
  readonly onlyForeseen: readonly string[];
}

const PROGRAM = 'npx bindmatrix run';

/** The commands for a question that `ask` has answered. */
export function commandsFor(question: Question): Commands {
  const flags = [...flag('address', question.address), ...flag('port', question.port), ...changed(question)];
  const onlyForeseen = AXIS_KEYS.filter((key) => isOnlyForeseen(key, question[key])).map(
    (key) => `--${key} ${question[key]}`,
  );
  return {
    predict: [PROGRAM, ...flag('predict', question.predict), ...flags],
    ...(onlyForeseen.length > 0 ? {} : { attempt: [PROGRAM, '--in sandbox', ...flags], file: fileFor(question) }),
    onlyForeseen,
  };
}

const flag = (name: string, value: string): string[] => [`--${name} ${shellWord(value)}`];

/** What is not as it is by default. */
const changed = (question: Question): string[] => [
  ...(question.protocol === FIRST_QUESTION.protocol ? [] : flag('protocol', question.protocol)),
  ...AXIS_KEYS.filter((key) => question[key] !== AXES[key].byDefault).flatMap((key) => flag(key, question[key])),
];

/** The two words of HOLDER/NEWCOMER, or the one for both. */
export function pairOf(text: string): readonly [holder: string, newcomer: string] {
  const [holder = '', newcomer = holder] = text.split('/');
  return [holder, newcomer];
}

/** Whether only rules know of the value. */
function isOnlyForeseen<K extends AxisKey>(key: K, text: string): boolean {
  const axis: Axis<AxisValues[K]> = AXES[key];
  const [holder, newcomer] = pairOf(text);
  return axis.onlyForeseen?.(axisValue(key, { holder, newcomer })) ?? false;
}

/** The lines of a YAML file. Every text is in quotes: YAML reads `::` and `on` as something else. */
function fileFor(question: Question): string[] {
  const list = (values: readonly string[]): string => `[${values.map((one) => JSON.stringify(one)).join(', ')}]`;
  const axes = AXIS_KEYS.filter((key) => question[key] !== AXES[key].byDefault).map(
    (key) => `  ${key}: [${axisYaml(AXES[key], question[key])}]`,
  );
  return [
    'version: 1',
    'run:',
    '  in: sandbox',
    `  ports: [${question.port}]`,
    `  addresses: ${list(question.address.split(','))}`,
    ...(question.protocol === 'tcp' ? [] : [`  protocols: [${question.protocol}]`]),
    ...axes,
  ];
}

function axisYaml({ pairs }: AxisForm, text: string): string {
  const [holder, newcomer] = pairOf(text);
  if (pairs === undefined || holder === newcomer) return JSON.stringify(holder);
  return `{ holder: ${JSON.stringify(holder)}, newcomer: ${JSON.stringify(newcomer)} }`;
}
