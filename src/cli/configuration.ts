/** What commands say about a loaded configuration: its problems, and the company that is meant. */
import { PasserelleError } from '../base/error.ts';
import { nearest } from '../base/text.ts';
import type { ConfigProblem, LoadedConfig } from '../config/load.ts';
import type { Company } from '../model/company.ts';

export function problemsText(problems: readonly ConfigProblem[]): string {
  return problems.map(({ file, line, column, sentence }) => `${file}:${line}:${column}: ${sentence}\n`).join('');
}

/** @throws PasserelleError CONFIG_INVALID naming the nearest company there is */
export function companyNamed(config: LoadedConfig, name: string): Company {
  const company = config.companies.get(name);
  if (company !== undefined) return company;
  const broken = config.problems.find((problem) => problem.kind === 'company' && problem.name === name);
  if (broken !== undefined) {
    throw new PasserelleError('CONFIG_INVALID', broken.sentence, {
      where: { company: name, file: broken.file, line: broken.line, column: broken.column },
    });
  }
  const near = nearest(name, [...config.companies.keys()]);
  throw new PasserelleError(
    'CONFIG_INVALID',
    `there is no company ${name}${near === undefined ? '' : `: did you mean ${near}?`}`,
  );
}
