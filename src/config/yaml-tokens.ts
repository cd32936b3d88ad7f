import { Composer, type Document, Lexer, LineCounter, type ParsedNode, Parser, type YAMLError } from 'yaml';
import { err, ok, type Problem, type Result } from '../model/result.ts';

/**
 * The limit of nesting. The parser keeps its levels in a list, but the composer calls itself for each level, and V8
 * aborts the process if a regular expression is compiled when the stack is nearly full.
 */
const DEEPEST = 64;

/** A token takes about 250 bytes: this is about 4,000 trials, or a gigabyte. */
const MOST_TOKENS = 4_000_000;

export interface Syntax {
  readonly document: Document.Parsed<ParsedNode>;
  readonly lines: LineCounter;
}

export interface SyntaxProblem extends Problem {
  /** The place in the text, in UTF-16 units from its beginning. */
  readonly offset: number;
}

/** Parses a text that has one YAML 1.2 document. Never throws; the problems are in the order of the text. */
export function parseSyntax(text: string): Result<Syntax, { problems: readonly SyntaxProblem[]; lines: LineCounter }> {
  const lines = new LineCounter();
  const problems: SyntaxProblem[] = [];
  const composer = new Composer({
    schema: 'core',
    merge: false,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
  });
  let document: Syntax['document'] | undefined;
  for (const found of composer.compose(tokens(text, lines, problems), true, text.length)) {
    if (document !== undefined) {
      problems.push({
        offset: found.range[0],
        message: 'a second YAML document begins here',
        hint: 'a file holds one document',
      });
      break;
    }
    document = found as Syntax['document'];
    problems.push(
      ...[...found.errors, ...found.warnings].filter((e) => e.code !== 'TAG_RESOLVE_FAILED').map(syntaxProblem),
    );
  }
  return document === undefined || problems.length > 0 ? err({ problems, lines }) : ok({ document, lines });
}

/** The tokens of the parser, up to the first that is beyond a limit. */
function* tokens(text: string, lines: LineCounter, problems: SyntaxProblem[]) {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    yield* parser.next(lexeme);
    if (parser.stack.length > DEEPEST) {
      problems.push({
        offset: parser.offset,
        message: 'nested too deeply',
        hint: `at most ${DEEPEST} levels are allowed`,
      });
      return;
    }
    if (++count > MOST_TOKENS) {
      problems.push({
        offset: parser.offset,
        message: `more than ${MOST_TOKENS} YAML tokens`,
        hint: 'split it into several files',
      });
      return;
    }
  }
  yield* parser.end();
}

const QUOTE = 'quote a text that begins with a sign of YAML, such as "*", "!docker*", "::" or "!$P"';

/** Hints for the mistakes that are frequent. */
const HINTS: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  BAD_ALIAS: QUOTE,
  BAD_SCALAR_START: QUOTE,
  BLOCK_AS_IMPLICIT_KEY: QUOTE,
  BLOCK_IN_FLOW: QUOTE,
  TAB_AS_INDENT: 'indent with spaces',
};

function syntaxProblem({ code, message, pos }: YAMLError): SyntaxProblem {
  const hint = HINTS[code];
  const plain = { offset: pos[0], message: `invalid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}` };
  return hint === undefined ? plain : { ...plain, hint };
}
