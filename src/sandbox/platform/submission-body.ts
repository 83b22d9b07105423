/** Reads the multipart body of a submission: the parts flowInfo (JSON) and file. */
import { z } from 'zod';
import type { ApiVersion } from './wire.ts';

/** FlowInfo as published; the simulator is strict where real platforms are. */
function infoShape(version: ApiVersion) {
  return z.strictObject({
    trackingId: z.string().max(version === '1.1.0' ? 36 : 64).optional(),
    name: version === '1.1.0' ? z.string().max(255).optional() : z.string().max(255),
    processingRule: z
      .enum(version === '1.1.0'
        ? ['B2B', 'B2BInt', 'B2C', 'OutOfScope', 'ArchiveOnly', 'NotApplicable']
        : ['B2B', 'B2BInt', 'B2C', 'B2G', 'B2GInt', 'OutOfScope', 'B2GOutOfScope', 'ArchiveOnly', 'NotApplicable', 'Undefined'])
      .optional(),
    flowSyntax: z.enum(['CII', 'UBL', 'Factur-X', 'CDAR', 'FRR']),
    flowProfile: z.enum(['Basic', 'CIUS', 'Extended-CTC-FR', 'Undefined']).optional(),
    sha256: z.string().regex(/^[a-f0-9]{64}$/).optional(),
  });
}
export type FlowInfo = z.output<ReturnType<typeof infoShape>>;

export type ReadSubmission =
  | { readonly info: FlowInfo; readonly bytes: Uint8Array; readonly fileName: string; readonly mediaType: string }
  | { readonly fault: string };

export async function readSubmission(body: Uint8Array, contentType: string, version: ApiVersion): Promise<ReadSubmission> {
  let form: FormData;
  try {
    form = await new Response(Buffer.from(body), { headers: { 'content-type': contentType } }).formData();
  } catch {
    return { fault: 'the body is no multipart/form-data' };
  }
  const [infoPart, filePart] = [form.get('flowInfo'), form.get('file')];
  if (infoPart === null || filePart === null) return { fault: 'the parts flowInfo and file are required' };
  if (typeof filePart === 'string') return { fault: 'the part file must be a file' };
  let json: unknown;
  try {
    json = JSON.parse(typeof infoPart === 'string' ? infoPart : await infoPart.text());
  } catch {
    return { fault: 'flowInfo is no JSON' };
  }
  const info = infoShape(version).safeParse(json);
  if (!info.success) {
    const issue = info.error.issues[0];
    return { fault: `flowInfo.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}` };
  }
  return { info: info.data, bytes: new Uint8Array(await filePart.arrayBuffer()), fileName: filePart.name, mediaType: filePart.type };
}
