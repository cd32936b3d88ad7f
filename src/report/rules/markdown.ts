import { commandText } from '../text/command.ts';
import { code, escaped, fenced } from '../text/markdown.ts';
import { type Say, sayOf } from '../text/say.ts';
import type { Style } from '../text/style.ts';
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
export function rulesMarkdown(rules: readonly RuleView[], style: Style): string {
  const say = sayOf(style);
  const parts = [
    [`# ${say('The rules')}`],
    [
      say('What decides whether a socket may bind, listen or connect, and who receives. Written by {command}.', {
        command: '`bindmatrix rules --format markdown`',
      }),
    ],
    ...bySystem(rules).flatMap((group) => [
      [`## ${escaped(group[0].system)}`],
      [`${escaped(countInWords(group, say))}${say('.')}`],
      ...group.flatMap((rule) => ruleParts(rule, say)),
    ]),
  ];
  return `${blocks(parts).join('\n')}\n`;
}

function ruleParts(rule: RuleView, say: Say): string[][] {
  const gives = givesInWords(rule, say);
  const item = (label: string, markdown: string): string => `- ${label}${say(': ')}${markdown}`;
  return [
    [`### ${rule.id}`],
    [escaped(rule.sentence)],
    [
      item(say('When'), escaped(rule.condition)),
      ...(gives === undefined ? [] : [item(say('Gives'), escaped(gives))]),
      item(say('Source'), escaped(rule.source)),
      ...lifetimeInWords(rule, say).map(([label, words]) =>
        item(label === 'since' ? say('Since') : say('Until'), escaped(words)),
      ),
      item(say('Known'), escaped(certaintyInWords(rule.certainty, say))),
      ...(rule.elsewhere.length === 0 ? [] : [item(say('Same name'), rule.elsewhere.map(code).join(say(', ')))]),
      ...(rule.example === undefined && rule.noExample !== undefined
        ? [item(say('No example'), escaped(rule.noExample))]
        : []),
    ],
    ...(rule.example === undefined
      ? []
      : [
          [say('Example:')],
          fenced('sh', [commandText(exampleCommand(rule.id, 'bindmatrix'))]),
          fenced('yaml', rule.example),
        ]),
  ];
}
