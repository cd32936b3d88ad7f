import { beforeAll, describe, expect, test } from 'vitest';
import { catalogue } from '../../src/rules/catalogue.ts';
import { makeSite } from '../../src/site/index.ts';
import { renderDocument } from '../../src/site/markdown.ts';
import { Slugs } from '../../src/site/slug.ts';
import { readHash } from '../../src/site-program/question.ts';
import { sources } from './documents.ts';

/** What the build adds to the pages. */
const ADDED = ['style.css', 'try.js', 'filter.js', 'licences.txt'];

let pages: ReadonlyMap<string, string>;
beforeAll(() => {
  pages = makeSite(sources(), 'in one sentence');
});

const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found = '']) => found);

describe('the site', () => {
  test('links only to pages and anchors that it has', () => {
    const pictures = [...sources().pictures].map((path) => path.split('/').at(-1));
    const ids = new Map([...pages].map(([file, text]) => [file, new Set(all(text, / id="([^"]*)"/g))]));
    const broken = [...pages].flatMap(([file, text]) =>
      all(text, / (?:href|src)="([^"]*)"/g)
        .map((link) => link.replaceAll('&amp;', '&'))
        .filter((link) => !/^(?:https?|data):/.test(link))
        .filter((link) => {
          const [path = '', anchor = ''] = link.split('#');
          const target = path === '' ? file : path;
          if (!pages.has(target)) return !ADDED.includes(target) && !pictures.includes(target);
          return anchor !== '' && readHash(anchor) === undefined && !ids.get(target)?.has(anchor);
        })
        .map((link) => `${file}: ${link}`),
    );
    expect(broken).toEqual([]);
  });

  test('has no id twice on a page', () => {
    for (const [file, text] of pages) {
      const found = all(text, / id="([^"]*)"/g);
      expect(
        found.filter((id, i) => found.indexOf(id) !== i),
        file,
      ).toEqual([]);
    }
  });

  test('loads nothing from elsewhere', () => {
    for (const [file, text] of pages) {
      expect(all(text, /<(?:script|img|link|iframe)[^>]* (?:src|href)="((?:https?:)?\/\/[^"]*)"/g), file).toEqual([]);
      expect(text, file).not.toMatch(/type="module"|@import|url\(/);
    }
  });

  test('tells every rule once, with its source, its versions and its example', () => {
    const text = pages.get('rules.html') ?? '';
    const told = all(text, /<section class="one-rule" id="([^"]*)"/g);
    const rules = catalogue();
    expect(told).toEqual(rules.map(({ id }) => id));
    const sections = text.split('<section class="one-rule"').slice(1);
    for (const [i, rule] of rules.entries()) {
      const section = sections[i] ?? '';
      expect(section, rule.id).toContain('<dt>Source</dt>');
      expect(section.includes('<dt>Since</dt>'), rule.id).toBe(rule.since !== undefined);
      expect(section.includes('<dt>Until</dt>'), rule.id).toBe(rule.until !== undefined);
      expect(section.includes('<summary>Example</summary>'), rule.id).toBe(rule.example !== undefined);
    }
  });

  test('has a page for each story, and its claim in the list', () => {
    const list = pages.get('stories.html') ?? '';
    const files = all(list, /<a class="claim" href="([^"]*)"/g);
    expect(files.length).toBe(11);
    for (const file of files) expect(pages.get(file), file).toContain('<blockquote lang="zh-Hans">');
  });
});

test('a document in another language says so, and its name in lists too', () => {
  const { documents, pictures } = sources();
  const path = 'README.zh-CN.md';
  const chinese = { path, text: '# 端口\n\n## 一\n\n## 二\n\n[English](README.md)\n' };
  const others = documents.filter((one) => one.path !== path);
  const site = makeSite({ documents: [...others, chinese], pictures }, 'in one sentence');
  const text = site.get('readme.zh-cn.html');
  expect(text).toContain('<article class="prose" lang="zh-CN"><h1 id="端口">端口</h1>');
  expect(text).toContain('<ul lang="zh-CN"><li class="level-2"><a href="#一">一</a></li>');
  expect(text).toContain('<a href="guide.html">English</a>');
  expect(site.get('guide.html')).toContain('<a href="readme.zh-cn.html" lang="zh-CN">端口</a>');
});

describe('a document', () => {
  const places = {
    from: 'docs/one.md',
    pages: new Set(['README.md', 'docs/one.md', 'docs/two.md']),
    pictures: new Set(['docs/a.svg', 'docs/a.png']),
  };
  const html = (text: string): string => renderDocument(text, places).html;

  test.each([
    ['[x](two.md)', '<a href="two.html">x</a>'],
    ['[x](two.md#part)', '<a href="two.html#part">x</a>'],
    ['[x](../README.md)', '<a href="guide.html">x</a>'],
    ['[x](#part)', '<a href="#part">x</a>'],
    ['[x](https://example.org/a)', '<a href="https://example.org/a">x</a>'],
    ['[`x`](../src/cli.ts)', '<span><code class="whole">x</code></span>'],
    [
      '![`x` y](a.svg)',
      '<span class="scroll picture" role="group" aria-label="Picture" tabindex="0"><img src="a.svg" alt="x y" loading="lazy"></span>',
    ],
    ['![`x` y](a.png)', '<span class="screenshot">A screenshot: x y</span>'],
    ['<!-- a comment -->', ''],
    ['> 端口', '<blockquote lang="zh-Hans"><p>端口</p>\n</blockquote>'],
  ])('has %s as %s', (text, expected) => {
    expect(html(`${text}\n`).replace(/^<p>|<\/p>\n$|\n$/g, '')).toBe(expected);
  });

  test('is refused where it shows a picture that is not there', () => {
    expect(() => html('![x](b.png)')).toThrow('docs/one.md: the picture b.png');
  });

  test('has the anchors of GitHub', () => {
    const slugs = new Slugs();
    expect(
      ['Two commands', 'Before a deploy: will they all start?', '`run --in`', 'Two commands'].map((t) => slugs.next(t)),
    ).toEqual(['two-commands', 'before-a-deploy-will-they-all-start', 'run---in', 'two-commands-1']);
  });
});
