/** What the rules have in another language, of their ids and English sentences. */
export interface RulesInLanguage {
  readonly ruleOf: (id: string) => { readonly sentence: string; readonly condition: string } | undefined;
  readonly sentence: (id: string, english: string) => string;
  readonly noExample: (english: string) => string;
  readonly today: (english: string) => string;
}

/**
 * The same subject, in which each sentence that a rule made is in another language: `why` beside `rule`, `reasons` by the
 * rule, and the texts of a list of rules. What is one object stays one.
 */
export const withSentences = <T>(subject: T, rules: RulesInLanguage): T => new Walk(rules).of(subject);

type Data = Readonly<Record<string, unknown>>;

class Walk {
  readonly #rules: RulesInLanguage;
  readonly #made = new Map<object, object>();

  constructor(rules: RulesInLanguage) {
    this.#rules = rules;
  }

  of<T>(value: T): T {
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
    const known = this.#made.get(value);
    if (known !== undefined) return known as T;
    const made = Array.isArray(value) ? value.map((one) => this.of(one)) : this.#record(value as Data);
    this.#made.set(value, made);
    return made as T;
  }

  #record(record: Data): Data {
    const own = this.#sentences(record);
    return Object.fromEntries(
      Object.entries(record).map(([key, value]) => [key, key in own ? own[key] : this.of(value)]),
    );
  }

  /** The members of a record that are sentences of a rule. */
  #sentences({ rule, why, reasons, today, id, sentence, noExample }: Data): Data {
    return {
      ...(typeof rule === 'string' && typeof why === 'string' ? { why: this.#rules.sentence(rule, why) } : {}),
      ...(typeof rule === 'string' && typeof today === 'string' ? { today: this.#rules.today(today) } : {}),
      ...(typeof reasons === 'object' && reasons !== null && !Array.isArray(reasons)
        ? { reasons: this.#reasons(reasons as Data) }
        : {}),
      ...(typeof id === 'string' && typeof sentence === 'string' ? this.#rules.ruleOf(id) : {}),
      ...(typeof noExample === 'string' ? { noExample: this.#rules.noExample(noExample) } : {}),
    };
  }

  #reasons(reasons: Data): Data {
    return Object.fromEntries(
      Object.entries(reasons).map(([rule, why]) => [
        rule,
        typeof why === 'string' ? this.#rules.sentence(rule, why) : why,
      ]),
    );
  }
}
