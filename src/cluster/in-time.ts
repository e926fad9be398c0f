import { createLimit } from "../secrets/limit.js";

/** An API server that is busy turns away who asks too much at once (Kubernetes, API priority and fairness). */
const limit = createLimit(10);

/** Garden retries what is worth it, but waits for an answer forever. */
export const limitSeconds = 20;

export class NoAnswer extends Error {
  override name = "NoAnswer";
}

/** The answer to a request of ours to the API server, which is sent once fewer than 10 others are under way. Throws
 *  NoAnswer where it takes longer than a user would wait. */
export async function inTime<T>(send: () => Promise<T>): Promise<T> {
  return await limit(() => answerInTime(send()));
}

async function answerInTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new NoAnswer());
    }, limitSeconds * 1000);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
