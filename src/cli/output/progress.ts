import { onStderr, wantsColors } from "./colors.js";

/** Waits for `work`. Where a person watches, and wants more than plain text, a line on stderr says what is waited for, and
 *  for how long. */
export async function withProgress<T>(
  text: string,
  work: Promise<T>,
  stream: NodeJS.WriteStream = process.stderr,
  env: NodeJS.ProcessEnv = process.env,
): Promise<T> {
  if (!stream.isTTY || !wantsColors(stream, env)) return await work;
  const start = Date.now();
  const show = () => {
    const seconds = Math.floor((Date.now() - start) / 1000);
    stream.write(`\r${onStderr.dim(`${text} (${seconds} s)`)}`);
  };
  show();
  const timer = setInterval(show, 1000);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    stream.write("\r\u001b[K");
  }
}
