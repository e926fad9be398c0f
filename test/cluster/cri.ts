import { connect, type ClientHttp2Stream } from "node:http2";
import { connect as connectSocket } from "node:net";

/** An image as containerd shows it to the kubelet. */
interface NodeImage {
  readonly id: string;
  /** Its full names, like `docker.io/acme/web:1.0`. */
  readonly tags: readonly string[];
}

/** Ends once containerd answers the kubelet's questions on this socket; throws where it does not. */
export async function askVersion(socket: string): Promise<true> {
  await call(socket, "RuntimeService/Version", []);
  return true;
}

/**
 * Removes images from the node, so that the next pod pulls them again; without names, all of them.
 * Names are full ones, like `docker.io/acme/web:1.0`. What is not there is no error. Running containers run on.
 */
export async function removeNodeImages(
  socket: string,
  names: readonly string[],
): Promise<void> {
  const images = await listImages(socket);
  const doomed = images.filter(
    ({ tags }) =>
      names.length === 0 || tags.some((name) => names.includes(name)),
  );
  for (const { id } of doomed)
    await call(socket, "ImageService/RemoveImage", [field(1, field(1, id))]);
}

async function listImages(socket: string): Promise<NodeImage[]> {
  const answer = await call(socket, "ImageService/ListImages", []);
  return fieldsOf(answer)
    .filter(({ number }) => number === 1)
    .map(({ bytes }) => {
      const fields = fieldsOf(bytes);
      const texts = (wanted: number) =>
        fields
          .filter(({ number }) => number === wanted)
          .map((found) => found.bytes.toString());
      return { id: texts(1)[0] ?? "", tags: texts(2) };
    });
}

/**
 * Asks containerd by the interface that the kubelet uses (CRI, runtime/v1/api.proto): gRPC on a socket. containerd's own
 * client would go round the part that answers the kubelet, which then learns of a change some time later.
 */
async function call(
  socket: string,
  method: string,
  message: readonly Buffer[],
): Promise<Buffer> {
  const session = connect("http://localhost", {
    createConnection: () => connectSocket(socket),
  });
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      session.on("error", reject);
      const stream = session.request({
        ":method": "POST",
        ":path": `/runtime.v1.${method}`,
        "content-type": "application/grpc",
        te: "trailers",
      });
      stream.end(framed(Buffer.concat(message)));
      stream.on("error", reject);
      answerOf(stream, method, resolve, reject);
    });
  } finally {
    session.destroy();
  }
}

function answerOf(
  stream: ClientHttp2Stream,
  method: string,
  resolve: (answer: Buffer) => void,
  reject: (error: Error) => void,
): void {
  const chunks: Buffer[] = [];
  const headers = new Map<string, unknown>();
  const take = (more: object) => {
    for (const [name, value] of Object.entries(more)) headers.set(name, value);
  };
  stream.on("response", take);
  stream.on("trailers", take);
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  stream.on("end", () => {
    if (headers.get("grpc-status") === "0")
      resolve(Buffer.concat(chunks).subarray(frameLength));
    else reject(new Error(`${method}: ${JSON.stringify([...headers])}`));
  });
}

/** A byte that says "not compressed", and the length. */
const frameLength = 5;

function framed(message: Buffer): Buffer {
  const head = Buffer.alloc(frameLength);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/** A field of a message in Protocol Buffers' wire format, of a type that has a length. */
function field(number: number, content: Buffer | string): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([
    varint(number * 8 + withLength),
    varint(bytes.length),
    bytes,
  ]);
}

const withLength = 2;

function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest]);
    bytes.push((rest % 128) + 128);
  }
}

/** The fields of a message that have a length; numbers are passed over. */
function fieldsOf(message: Buffer): { number: number; bytes: Buffer }[] {
  const fields: { number: number; bytes: Buffer }[] = [];
  let at = 0;
  const next = () => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = message[at++] ?? 0;
      value += (byte % 128) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const key = next();
    const value = next();
    if (key % 8 !== withLength) continue;
    fields.push({
      number: Math.floor(key / 8),
      bytes: message.subarray(at, at + value),
    });
    at += value;
  }
  return fields;
}
