import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** A file that the cluster needs, and the Debian package that brings it. */
interface Needed {
  readonly package: string;
  /** A program's name, looked up in PATH, or the absolute path of a file. */
  readonly file: string;
}

/** `install-debian-packages.sh` reads the package names from this table. */
const needed: readonly Needed[] = [
  {
    package: "containerd",
    file: "containerd",
  },
  {
    package: "containerd",
    file: "ctr",
  },
  {
    package: "runc",
    file: "runc",
  },
  {
    package: "containernetworking-plugins",
    file: "/usr/lib/cni/bridge",
  },
  {
    package: "containernetworking-plugins",
    file: "/usr/lib/cni/host-local",
  },
  {
    package: "docker-registry",
    file: "docker-registry",
  },
  {
    package: "busybox-static",
    file: "busybox",
  },
  {
    package: "iproute2",
    file: "ip",
  },
  {
    package: "openssl",
    file: "openssl",
  },
  {
    package: "perl-base",
    file: "perl",
  },
  {
    package: "tar",
    file: "tar",
  },
  {
    package: "util-linux",
    file: "unshare",
  },
  {
    package: "util-linux",
    file: "nsenter",
  },
  {
    package: "util-linux",
    file: "setpriv",
  },
];

/** Where the CNI plugins of Debian's package are. */
export const cniPlugins = "/usr/lib/cni";

/** Programs that root's PATH may lack where it was taken over from a user. */
const systemFolders = [
  "/usr/local/sbin",
  "/usr/sbin",
  "/sbin",
  "/usr/local/bin",
  "/usr/bin",
  "/bin",
];

/** The PATH with which the cluster's programs are looked up and started. */
export function searchPath(): string {
  const own = (process.env["PATH"] ?? "").split(delimiter);
  return [...new Set([...own, ...systemFolders])]
    .filter(Boolean)
    .join(delimiter);
}

/** The absolute path of a program, or undefined if PATH has none. */
export function findProgram(name: string): string | undefined {
  return searchPath()
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/** The Debian packages whose files are not there, by the files and not by dpkg: another package may bring them. */
export function missingPackages(): string[] {
  const absent = needed.filter(({ file }) =>
    file.startsWith("/") ? !existsSync(file) : findProgram(file) === undefined,
  );
  return [...new Set(absent.map((row) => row.package))];
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
