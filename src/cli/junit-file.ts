/**
 * A JUnit file that grows while files are judged and appears only when it is whole: it is written beside its place, the
 * sums are filled into its root at the end, and it takes its name by a rename. An interrupted run leaves nothing behind.
 */
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { PasserelleError } from '../base/error.ts';
import { JUNIT_END, JUNIT_START, rootXml } from './junit.ts';

export interface JunitFile {
  add(suite: string): void;
  /** Gives the file its name. */
  finish(): void;
  /** Leaves nothing; harmless after `finish`. */
  discard(): void;
}

/** @throws PasserelleError CLI_OUTPUT, there and while writing */
export function openJunitFile(path: string, name: string): JunitFile {
  const draft = `${path}.${process.pid}.partial`;
  const sums = { tests: 0, failures: 0, errors: 0 };
  const trying = <T>(work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      throw new PasserelleError('CLI_OUTPUT', `the JUnit file cannot be written: ${(cause as Error).message}`, { cause });
    }
  };
  const descriptor = trying(() => openSync(draft, 'wx'));
  let open = true;
  const discard = (): void => {
    if (!open) return;
    open = false;
    process.off('exit', discard);
    closeSync(descriptor);
    rmSync(draft, { force: true });
  };
  process.on('exit', discard);
  trying(() => writeFileSync(descriptor, `${JUNIT_START}${rootXml(name, sums)}`));
  return {
    add(suite) {
      const [, tests, failures, errors] = /tests="(\d+)" failures="(\d+)" errors="(\d+)"/.exec(suite) ?? [];
      sums.tests += Number.parseInt(tests ?? '0', 10);
      sums.failures += Number.parseInt(failures ?? '0', 10);
      sums.errors += Number.parseInt(errors ?? '0', 10);
      trying(() => writeFileSync(descriptor, suite));
    },
    finish() {
      trying(() => {
        writeFileSync(descriptor, JUNIT_END);
        writeSync(descriptor, rootXml(name, sums), JUNIT_START.length);
        fsyncSync(descriptor);
      });
      open = false;
      process.off('exit', discard);
      closeSync(descriptor);
      trying(() => {
        renameSync(draft, path);
      });
    },
    discard,
  };
}
