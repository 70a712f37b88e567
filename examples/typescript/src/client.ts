// A client of about a page, typed by what openapi-typescript makes of the OpenAPI document.
// Bodies, parameters and answers are checked by the compiler; problems come as an exception with their document.

import type { components, paths } from "./shidra.js";

export type Problem = components["schemas"]["ProblemDocument"];
type Verb = "get" | "post" | "put" | "patch" | "delete";
type Operation<Path extends keyof paths, Method extends Verb> = Method extends keyof paths[Path]
  ? paths[Path][Method]
  : never;
type Json<T> = T extends { content: { "application/json": infer Body } } ? Body : never;
type Body<T> = T extends { requestBody: infer R } ? Json<R> : T extends { requestBody?: infer R } ? Json<NonNullable<R>> : never;
type Responses<T> = T extends { responses: infer R } ? R : never;
type Answer<T> = Json<Responses<T>[(200 | 201) & keyof Responses<T>]>;
/** Paths that offer a method: others are refused when compiling. */
type PathsOf<Method extends Verb> = { [P in keyof paths]: paths[P] extends Record<Method, object> ? P : never }[keyof paths];

export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.status} ${problem.code}: ${problem.detail}`);
  }
}

export interface Options<Sent> {
  at?: Record<string, string>;
  query?: Record<string, string | number>;
  body?: Sent;
  headers?: Record<string, string>;
}

export interface Answered<Shown> {
  body: Shown;
  etag: string | null;
  /** How far the log has come with this write; null for reads. */
  position: number | null;
}

export class Client {
  constructor(
    private readonly url: string,
    private readonly token: string,
    private readonly language = "he",
  ) {}

  async call<Method extends Verb, Path extends PathsOf<Method>>(
    method: Method,
    path: Path,
    options: Options<Body<Operation<Path, Method>>> = {},
  ): Promise<Answered<Answer<Operation<Path, Method>>>> {
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(options.at?.[name] ?? ""));
    const query = new URLSearchParams(Object.entries(options.query ?? {}).map(([name, value]) => [name, String(value)]));
    const response = await fetch(`${this.url}${filled}${query.size > 0 ? `?${query}` : ""}`, {
      method: method.toUpperCase(),
      headers: {
        Authorization: `Bearer ${this.token}`,
        "Accept-Language": this.language,
        ...(options.body === undefined ? {} : { "Content-Type": "application/json" }),
        ...options.headers,
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    if (!response.ok) throw new ProblemError((await response.json()) as Problem);
    const position = response.headers.get("Log-Position");
    return {
      body: (response.status === 204 ? undefined : await response.json()) as Answer<Operation<Path, Method>>,
      etag: response.headers.get("ETag"),
      position: position === null ? null : Number(position),
    };
  }
}
