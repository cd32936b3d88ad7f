import { commandLines } from '../text/command.ts';
import { commandWith, heading, labelled, paragraph } from '../text/lines.ts';
import { type Style, type Terminal, terminal } from '../text/style.ts';
import { blocks, width } from '../text/text.ts';
import {
  bySystem,
  certaintyInWords,
  countInWords,
  exampleCommand,
  givesInWords,
  lifetimeInWords,
  type RuleView,
} from './view.ts';

/** The rules of each system, id and sentence. */
export function rulesList(rules: readonly RuleView[], style: Style): string {
  const term = terminal(style);
  const parts = [
    ...bySystem(rules).map((group) => [
      ...heading(term, group[0].system.toUpperCase(), countInWords(group, term.say)),
      ...group.flatMap((rule) => listed(term, rule)),
    ]),
    commandWith(term, [`${term.program} rules`, 'ID'], term.say('tells all about one, with an example to run.')),
  ];
  return `${blocks(parts).join('\n')}\n`;
}

function listed(term: Terminal, rule: RuleView): string[] {
  const { id, outcome = '', sentence } = rule;
  const isBeside = width(`  ${id}  ${outcome}`) <= term.columns;
  const gives = isBeside && outcome !== '' ? `  ${term.paint.faint(outcome)}` : '';
  return [
    ...(isBeside ? [`  ${term.paint.heading(id)}${gives}`] : longId(term, id)),
    ...(isBeside || outcome === '' ? [] : paragraph(term, 4, outcome, term.paint.faint)),
    ...paragraph(term, 4, sentence),
  ];
}

/** As far in as it stays whole. */
const longId = (term: Terminal, id: string): string[] =>
  paragraph(term, width(id) + 2 <= term.columns ? 2 : 0, id, term.paint.heading);

/** Everything about one rule. */
export function ruleDetail(rule: RuleView, style: Style): string {
  const term = terminal(style);
  const { say } = term;
  const gives = givesInWords(rule, say);
  const also = rule.elsewhere.join(say(', '));
  const parts = [
    [term.paint.heading(rule.id), ...paragraph(term, 2, rule.sentence)],
    [
      ...labelled(term, say('when'), rule.condition),
      ...(gives === undefined ? [] : labelled(term, say('gives'), gives)),
      ...labelled(term, say('system'), rule.system),
      ...labelled(term, say('source'), rule.source),
      ...lifetimeInWords(rule, say).flatMap(([label, words]) => labelled(term, say(label), words)),
      ...labelled(term, say('known'), certaintyInWords(rule.certainty, say)),
      ...(also === '' ? [] : labelled(term, say('see also'), also)),
      ...(rule.noExample === undefined
        ? []
        : labelled(term, say('example'), say('none: {why}', { why: rule.noExample }))),
    ],
    rule.example === undefined ? [] : exampleLines(term, rule.id, rule.example),
  ];
  return `${blocks(parts).join('\n')}\n`;
}

/** The file as it is, but for the width; and the command that runs it. */
const exampleLines = (term: Terminal, id: string, yaml: readonly string[]): string[] => [
  ...heading(term, term.say('EXAMPLE')),
  ...commandLines(exampleCommand(id, term.program), term.columns - 2).map((line) => `  ${term.paint.command(line)}`),
  '',
  ...foldedYaml(yaml, term.columns),
];

/**
 * Long lines are broken at blanks, where YAML reads a line break as a blank (YAML 1.2, 6.5). A key keeps its value, and
 * no word is broken, so that what is shown can still be copied.
 */
export const foldedYaml = (yaml: readonly string[], columns: number): string[] =>
  yaml.flatMap((line) => (line.length <= columns ? [line] : folded(line, columns)));

function folded(text: string, columns: number): string[] {
  const indent = / *(?:- )?/.exec(text)?.[0] ?? '';
  const [first = '', ...words] = text.slice(indent.length).split(/(?<!:) /);
  const lines = [indent + first];
  for (const word of words) {
    const last = lines.length - 1;
    const longer = `${lines[last]} ${word}`;
    if (longer.length <= columns) lines[last] = longer;
    else lines.push(`${' '.repeat(indent.length + 2)}${word}`);
  }
  return lines;
}
