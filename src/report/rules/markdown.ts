import { commandText } from '../text/command.ts';
import { code, escaped, fenced } from '../text/markdown.ts';
import { blocks } from '../text/text.ts';
import {
  bySystem,
  certaintyInWords,
  countInWords,
  exampleCommand,
  givesInWords,
  lifetimeInWords,
  type RuleView,
} from './view.ts';

/** The documentation of the rules, generated: a chapter a system, a section a rule. */
export function rulesMarkdown(rules: readonly RuleView[]): string {
  const parts = [
    ['# The rules'],
    [
      'What decides whether a socket may bind, listen or connect, and who receives. Written by `bindmatrix rules --format markdown`.',
    ],
    ...bySystem(rules).flatMap((group) => [
      [`## ${escaped(group[0].system)}`],
      [`${escaped(countInWords(group))}.`],
      ...group.flatMap(ruleParts),
    ]),
  ];
  return `${blocks(parts).join('\n')}\n`;
}

function ruleParts(rule: RuleView): string[][] {
  const gives = givesInWords(rule);
  return [
    [`### ${rule.id}`],
    [escaped(rule.sentence)],
    [
      `- When: ${escaped(rule.condition)}`,
      ...(gives === undefined ? [] : [`- Gives: ${escaped(gives)}`]),
      `- Source: ${escaped(rule.source)}`,
      ...lifetimeInWords(rule).map(([label, words]) => `- ${label === 'since' ? 'Since' : 'Until'}: ${escaped(words)}`),
      `- Known: ${escaped(certaintyInWords(rule.certainty))}`,
      ...(rule.elsewhere.length === 0 ? [] : [`- Same name: ${rule.elsewhere.map(code).join(', ')}`]),
      ...(rule.example === undefined && rule.noExample !== undefined
        ? [`- No example: ${escaped(rule.noExample)}`]
        : []),
    ],
    ...(rule.example === undefined
      ? []
      : [
          ['Example:'],
          fenced('sh', [commandText(exampleCommand(rule.id, 'bindmatrix'))]),
          fenced('yaml', rule.example),
        ]),
  ];
}
