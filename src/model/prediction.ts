/** What the rules foresee. `unknown` where they cannot know; several outcomes where chance decides. */
export interface Prediction {
  /** One outcome (`ok`, `bind:EADDRINUSE`), or `unknown`. */
  readonly outcome: string;
  /** The id of the rule it rests on, such as `linux.reuseaddr-old-listening`. */
  readonly rule: string;
  /** One sentence that names both sockets. */
  readonly why: string;
}
