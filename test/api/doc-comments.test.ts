import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { librarySignatures } from '../setup/library-examples.mjs';

const SRC = new URL('../../src/', import.meta.url);

const sourceOf = (path: string): ts.SourceFile =>
  ts.createSourceFile(path, readFileSync(new URL(path, SRC), 'utf8'), ts.ScriptTarget.ES2023, true);

/** Each name that src/api.ts exports, with the file that declares it. */
const EXPORTS = sourceOf('api.ts').statements.flatMap((statement) => {
  if (!ts.isExportDeclaration(statement) || statement.exportClause === undefined) return [];
  if (!ts.isNamedExports(statement.exportClause) || statement.moduleSpecifier === undefined) return [];
  const file = (statement.moduleSpecifier as ts.StringLiteral).text.replace(/^\.\//, '');
  return statement.exportClause.elements.map(({ name }) => ({ name: name.text, file }));
});

type Declared = ts.FunctionDeclaration | ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.ClassDeclaration;

function declarationsOf(name: string, file: string): { readonly node: ts.Node; readonly comment: string }[] {
  const source = sourceOf(file);
  const named = (node: ts.Node): boolean =>
    ts.isVariableStatement(node)
      ? node.declarationList.declarations.some((one) => one.name.getText(source) === name)
      : (node as Declared).name?.getText(source) === name;
  return source.statements.filter(named).map((node) => {
    const [range] = (ts.getLeadingCommentRanges(source.text, node.pos) ?? []).slice(-1);
    return { node, comment: range === undefined ? '' : source.text.slice(range.pos, range.end) };
  });
}

const isCall = (name: string): boolean => /^[a-z]/.test(name);

describe('what the package exports', () => {
  test('is what the contract names: eight calls and an error, beside types', () => {
    expect(
      EXPORTS.map(({ name }) => name)
        .filter(isCall)
        .sort(),
    ).toEqual(['check', 'parse', 'predict', 'render', 'rules', 'run', 'snapshot', 'why']);
    expect(EXPORTS.length).toBeGreaterThan(80);
  });

  test.each(EXPORTS)('$name has a doc comment that says more than its name', ({ name, file }) => {
    // Of a function with overloads the last declaration is the body.
    const declared = declarationsOf(name, file);
    const told = declared.length > 1 ? declared.slice(0, -1) : declared;
    expect(told.length).toBeGreaterThan(0);
    for (const { comment } of told) {
      expect(comment).toMatch(/^\/\*\*/);
      const words = comment.replace(/\W/g, '');
      expect(words.length).toBeGreaterThan(4);
      expect(words.toLowerCase()).not.toBe(name.toLowerCase());
    }
  });

  test.each(EXPORTS.filter(({ name }) => isCall(name)))(
    '$name says what it throws, and where to read on',
    ({ name, file }) => {
      const all = declarationsOf(name, file)
        .map(({ comment }) => comment)
        .join('\n');
      expect(all).toContain(`@see docs/library.md#${name}`);
      if (name !== 'rules') expect(all).toMatch(/@throws BindmatrixError `/);
    },
  );

  test.each(EXPORTS.filter(({ name }) => name.endsWith('Options')))(
    'every member of $name has one',
    ({ name, file }) => {
      const [declared] = declarationsOf(name, file);
      if (declared === undefined || !ts.isInterfaceDeclaration(declared.node)) throw new Error(name);
      for (const member of declared.node.members) expect(member.getFullText()).toMatch(/\/\*\*[^/]{20}/);
    },
  );

  test('has the signatures that docs/library.md shows', () => {
    const shown = librarySignatures().map((line) => line.replaceAll(/\s/g, ''));
    expect(shown).toHaveLength(9);
    const calls = EXPORTS.filter(({ name }) => isCall(name));
    expect(new Set(shown.map((line) => line.split('(')[0]))).toEqual(new Set(calls.map(({ name }) => name)));
    for (const { name, file } of calls) {
      // An option with a default may be left out; an arrow tells its result by what it calls.
      const code = sourceOf(file)
        .text.replaceAll(/\s/g, '')
        .replaceAll(/options:(\w+)=\{\}/g, 'options?:$1');
      for (const line of shown.filter((one) => one.startsWith(`${name}(`))) expect(code).toContain(`function${line}`);
    }
  });
});
