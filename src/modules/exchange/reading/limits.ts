/** How much of a file is taken; from the jurisdiction's parameters `exchange.*`. */
export type Limits = {
  /** All members of a zip together, unpacked. */
  unpackedBytesMax: number;
  /** Unpacked size of one member over its packed size; real extracts stay below forty. */
  ratioMax: number;
  rowsMax: number;
};
