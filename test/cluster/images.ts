/** What an image holds: files by their absolute path, executable ones as `script`. */
export interface ImageContent {
  /** `busybox` is Debian's busybox-static with all its commands; `pause` the program of go/pause alone. */
  readonly base: "busybox" | "pause";
  readonly scripts?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
}

export interface Image extends ImageContent {
  /** The full name: registry, repository and tag. */
  readonly name: string;
  /** Docker Hub shows a private repository to nobody without credentials. */
  readonly private?: true;
  /** What the real one is, and what this one does in its place. */
  readonly standsInFor: string;
}

/** Ends at once when it is told to, which the first process of a container does only if it says so. */
const waitForever = `trap 'exit 0' TERM INT\nwhile true; do sleep 3600 & wait $!; done`;
const serve = (port: number, folder: string) =>
  `httpd -f -p ${port} -h ${folder} &\ntrap 'kill $!; exit 0' TERM INT\nwait $!`;

const page = (text: string) => ({
  "/www/index.html": `${text}\n`,
  "/www/healthz": "ok\n",
});

const buildkit: ImageContent = {
  base: "busybox",
  scripts: {
    "/usr/bin/buildkitd": waitForever,
    "/usr/bin/buildctl": `echo "buildctl, a stand-in: nothing is built ($*)"`,
  },
  entrypoint: ["/usr/bin/buildkitd"],
};

/** containerd takes it for every pod's first container. */
export const pauseImage = "registry.k8s.io/pause:3.10";

/** Whatever Garden built and pushed: its deployment registry answers every tag of every repository with this image. */
export const builtAppImage = "registry.example.test/built/app:latest";

/**
 * All images that the cluster's registries hold. None of the real ones can be had where only package registries can be
 * reached, and none is needed: tests look at how an image is pulled. The tags are those of Garden 0.13.24.
 */
export const images: readonly Image[] = [
  {
    name: pauseImage,
    standsInFor: "Kubernetes' pause container; this one does the same.",
    base: "pause",
    entrypoint: ["/pause"],
  },
  {
    name: "docker.io/gardendev/k8s-sync:0.1.5",
    standsInFor:
      "The sync-mode init container, which copies a Mutagen agent; here the agent is a script that does nothing.",
    base: "busybox",
    scripts: {
      "/usr/local/bin/mutagen-agent": `echo "mutagen-agent, a stand-in: nothing is synchronised"`,
    },
  },
  {
    name: "docker.io/gardendev/matching:1.0",
    standsInFor: "Nothing: the one image that a single suite pulls.",
    base: "busybox",
  },
  {
    name: "docker.io/gardendev/k8s-util:0.5.7",
    standsInFor:
      "Garden's helper with rsync and skopeo; here skopeo finds every image built, and on rsync's port something listens.",
    base: "busybox",
    scripts: {
      // Before the container stops, Garden waits until just one process is left that has rsync in its path.
      "/rsync-server.sh": `mkdir -p /tmp/rsync && ln -sf /bin/busybox /tmp/rsync/httpd
/tmp/rsync/httpd -f -p "$RSYNC_PORT" -h /data &
trap 'kill $!; exit 0' TERM INT
wait $!`,
      "/usr/bin/rsync": `echo "rsync, a stand-in: nothing is copied"`,
      "/usr/bin/skopeo": `echo "skopeo, a stand-in: every image is there"`,
    },
    command: ["/rsync-server.sh"],
  },
  {
    name: "docker.io/gardendev/k8s-reverse-proxy:0.1.0",
    standsInFor:
      "Local mode's proxy container, an SSH server; here its port listens, and no tunnel can be made.",
    base: "busybox",
    scripts: { "/proxy.sh": serve(2222, "/tmp") },
    entrypoint: ["/proxy.sh"],
  },
  {
    name: "docker.io/gardendev/buildkit:v0.12.2-1",
    standsInFor:
      "The in-cluster builder; here the daemon waits, and buildctl says that all is well.",
    ...buildkit,
  },
  {
    name: "docker.io/gardendev/buildkit:v0.12.2-1-rootless",
    standsInFor: "The same builder without root.",
    ...buildkit,
  },
  {
    name: "docker.io/gardendev/default-backend:v0.1",
    standsInFor:
      "The page that the ingress controller shows for unknown paths.",
    base: "busybox",
    files: page("default backend - 404"),
    scripts: { "/server": serve(80, "/www") },
    entrypoint: ["/server"],
  },
  {
    name: "k8s.gcr.io/ingress-nginx/controller:v1.1.0",
    standsInFor: "The ingress controller; here it waits, and answers nothing.",
    base: "busybox",
    scripts: { "/nginx-ingress-controller": waitForever },
    entrypoint: ["/nginx-ingress-controller"],
  },
  {
    name: "gcr.io/kaniko-project/executor:v1.11.0-debug",
    standsInFor: "The kaniko builder; here it says that all is well.",
    base: "busybox",
    scripts: {
      "/kaniko/executor": `echo "kaniko, a stand-in: nothing is built"`,
    },
    entrypoint: ["/kaniko/executor"],
  },
  {
    name: "docker.io/acme/web:1.0",
    private: true,
    standsInFor: "A user's own web application in a private repository.",
    base: "busybox",
    files: page("acme web"),
    scripts: { "/web": serve(8080, "/www") },
    entrypoint: ["/web"],
  },
  {
    name: "docker.io/acme/db:1.0",
    private: true,
    standsInFor: "A user's own database in a private repository.",
    base: "busybox",
    scripts: { "/db": waitForever },
    entrypoint: ["/db"],
  },
  {
    name: "docker.io/library/busybox:1.36",
    standsInFor: "The public busybox; this one is Debian's 1.35.",
    base: "busybox",
    command: ["sh"],
  },
  {
    name: "docker.io/library/nginx:1.27",
    standsInFor: "The public nginx; here busybox serves one page.",
    base: "busybox",
    files: page("Welcome to a stand-in for nginx"),
    scripts: { "/docker-entrypoint.sh": serve(80, "/www") },
    entrypoint: ["/docker-entrypoint.sh"],
  },
  {
    name: "docker.io/ratelimitpreview/test:latest",
    standsInFor:
      "The image whose headers tell how many pulls Docker Hub still allows.",
    base: "busybox",
  },
  {
    name: builtAppImage,
    standsInFor: "An application that Garden built in the cluster.",
    base: "busybox",
    files: page("built app"),
    scripts: { "/app": serve(80, "/www") },
    entrypoint: ["/app"],
  },
];
