/** Whether an address leads to this machine: `localhost`, 127.0.0.0/8 and ::1, also within IPv6. Go's clients send nothing
 *  for these to a proxy (golang.org/x/net/http/httpproxy). */
export function isLoopback({ hostname }: URL): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\]|\[::ffff:7f[\da-f]{2}:[\da-f]{1,4}\])$/.test(
    hostname,
  );
}
