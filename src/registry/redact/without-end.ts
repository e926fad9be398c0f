/** The text without the signs that it ends with. A loop: a regular expression that is anchored at its end only is tried
 *  everywhere, which takes time that grows with the square of a run of these signs. */
export function withoutEnd(text: string, signs: string): string {
  let end = text.length;
  while (end > 0 && signs.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
