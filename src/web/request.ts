/** A request as every host hands it in. State-changing requests come with their own form; so far there are none. */
export interface WebRequest {
  readonly method: string;
  readonly query: URLSearchParams;
}

/** The answer as every host hands it out. */
export interface WebResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** A whole HTML document. */
  readonly body: string;
}
