/** The channels there are: an explicit list, by the word `channel:` of a connection file. */
import type { ChannelFactory } from '../ports/adapter.ts';
import { frPaChannel } from './fr-pa/index.ts';

export const CHANNELS: readonly ChannelFactory[] = [frPaChannel];

export function channelNamed(kind: string): ChannelFactory | undefined {
  return CHANNELS.find((factory) => factory.kind === kind);
}
