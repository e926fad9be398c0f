import { textOf, type Outside } from "../../config/outside.js";

/** A row of the events that `kubectl describe` prints: type, reason, age, from, message. */
const row =
  /^ {2}(?:Normal|Warning) {1,60}(\w{1,128}) {1,60}\S{1,32}(?: \(x\d{1,9} over \S{1,32}\))? {1,60}\S{1,253} {1,60}(.*)$/;

/** The events of the pods that a text of `kubectl describe pod` describes, as the API server has them; null where it is no
 *  such text. A message of several lines goes on to the next row. */
export function describedEvents(text: Outside): object[] | null {
  const lines = textOf(text).split(/\r?\n/);
  if (!lines.some((line) => /^Name: +\S/.test(line))) return null;
  if (!lines.some((line) => /^Events: /.test(`${line} `))) return null;
  const events: DescribedEvent[] = [];
  let pod: Described = {};
  let isEvents = false;
  let current: DescribedEvent | null = null;
  for (const line of lines) {
    const [, field = "", value = ""] = /^(\w+):\s*(.*)$/.exec(line) ?? [];
    const [, reason, message] = (isEvents ? row.exec(line) : null) ?? [];
    if (field === "Name" && value !== "") {
      pod = { name: value };
      isEvents = false;
    } else if (field === "Namespace") pod = { ...pod, namespace: value };
    else if (field === "Events") isEvents = true;
    else if (reason !== undefined && message !== undefined) {
      current = {
        kind: "Event",
        reason,
        message,
        involvedObject: { kind: "Pod", ...pod },
      };
      events.push(current);
      continue;
    } else if (current !== null && line.trim() !== "") {
      current.message += `\n${line}`;
      continue;
    }
    current = null;
  }
  return events;
}

interface Described {
  readonly name?: string;
  readonly namespace?: string;
}

interface DescribedEvent {
  readonly kind: "Event";
  readonly reason: string;
  message: string;
  readonly involvedObject: Described & { readonly kind: "Pod" };
}
