import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHINESE } from '../../../src/commands/terminal/chinese.ts';
import { showRules } from '../../../src/flows/rules.ts';
import type { ServeRefusal } from '../../../src/model/serve.ts';
import { PHRASES } from '../../../src/report/chinese/phrases.ts';
import { STORY_TEXTS } from '../../../src/report/chinese/story-texts.ts';
import {
  closingLines,
  openingLines,
  REPORT_WRITERS,
  RULES_WRITERS,
  refusalLines,
  STORIES_WRITERS,
  STORY_WRITERS,
  Transcript,
  WHY_WRITERS,
} from '../../../src/report/index.ts';
import { inEnglish } from '../../../src/report/text/say.ts';
import { width } from '../../../src/report/text/text.ts';
import { oddChinese } from '../../setup/chinese.ts';
import { times } from '../../setup/long.ts';
import { CASE_NAMES, reportOfCase } from '../fixtures/cases.ts';
import { ANSWERS } from '../why/answers.ts';
import { PLAYED_TUTORIAL, TUTORIAL } from './tutorial.ts';

const STYLE = { program: 'bindmatrix', columns: 80, colour: false, unicode: true, translation: CHINESE };

const names = (template: string): string[] => [...new Set(template.match(/\{\w+\}/g) ?? [])].sort();

describe('the phrases of the reports', () => {
  test('have the same names in both languages', () => {
    for (const [english, chinese] of Object.entries(PHRASES))
      expect([english, names(chinese)]).toEqual([english, names(english)]);
  });

  test('are Chinese as it is written', () => {
    const texts = Object.entries(PHRASES).filter(([english]) => !/^[ ,;:.]/.test(english));
    expect(texts.flatMap(([, chinese]) => oddChinese(chinese))).toEqual([]);
  });

  test('are all said somewhere', () => {
    const folder = join(import.meta.dirname, '..', '..', '..', 'src');
    const sources = (readdirSync(folder, { recursive: true }) as string[])
      .filter((name) => name.endsWith('.ts') && !/chinese/.test(name))
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('\n');
    const isSaid = (phrase: string): boolean =>
      [phrase, phrase.replaceAll("'", "\\'")].some(
        (text) => sources.includes(`'${text}'`) || sources.includes(`"${text}"`),
      ) ||
      // Made of a noun or of a protocol.
      /^(and \{n\} more (listener|kind|holder)s?|over (tcp|udp)|[A-Za-z_0-9]+)$/.test(phrase);
    expect(Object.keys(PHRASES).filter((phrase) => !isSaid(phrase))).toEqual([]);
  });

  test('are filled the same in both languages', () => {
    expect(inEnglish('{name} answers', { name: 'any' })).toBe('any answers');
    expect(CHINESE.say('{name} answers', { name: 'any' })).toBe('any 应答');
    expect(CHINESE.say('listening on {listener}', { listener: '0.0.0.0:80' })).toBe('正在监听 0.0.0.0:80');
  });
});

describe('the stories of the tutorial', () => {
  test('have each of their texts in Chinese, and no other', () => {
    const trials = TUTORIAL.flatMap((story) => story.trials);
    const texts = trials.flatMap(({ title, story, steps }) =>
      [title, story?.prose, story?.when, ...steps.map(({ prose }) => prose)].filter((text) => text !== undefined),
    );
    expect(Object.keys(STORY_TEXTS).sort()).toEqual([...new Set(texts)].sort());
  });

  test('are told in Chinese as it is written', () => {
    for (const text of Object.values(STORY_TEXTS)) expect(oddChinese(text)).toEqual([]);
  });
});

describe('in Chinese', () => {
  const rules = showRules({ id: 'linux.timewait-*', systems: undefined });
  if (!rules.ok) throw new Error('no such rules');

  test.each([
    ['stories', () => [...STORIES_WRITERS.terminal(PLAYED_TUTORIAL, STYLE)].join('')],
    ['story', () => [...STORY_WRITERS.terminal(PLAYED_TUTORIAL, STYLE)].join('')],
    ['why', () => [...WHY_WRITERS.terminal([ANSWERS.busy?.() as never], STYLE)].join('')],
    ['rules', () => [...RULES_WRITERS.terminal(rules.value, STYLE)].join('')],
  ])('%s are as golden, on a terminal', async (name, write) => {
    await expect(write()).toMatchFileSnapshot(`../golden/zh-${name}.txt`);
  });

  test.each([
    ['stories', () => [...STORIES_WRITERS.markdown(PLAYED_TUTORIAL, STYLE)].join('')],
    ['story', () => [...STORY_WRITERS.markdown(PLAYED_TUTORIAL, STYLE)].join('')],
  ])('%s are as golden, as Markdown', async (name, write) => {
    await expect(write()).toMatchFileSnapshot(`../golden/zh-${name}.md`);
  });

  test('what a program reads is as in English', () => {
    const { translation: _, ...english } = STYLE;
    const json = (style: typeof english): string => [...STORIES_WRITERS.json(PLAYED_TUTORIAL, style)].join('');
    expect(json(english)).toContain('any (0.0.0.0:80) listens');
    expect(json(english)).not.toContain('监听');
  });

  test('every report keeps to its columns, and no line begins with closing punctuation', () => {
    const writers: readonly ((columns: number) => string)[] = [
      (columns) => [...STORIES_WRITERS.terminal(PLAYED_TUTORIAL, { ...STYLE, columns })].join(''),
      (columns) => [...STORY_WRITERS.terminal(PLAYED_TUTORIAL, { ...STYLE, columns })].join(''),
      (columns) => [...RULES_WRITERS.terminal(rules.value, { ...STYLE, columns })].join(''),
      ...Object.values(ANSWERS).map(
        (make) => (columns: number) => [...WHY_WRITERS.terminal([make()], { ...STYLE, columns })].join(''),
      ),
      ...CASE_NAMES.filter((name) => name !== 'a-thousand-addresses').map(
        (name) => (columns: number) => [...REPORT_WRITERS.terminal(reportOfCase(name), { ...STYLE, columns })].join(''),
      ),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...writers), fc.integer({ min: 40, max: 160 }), (write, columns) => {
        for (const line of stripVTControlCharacters(write(columns)).split('\n')) {
          if (width(line) > columns) expect.fail(`more than ${columns} columns: ${line}`);
          if (/^[ |]*[，。；：、）」！？]/.test(line)) expect.fail(`begins with punctuation at ${columns}: ${line}`);
          if (/[（「]$/.test(line)) expect.fail(`ends with opening punctuation at ${columns}: ${line}`);
        }
      }),
      { numRuns: times(12, 1000) },
    );
  });
});

describe('serve in Chinese', () => {
  const peer = { address: { family: 'inet', ip: '127.0.0.1' }, port: 42874 } as const;
  const listener = {
    protocol: 'tcp',
    address: { family: 'inet', ip: '0.0.0.0' },
    port: 50005,
    options: {},
  } as const;

  test('tells where it listens, what it receives, and how it ends', () => {
    const transcript = new Transcript(STYLE);
    const summary = { clients: 1, messages: 1, bytes: 7, remotePeers: 0, closedFirst: [peer] };
    const left = {
      protocol: 'tcp',
      address: peer.address,
      port: 50005,
      peer,
      state: 'TIME_WAIT',
      uid: 0,
      inode: 0,
      owners: [],
      expires: 60,
    } as const;
    expect([
      ...openingLines(listener, false, 1024, STYLE),
      ...transcript.lines({ kind: 'connected', peer }),
      ...transcript.lines({ kind: 'received', peer, bytes: Buffer.from('hello\r\n') }),
      ...transcript.lines({ kind: 'closed', peer, how: 'server' }),
      ...transcript.lines({ kind: 'closed', peer, how: 'ETIMEDOUT' }),
      ...closingLines(summary, { ok: true, value: [left] }, listener, STYLE),
    ]).toEqual([
      '正在监听 0.0.0.0:50005，没有 SO_REUSEADDR，backlog 1024，仅限本机客户端',
      '  telnet 127.0.0.1 50005   向它发送文本行；Ctrl-C 结束它',
      '客户端已连接：127.0.0.1:42874',
      '收到 7 字节：hello\\r\\n',
      '服务器先关闭：127.0.0.1:42874',
      '与客户端的连接丢失（ETIMEDOUT）：127.0.0.1:42874',
      '收到 1 条消息，7 字节，来自 1 个客户端',
      'TIME_WAIT 127.0.0.1:50005 -> 127.0.0.1:42874，还有 60 秒',
      '在此之前，在端口 50005 上重启会失败，加上 --reuse addr 也不行：这个服务器没有设置 SO_REUSEADDR。',
    ]);
  });

  test('says why it was refused, what to do, and what the option would have changed', () => {
    const refusal: ServeRefusal = {
      listener,
      outcome: { kind: 'refused', call: 'bind', errno: 'EACCES' },
      why: '0.0.0.0:80 is a privileged port, and the caller has no CAP_NET_BIND_SERVICE',
      rule: 'linux.privileged-port',
      blockers: [],
      processes: [],
      sight: { uid: 1000, capabilities: [] } as never,
      alternatives: [{ steps: [{ kind: 'capability', lacking: 'no root' }] }] as never,
    };
    expect(refusalLines(refusal, { ...STYLE, columns: 200 })).toEqual([
      '  原因     0.0.0.0:80 是特权端口，而调用者没有 CAP_NET_BIND_SERVICE',
      '  办法     以 root 运行，或赋予 CAP_NET_BIND_SERVICE（单元中的 AmbientCapabilities=，或 setcap(8)）',
    ]);
  });
});
