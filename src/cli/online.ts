/** Commands about documents open the application, do one thing, and close it whatever happens. */
import type { Command } from 'commander';
import type { CliContext, OnlineOperations } from './context.ts';
import { configFolder } from './outcome.ts';

export async function online<T>(
  command: Command,
  context: CliContext,
  act: (operations: OnlineOperations) => Promise<T>,
): Promise<T> {
  const runtime = await context.openRuntime(configFolder(command, context));
  try {
    return await act(runtime.operations);
  } finally {
    await runtime.close();
  }
}
