import { Composer, type CST, type Document, Lexer, type ParsedNode, Parser, type YAMLError } from 'yaml';
import { err, ok, type Problem, problem, type Result } from '../model/result.ts';
import { DEEPEST, MOST_PROBLEMS, SPLIT } from './limits.ts';

/** A token takes about 300 bytes while its text is parsed. */
const MOST_TOKENS = 400_000;

/** Characters of one token, such as a text or a comment. */
const LONGEST_TOKEN = 1024 * 1024;

/** Characters in quotes: the composer takes them one by one, and each costs 32 bytes. */
const MOST_QUOTED = 2 * 1024 * 1024;

/** A document, and how many tokens it had. */
export interface Syntax {
  readonly document: Document.Parsed<ParsedNode>;
  readonly tokens: number;
}

export interface SyntaxProblem extends Problem {
  /** The place in the text, in UTF-16 units from its beginning. */
  readonly offset: number;
}

/** Parses a text that has one YAML 1.2 document. Never throws; it stops at the first problem beyond MOST_PROBLEMS. */
export function parseSyntax(text: string): Result<Syntax, readonly SyntaxProblem[]> {
  const reading = new Reading(text);
  const document = reading.document();
  const { problems, tokens } = reading;
  return document === undefined || problems.length > 0 ? err(problems) : ok({ document, tokens });
}

/** Thrown where reading must stop: the composer offers no other way out. */
const ENOUGH = Symbol('enough problems');

/** One text on its way through lexer, parser and composer. */
class Reading {
  readonly problems: SyntaxProblem[] = [];
  tokens = 0;
  readonly #text: string;
  #quoted = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): Syntax['document'] | undefined {
    try {
      return this.#compose();
    } catch (error) {
      if (error === ENOUGH) return undefined;
      throw error;
    }
  }

  #compose(): Syntax['document'] | undefined {
    let document: Syntax['document'] | undefined;
    for (const found of this.#composer().compose(this.#tokens(), true, this.#text.length)) {
      if (document !== undefined) {
        const hint = 'a file holds one document';
        this.#tell({ offset: found.range[0], message: 'a second YAML document begins here', hint });
        break;
      }
      document = found as Syntax['document'];
    }
    return document;
  }

  #composer(): Composer {
    const options = {
      schema: 'core',
      merge: false,
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: 'error',
    } as const;
    const composer = new Composer(options);
    // A list of all errors, each with its stack, would take hundreds of times the memory of the text.
    (composer as unknown as { onError: ErrorListener }).onError = (source, code, message) => {
      // The composer catches what is thrown, and calls again.
      if (this.problems.length > MOST_PROBLEMS) throw ENOUGH;
      if (code !== 'TAG_RESOLVE_FAILED') this.#tell(syntaxProblem(offsetOf(source), code, message));
    };
    return composer;
  }

  #tell(found: SyntaxProblem): void {
    this.problems.push(found);
    if (this.problems.length > MOST_PROBLEMS) throw ENOUGH;
  }

  /** The tokens of the parser, up to the first that is beyond a limit. */
  *#tokens(): Generator<CST.Token> {
    const parser = new Parser();
    for (const lexeme of new Lexer().lex(this.#text)) {
      const beyond = this.#limit(lexeme, parser.stack.length);
      if (!beyond.ok) {
        this.#tell({ offset: parser.offset, ...beyond.error });
        throw ENOUGH;
      }
      for (const token of parser.next(lexeme)) yield* this.#withoutErrors(token);
    }
    for (const token of parser.end()) yield* this.#withoutErrors(token);
  }

  *#withoutErrors(token: CST.Token): Generator<CST.Token> {
    if (token.type !== 'error') yield token;
    else {
      const { message, source, offset } = token;
      const text = source === '' ? message : `${message}: ${JSON.stringify(source.slice(0, LONGEST_QUOTATION))}`;
      this.#tell(syntaxProblem(offset, 'UNEXPECTED_TOKEN', text));
    }
  }

  #limit(lexeme: string, depth: number): Result<true> {
    if (depth > DEEPEST) return problem('nested too deeply', `at most ${DEEPEST} levels are allowed`);
    if (++this.tokens > MOST_TOKENS) return problem(`more than ${MOST_TOKENS} YAML tokens`, SPLIT);
    if (lexeme.length > LONGEST_TOKEN) return problem(`a text of more than ${LONGEST_TOKEN} characters`, 'shorten it');
    if (lexeme.startsWith('"') || lexeme.startsWith("'")) this.#quoted += lexeme.length;
    if (this.#quoted > MOST_QUOTED) return problem(`more than ${MOST_QUOTED} characters in quotes`, SPLIT);
    return ok(true);
  }
}

const LONGEST_QUOTATION = 100;

type ErrorSource = number | readonly number[] | { readonly offset: number };
type ErrorListener = (source: ErrorSource, code: YAMLError['code'], message: string) => void;

const offsetOf = (source: ErrorSource): number =>
  typeof source === 'number' ? source : 'offset' in source ? source.offset : (source[0] ?? 0);

const QUOTE = 'quote a text that begins with a sign of YAML, such as "*", "!docker*", "::" or "!$P"';

/** Hints for the mistakes that are frequent. */
const HINTS: Readonly<Partial<Record<YAMLError['code'], string>>> = {
  BAD_ALIAS: QUOTE,
  BAD_SCALAR_START: QUOTE,
  BLOCK_AS_IMPLICIT_KEY: QUOTE,
  BLOCK_IN_FLOW: QUOTE,
  TAB_AS_INDENT: 'indent with spaces',
};

function syntaxProblem(offset: number, code: YAMLError['code'], message: string): SyntaxProblem {
  const hint = HINTS[code];
  const plain = { offset, message: `invalid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}` };
  return hint === undefined ? plain : { ...plain, hint };
}
