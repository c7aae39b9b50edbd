/**
 * Errors that are an answer.
 *
 * @module
 */

/** Statuses that are used; Fresh knows all of HTTP's. */
export type ErrorStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 500 | 503;

/** Thrown by a handler to answer with a status; `App.onError` and `App.notFound` show it. */
export class HttpError extends Error {
  override readonly name: string = "HttpError";
  /** The status of the response. */
  readonly status: ErrorStatus;

  constructor(status: ErrorStatus, message?: string, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}
