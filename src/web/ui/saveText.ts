/** Offers a text to the reader as a file of theirs. */
export function saveText({ name, type, text }: { name: string; type: string; text: string }): void {
  saveFile({ name, content: new Blob([text], { type }) });
}

/** Offers bytes to the reader as a file of theirs. */
export function saveFile({ name, content }: { name: string; content: Blob }): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
