/** What Odoo raises, and how JSON-2 tells it: a status, the exception's name, its words, and a traceback in `debug`. */

export const EXCEPTIONS = {
  Unauthorized: { status: 401, name: 'werkzeug.exceptions.Unauthorized' },
  AccessError: { status: 403, name: 'odoo.exceptions.AccessError' },
  NotFound: { status: 404, name: 'werkzeug.exceptions.NotFound' },
  MissingError: { status: 404, name: 'odoo.exceptions.MissingError' },
  LockError: { status: 409, name: 'odoo.exceptions.LockError' },
  UnprocessableEntity: { status: 422, name: 'werkzeug.exceptions.UnprocessableEntity' },
  UserError: { status: 422, name: 'odoo.exceptions.UserError' },
  ValidationError: { status: 422, name: 'odoo.exceptions.ValidationError' },
  ValueError: { status: 500, name: 'builtins.ValueError' },
} as const;
export type Exception = keyof typeof EXCEPTIONS;

export class PythonError extends Error {
  readonly exception: Exception;

  constructor(exception: Exception, message: string) {
    super(message);
    this.name = 'PythonError';
    this.exception = exception;
  }

  get status(): number {
    return EXCEPTIONS[this.exception].status;
  }

  body(): object {
    const { name, status } = EXCEPTIONS[this.exception];
    const debug = `Traceback (most recent call last):\n  File "/usr/lib/python3/dist-packages/odoo/http.py", line 2273, in _serve_db\n${name}: ${this.message}`;
    return {
      name,
      message: this.message,
      arguments: name.startsWith('werkzeug') ? [this.message, status] : [this.message],
      context: {},
      debug,
    };
  }
}

export function pythonError(exception: Exception, message: string): PythonError {
  return new PythonError(exception, message);
}
