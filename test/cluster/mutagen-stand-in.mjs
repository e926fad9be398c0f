/**
 * Stands in for Garden's own fork of Mutagen, which no package registry has: Mutagen itself does not know the `exec:`
 * addresses with which Garden reaches into pods. It answers what Garden 0.13.24 asks (its mutagen.js), as if every
 * synchronisation had begun, was connected and had nothing to do. **It copies no file.**
 */
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

const folder = process.env["MUTAGEN_DATA_DIRECTORY"] ?? ".";
const sessions = join(folder, "stand-in-sessions");
mkdirSync(sessions, { recursive: true });

/** One file per session: two commands at once cannot tear one another's. */
const fileOf = (name) => join(sessions, `${encodeURIComponent(name)}.json`);

/** In one go, so that nobody reads half of it. */
function write(name, session) {
  const written = join(folder, `stand-in-session-${process.pid}.json`);
  writeFileSync(written, JSON.stringify(session));
  renameSync(written, fileOf(name));
}

function list() {
  return readdirSync(sessions)
    .sort()
    .flatMap((file) => read(join(sessions, file)));
}

/** Nothing where the session was terminated meanwhile. */
function read(file) {
  try {
    return [JSON.parse(readFileSync(file, "utf8"))];
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}

function create([alpha, beta, ...options]) {
  const name = options[options.indexOf("--name") + 1];
  const mode = options[options.indexOf("--sync-mode") + 1];
  const session = {
    name,
    mode,
    status: "watching",
    paused: false,
    successfulCycles: 1,
    alpha: { url: alpha, connected: true },
    beta: { url: beta, connected: true },
    conflicts: [],
  };
  write(name, session);
}

function change(name, changes) {
  const session = list().find((candidate) => candidate.name === name);
  if (session === undefined)
    fail(`unable to locate requested sessions: ${name}`);
  write(name, { ...session, ...changes });
}

function terminate(name) {
  if (!list().some((session) => session.name === name)) {
    fail(`unable to locate requested sessions: ${name}`);
  }
  rmSync(fileOf(name), { force: true });
}

/** Prints the sessions once a second for as long as somebody reads. */
function monitor() {
  const print = () => process.stdout.write(`${JSON.stringify(list())}\n`);
  process.stdout.on("error", () => process.exit(0));
  print();
  setInterval(print, 1000);
}

function fail(message) {
  process.stderr.write(`Error: ${message}\n`);
  process.exit(1);
}

const [area, action, ...rest] = process.argv.slice(2);
switch (`${area} ${action}`) {
  case "daemon start":
  case "daemon run":
  case "daemon stop":
    break;
  case "sync create":
    create(rest);
    break;
  case "sync list":
    process.stdout.write(JSON.stringify(list()));
    break;
  case "sync flush":
    change(rest[0], {});
    break;
  case "sync pause":
    change(rest[0], { paused: true });
    break;
  case "sync resume":
    change(rest[0], { paused: false });
    break;
  case "sync terminate":
    terminate(rest[0]);
    break;
  case "sync monitor":
    monitor();
    break;
  default:
    fail(
      `the stand-in for mutagen does not know: ${process.argv.slice(2).join(" ")}`,
    );
}
