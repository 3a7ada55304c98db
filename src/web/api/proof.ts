/** Asks the person to prove again that it is they; true when they did. */
type AskForProof = () => Promise<boolean>;

let askForProof: AskForProof | null = null;
let asking: Promise<boolean> | null = null;

/** The frame hands in its dialog; returns what takes it away again. */
export function offerProof(ask: AskForProof): () => void {
  askForProof = ask;
  return () => {
    if (askForProof === ask) askForProof = null;
  };
}

/** Asks for a proof once, however many requests need it in the same moment; false where nobody can be asked. */
export function requestProof(): Promise<boolean> {
  if (!askForProof) return Promise.resolve(false);
  asking ??= askForProof().finally(() => {
    asking = null;
  });
  return asking;
}
