import { configDefaults, defineConfig } from 'vitest/config';
import { parse } from 'yaml';
import { FiguresReporter } from './test/setup/figures-reporter.ts';
import { SkipReporter } from './test/setup/skip-reporter.ts';

/** Where .ci/run wants the counts; nobody else asks for them. */
const json = process.env.TEST_REPORT;

/** What `npm test` leaves to `npm run test:long` and `npm run test:hostile`: attacks, tables of all pairs, many starts. */
const LONG_ONLY =
  process.env.LONG === '1' || process.env.HOSTILE === '1'
    ? []
    : [
        'test/hostile/**',
        ...[
          'axes',
          'ansible',
          'binary',
          'harm',
          'harm-signals',
          'signals',
          'ways-out',
          'sampled',
          'pasted-commands',
          'demo',
          'drift',
          'policies',
          'real-servers',
          'services',
          'formats',
          'recipes',
          'refused-calls',
          'lacks',
          'lost-stdout',
          'odd-files',
          'sandbox-command',
          'completion',
          'init',
          'lasting',
          'docs-article',
          'library-docs',
          'library-real',
          'language',
        ].map((name) => `test/e2e/${name}.test.ts`),
        ...['pictures', 'pages'].map((name) => `test/pictures/${name}.test.ts`),
        'test/report/cases/programs.test.ts',
        'test/report/fleet/programs.test.ts',
        ...['long-texts', 'real-servers'].map((name) => `test/inputs/${name}.test.ts`),
        ...['fuzz', 'pairs', 'plan-company', 'taking'].map((name) => `test/kernel/${name}.test.ts`),
        'test/site-program/commands.test.ts',
        'test/site/browser.test.ts',
      ];

/** What the build does to tables in YAML. */
const yamlTables = {
  name: 'yaml-tables',
  transform: (text: string, id: string) =>
    id.endsWith('.yaml') ? { code: `export default ${JSON.stringify(parse(text))}`, map: null } : null,
};

export default defineConfig({
  plugins: [yamlTables],
  test: {
    include: ['test/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...LONG_ONLY],
    // No limit that a busy machine can break: after this a test hangs. What a program may take, test/setup/process.ts has.
    testTimeout: 900_000,
    // `npm run typecheck` holds the same types; here each is a test with a name.
    typecheck: { enabled: LONG_ONLY.length === 0, include: ['test/**/*.test-d.ts'] },
    hookTimeout: 900_000,
    expect: { poll: { timeout: 120_000 } },
    // Files share a process: a fresh one for each, with all its imports, takes half a second of CPU.
    isolate: false,
    // Some tests wait for seconds: one worker would leave a processor idle.
    maxWorkers: '100%',
    // Whatever language the developer's terminal has, the tests are told English where a program asks the environment.
    env: { LANG: 'C.UTF-8', LC_ALL: '', LC_CTYPE: '', LC_MESSAGES: '' },
    setupFiles: ['test/setup/end-programs.ts'],
    globalSetup: ['test/setup/stage.ts'],
    reporters: [
      'default',
      new SkipReporter(),
      ...(process.env.HOSTILE === '1' ? [new FiguresReporter()] : []),
      ...(json === undefined ? [] : ['json']),
    ],
    outputFile: json === undefined ? {} : { json },
  },
});
