/** A driver that works replaces this function while the module loads. */
export function probed(): boolean {
  return false;
}
