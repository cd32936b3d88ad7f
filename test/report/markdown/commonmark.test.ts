import { type Node, Parser } from 'commonmark';
import { describe, expect, it } from 'vitest';
import { listProfiles } from '../../../src/flows/profiles.ts';
import { showRules } from '../../../src/flows/rules.ts';
import {
  PROFILES_WRITERS,
  REPORT_WRITERS,
  RULES_WRITERS,
  STORIES_WRITERS,
  STORY_WRITERS,
} from '../../../src/report/index.ts';
import { CASE_NAMES, reportOfCase } from '../fixtures/cases.ts';
import { cellsOf } from '../fixtures/markdown-reader.ts';
import { PLAYED } from '../fixtures/stories.ts';

const STYLE = { program: 'bindmatrix', columns: 80, colour: false, unicode: true };

/** The nodes of a text as another parser than the one in use reads it. CommonMark knows no tables: theirs are paragraphs. */
function nodes(markdown: string): Node[] {
  const walker = new Parser().parse(markdown).walker();
  const found: Node[] = [];
  for (let event = walker.next(); event !== null; event = walker.next()) if (event.entering) found.push(event.node);
  return found;
}

/** What this program means to write, and nothing else. */
const KNOWN = new Set([
  'document',
  'heading',
  'paragraph',
  'text',
  'softbreak',
  'code',
  'code_block',
  'strong',
  'list',
  'item',
  'block_quote',
  'html_inline',
]);
const OWN_TAGS = new Set(['<br>', '<sub>', '</sub>']);

function readsWell(markdown: string): void {
  const found = nodes(markdown);
  expect(found.filter(({ type }) => !KNOWN.has(type)).map(({ type, literal }) => `${type}: ${literal}`)).toEqual([]);
  const tags = found.filter(({ type }) => type === 'html_inline').map(({ literal }) => literal ?? '');
  expect(tags.filter((tag) => !OWN_TAGS.has(tag))).toEqual([]);
  const headings = markdown.split('\n').filter((line) => /^#{1,6} /.test(line));
  const inFences = found
    .filter(({ type }) => type === 'code_block')
    .flatMap(({ literal }) => (literal ?? '').split('\n'));
  expect(found.filter(({ type }) => type === 'heading').length).toBe(
    headings.length - inFences.filter((line) => /^#{1,6} /.test(line)).length,
  );
  hasWholeTables(markdown);
}

/** GFM 4.10: a delimiter row below the head, as many cells in each row as in the head, and an empty line before. */
function hasWholeTables(markdown: string): void {
  const lines = markdown.split('\n');
  for (const [i, line] of lines.entries()) {
    if (!line.startsWith('|') || lines[i - 1]?.startsWith('|')) continue;
    expect(lines[i - 1] ?? '', `before ${line}`).toBe('');
    expect(lines[i + 1]).toMatch(/^\|(?: --- \|)+$/);
    for (let row = i; lines[row]?.startsWith('|'); row++)
      expect(cellsOf(lines[row] ?? '').length, lines[row]).toBe(cellsOf(line).length);
  }
}

const text = (pieces: Iterable<string>): string => [...pieces].join('');

describe('CommonMark as another parser reads it has only what was meant:', () => {
  it.each(CASE_NAMES)('the report of %s', (name) => {
    readsWell(text(REPORT_WRITERS.markdown(reportOfCase(name), STYLE)));
    readsWell(text(REPORT_WRITERS.markdown({ ...reportOfCase(name), summaryAlone: true }, { ...STYLE, heading: '4' })));
  });

  it('the stories', () => {
    readsWell(text(STORIES_WRITERS.markdown(PLAYED, STYLE)));
    readsWell(text(STORY_WRITERS.markdown(PLAYED, STYLE)));
  });

  it('the rules and the profiles', () => {
    const rules = showRules({ id: undefined, systems: undefined });
    const profiles = listProfiles(undefined);
    if (!rules.ok || !profiles.ok) throw new Error('there are rules and profiles');
    readsWell(text(RULES_WRITERS.markdown(rules.value, STYLE)));
    readsWell(text(PROFILES_WRITERS.markdown(profiles.value, STYLE)));
  });
});
