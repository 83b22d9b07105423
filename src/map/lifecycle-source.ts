/** What a lifecycle mapping (`from: lifecycle`) may read: the members of ErpStatus in ports/connector.ts, by name. */
export const LIFECYCLE_MEMBERS: readonly string[] = [
  'reference',
  'code',
  'label',
  'tracks',
  'at',
  'reason',
  'platformReference',
  'link',
  'message',
  'activity',
  'activity.summary',
  'activity.note',
];
