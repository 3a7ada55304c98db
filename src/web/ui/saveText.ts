/** Offers a text to the reader as a file of theirs. */
export function saveText({ name, type, text }: { name: string; type: string; text: string }): void {
  saveFile({ name, content: new Blob([text], { type }) });
}

/** Offers bytes to the reader as a file of theirs. */
export function saveFile({ name, content }: { name: string; content: Blob }): void {
  const url = URL.createObjectURL(content);
  saveBlob({ name, blob: new Blob([text], { type }) });
}

/** Offers a file as it is. */
export function saveBlob({ name, blob }: { name: string; blob: Blob }): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
