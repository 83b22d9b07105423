// A process of the crew under test: it does what its task says, the worst included.
interface Task {
  readonly say?: string;
  readonly exit?: number;
  readonly fill?: true;
  readonly spin?: true;
  readonly throw?: string;
}

if (process.argv[2] === 'never') throw new RangeError('not today');
const kept: object[] = [];

process.on('disconnect', () => {
  process.exit();
});
process.on('message', (task: Task) => {
  if (task.exit !== undefined) process.exit(task.exit);
  if (task.throw !== undefined) throw new TypeError(task.throw);
  while (task.spin === true);
  while (task.fill === true) kept.push(new Array(1000).fill(0).map((_, index) => ({ index })));
  process.send?.({ done: `${task.say ?? ''} ${process.pid}` });
});
process.send?.({ ready: true });
