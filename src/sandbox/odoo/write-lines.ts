/** The commands by which `create` and `write` of a move make, change and take away its lines. */
import { cellsOf } from './cells.ts';
import type { Request, World } from './methods.ts';
import { withDefaults } from './stored-fields.ts';

export const LINE_FIELDS = ['invoice_line_ids', 'line_ids'] as const;

export function writeLines(request: Request, { db }: World, move: number, commands: unknown): void {
  if (!Array.isArray(commands)) return;
  for (const command of commands as readonly unknown[]) {
    if (!Array.isArray(command)) continue;
    const [kind, id, vals] = command as [number, number, Readonly<Record<string, unknown>>];
    if (kind === 2) db.remove('account.move.line', id);
    if (kind === 1) db.update('account.move.line', id, cellsOf('account.move.line', vals), request.user);
    if (kind === 0) {
      const cells = { ...cellsOf('account.move.line', vals), move_id: move };
      db.insert('account.move.line', withDefaults('account.move.line', cells, { db, context: request.context }), request.user);
    }
  }
}
