/** What Garden printed, without what differs from run to run: times, process numbers, random identifiers, and where the project lies. */
export function normalized(output: string, cwd: string): string {
  return output
    .replaceAll(cwd, "<project>")
    .replace(/^\(node:\d+\) .*\n(\(Use `node .*\n)?/gm, "")
    .replace(/\(node:\d+\)/g, "(node)")
    .replace(/\(took [\d.]+ \w+\)/g, "(took a while)")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>")
    .replace(/"durationMsec": \d+/g, '"durationMsec": 0')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<uid>");
}
