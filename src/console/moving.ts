/** Stages in which Passerelle itself has something left to do. */
import type { Backlog } from '../ports/views.ts';

const MOVING = ['received', 'prepared', 'awaiting', 'signed', 'sent', 'announced', 'downloaded', 'parsed'];

export function isMoving(row: Backlog): boolean {
  return row.halt === null && MOVING.includes(row.stage);
}
