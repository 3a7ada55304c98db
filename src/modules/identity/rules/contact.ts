/** A telephone number as kept: digits, with + outside the North American plan; punctuation and the plan's own 1 are taken off. */
export function tidyPhone(number: string): string {
  const bare = number.replace(/[\s().\-/‐‑–]/g, '');
  if (/^\+?1[2-9]\d{9}$/.test(bare)) return bare.slice(-10);
  return bare;
}

/** Several lines with one kind of line end, none of them blank at its ends. */
export function tidyLines(text: string | null): string | null {
  if (text === null) return null;
  const lines = text
    .normalize('NFC')
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/ {2,}/g, ' ').trim())
    .filter((line) => line !== '');
  return lines.length === 0 ? null : lines.join('\n');
}
