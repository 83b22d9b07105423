/** The body of a submission: multipart/form-data with the parts flowInfo (JSON) and file, RFC 7578. */

export interface Multipart {
  readonly contentType: string;
  readonly body: Uint8Array;
}

export interface FilePart {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export function submissionBody(flowInfo: object, file: FilePart, boundary: string): Multipart {
  const head = [
    `--${boundary}`,
    'Content-Disposition: form-data; name="flowInfo"',
    'Content-Type: application/json',
    '',
    JSON.stringify(flowInfo),
    `--${boundary}`,
    `Content-Disposition: form-data; name="file"; filename="${quoted(file.name)}"`,
    `Content-Type: ${file.type}`,
    '',
    '',
  ].join('\r\n');
  const body = Buffer.concat([Buffer.from(head), file.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { contentType: `multipart/form-data; boundary=${boundary}`, body };
}

/** As browsers write it: quotes and line breaks percent-encoded, everything else as it is. */
function quoted(name: string): string {
  return name.replace(/["\r\n]/g, (char) => encodeURIComponent(char));
}
