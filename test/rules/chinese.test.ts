import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filled } from '../../src/model/chinese-template.ts';
import { refused } from '../../src/model/outcome.ts';
import { catalogue } from '../../src/rules/catalogue.ts';
import { RULE_WORDS } from '../../src/rules/chinese/all.ts';
import { NO_EXAMPLE, TODAY } from '../../src/rules/chinese/other-words.ts';
import { noExampleInChinese, ruleInChinese, sentenceInChinese } from '../../src/rules/chinese.ts';
import { conditionInWords, explain, OPERATING_SYSTEMS, ruleSet } from '../../src/rules/index.ts';
import { VALIDITY } from '../../src/rules/linux/versions/validity.ts';
import { ruleSocketOfListener } from '../../src/rules/rule-socket.ts';
import { textsOf } from '../../src/rules/sentences.ts';
import { oddChinese } from '../setup/chinese.ts';
import { at } from './systems.ts';

const TEXTS = OPERATING_SYSTEMS.flatMap((os) => textsOf(ruleSet(os)));
const names = (template: string): string[] => [...new Set(template.match(/\{\w+\}/g) ?? [])].sort();

describe('the words of a rule in Chinese', () => {
  test('name the same sockets as its English, and no other', () => {
    for (const { id, why } of TEXTS) expect([id, names(ruleInChinese(id)?.why ?? '')]).toEqual([id, names(why)]);
  });

  test('keep every errno, option, state, call and number of its English', () => {
    const KEPT =
      /\b(?:E[A-Z]{3,}|(?:SO|IP|IPV6|TCP|CAP|AF|IFA)_[A-Z0-9_]+|[A-Z]+_WAIT[12]?|LISTEN|SYN_SENT|net\.[\w.]+\w)\b/g;
    for (const { id, sentence, condition, why } of TEXTS) {
      const words = ruleInChinese(id);
      const kept = (text: string): string[] => [...new Set(text.match(KEPT) ?? [])].sort();
      const english = kept(`${sentence} ${condition} ${why}`);
      const chinese = kept(`${words?.sentence} ${words?.condition} ${words?.why}`);
      expect([id, chinese.filter((one) => !english.includes(one))]).toEqual([id, []]);
      expect([id, english.filter((one) => !chinese.includes(one))]).toEqual([id, []]);
    }
  });

  test('are Chinese with full-width punctuation, a blank between it and Latin letters, and a full stop', () => {
    for (const [id, words] of Object.entries(RULE_WORDS)) {
      expect([id, words.flatMap(oddChinese)]).toEqual([id, []]);
      expect([id, words[0].at(-1)]).toEqual([id, '。']);
      for (const text of words.slice(1)) expect([id, /[。.]$/.test(text)]).toEqual([id, false]);
    }
  });

  test('are there of what is said besides, and of nothing else', () => {
    const reasons = catalogue().flatMap(({ noExample }) => noExample ?? []);
    expect(Object.keys(NO_EXAMPLE).sort()).toEqual([...new Set(reasons)].sort());
    const today = Object.values(VALIDITY).flatMap(({ today: text }) => text ?? []);
    expect(Object.keys(TODAY).sort()).toEqual([...new Set(today)].sort());
    expect(noExampleInChinese('something else')).toBe('something else');
  });
});

describe('a sentence in Chinese', () => {
  const endpoints = fc.constantFrom('0.0.0.0:80', '[::1]:80', '192.0.2.2%eth0:8080', 'any (0.0.0.0:80)', '[::]:443');

  test('is about the sockets of the English one, of every rule', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TEXTS), endpoints, endpoints, ({ id }, holder, newcomer) => {
        fc.pre(holder !== newcomer);
        const made = sentenceInChinese(id, explain(id, { holder, newcomer }));
        expect(made).toBe(filled(ruleInChinese(id)?.why ?? '', { holder, newcomer }));
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    [
      { holder: '0.0.0.0:80', newcomer: '0.0.0.0:80' },
      '旧套接字 0.0.0.0:80 正在监听，与新套接字 0.0.0.0:80 的地址和端口相同',
    ],
    [
      { holder: '0.0.0.0:80 of nginx (pid 812)', newcomer: '0.0.0.0:80' },
      'nginx (pid 812) 的 0.0.0.0:80 正在监听，与 0.0.0.0:80 的地址和端口相同',
    ],
    [
      { holder: 'a TIME_WAIT entry (127.0.0.1:80)', newcomer: 'the socket' },
      'TIME_WAIT 项 (127.0.0.1:80) 正在监听，与该套接字的地址和端口相同',
    ],
  ])('names them as a reader of Chinese does: %o', (sockets, expected) => {
    const id = 'linux.same-address-listening';
    expect(sentenceInChinese(id, explain(id, sockets))).toBe(expected);
  });

  test('is the general one where the holder is not known', () => {
    const id = 'linux.no-overlap';
    expect(sentenceInChinese(id, explain(id, { newcomer: '0.0.0.0:80' }))).toBe(ruleInChinese(id)?.sentence);
  });

  test('tells what depends on options that could not be read', () => {
    const env = { uid: 0, bindv6only: false, zones: new Map() };
    const listener = { protocol: 'tcp', address: at('127.0.0.1'), port: 80, options: {} } as const;
    const bound = ruleSocketOfListener(env, listener);
    const of = (state: 'LISTEN' | 'TIME_WAIT') =>
      conditionInWords({
        call: 'bind',
        holder: { ...bound, state },
        options: ['reuseaddr', 'reuseport'],
        off: refused('bind', 'EADDRINUSE'),
      });
    expect(sentenceInChinese('linux.no-reuse', of('LISTEN'))).toBe(
      '取决于 127.0.0.1:80 是否设置了 SO_REUSEADDR 或 SO_REUSEPORT，而这无法读到：如果设置了，bind 会成功；否则以 EADDRINUSE 失败',
    );
    expect(sentenceInChinese('linux.no-reuse', of('TIME_WAIT'))).toMatch(
      /^取决于留下 127\.0\.0\.1:80（TIME_WAIT）的套接字是否设置过/,
    );
  });

  test.each(['', 'unknown', 'linux.no-such-rule', 'linux.no-overlap'])(
    'of %j leaves a text that no rule makes',
    (id) => {
      expect(sentenceInChinese(id, 'something else')).toBe('something else');
      const long = `${'x'.repeat(5000)} and y share no address`;
      expect(sentenceInChinese(id, long)).toBe(long);
    },
  );
});
