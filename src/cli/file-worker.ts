/** A process of the crew: told by its one argument what to do, it does it to each file it is sent and answers. */
import { asFileError, failedFile } from './failed-file.ts';
import { workOf, type FileOutcome, type FileTask, type WorkSpec } from './file-work.ts';

const spec = JSON.parse(process.argv[2] ?? '') as WorkSpec;
const work = await workOf(spec);

process.on('disconnect', () => {
  process.exit();
});
process.on('message', (task: FileTask) => {
  void work(task)
    .catch((error: unknown): FileOutcome => failedFile(task, asFileError(error), spec))
    .then((done) => process.send?.({ done }));
});
process.send?.({ ready: true });
