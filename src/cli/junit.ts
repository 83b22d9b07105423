/** JUnit XML as Jenkins and Surefire read it: one testsuite a file, one testcase a rule that spoke. Text only, no files. */

export interface JunitCase {
  readonly name: string;
  /** `passed` with a text is a warning: it is shown and fails nothing. */
  readonly kind: 'passed' | 'failure' | 'error';
  readonly message?: string;
  readonly text?: string;
}

export interface JunitSuite {
  readonly file: string;
  /** What the file was judged by or converted to, as the class of its cases. */
  readonly group?: string;
  readonly milliseconds: number;
  readonly cases: readonly JunitCase[];
}

export function suiteXml({ file, group = 'passerelle', milliseconds, cases }: JunitSuite): string {
  const count = (kind: JunitCase['kind']): number => cases.filter((one) => one.kind === kind).length;
  const counts = `tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="0"`;
  const time = (milliseconds / 1000).toFixed(3);
  const body = cases.map((one, index) => caseXml(one, group, index === 0 ? time : '0.000')).join('');
  return `  <testsuite name="${attribute(file)}" ${counts} time="${time}">\n${body}  </testsuite>\n`;
}

function caseXml({ name, kind, message, text = '' }: JunitCase, group: string, time: string): string {
  const head = `    <testcase name="${attribute(name)}" classname="${attribute(group)}" time="${time}"`;
  if (kind === 'passed')
    return text === '' ? `${head}/>\n` : `${head}>\n      <system-out>${content(text)}</system-out>\n    </testcase>\n`;
  const told = message === undefined ? '' : ` message="${attribute(message)}"`;
  return `${head}>\n      <${kind}${told} type="${attribute(name)}">${content(text)}</${kind}>\n    </testcase>\n`;
}

export const JUNIT_START = '<?xml version="1.0" encoding="UTF-8"?>\n';
export const JUNIT_END = '</testsuites>\n';

/** The root, always as long: it is written first and filled in when everything is counted. */
export function rootXml(name: string, sums: { readonly tests: number; readonly failures: number; readonly errors: number }): string {
  const numbers = `tests="${sums.tests}" failures="${sums.failures}" errors="${sums.errors}"`;
  return `<testsuites name="${attribute(name)}" ${numbers.padEnd(70)}>\n`;
}

/** What XML 1.0 has no way to hold at all: control characters, lone surrogates, two noncharacters. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function content(text: string): string {
  return text
    .replace(FORBIDDEN, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

function attribute(text: string): string {
  return content(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}
